"""Being reminded of what is due for review, at one's usual hour or a chosen one."""

from __future__ import annotations

from bot.context import Session, Visit
from bot.errors import Refusal
from bot.learning import hours
from bot.learning.learner import Learner
from bot.learning.meaning import ReminderTime
from bot.screens import reminder as screens
from bot.screens.screen import Screen
from bot.services import learners, reminders, subscriptions
from bot.taps.base import Tap
from bot.taps.reminder import RemindAtTap
from content.model import Bank


async def remind(visit: Visit, arguments: Tap | str) -> None:
    """The settings of the reminder; ``/remind 19:30`` sets it at once, ``/remind late`` waits for a time."""
    typed = arguments if isinstance(arguments, str) else ""
    is_no_time = bool(typed) and hours.parse_time(typed) is None

    def look(session: Session, _: Bank, learner: Learner) -> Screen:
        if is_no_time:
            learners.expect(session, learner, ReminderTime())
        elif typed:
            choose_time(session, learner, typed)
        return settings(visit, session, learner)

    screen = await visit.made(look)
    if is_no_time:
        raise Refusal("error-no-time")
    await visit.show(screen)


def choose_time(session: Session, learner: Learner, text: str) -> None:
    """Remind at the time a person typed; refuses what is no time."""
    local_time = hours.parse_time(text)
    if local_time is None:
        raise Refusal("error-no-time")
    reminders.remind_at(session, learner, local_time)


async def remind_at(visit: Visit, tap: RemindAtTap) -> None:
    def at(session: Session, _: Bank, learner: Learner) -> Screen:
        choose_time(session, learner, tap.hhmm)
        return settings(visit, session, learner)

    screen = await visit.made(at)
    await visit.show(screen)


async def remind_usually(visit: Visit, _: Tap) -> None:
    def usually(session: Session, _: Bank, learner: Learner) -> Screen:
        reminders.remind_usually(session, learner)
        return settings(visit, session, learner)

    screen = await visit.made(usually)
    await visit.show(screen)


async def stop(visit: Visit, _: Tap) -> None:
    def end(session: Session, _: Bank, learner: Learner) -> Screen:
        subscriptions.stop(session, learner.private_chat, learner.now, kind=reminders.KIND)
        return settings(visit, session, learner)

    screen = await visit.made(end)
    await visit.show(screen)


async def ask_time(visit: Visit, _: Tap) -> None:
    learner = await visit.expect(ReminderTime())
    await visit.show(screens.ask_time(visit.speech(learner)))


def take_time(session: Session, _: Visit, learner: Learner, __: ReminderTime, text: str) -> Learner:
    choose_time(session, learner, text)
    return learner


def show(session: Session, visit: Visit, learner: Learner, _: ReminderTime) -> Screen:
    return settings(visit, session, learner)


def settings(visit: Visit, session: Session, learner: Learner) -> Screen:
    subscription = subscriptions.find(session, learner.private_chat, reminders.KIND)
    return screens.settings(
        visit.speech(learner),
        local_time=subscription.local_time if subscription else None,
        is_usual=subscription is not None and subscription.follows_habit,
        usual_time=reminders.usual_time(session, learner.id, learner.zone, learner.now),
        zone=learner.zone,
        now=learner.now,
    )
