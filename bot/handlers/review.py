"""Reviewing what is due, putting it off, and what one is sure of and wrong about."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from bot.context import Visit
from bot.errors import Refusal
from bot.handlers import quiz
from bot.handlers.arrival import arrive, player
from bot.screens import review as screens
from bot.services import doubts as doubt_service
from bot.services import reviews
from bot.taps.base import Tap
from bot.taps.review import PractiseDoubtsTap, ReviewNowTap, SnoozeTap


async def review(visit: Visit, _: Tap | str) -> None:
    async with visit.begin() as session:
        learner = await arrive(visit, session)
        cap = learner.settings.reviews_a_day
        found = await reviews.look(session, visit.house.bank, player(visit, learner), cap)
    screen = screens.review(visit.speech(learner), found, visit.nonce)
    await asyncio.gather(visit.acknowledge(), visit.show(screen))


async def begin(visit: Visit, tap: ReviewNowTap) -> None:
    async with visit.begin() as session:
        learner = await arrive(visit, session)
        turn = await reviews.start(
            session,
            visit.house.bank,
            player(visit, learner),
            cap=learner.settings.reviews_a_day,
            origin=f"review-{tap.nonce}",
            is_beyond=tap.beyond == 1,
        )
    await quiz.show(visit, learner, turn)


async def snooze(visit: Visit, tap: SnoozeTap) -> None:
    """Put reviews off, or end that; the screen says what is due now."""
    if tap.days not in (0, *screens.SNOOZES):
        raise Refusal("error-button-old")
    async with visit.begin() as session:
        learner = await arrive(visit, session)
        who = player(visit, learner)
        until = await reviews.snooze(session, who, tap.days) if tap.days else None
        if until is None:
            await reviews.wake(session, who)
        who = replace(who, snoozed_until=until)
        found = await reviews.look(session, visit.house.bank, who, learner.settings.reviews_a_day)
    screen = screens.review(visit.speech(learner), found, visit.nonce)
    await asyncio.gather(visit.acknowledge(), visit.show(screen))


async def doubts(visit: Visit, _: Tap) -> None:
    async with visit.begin() as session:
        learner = await arrive(visit, session)
        player(visit, learner).refuse_in_exam()
        misses = await doubt_service.sure_and_wrong(session, visit.house.bank, learner.id)
    is_asked = learner.settings.asks_confidence
    screen = screens.doubts(visit.speech(learner), misses, visit.nonce, is_asked=is_asked)
    await asyncio.gather(visit.acknowledge(), visit.show(screen))


async def practise_doubts(visit: Visit, tap: PractiseDoubtsTap) -> None:
    async with visit.begin() as session:
        learner = await arrive(visit, session)
        turn = await doubt_service.practise(
            session,
            visit.house.bank,
            player(visit, learner),
            origin=f"sure-{tap.nonce}",
            most=screens.PRACTISED,
        )
    await quiz.show(visit, learner, turn)
