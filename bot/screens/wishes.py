"""What a learner sees of their wishes for the daily fact: days, what it is about, asked or told, pause."""

from __future__ import annotations

from datetime import date

from bot.learning.timetable import EVERY_DAY, SCHOOL_DAYS, WEEKEND
from bot.screens.daily import Sent, coming, settled
from bot.screens.fact import of_a_day
from bot.screens.screen import Button, Row, Screen, lines, rows_of
from bot.taps.daily import DailyTap
from bot.taps.quiz import AskFactTap
from bot.taps.wishes import (
    WishDaysTap,
    WishDayTap,
    WishErasTap,
    WishEraTap,
    WishesTap,
    WishFormsTap,
    WishFormTap,
    WishPausesTap,
    WishPauseTap,
    WishPreviewTap,
    WishSomeDaysTap,
    WishSoundTap,
)
from bot.texts import Speech
from content.model import Bank, Fact

FORMS = ("fact", "poll", "both")
PRESETS = {EVERY_DAY: "every", SCHOOL_DAYS: "school", WEEKEND: "weekend"}
PAUSES = (3, 7, 14, 30)
"""Days offered; any number up to the longest pause may be typed."""


def more(speech: Speech, bank: Bank, sent: Sent, today: date) -> Screen:
    """What is seldom used of the daily fact."""
    sound = Button(
        speech.plain("group-sound-on" if sent.is_silent else "group-sound-off"),
        WishSoundTap(int(sent.is_silent)),
    )
    pause = Button(speech.plain("group-pause"), WishPausesTap())
    paused = Button(speech.plain("group-resume"), WishPauseTap(0))
    buttons = [
        Button(speech.plain("group-form"), WishFormsTap()),
        Button(speech.plain("group-days"), WishDaysTap()),
        Button(speech.plain("wish-about"), WishErasTap()),
        sound,
        paused if sent.is_paused(today) else pause,
        Button(speech.plain("wish-preview"), WishPreviewTap()),
    ]
    back = (Button(speech.plain("button-back"), DailyTap()),)
    return Screen(
        lines(settled(speech, bank, sent, today), coming(speech, sent)), (*rows_of(buttons, 2), back)
    )


def forms(speech: Speech, sent: Sent) -> Screen:
    buttons = [
        Button(_mark(speech, speech.plain(f"wish-form-{form}"), form == sent.form), WishFormTap(form))
        for form in FORMS
    ]
    return Screen(speech("group-form-which"), (*rows_of(buttons, 1), _back(speech)))


def days(speech: Speech, sent: Sent) -> Screen:
    """Several may be chosen one after the other, so it says itself what comes next."""
    presets = [
        Button(
            _mark(speech, speech.plain(f"group-days-{name}"), bits == sent.weekdays), WishSomeDaysTap(bits)
        )
        for bits, name in PRESETS.items()
    ]
    single = [_weekday(speech, sent, day) for day in range(7)]
    html = lines(speech("group-days-which"), coming(speech, sent))
    return Screen(html, (*rows_of(presets, 1), *rows_of(single, 4), _back(speech)))


def _weekday(speech: Speech, sent: Sent, day: int) -> Button:
    is_on = bool(sent.weekdays & 1 << day)
    label = speech.plain("tick-on" if is_on else "tick-off", label=speech.plain(f"weekday-short-{day}"))
    return Button(label, WishDayTap(day, int(not is_on)))


def eras(speech: Speech, bank: Bank, sent: Sent) -> Screen:
    of_bank = bank.find_era(sent.era) if sent.era else None
    buttons = [Button(_mark(speech, speech.plain("quiz-everything"), of_bank is None), WishEraTap(""))]
    buttons += [
        Button(_mark(speech, era.title.to(speech.language), era == of_bank), WishEraTap(era.id))
        for era in bank.eras
    ]
    return Screen(speech("wish-about-which"), (*rows_of(buttons, 1), _back(speech)))


def pauses(speech: Speech, most: int) -> Screen:
    buttons = [Button(speech.plain("group-pause-days", n=n), WishPauseTap(n)) for n in PAUSES]
    html = lines(speech("group-pause-which"), speech("wish-pause-hint", n=most))
    return Screen(html, (*rows_of(buttons, 2), _back(speech)))


def preview(speech: Speech, bank: Bank, fact: Fact) -> Screen:
    """What comes next, as it will look; a question on it is one tap away."""
    quiz = Button(speech.plain("fact-quiz-me"), AskFactTap(fact.id))
    settings = Button(speech.plain("home-daily"), DailyTap())
    html = lines(speech("wish-preview-of"), of_a_day(speech, bank, fact))
    return Screen(html, ((quiz,), (settings,)))


def _mark(speech: Speech, label: str, is_chosen: bool) -> str:
    return speech.plain("mark-chosen", label=label) if is_chosen else label


def _back(speech: Speech) -> Row:
    return (Button(speech.plain("button-back"), WishesTap()),)
