"""The questions of a teacher's own: the list, one of them, and which of them homework asks."""

from __future__ import annotations

from collections.abc import Callable

from bot.classes.screens.words import name_of
from bot.classes.values import Homework, Own, Shelf
from bot.learning.homework import MOST_OWN, OWN
from bot.screens.screen import Button, Row, Screen, cut, lines, rows_of
from bot.taps.base import Tap
from bot.taps.classes import ClassTap
from bot.taps.own import (
    OwnChooseTap,
    OwnDraftTap,
    OwnDropTap,
    OwnFileTap,
    OwnKindsTap,
    OwnKindTap,
    OwnPollTap,
    OwnSeeTap,
    OwnTap,
)
from bot.texts import Markup, Speech, escape
from content.answers import right_answer
from content.own import KINDS, PAIRED, Written, question_of

Turner = Callable[[int], Tap]
A_PAGE = 8
SHORT = 40
"""Characters of a question in a list."""


def shelf(speech: Speech, of: Shelf, page: int) -> Screen:
    html = lines(
        speech("own-questions", name=name_of(speech, of.of), n=len(of.owns), most=MOST_OWN),
        None if of.owns else speech("own-none"),
    )
    class_id = of.of.id
    shown = [Button(_row(speech, each), OwnSeeTap(each.id)) for each in _page(of.owns, page)]
    turn = _turn(speech, len(of.owns), page, lambda to: OwnTap(class_id, to))
    ways: tuple[Row, ...] = (
        (_button(speech, "own-add", OwnKindsTap(class_id)),),
        (
            _button(speech, "own-file", OwnFileTap(class_id)),
            _button(speech, "own-poll", OwnPollTap(class_id)),
        ),
        (_button(speech, "button-back", ClassTap(class_id)),),
    )
    return Screen(html, (*rows_of(shown, 1), *turn, *ways))


def _page(owns: tuple[Own, ...], page: int) -> tuple[Own, ...]:
    return owns[page * A_PAGE : (page + 1) * A_PAGE]


def _turn(speech: Speech, count: int, page: int, to: Turner) -> tuple[Row, ...]:
    """To the pages beside this one."""
    row: list[Button] = []
    if page:
        row.append(_button(speech, "own-newer", to(page - 1)))
    if (page + 1) * A_PAGE < count:
        row.append(_button(speech, "own-older", to(page + 1)))
    return (tuple(row),) if row else ()


def _row(speech: Speech, of: Own) -> str:
    state = "draft" if not of.is_kept else "used" if of.times else "kept"
    return speech.plain(f"own-row-{state}", ask=_in_short(speech, of))


def _in_short(speech: Speech, of: Own) -> str:
    if of.draft is None:
        return speech.plain("own-unreadable")
    return cut(of.draft.of.ask, SHORT) or speech.plain(f"own-kind-{of.draft.of.kind}")


def kinds(speech: Speech, class_id: int) -> Screen:
    buttons = [
        _button(speech, f"own-kind-{kind}", OwnKindTap(class_id, place)) for place, kind in enumerate(KINDS)
    ]
    return Screen(speech("own-which-kind"), (*rows_of(buttons, 2), (_to_shelf(speech, class_id),)))


def one(speech: Speech, of: Own, *, is_new: bool = False) -> Screen:
    """One that is kept, as its class is asked it, with the answer."""
    told = lines(
        speech("own-kept") if is_new else None,
        read_back(speech, of.draft.of) if of.draft else speech("own-unreadable"),
        speech("own-used", n=of.times) if of.times else None,
    )
    another = (_button(speech, "own-another", OwnKindsTap(of.class_id)),)
    rows: tuple[Row, ...] = (another,) if is_new else ()
    drop = _button(speech, "own-drop", OwnDropTap(of.id, 0))
    return Screen(told, (*rows, (_to_shelf(speech, of.class_id), drop)))


def dropping(speech: Speech, of: Own) -> Screen:
    """Asked before one is deleted."""
    ask = speech("own-drop-ask-used", n=of.times) if of.times else speech("own-drop-ask")
    told = read_back(speech, of.draft.of) if of.draft else None
    sure = (_button(speech, "own-drop-sure", OwnDropTap(of.id, 1)),)
    return Screen(lines(told, ask), (sure, (_button(speech, "button-back", OwnSeeTap(of.id)),)))


def read_back(speech: Speech, of: Written) -> Markup:
    """The whole of it, with what is right."""
    return lines(
        speech(f"own-kind-{of.kind}"),
        Markup(f"<b>{escape(of.ask)}</b>"),
        answers(speech, of),
        Markup(f"<blockquote>{escape(of.note)}</blockquote>") if of.note else None,
        speech("own-source", source=of.source) if of.source else None,
    )


def answers(speech: Speech, of: Written) -> Markup:
    """One a line, the right ones marked."""
    if of.kind == "true-false":
        return speech("own-answer", option=right_answer(question_of(of), speech.language))
    right = of.right if of.kind in ("choice", "several") else (0,)
    if of.kind in (*PAIRED, "name"):
        right = tuple(range(len(of.answers)))
    told = [
        speech("own-answer" if place in right else "own-other", option=answer)
        for place, answer in enumerate(of.answers)
    ]
    return Markup("\n".join(told))


def choosing(speech: Speech, of: Homework, on: Shelf, page: int) -> Screen:
    """Which of them a draft of homework asks."""
    kept = tuple(own for own in on.owns if own.is_kept)
    buttons = []
    for own in _page(kept, page):
        key = "tick-on" if own.id in of.own else "tick-off"
        label = speech.plain(key, label=_in_short(speech, own))
        buttons.append(Button(label, OwnChooseTap(of.id, own.id, page)))
    by_lot = of.scope == OWN and not of.own
    n = min(of.count, len(kept)) if by_lot else len(of.own)
    html = speech("own-choose-lot" if by_lot else "own-choose", n=n)
    turn = _turn(speech, len(kept), page, lambda to: OwnChooseTap(of.id, 0, to))
    done = (_button(speech, "own-chosen", OwnDraftTap(of.id)),)
    return Screen(html, (*rows_of(buttons, 1), *turn, done))


def _to_shelf(speech: Speech, class_id: int) -> Button:
    return _button(speech, "own-all", OwnTap(class_id, 0))


def _button(speech: Speech, key: str, tap: Tap) -> Button:
    return Button(speech.plain(key), tap)
