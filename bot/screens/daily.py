"""The screens of the daily fact: subscribe, change the time and the zone, stop."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.learning.places import named, opposite
from bot.learning.timetable import clock_in
from bot.screens.home import home_row
from bot.screens.screen import Button, Row, Screen, lines, rows_of
from bot.taps.daily import (
    DailyAtTap,
    DailyOtherTimeTap,
    DailyStopTap,
    DailyTap,
    FirstFactTap,
    OtherZoneTap,
    ZonesTap,
    ZoneTap,
)
from bot.taps.reminder import RemindTimesTap
from bot.texts import Markup, Speech

TIMES = ("07:00", "08:00", "12:00", "18:00", "20:00")
"""Wall times offered as buttons; any other can be typed."""
FIRST_TIME = "08:00"
"""The wall time at which the first fact is offered."""


@dataclass(frozen=True)
class Sent:
    """What a learner is sent, each with its wall time; None is what they are not."""

    fact_time: str | None
    reminder_time: str | None
    follows_habit: bool  # the reminder comes at the usual hour
    due: int  # facts that wait for review
    zone: str


def daily(speech: Speech, sent: Sent, now: datetime) -> Screen:
    """The daily fact and the reminder, in one place; ``now`` shows whether the zone is right."""
    fact = speech("daily-on", time=sent.fact_time) if sent.fact_time else speech("daily-offer")
    waiting = speech("review-due", n=sent.due) if sent.due else None
    where = speech("daily-where", zone=named(sent.zone), clock=clock_in(sent.zone, now))
    times = [Button(_mark(speech, time, sent.fact_time), DailyAtTap(time.replace(":", ""))) for time in TIMES]
    times.append(Button(speech.plain("daily-other-time"), DailyOtherTimeTap()))
    reminder = Button(speech.plain("reminder-open"), RemindTimesTap())
    rows = [*rows_of(times, 3), (reminder, Button(speech.plain("daily-zone"), ZonesTap()))]
    if sent.fact_time is not None:
        rows.append((Button(speech.plain("daily-stop"), DailyStopTap()),))
    return Screen(lines(fact, _reminder(speech, sent), waiting, where), (*rows, home_row(speech)))


def _reminder(speech: Speech, sent: Sent) -> Markup:
    if sent.reminder_time is None:
        return speech("reminder-off")
    return speech("reminder-usual-on" if sent.follows_habit else "reminder-on", time=sent.reminder_time)


def first_fact_row(speech: Speech) -> Row:
    """What is offered once, with the first result."""
    return (Button(speech.plain("daily-first", time=FIRST_TIME), FirstFactTap()),)


def _mark(speech: Speech, time: str, chosen: str | None) -> str:
    return speech.plain("mark-chosen", label=time) if time == chosen else time


def ask_time(speech: Speech) -> Screen:
    return Screen(speech("daily-ask-time"), ((Button(speech.plain("button-cancel"), DailyTap()),),))


def ask_zone(speech: Speech) -> Screen:
    return Screen(speech("zone-ask"), ((Button(speech.plain("button-cancel"), DailyTap()),),))


def zones(speech: Speech, names: tuple[str, ...], present: str) -> Screen:
    """The zones most learners live in, and a way to type any other."""
    buttons = [Button(_mark_zone(speech, name, present), ZoneTap(name)) for name in names]
    other = Button(speech.plain("zone-other"), OtherZoneTap())
    back = Button(speech.plain("button-back"), DailyTap())
    return Screen(speech("zone-choose", zone=named(present)), (*rows_of(buttons, 2), (other,), (back,)))


def doubt_zone(speech: Speech, zone: str, now: datetime) -> Screen:
    """A zone whose name says the opposite of what it means is chosen by its clock."""
    both = [
        (Button(speech.plain("zone-clock", clock=clock_in(each, now), zone=named(each)), ZoneTap(each)),)
        for each in (zone, opposite(zone))
    ]
    another = Button(speech.plain("zone-other"), OtherZoneTap())
    html = speech("zone-doubt", typed=zone, zone=named(zone), clock=clock_in(zone, now))
    return Screen(html, (*both, (another,)))


def _mark_zone(speech: Speech, name: str, present: str) -> str:
    city = name.rpartition("/")[2].replace("_", " ")
    return speech.plain("mark-chosen", label=city) if name == present else city
