"""The words around a result's card: what it was about, and where others can try."""

from __future__ import annotations

from collections.abc import Mapping

from bot.learning.play import Play
from bot.learning.recipe import Source
from bot.screens.home import home_row
from bot.screens.screen import Button, Screen, lines
from bot.taps.paper import SetMoreTap
from bot.taps.quiz import SetTap
from bot.texts import Speech
from content.model import Bank

_TITLES: Mapping[Source | None, str] = {"mix": "set-mix-title", "daily": "five-title"}
"""What sets of more than one topic are called."""


def about(speech: Speech, bank: Bank, scope: str | None, play: Play, source: Source | None = None) -> str:
    """The title of what was asked; ``source`` is what a set was made from."""
    if source in _TITLES:
        return speech.plain(_TITLES[source])
    found = bank.find_scope(scope) if scope else None
    return found.title.to(speech.language) if found else speech.plain(play.title)


def card(speech: Speech, right: int, total: int, about: str, url: str, picture: bytes) -> Screen:
    html = speech("share-caption", right=right, n=total, about=about, url=url)
    return Screen(html, picture=picture)


def offer(speech: Speech, code: str, about: str, count: int, nonce: str, missing: int = 0) -> Screen:
    """Where the link of a set leads; ``missing`` questions of it are not asked now, of nobody."""
    begin = (Button(speech.plain("set-begin"), SetTap(code, nonce)),)
    told = speech("set-missing", n=missing) if missing else None
    onward = (*home_row(speech), Button(speech.plain("button-more"), SetMoreTap(code)))
    return Screen(lines(speech("set-offer", about=about, n=count), told), (begin, onward))
