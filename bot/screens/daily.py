"""The screens of the daily fact: subscribe, change the time and the zone, stop."""

from __future__ import annotations

from datetime import date, datetime

from msgspec import Struct

from bot.learning.places import named, opposite
from bot.learning.timetable import EVERY_DAY, SCHOOL_DAYS, WEEKEND, clock_in
from bot.learning.zones import zone_of
from bot.screens.days import with_weekday
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
from bot.taps.wishes import WishesTap
from bot.texts import Markup, Speech
from content.model import Bank

TIMES = ("07:00", "08:00", "12:00", "18:00", "20:00")
"""Wall times offered as buttons; any other can be typed."""
FIRST_TIME = "08:00"
"""The wall time at which the first fact is offered."""


class Sent(Struct, frozen=True):
    """What a learner is sent, each with its wall time; None is what they are not.

    ``next_on`` is the local date of the next daily fact, ``resumes_on`` the first one after a pause.
    """

    fact_time: str | None
    reminder_time: str | None
    follows_habit: bool  # the reminder comes at the usual hour
    due: int  # facts that wait for review
    zone: str
    next_on: date | None = None
    form: str = "fact"
    weekdays: int = EVERY_DAY
    era: str | None = None  # what the facts are about; None is everything
    is_silent: bool = False
    resumes_on: date | None = None

    def is_paused(self, today: date) -> bool:
        return self.resumes_on is not None and self.resumes_on > today


def daily(speech: Speech, bank: Bank, sent: Sent, now: datetime) -> Screen:
    """The daily fact and the reminder, in one place; ``now`` shows whether the zone is right."""
    today = now.astimezone(zone_of(sent.zone)).date()
    fact = settled(speech, bank, sent, today) if sent.fact_time else speech("daily-offer")
    waiting = speech("review-due", n=sent.due) if sent.due else None
    zone = named(sent.zone, speech.language)
    where = speech("daily-where", zone=zone, clock=clock_in(sent.zone, now))
    when = Markup("\n".join(part for part in (coming(speech, sent), where) if part))
    times = [Button(_mark(speech, time, sent.fact_time), DailyAtTap(time.replace(":", ""))) for time in TIMES]
    times.append(Button(speech.plain("daily-other-time"), DailyOtherTimeTap()))
    reminder = Button(speech.plain("reminder-open"), RemindTimesTap())
    rows = [*rows_of(times, 3), (reminder, Button(speech.plain("daily-zone"), ZonesTap()))]
    if sent.fact_time is not None:
        more = Button(speech.plain("wish-more"), WishesTap())
        rows.append((more, Button(speech.plain("daily-stop"), DailyStopTap())))
    return Screen(lines(fact, when, _reminder(speech, sent), waiting), (*rows, home_row(speech)))


def settled(speech: Speech, bank: Bank, sent: Sent, today: date) -> Markup:
    """What comes, on which days and when, what it is about, and what is unusual about it."""
    form, days = speech.plain(f"daily-form-{sent.form}"), _days(speech, sent.weekdays)
    era = bank.find_era(sent.era) if sent.era else None
    parts = [
        speech("daily-on", form=form, days=days, time=sent.fact_time),
        speech("wish-about-era", era=era.title.to(speech.language)) if era else None,
        speech("group-quiet") if sent.is_silent else None,
        _paused(speech, sent, today),
    ]
    return Markup("\n".join(part for part in parts if part))


def _paused(speech: Speech, sent: Sent, today: date) -> Markup | None:
    if sent.resumes_on is None or not sent.is_paused(today):
        return None
    return speech("group-paused", day=with_weekday(speech, sent.resumes_on))


def coming(speech: Speech, sent: Sent) -> Markup | None:
    """The local date and time of the next one, and by which clock."""
    if sent.next_on is None:
        return None
    zone = named(sent.zone, speech.language)
    return speech("daily-next", day=with_weekday(speech, sent.next_on), time=sent.fact_time, zone=zone)


def _days(speech: Speech, weekdays: int) -> str:
    known = {EVERY_DAY: "every", SCHOOL_DAYS: "school", WEEKEND: "weekend"}
    if weekdays in known:
        return speech.plain(f"daily-days-{known[weekdays]}")
    return ", ".join(speech.plain(f"weekday-short-{day}") for day in range(7) if weekdays & 1 << day)


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
    return Screen(
        speech("zone-choose", zone=named(present, speech.language)), (*rows_of(buttons, 2), (other,), (back,))
    )


def doubt_zone(speech: Speech, zone: str, now: datetime) -> Screen:
    """A zone whose name says the opposite of what it means is chosen by its clock."""
    both = [
        (
            Button(
                speech.plain("zone-clock", clock=clock_in(each, now), zone=named(each, speech.language)),
                ZoneTap(each),
            ),
        )
        for each in (zone, opposite(zone))
    ]
    another = Button(speech.plain("zone-other"), OtherZoneTap())
    html = speech("zone-doubt", typed=zone, zone=named(zone, speech.language), clock=clock_in(zone, now))
    return Screen(html, (*both, (another,)))


def _mark_zone(speech: Speech, name: str, present: str) -> str:
    city = named(name, speech.language)
    return speech.plain("mark-chosen", label=city) if name == present else city
