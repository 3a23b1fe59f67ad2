"""Writing a question of one's own: what is asked at each step, and what was said so far."""

from __future__ import annotations

from bot.classes.screens.own import SHORT, answers, read_back
from bot.classes.values import Own
from bot.learning.drafting import Draft
from bot.screens.screen import Button, Row, Screen, cut, lines, rows_of
from bot.taps.own import OwnDropTap, OwnKeepTap, OwnRightTap, OwnStepTap, OwnTap
from bot.texts import Markup, Speech, escape
from content.limits import ASK_LIMIT, OPTION_LIMIT
from content.model import FALSE, TRUE
from content.own_rules import COUNTS, NOTE_LIMIT, SOURCE_LIMIT


def step(speech: Speech, of: Own, note: Markup | None = None) -> Screen:
    """What is to be said next; at the end it is read back. A ``note`` says how it came here."""
    draft = of.draft
    if draft is None:
        return Screen(speech("own-unreadable"), (_discard(speech, of),))
    if draft.step == "whole":
        keep = (Button(speech.plain("own-keep"), OwnKeepTap(of.id)),)
        return Screen(
            lines(note, speech("own-whole"), read_back(speech, draft.of)), (keep, _discard(speech, of))
        )
    ask = Markup(f"<b>{escape(draft.of.ask)}</b>") if draft.of.ask else None
    html = lines(note, ask, *_asked(speech, draft))
    return Screen(html, (*_rows(speech, of, draft), _discard(speech, of)))


def _asked(speech: Speech, draft: Draft) -> tuple[Markup | None, ...]:
    kind = draft.of.kind
    match draft.step:
        case "ask":
            key = "own-step-statement" if kind == "true-false" else "own-step-ask"
            return (speech(key, n=ASK_LIMIT),)
        case "answers":
            wanted = COUNTS[kind]
            hint = speech(f"own-step-{kind}", least=wanted[0], most=wanted[-1], n=OPTION_LIMIT)
            said = draft.of.answers
            told = Markup("\n".join(speech("own-other", option=each) for each in said)) if said else None
            return hint, told, speech("own-step-more") if said else None
        case "right":
            return (speech("own-step-right-several" if kind == "several" else "own-step-right"),)
        case "note":
            key = "own-step-note" if draft.may_skip else "own-step-correction"
            return answers(speech, draft.of), speech(key, n=NOTE_LIMIT)
        case _:
            return (speech("own-step-source", n=SOURCE_LIMIT),)


def _rows(speech: Speech, of: Own, draft: Draft) -> tuple[Row, ...]:
    if draft.step == "right":
        return _right(speech, of, draft)
    if draft.step == "answers" and draft.of.answers:
        clear = Button(speech.plain("own-clear"), OwnStepTap(of.id, "clear"))
        return ((Button(speech.plain("own-these"), OwnStepTap(of.id, "close")), clear),)
    if draft.may_skip:
        return ((Button(speech.plain("own-skip"), OwnStepTap(of.id, "skip")),),)
    return ()


def _right(speech: Speech, of: Own, draft: Draft) -> tuple[Row, ...]:
    if draft.of.kind == "true-false":
        words = [option.text.to(speech.language) for option in (TRUE, FALSE)]
        return rows_of([Button(each, OwnRightTap(of.id, place)) for place, each in enumerate(words)], 2)
    buttons = []
    for place, answer in enumerate(draft.of.answers):
        label = cut(answer, SHORT)
        if draft.of.kind == "several":
            label = speech.plain("tick-on" if place in draft.of.right else "tick-off", label=label)
        buttons.append(Button(label, OwnRightTap(of.id, place)))
    close: tuple[Row, ...] = ()
    if draft.of.kind == "several":
        close = ((Button(speech.plain("own-these"), OwnStepTap(of.id, "close")),),)
    return (*rows_of(buttons, 1), *close)


def _discard(speech: Speech, of: Own) -> Row:
    later = Button(speech.plain("own-later"), OwnTap(of.class_id, 0))
    return later, Button(speech.plain("own-discard"), OwnDropTap(of.id, 1))
