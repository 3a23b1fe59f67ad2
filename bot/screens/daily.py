"""The screens of the daily fact: subscribe, change the time and the zone, stop."""

from __future__ import annotations

from datetime import datetime

from bot.learning.places import named, opposite
from bot.learning.timetable import clock_in
from bot.screens.home import home_row
from bot.screens.screen import Button, Screen, rows_of
from bot.taps.daily import (
    DailyAtTap,
    DailyOtherTimeTap,
    DailyStopTap,
    DailyTap,
    OtherZoneTap,
    ZonesTap,
    ZoneTap,
)
from bot.taps.reminder import RemindTap
from bot.texts import Speech

TIMES = ("07:00", "08:00", "12:00", "18:00", "20:00")
"""Wall times offered as buttons; any other can be typed."""


def daily(speech: Speech, *, local_time: str | None, zone: str, now: datetime) -> Screen:
    """``local_time`` is None while there is no subscription; ``now`` shows whether the zone is right."""
    where = {"zone": named(zone), "clock": clock_in(zone, now)}
    if local_time is None:
        html = speech("daily-offer", **where)
    else:
        html = speech("daily-on", time=local_time, **where)
    times = [Button(_mark(speech, time, local_time), DailyAtTap(time.replace(":", ""))) for time in TIMES]
    times.append(Button(speech.plain("daily-other-time"), DailyOtherTimeTap()))
    reminder = Button(speech.plain("reminder-open"), RemindTap())
    rows = [*rows_of(times, 3), (Button(speech.plain("daily-zone"), ZonesTap()), reminder)]
    if local_time is not None:
        rows.append((Button(speech.plain("daily-stop"), DailyStopTap()),))
    return Screen(html, (*rows, home_row(speech)))


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
