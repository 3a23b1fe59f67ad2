"""Being reminded of what is due for review, at one's usual hour or a chosen one."""

from __future__ import annotations

import asyncio

from bot.context import Session, Visit
from bot.errors import Refusal
from bot.handlers.arrival import arrive
from bot.learning import timetable
from bot.screens import reminder as screens
from bot.screens.screen import Screen
from bot.services import learners, reminders, subscriptions
from bot.services.learners import Learner
from bot.taps.base import Tap
from bot.taps.reminder import RemindAtTap


async def remind(visit: Visit, arguments: Tap | str) -> None:
    """The settings of the reminder; ``/remind 19:30`` sets it at once, ``/remind late`` waits for a time."""
    typed = arguments if isinstance(arguments, str) else ""
    async with visit.begin() as session:
        learner = await arrive(visit, session)
        is_no_time = bool(typed) and timetable.parse_time(typed) is None
        if is_no_time:
            await learners.expect(session, learner.id, "reminder", visit.now)
        elif typed:
            await choose_time(visit, session, learner, typed)
        screen = await settings(visit, session, learner)
    if is_no_time:
        raise Refusal("error-no-time")
    await asyncio.gather(visit.acknowledge(), visit.show(screen))


async def choose_time(visit: Visit, session: Session, learner: Learner, text: str) -> None:
    """Remind at the time a person typed; refuses what is no time."""
    local_time = timetable.parse_time(text)
    if local_time is None:
        raise Refusal("error-no-time")
    await reminders.remind_at(session, learner, local_time, visit.now)


async def remind_at(visit: Visit, tap: RemindAtTap) -> None:
    async with visit.begin() as session:
        learner = await arrive(visit, session)
        await choose_time(visit, session, learner, tap.hhmm)
        screen = await settings(visit, session, learner)
    await asyncio.gather(visit.acknowledge(), visit.show(screen))


async def remind_usually(visit: Visit, _: Tap) -> None:
    async with visit.begin() as session:
        learner = await arrive(visit, session)
        await reminders.remind_usually(session, learner, visit.now)
        screen = await settings(visit, session, learner)
    await asyncio.gather(visit.acknowledge(), visit.show(screen))


async def stop(visit: Visit, _: Tap) -> None:
    async with visit.begin() as session:
        learner = await arrive(visit, session)
        await subscriptions.stop(session, learner.id, visit.now, kind=reminders.KIND)
        screen = await settings(visit, session, learner)
    await asyncio.gather(visit.acknowledge(), visit.show(screen))


async def ask_time(visit: Visit, _: Tap) -> None:
    async with visit.begin() as session:
        learner = await arrive(visit, session)
        await learners.expect(session, learner.id, "reminder", visit.now)
    await asyncio.gather(visit.acknowledge(), visit.show(screens.ask_time(visit.speech(learner))))


async def settings(visit: Visit, session: Session, learner: Learner) -> Screen:
    subscription = await subscriptions.find(session, learner.id, reminders.KIND)
    return screens.settings(
        visit.speech(learner),
        local_time=subscription.local_time if subscription else None,
        is_usual=subscription is not None and subscription.follows_habit,
        usual_time=await reminders.usual_time(session, learner.id, learner.zone, visit.now),
        zone=learner.zone,
    )
