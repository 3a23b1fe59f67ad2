"""The words around a result's card: what it was about, and where others can try."""

from __future__ import annotations

from bot.learning.quiz import Result
from bot.screens.screen import Screen
from bot.texts import Speech
from content.model import Bank


def about(speech: Speech, bank: Bank, result: Result) -> str:
    """The title of what was asked."""
    scope = bank.find_scope(result.scope) if result.scope else None
    if scope is not None:
        return scope.title.to(speech.language)
    return speech.plain(result.play.title)


def card(speech: Speech, right: int, total: int, about: str, url: str, picture: bytes) -> Screen:
    html = speech("share-caption", right=right, n=total, about=about, url=url)
    return Screen(html, picture=picture)
