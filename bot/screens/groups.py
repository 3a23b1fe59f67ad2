"""What administrators of a group or channel see: its daily fact, and every setting of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from msgspec import Struct

from bot.learning.places import ZONES, named
from bot.learning.queue import token
from bot.learning.timetable import EVERY_DAY, SCHOOL_DAYS, WEEKEND, clock_in
from bot.screens.days import with_weekday
from bot.screens.fact import SHORT
from bot.screens.screen import Button, Row, Screen, cut, lines, rows_of
from bot.taps.groups import (
    GroupAtTap,
    GroupDaysTap,
    GroupDayTap,
    GroupFormsTap,
    GroupFormTap,
    GroupLanguagesTap,
    GroupLanguageTap,
    GroupNextDayTap,
    GroupNextTap,
    GroupPausesTap,
    GroupPauseTap,
    GroupReplaceTap,
    GroupSkipTap,
    GroupSomeDaysTap,
    GroupSoundTap,
    GroupStopTap,
    GroupTap,
    GroupTimesTap,
    GroupZonesTap,
    GroupZoneTap,
)
from bot.texts import Catalogues, Markup, Speech, escape
from content.model import LANGUAGES, Bank

FIRST_TIMES = ("07:00", "08:00", "09:00", "12:00", "18:00", "20:00")
TIMES = tuple(f"{hour:02}:{minute:02}" for hour in range(6, 22) for minute in (0, 30))
"""Wall times offered as buttons; any other is typed behind the command."""
FORMS = ("fact", "poll", "both")
PAUSES = (3, 7, 14, 30)
"""Days."""
PRESETS = {EVERY_DAY: "every", SCHOOL_DAYS: "school", WEEKEND: "weekend"}


class State(Struct, frozen=True):
    """What is shown of a chat. ``where`` is for the taps; the ``title`` is said only in private."""

    where: str
    is_channel: bool
    language: str
    zone: str
    is_on: bool
    local_time: str | None = None
    form: str = "fact"
    weekdays: int = EVERY_DAY
    is_silent: bool = False
    paused_until: date | None = None
    title: str = ""


def hello(speech: Speech, username: str) -> Screen:
    """What the bot says in a group: one line, and the way to its settings there."""
    button = Button(speech.plain("group-open"), GroupTap(""))
    return Screen(speech("group-hello", name=username), ((button,),))


def channel_hello(speech: Speech, where: str, title: str) -> Screen:
    """To the person who made the bot an administrator of their channel, in private."""
    button = Button(speech.plain("group-open"), GroupTap(where))
    return Screen(speech("channel-hello", title=title), ((button,),))


def settings(speech: Speech, at: State, now: datetime) -> Screen:
    clock = {"zone": named(at.zone, speech.language), "clock": clock_in(at.zone, now)}
    title = Markup(f"<b>{escape(at.title)}</b>") if at.title else None
    if not at.is_on:
        return Screen(lines(title, speech("group-offer", **clock)), _first_rows(speech, at))
    return Screen(lines(title, _told(speech, at, clock)), _rows(speech, at))


def _told(speech: Speech, at: State, clock: Mapping[str, str]) -> Markup:
    days = _days(speech, at.weekdays)
    on = speech(
        "group-on", form=speech.plain(f"group-form-{at.form}"), days=days, time=at.local_time, **clock
    )
    paused = speech("group-paused", day=with_weekday(speech, at.paused_until)) if at.paused_until else None
    return lines(on, speech("group-quiet") if at.is_silent else None, paused)


def state_line(speech: Speech, at: State) -> Markup:
    """For those who may not change it."""
    if not at.is_on:
        return speech("group-members-off")
    form, days = speech.plain(f"group-form-{at.form}"), _days(speech, at.weekdays)
    return speech("group-members-on", form=form, days=days, time=at.local_time)


def _first_rows(speech: Speech, at: State) -> tuple[Row, ...]:
    times = [Button(time, GroupAtTap(at.where, time.replace(":", ""))) for time in FIRST_TIMES]
    return (
        *rows_of(times, 3),
        (
            Button(speech.plain("group-language"), GroupLanguagesTap(at.where)),
            Button(speech.plain("daily-zone"), GroupZonesTap(at.where)),
        ),
    )


def _rows(speech: Speech, at: State) -> tuple[Row, ...]:
    sound = Button(
        speech.plain("group-sound-on" if at.is_silent else "group-sound-off"),
        GroupSoundTap(at.where, int(at.is_silent)),
    )
    paused = Button(speech.plain("group-resume"), GroupPauseTap(at.where, 0))
    pause = Button(speech.plain("group-pause"), GroupPausesTap(at.where))
    buttons = [
        Button(speech.plain("group-form"), GroupFormsTap(at.where)),
        Button(speech.plain("group-time", time=at.local_time), GroupTimesTap(at.where)),
        Button(speech.plain("group-days"), GroupDaysTap(at.where)),
        sound,
        Button(speech.plain("group-language"), GroupLanguagesTap(at.where)),
        Button(speech.plain("daily-zone"), GroupZonesTap(at.where)),
        paused if at.paused_until else pause,
        Button(speech.plain("group-next"), GroupNextTap(at.where)),
    ]
    return (*rows_of(buttons, 2), (Button(speech.plain("daily-stop"), GroupStopTap(at.where)),))


def times(speech: Speech, at: State, username: str) -> Screen:
    buttons = [
        Button(_mark(speech, time, time == at.local_time), GroupAtTap(at.where, time.replace(":", "")))
        for time in TIMES
    ]
    hint = speech("group-time-hint", name=username) if not at.is_channel else None
    return Screen(lines(speech("group-time-which"), hint), (*rows_of(buttons, 4), _back(speech, at)))


def forms(speech: Speech, at: State) -> Screen:
    buttons = [
        Button(
            _mark(speech, speech.plain(f"group-form-{form}"), form == at.form), GroupFormTap(at.where, form)
        )
        for form in FORMS
    ]
    return Screen(speech("group-form-which"), (*rows_of(buttons, 1), _back(speech, at)))


def days(speech: Speech, at: State) -> Screen:
    presets = [
        Button(
            _mark(speech, speech.plain(f"group-days-{name}"), bits == at.weekdays),
            GroupSomeDaysTap(at.where, bits),
        )
        for bits, name in PRESETS.items()
    ]
    single = [_weekday(speech, at, day) for day in range(7)]
    return Screen(speech("group-days-which"), (*rows_of(presets, 1), *rows_of(single, 4), _back(speech, at)))


def _weekday(speech: Speech, at: State, day: int) -> Button:
    is_on = bool(at.weekdays & 1 << day)
    label = speech.plain(f"weekday-short-{day}")
    return Button(
        speech.plain("tick-on" if is_on else "tick-off", label=label),
        GroupDayTap(at.where, day, int(not is_on)),
    )


def languages(texts: Catalogues, speech: Speech, at: State) -> Screen:
    buttons = [
        Button(
            _mark(speech, texts.to(each).plain("language-name"), each == at.language),
            GroupLanguageTap(at.where, each),
        )
        for each in LANGUAGES
    ]
    return Screen(speech("group-language-which"), (*rows_of(buttons, 3), _back(speech, at)))


def zones(speech: Speech, at: State) -> Screen:
    buttons = [
        Button(
            _mark(speech, named(name, speech.language), name == at.zone),
            GroupZoneTap(at.where, name),
        )
        for name in ZONES
    ]
    html = speech("group-zone-which", zone=named(at.zone, speech.language))
    return Screen(html, (*rows_of(buttons, 3), _back(speech, at)))


def pauses(speech: Speech, at: State) -> Screen:
    buttons = [Button(speech.plain("group-pause-days", n=n), GroupPauseTap(at.where, n)) for n in PAUSES]
    return Screen(speech("group-pause-which"), (*rows_of(buttons, 2), _back(speech, at)))


def next_days(speech: Speech, bank: Bank, at: State, facts: Mapping[str, str]) -> Screen:
    """The facts of the next days, each a tap away from being passed over or replaced."""
    listed = [
        _listed(speech, bank, number, date.fromisoformat(day), fact)
        for number, (day, fact) in enumerate(facts.items(), start=1)
    ]
    numbers = [
        Button(str(number), GroupNextDayTap(at.where, day.replace("-", "")))
        for number, day in enumerate(facts, start=1)
    ]
    return Screen(lines(speech("group-next-days"), *listed), (*rows_of(numbers, 7), _back(speech, at)))


def next_day(speech: Speech, bank: Bank, at: State, day: str, fact_id: str) -> Screen:
    fact = bank.find_fact(fact_id)
    statement = Markup(f"<b>{escape(fact.statement.to(speech.language))}</b>") if fact else None
    compact, name = day.replace("-", ""), token(fact_id)
    return Screen(
        lines(speech("group-next-day", day=with_weekday(speech, date.fromisoformat(day))), statement),
        (
            (Button(speech.plain("group-replace"), GroupReplaceTap(at.where, compact, name)),),
            (Button(speech.plain("group-skip"), GroupSkipTap(at.where, compact, name)),),
            (Button(speech.plain("button-back"), GroupNextTap(at.where)),),
        ),
    )


def _listed(speech: Speech, bank: Bank, number: int, day: date, fact_id: str) -> Markup:
    return Markup(f"{number}. <b>{with_weekday(speech, day)}</b>\n{_in_short(speech, bank, fact_id)}")


def _in_short(speech: Speech, bank: Bank, fact_id: str) -> Markup:
    fact = bank.find_fact(fact_id)
    return escape(cut(fact.statement.to(speech.language), SHORT)) if fact else Markup("–")


def _days(speech: Speech, weekdays: int) -> str:
    if weekdays in PRESETS:
        return speech.plain(f"group-days-{PRESETS[weekdays]}")
    return ", ".join(speech.plain(f"weekday-short-{day}") for day in range(7) if weekdays & 1 << day)


def _mark(speech: Speech, label: str, is_chosen: bool) -> str:
    return speech.plain("mark-chosen", label=label) if is_chosen else label


def _back(speech: Speech, at: State) -> Row:
    return (Button(speech.plain("button-back"), GroupTap(at.where)),)
