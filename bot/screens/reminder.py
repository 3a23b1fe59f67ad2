"""The reminder to review: when it comes, itself, and the last one before it falls silent."""

from __future__ import annotations

from bot.screens.screen import Button, Row, Screen, rows_of
from bot.taps.daily import DailyTap
from bot.taps.reminder import (
    RemindAtTap,
    RemindOtherTimeTap,
    RemindStopTap,
    RemindTap,
    RemindUsuallyTap,
)
from bot.taps.review import ReviewNowTap, SnoozeTap
from bot.texts import Speech

TIMES = ("08:00", "12:00", "18:00", "19:00", "20:00")
"""Wall times offered as buttons; any other can be typed."""


def times(speech: Speech, *, local_time: str | None, is_usual: bool, usual_time: str) -> Screen:
    """When it comes: ``local_time`` is None while there is none, ``is_usual`` if it follows the habit."""
    usual = _mark(speech, speech.plain("reminder-usual", time=usual_time), is_chosen=is_usual)
    chosen = None if is_usual else local_time
    offered = [
        Button(_mark(speech, time, is_chosen=time == chosen), RemindAtTap(time.replace(":", "")))
        for time in TIMES
    ]
    offered.append(Button(speech.plain("daily-other-time"), RemindOtherTimeTap()))
    rows: list[Row] = [(Button(usual, RemindUsuallyTap()),), *rows_of(offered, 3)]
    if local_time is not None:
        rows.append((Button(speech.plain("reminder-stop"), RemindStopTap()),))
    return Screen(speech("reminder-when"), (*rows, (Button(speech.plain("button-back"), DailyTap()),)))


def _mark(speech: Speech, label: str, *, is_chosen: bool) -> str:
    return speech.plain("mark-chosen", label=label) if is_chosen else label


def ask_time(speech: Speech) -> Screen:
    return Screen(speech("daily-ask-time"), ((Button(speech.plain("button-cancel"), DailyTap()),),))


def due(speech: Speech, count: int, delivery_id: int) -> Screen:
    """The reminder: how many facts are to be reviewed today."""
    snooze = Button(speech.plain("review-snooze", n=1), SnoozeTap(1))
    settings = Button(speech.plain("reminder-settings"), RemindTap())
    return Screen(speech("reminder-due", n=count), (_review(speech, delivery_id), (snooze,), (settings,)))


def paused(speech: Speech, delivery_id: int) -> Screen:
    """The last one: several were ignored."""
    settings = Button(speech.plain("reminder-settings"), RemindTap())
    return Screen(speech("reminder-paused"), (_review(speech, delivery_id), (settings,)))


def _review(speech: Speech, delivery_id: int) -> Row:
    return (Button(speech.plain("review-begin"), ReviewNowTap(f"d{delivery_id}", 0)),)
