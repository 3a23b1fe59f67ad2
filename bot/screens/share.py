"""The words around a result's card: what it was about, and where others can try."""

from __future__ import annotations

from bot.learning.play import Play
from bot.screens.home import home_row
from bot.screens.screen import Button, Screen
from bot.taps.quiz import SetTap
from bot.texts import Speech
from content.model import Bank


def about(speech: Speech, bank: Bank, scope: str | None, play: Play) -> str:
    """The title of what was asked."""
    found = bank.find_scope(scope) if scope else None
    return found.title.to(speech.language) if found else speech.plain(play.title)


def card(speech: Speech, right: int, total: int, about: str, url: str, picture: bytes) -> Screen:
    html = speech("share-caption", right=right, n=total, about=about, url=url)
    return Screen(html, picture=picture)


def offer(speech: Speech, code: str, about: str, count: int, nonce: str) -> Screen:
    """Where the link of a card leads."""
    begin = (Button(speech.plain("set-begin"), SetTap(code, nonce)),)
    return Screen(speech("set-offer", about=about, n=count), (begin, home_row(speech)))
