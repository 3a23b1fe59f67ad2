"""The board of a chat, and what somebody sees in private of a live quiz there."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.learning.live import SPANS, Standing
from bot.screens.home import home_row
from bot.screens.screen import Button, Screen, lines, rows_of
from bot.taps.live import BoardTap, LiveMissedTap
from bot.texts import Markup, Speech, isolated

Unseal = Callable[[str], str | None]
"""Opens a sealed name; None if it cannot be opened."""

ON_BOARD = 15
"""Lines of it."""


def name_of(names: Mapping[int, str], learner_id: int, unseal: Unseal) -> str:
    name = unseal(names[learner_id]) if learner_id in names else None
    return isolated(name) if name else ""


def board(
    speech: Speech, span: str, standings: tuple[Standing, ...], names: Mapping[int, str], unseal: Unseal
) -> Screen:
    """Who knows most in this chat, of those who agreed to be shown."""
    _, least = SPANS[span]
    told = [
        speech(
            "live-board-line",
            place=each.place,
            name=name,
            share=round(100 * each.right / each.answered),
            n=each.answered,
        )
        for each in standings[:ON_BOARD]
        if (name := name_of(names, each.learner_id, unseal))
    ]
    title = speech("live-board", span=speech.plain(f"live-span-{span}"))
    html = lines(
        title, Markup("\n".join(told)) or speech("live-board-empty"), speech("live-board-hint", n=least)
    )
    buttons = [Button(speech.plain(f"live-span-{each}"), BoardTap(each)) for each in SPANS if each != span]
    return Screen(html, rows_of(buttons, 2))


def missed(speech: Speech, quiz_id: int, count: int, nonce: str) -> Screen:
    """In private, behind the button of the end."""
    begin = Button(speech.plain("live-practise"), LiveMissedTap(quiz_id, nonce))
    return Screen(speech("live-missed", n=count), ((begin,), home_row(speech)))


def told(speech: Speech, key: str, **params: object) -> Screen:
    return Screen(speech(key, **params))
