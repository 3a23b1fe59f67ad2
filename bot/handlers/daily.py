"""Subscribing to the daily fact, and setting its time and zone."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from bot.context import Session, Visit
from bot.errors import Refusal
from bot.handlers.arrival import arrive
from bot.learning import timetable
from bot.screens import daily as screens
from bot.screens.screen import Screen
from bot.services import learners, subscriptions
from bot.services.learners import Learner
from bot.taps.base import Tap
from bot.taps.daily import DailyAtTap, ZoneTap


async def daily(visit: Visit, arguments: Tap | str) -> None:
    """The settings of the daily fact; ``/daily 08:30`` subscribes at once, ``/daily soon`` waits for one."""
    typed = arguments if isinstance(arguments, str) else ""
    async with visit.begin() as session:
        learner = await arrive(visit, session)
        is_no_time = bool(typed) and timetable.parse_time(typed) is None
        if is_no_time:
            await learners.expect(session, learner.id, "time", visit.now)
        elif typed:
            await subscribe(visit, session, learner, typed)
        screen = await settings(visit, session, learner)
    if is_no_time:
        raise Refusal("error-no-time")
    await asyncio.gather(visit.acknowledge(), visit.show(screen))


async def subscribe(visit: Visit, session: Session, learner: Learner, text: str) -> None:
    """Subscribe at the time a person typed; refuses what is no time."""
    local_time = timetable.parse_time(text)
    if local_time is None:
        raise Refusal("error-no-time")
    await subscriptions.subscribe(
        session,
        chat_id=visit.chat_id,
        language=learner.language,
        zone=learner.zone,
        local_time=local_time,
        now=visit.now,
    )


async def subscribe_at(visit: Visit, tap: DailyAtTap) -> None:
    async with visit.begin() as session:
        learner = await arrive(visit, session)
        await subscribe(visit, session, learner, tap.hhmm)
        screen = await settings(visit, session, learner)
    await asyncio.gather(visit.acknowledge(), visit.show(screen))


async def stop(visit: Visit, _: Tap) -> None:
    async with visit.begin() as session:
        learner = await arrive(visit, session)
        await subscriptions.stop(session, visit.chat_id, visit.now)
        screen = await settings(visit, session, learner)
    await asyncio.gather(visit.acknowledge(), visit.show(screen))


async def ask_time(visit: Visit, _: Tap) -> None:
    async with visit.begin() as session:
        learner = await arrive(visit, session)
        await learners.expect(session, learner.id, "time", visit.now)
    await asyncio.gather(visit.acknowledge(), visit.show(screens.ask_time(visit.speech(learner))))


async def zones(visit: Visit, _: Tap) -> None:
    async with visit.begin() as session:
        learner = await arrive(visit, session)
    screen = screens.zones(visit.speech(learner), timetable.ZONES, learner.zone)
    await asyncio.gather(visit.acknowledge(), visit.show(screen))


async def choose_zone(visit: Visit, tap: ZoneTap) -> None:
    async with visit.begin() as session:
        learner = await arrive(visit, session)
        screen = await move_to_zone(visit, session, learner, tap.zone)
    await asyncio.gather(visit.acknowledge(), visit.show(screen))


async def ask_zone(visit: Visit, _: Tap) -> None:
    async with visit.begin() as session:
        learner = await arrive(visit, session)
        await learners.expect(session, learner.id, "zone", visit.now)
    await asyncio.gather(visit.acknowledge(), visit.show(screens.ask_zone(visit.speech(learner))))


async def move_to_zone(visit: Visit, session: Session, learner: Learner, text: str) -> Screen:
    """Set the zone a person chose or typed; what is sent keeps its wall time in it."""
    zone = timetable.find_zone(text)
    if zone is None:
        raise Refusal("error-no-zone")
    await learners.choose_zone(session, learner.id, zone)
    await subscriptions.move_to_zone(session, visit.chat_id, zone, visit.now)
    return await settings(visit, session, replace(learner, zone=zone))


async def settings(visit: Visit, session: Session, learner: Learner) -> Screen:
    subscription = await subscriptions.find(session, visit.chat_id)
    local_time = subscription.local_time if subscription else None
    return screens.daily(visit.speech(learner), local_time=local_time, zone=learner.zone)
