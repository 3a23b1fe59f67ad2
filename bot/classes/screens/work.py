"""Giving homework, and how it stands, as the teacher sees it."""

from __future__ import annotations

from datetime import datetime

from bot.classes.report import Report
from bot.classes.screens.words import day, name_of, names_of, title
from bot.classes.values import Homework, Pupil, Register
from bot.learning.homework import COUNTS, DAYS, EXTRA_DAYS, MISSES, MOST_ATTEMPTS, OWN, SHOWS
from bot.screens.screen import Button, Row, Screen, lines, rows_of
from bot.taps.base import Tap
from bot.taps.classes import (
    AfterTap,
    ChangeTap,
    ClassReportTap,
    ClassTap,
    DraftTap,
    GiveTap,
    HomeworkTap,
    LongerTap,
    ShowTap,
    WhatTap,
    WithdrawTap,
)
from bot.taps.own import OwnChooseTap
from bot.taps.paper import HomeworkPaperTap
from bot.texts import Speech
from content.model import Bank


def what(speech: Speech, bank: Bank, class_id: int, *, themes: bool, has_own: bool) -> Screen:
    """Era by era or theme by theme; a test is made from any of them."""
    scopes = bank.themes if themes else bank.eras
    buttons = [Button(each.title.to(speech.language), DraftTap(class_id, "work", each.id)) for each in scopes]
    if not themes:
        buttons.insert(0, Button(speech.plain("homework-everything"), DraftTap(class_id, "work", "")))
        buttons.append(Button(speech.plain("homework-misses"), DraftTap(class_id, "work", MISSES)))
        if has_own:
            buttons.append(Button(speech.plain("homework-own"), DraftTap(class_id, "work", OWN)))
        if bank.themes:
            buttons.append(Button(speech.plain("quiz-themes"), WhatTap(class_id, 1)))
    back = WhatTap(class_id, 0) if themes else ClassTap(class_id)
    rows = (*rows_of(buttons, 1), (Button(speech.plain("button-back"), back),))
    return Screen(speech("homework-what"), rows)


def draft(speech: Speech, bank: Bank, of: Homework, days: int, *, has_own: bool) -> Screen:
    """``days`` is in how many it is due by now; ``has_own``: its teachers have written questions."""
    html = speech("homework-draft", title=title(speech, bank, of), day=day(speech, of.due_on))
    rows: list[Row] = []
    if of.kind != "post" and not (of.scope == OWN and of.own):
        counts = ((speech.plain("quiz-count", n=each), each) for each in COUNTS)
        rows.append(tuple(_choice(speech, of, "count", *each, is_on=each[1] == of.count) for each in counts))
    in_days = [(speech.plain("homework-days", n=each), each) for each in DAYS]
    rows += rows_of([_choice(speech, of, "days", *each, is_on=each[1] == days) for each in in_days], 3)
    if of.kind == "work":
        tries = ((speech.plain("homework-tries", n=each), each) for each in range(1, MOST_ATTEMPTS + 1))
        rows.append(
            tuple(_choice(speech, of, "attempts", *each, is_on=each[1] == of.attempts) for each in tries)
        )
    for place, shows in enumerate(SHOWS):
        if of.kind == "work" or shows != "once":
            label = speech.plain(f"homework-shows-{shows}")
            rows.append((_choice(speech, of, "shows", label, place, is_on=shows == of.shows),))
    if of.kind == "work" and has_own:
        chosen = speech.plain("homework-own-chosen", n=len(of.own))
        rows.append((Button(chosen, OwnChooseTap(of.id, 0, 0)),))
    if of.kind == "work" and of.scope not in (MISSES, OWN) and not of.own:
        test = DraftTap(of.class_id, "pre", of.scope or "")
        rows.append((Button(speech.plain("homework-make-test"), test),))
    give = (Button(speech.plain("homework-give-now"), GiveTap(of.id)),)
    back = (Button(speech.plain("button-back"), WhatTap(of.class_id, 0)),)
    return Screen(html, (*rows, give, back))


def _choice(speech: Speech, of: Homework, what: str, label: str, value: int, *, is_on: bool) -> Button:
    shown = speech.plain("tick-on", label=label) if is_on else label
    return Button(shown, ChangeTap(of.id, what, value))


def homework(speech: Speech, bank: Bank, of: Homework, made: Report, now: datetime) -> Screen:
    """How many have handed it in, who has not begun, who needs help."""
    html = lines(
        speech(
            "homework-stands",
            title=title(speech, bank, of),
            day=day(speech, of.due_on),
            done=len(made.done),
            n=len(made.lines),
        ),
        speech("homework-told" if of.is_told(now) else f"homework-untold-{of.shows}"),
        speech("homework-not-begun", names=names_of(speech, made.not_begun)) if made.not_begun else None,
        speech("homework-need-help", names=names_of(speech, made.need_help)) if made.need_help else None,
        speech("own-gone", n=made.gone) if made.gone else None,
    )
    rows: list[Row] = [_row(speech, "homework-report", ClassReportTap(of.id))]
    if not of.is_told(now):
        rows.append(_row(speech, "homework-show", ShowTap(of.id, 0)))
    if made.lines:
        rows.append(_row(speech, "homework-longer", LongerTap(of.id, 0, 0)))
    rows.append(_row(speech, "homework-on-paper", HomeworkPaperTap(of.id)))
    if of.kind == "pre":
        rows.append(_row(speech, "homework-after", AfterTap(of.id)))
    out = _row(speech, "homework-withdraw", WithdrawTap(of.id, 0))
    return Screen(html, (*rows, (*_row(speech, "button-back", ClassTap(of.class_id)), *out)))


def given(speech: Speech, bank: Bank, of: Homework, url: str) -> Screen:
    """To be sent on to the class; ``url`` leads every pupil to it."""
    return Screen(
        speech("homework-given", title=title(speech, bank, of), day=day(speech, of.due_on), url=url)
    )


def showing(speech: Speech, of: Homework) -> Screen:
    """Asked before keys are shown: nobody can play it after that."""
    sure = _row(speech, "homework-show-sure", ShowTap(of.id, 1))
    return Screen(speech("homework-show-ask"), (sure, _row(speech, "button-back", HomeworkTap(of.id))))


def withdrawing(speech: Speech, bank: Bank, of: Homework) -> Screen:
    sure = _row(speech, "homework-withdraw-sure", WithdrawTap(of.id, 1))
    html = speech("homework-withdraw-ask", title=title(speech, bank, of))
    return Screen(html, (sure, _row(speech, "button-back", HomeworkTap(of.id))))


def longer_for_whom(speech: Speech, of: Homework, within: Register) -> Screen:
    buttons = [Button(name_of(speech, each), LongerTap(of.id, each.id, 0)) for each in within.pupils]
    back = _row(speech, "button-back", HomeworkTap(of.id))
    return Screen(speech("homework-longer-whom"), (*rows_of(buttons[:98], 2), back))


def longer(speech: Speech, of: Homework, pupil: Pupil) -> Screen:
    buttons = tuple(
        Button(speech.plain("homework-longer-days", n=each), LongerTap(of.id, pupil.id, each))
        for each in EXTRA_DAYS
    )
    back = _row(speech, "button-back", LongerTap(of.id, 0, 0))
    html = speech("homework-longer-ask", name=name_of(speech, pupil), day=day(speech, of.due_on))
    return Screen(html, (buttons, back))


def has_longer(speech: Speech, of: Homework, pupil: Pupil, days: int) -> Screen:
    html = speech("homework-has-longer", name=name_of(speech, pupil), n=days)
    return Screen(html, (_row(speech, "button-back", HomeworkTap(of.id)),))


def _row(speech: Speech, key: str, tap: Tap) -> Row:
    return (Button(speech.plain(key), tap),)
