"""Being reminded of what is due for review, at one's usual hour or a chosen one."""

from __future__ import annotations

from bot.context import Session, Visit
from bot.errors import Refusal
from bot.handlers import daily
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
    """It stands with the daily fact; ``/remind 19:30`` sets it, ``/remind late`` waits for a time."""
    typed = arguments if isinstance(arguments, str) else ""
    is_no_time = bool(typed) and hours.parse_time(typed) is None

    def look(session: Session, _: Bank, learner: Learner) -> Screen:
        if is_no_time:
            learners.expect(session, learner, ReminderTime())
        elif typed:
            choose_time(session, learner, typed)
        return daily.settings(visit, session, learner)

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


async def times(visit: Visit, _: Tap) -> None:
    def look(session: Session, _: Bank, learner: Learner) -> Screen:
        reminder = subscriptions.find(session, learner.private_chat, reminders.KIND)
        return screens.times(
            visit.speech(learner),
            local_time=reminder.local_time if reminder else None,
            is_usual=reminder is not None and reminder.follows_habit,
            usual_time=reminders.usual_time(session, learner.id, learner.zone, learner.now),
        )

    await visit.show(await visit.made(look))


async def remind_at(visit: Visit, tap: RemindAtTap) -> None:
    def at(session: Session, _: Bank, learner: Learner) -> Screen:
        choose_time(session, learner, tap.hhmm)
        return daily.settings(visit, session, learner)

    screen = await visit.made(at)
    await visit.show(screen)


async def remind_usually(visit: Visit, _: Tap) -> None:
    def usually(session: Session, _: Bank, learner: Learner) -> Screen:
        reminders.remind_usually(session, learner)
        return daily.settings(visit, session, learner)

    screen = await visit.made(usually)
    await visit.show(screen)


async def stop(visit: Visit, _: Tap) -> None:
    def end(session: Session, _: Bank, learner: Learner) -> Screen:
        subscriptions.stop(session, learner.private_chat, learner.now, kind=reminders.KIND)
        return daily.settings(visit, session, learner)

    screen = await visit.made(end)
    await visit.show(screen)


async def ask_time(visit: Visit, _: Tap) -> None:
    learner = await visit.expect(ReminderTime())
    await visit.show(screens.ask_time(visit.speech(learner)))


def take_time(session: Session, _: Visit, learner: Learner, __: ReminderTime, text: str) -> Learner:
    choose_time(session, learner, text)
    return learner


def show(session: Session, visit: Visit, learner: Learner, _: ReminderTime) -> Screen:
    return daily.settings(visit, session, learner)
