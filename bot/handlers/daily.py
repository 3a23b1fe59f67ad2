"""Subscribing to the daily fact, its time and zone, and the one place that tells all that is sent."""

from __future__ import annotations

from msgspec.structs import replace

from bot.context import Session, Visit
from bot.errors import Refusal
from bot.learning import hours, places
from bot.learning.learner import Learner
from bot.learning.meaning import DailyTime, Meaning, Zone
from bot.learning.quiz import Turn
from bot.learning.zones import NAMES
from bot.screens import daily as screens
from bot.screens import fact as fact_screens
from bot.screens import question as question_screens
from bot.screens.daily import Sent
from bot.screens.screen import Screen
from bot.services import deliveries, learners, questions, reminders, reviews, subscriptions, wishes
from bot.taps.base import Tap
from bot.taps.daily import DailyAtTap, DailyMoreTap, ZoneTap
from content.model import Bank, Fact


async def daily(visit: Visit, arguments: Tap | str) -> None:
    """The settings of the daily fact; ``/daily 08:30`` subscribes at once, ``/daily soon`` waits for one."""
    typed = arguments if isinstance(arguments, str) else ""
    is_no_time = bool(typed) and hours.parse_time(typed) is None

    def look(session: Session, _: Bank, learner: Learner) -> Screen:
        if is_no_time:
            learners.expect(session, learner, DailyTime())
        elif typed:
            subscribe(session, learner, typed)
        return settings(visit, session, learner)

    screen = await visit.made(look)
    if is_no_time:
        raise Refusal("error-no-time")
    await visit.show(screen)


async def more(visit: Visit, tap: DailyMoreTap) -> None:
    """What is seldom used under a delivered fact, or back to the rest."""

    def look(session: Session, bank: Bank, learner: Learner) -> Fact | Turn:
        delivery = deliveries.find(session, tap.delivery)
        if delivery is None or delivery.chat_id != visit.chat_id:
            raise Refusal("error-button-old")
        if delivery.kind == "poll":
            return questions.find(session, bank, learner, delivery_id=tap.delivery)
        fact = bank.find_fact(delivery.fact_id)
        if fact is None:
            raise Refusal("error-fact-gone")
        return fact

    learner, at = await visit.act(look)
    speech = visit.speech(learner)
    if isinstance(at, Turn):
        seldom, rows = (
            question_screens.more(speech, tap.delivery),
            question_screens.rows(speech, at, tap.delivery),
        )
    else:
        seldom = fact_screens.of_the_day_more(speech, visit.bank, at, tap.delivery)
        rows = fact_screens.of_the_day_rows(speech, tap.delivery)
    await visit.change_buttons(seldom if tap.on else rows)


def subscribe(session: Session, learner: Learner, text: str) -> None:
    """Subscribe at the time a person typed; refuses what is no time."""
    local_time = hours.parse_time(text)
    if local_time is None:
        raise Refusal("error-no-time")
    wishes.subscribe_at(session, learner, local_time)


async def subscribe_at(visit: Visit, tap: DailyAtTap) -> None:
    def at(session: Session, _: Bank, learner: Learner) -> Screen:
        subscribe(session, learner, tap.hhmm)
        return settings(visit, session, learner)

    screen = await visit.made(at)
    await visit.show(screen)


async def take_first(visit: Visit, _: Tap) -> None:
    """The fact that was offered with the first result; whoever has chosen another time by now keeps it."""

    def take(session: Session, _: Bank, learner: Learner) -> Screen:
        if subscriptions.find(session, learner.private_chat) is None:
            wishes.subscribe_at(session, learner, screens.FIRST_TIME, not_on=learner.today)
        return settings(visit, session, learner)

    screen = await visit.made(take)
    await visit.below().show(screen)


async def stop(visit: Visit, _: Tap) -> None:
    def end(session: Session, _: Bank, learner: Learner) -> Screen:
        subscriptions.stop(session, learner.private_chat, learner.now)
        return settings(visit, session, learner)

    screen = await visit.made(end)
    await visit.show(screen)


async def ask_time(visit: Visit, _: Tap) -> None:
    learner = await visit.expect(DailyTime())
    await visit.show(screens.ask_time(visit.speech(learner)))


async def zones(visit: Visit, _: Tap) -> None:
    learner = await visit.arrive()
    await visit.show(screens.zones(visit.speech(learner), places.ZONES, learner.zone))


async def choose_zone(visit: Visit, tap: ZoneTap) -> None:
    def choose(session: Session, _: Bank, learner: Learner) -> Screen:
        if tap.zone not in NAMES:
            raise Refusal("error-no-zone")
        return settings(visit, session, move(session, learner, tap.zone))

    screen = await visit.made(choose)
    await visit.show(screen)


async def ask_zone(visit: Visit, _: Tap) -> None:
    learner = await visit.expect(Zone())
    await visit.show(screens.ask_zone(visit.speech(learner)))


def move(session: Session, learner: Learner, zone: str) -> Learner:
    """What is sent keeps its wall time in the new zone."""
    learners.choose_zone(session, learner.id, zone)
    subscriptions.move_to_zone(session, learner.private_chat, zone, learner.now)
    return replace(learner, zone=zone)


def take_time(session: Session, _: Visit, learner: Learner, __: DailyTime, text: str) -> Learner:
    subscribe(session, learner, text)
    return learner


def take_zone(session: Session, visit: Visit, learner: Learner, _: Zone, text: str) -> Learner | Screen:
    """Set the zone a person typed, or ask which is meant; refuses what names none."""
    found = places.find_zone(text)
    if found is None:
        raise Refusal("error-no-zone")
    if found.is_doubtful:
        return screens.doubt_zone(visit.speech(learner), found.zone, learner.now)
    return move(session, learner, found.zone)


def show(session: Session, visit: Visit, learner: Learner, _: Meaning) -> Screen:
    return settings(visit, session, learner)


def settings(visit: Visit, session: Session, learner: Learner) -> Screen:
    """Everything that this learner is sent, in one place."""
    return screens.daily(visit.speech(learner), visit.bank, sent(visit, session, learner), learner.now)


def sent(visit: Visit, session: Session, learner: Learner) -> Sent:
    fact = subscriptions.find(session, learner.private_chat)
    reminder = subscriptions.find(session, learner.private_chat, reminders.KIND)
    all_sent = Sent(
        fact_time=None,
        reminder_time=reminder.local_time if reminder else None,
        follows_habit=reminder is not None and reminder.follows_habit,
        due=reviews.count(session, visit.bank, learner),
        zone=learner.zone,
    )
    if fact is None:
        return all_sent
    return replace(
        all_sent,
        fact_time=fact.local_time,
        next_on=fact.next_on,
        form=fact.form,
        weekdays=fact.days.weekdays,
        era=fact.era,
        is_silent=fact.is_silent,
        resumes_on=fact.days.resumes_on,
    )
