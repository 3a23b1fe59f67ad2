"""What a learner wishes of their daily fact besides its time, and its question, answered."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any

from telegram import Message

from bot.context import Session, Visit
from bot.errors import Refusal
from bot.handlers import daily, quiz
from bot.learning.learner import Learner
from bot.learning.meaning import Meaning, PauseDays
from bot.learning.stretches import parse_days
from bot.learning.zones import NAMES
from bot.located import zone_at
from bot.screens import wishes as screens
from bot.screens.daily import Sent
from bot.screens.screen import Screen
from bot.services import learners, questions, wishes
from bot.services.subscriptions import LONGEST_PAUSE
from bot.taps.base import Tap
from bot.taps.wishes import (
    DailyAnswerTap,
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
from content.model import Bank

Change = Callable[[Session, Learner], object]


async def more(visit: Visit, _: Tap) -> None:
    await _change(visit, lambda *_: None)


async def _change(visit: Visit, change: Change) -> None:
    """One act on the wishes, and how they stand after it."""

    def whole(session: Session, _: Bank, learner: Learner) -> Screen:
        change(session, learner)
        return _more(session, visit, learner)

    await visit.show(await visit.made(whole))


def _more(session: Session, visit: Visit, learner: Learner) -> Screen:
    sent = _sent(session, visit, learner)
    return screens.more(visit.speech(learner), visit.bank, sent, learner.today)


def _sent(session: Session, visit: Visit, learner: Learner) -> Sent:
    """What is sent; refuses where there is no daily fact."""
    sent = daily.sent(visit, session, learner)
    if sent.fact_time is None:
        raise Refusal("error-button-old")
    return sent


async def _choosing(visit: Visit, screen: Callable[[Speech, Sent], Screen]) -> None:
    """A screen that offers the values of one wish."""

    def look(session: Session, _: Bank, learner: Learner) -> Screen:
        return screen(visit.speech(learner), _sent(session, visit, learner))

    await visit.show(await visit.made(look))


async def forms(visit: Visit, _: Tap) -> None:
    await _choosing(visit, screens.forms)


async def choose_form(visit: Visit, tap: WishFormTap) -> None:
    _check(tap.form in screens.FORMS)
    await _change(visit, partial(wishes.change, form=tap.form))


async def days(visit: Visit, _: Tap) -> None:
    await _choosing(visit, screens.days)


async def choose_days(visit: Visit, tap: WishSomeDaysTap) -> None:
    _check(tap.weekdays in screens.PRESETS)
    await _change(visit, partial(wishes.change, days=tap.weekdays))


async def choose_day(visit: Visit, tap: WishDayTap) -> None:
    """Several may follow, so the days stay."""
    _check(tap.weekday < 7)

    def change(session: Session, _: Bank, learner: Learner) -> Screen:
        wishes.set_day(session, learner, tap.weekday, bool(tap.on))
        return screens.days(visit.speech(learner), _sent(session, visit, learner))

    await visit.show(await visit.made(change))


async def eras(visit: Visit, _: Tap) -> None:
    await _choosing(visit, lambda speech, sent: screens.eras(speech, visit.bank, sent))


async def choose_era(visit: Visit, tap: WishEraTap) -> None:
    _check(not tap.era or visit.bank.find_era(tap.era) is not None)
    await _change(visit, partial(wishes.change, era=tap.era or None))


async def choose_sound(visit: Visit, tap: WishSoundTap) -> None:
    await _change(visit, partial(wishes.change, is_silent=not tap.on))


async def pauses(visit: Visit, _: Tap) -> None:
    """A number of days may be tapped, or typed."""

    def wait(session: Session, _: Bank, learner: Learner) -> Screen:
        _sent(session, visit, learner)
        learners.expect(session, learner, PauseDays())
        return screens.pauses(visit.speech(learner), LONGEST_PAUSE)

    await visit.show(await visit.made(wait))


async def pause(visit: Visit, tap: WishPauseTap) -> None:
    _check(tap.days in (0, *screens.PAUSES))
    await _change(visit, partial(wishes.pause, days=tap.days))


def take_pause(session: Session, _: Visit, learner: Learner, __: PauseDays, text: str) -> Learner:
    days = parse_days(text, LONGEST_PAUSE)
    if days is None:
        raise Refusal("wish-no-pause", n=LONGEST_PAUSE)
    wishes.pause(session, learner, days)
    return learner


def show_more(session: Session, visit: Visit, learner: Learner, _: Meaning) -> Screen:
    return _more(session, visit, learner)


async def preview(visit: Visit, _: Tap) -> None:
    """What comes next, now and in a message of its own; nothing is told by it, so it will still come."""

    def look(session: Session, bank: Bank, learner: Learner) -> str:
        learner.refuse_in_exam()
        _, content = wishes.next_one(session, bank, learner)
        return content.fact_id

    learner, fact_id = await visit.act(look)
    fact = visit.bank.find_fact(fact_id)
    if fact is None:
        raise Refusal("error-fact-gone")
    await visit.below().show(screens.preview(visit.speech(learner), visit.bank, fact))


async def answer(visit: Visit, tap: DailyAnswerTap) -> None:
    await quiz.play(visit, partial(questions.answer, delivery_id=tap.delivery, number=tap.option))


async def locate(visit: Visit, message: Message) -> None:
    """Take the time zone of a place that a person shares, and forget the place."""
    at = message.location
    zone = await zone_at(at.latitude, at.longitude) if at else ""

    def move(session: Session, _: Bank, learner: Learner) -> Screen:
        if zone not in NAMES:
            raise Refusal("error-no-zone")
        return daily.settings(visit, session, daily.move(session, learner, zone))

    await visit.show(await visit.made(move))


def _check(is_ours: bool) -> None:
    """Whether our buttons carry it."""
    if not is_ours:
        raise Refusal("error-button-old")


TAPS: Mapping[type[Tap], Callable[[Visit, Any], Awaitable[None]]] = {
    WishesTap: more,
    WishFormsTap: forms,
    WishFormTap: choose_form,
    WishDaysTap: days,
    WishSomeDaysTap: choose_days,
    WishDayTap: choose_day,
    WishErasTap: eras,
    WishEraTap: choose_era,
    WishSoundTap: choose_sound,
    WishPausesTap: pauses,
    WishPauseTap: pause,
    WishPreviewTap: preview,
    DailyAnswerTap: answer,
}
"""What each of these buttons does."""
