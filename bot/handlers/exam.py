"""Sitting the exam."""

from __future__ import annotations

import asyncio

from bot.context import Visit
from bot.errors import Refusal
from bot.handlers import quiz
from bot.handlers.arrival import arrive, player
from bot.screens import exam as screens
from bot.services import exams
from bot.taps.base import Tap
from bot.taps.exam import BeginExamTap, ExamResultTap, HandInTap


async def exam(visit: Visit, _: Tap | str) -> None:
    """What the exam is, and where one stands with it."""
    bank = visit.house.bank
    async with visit.begin() as session:
        learner = await arrive(visit, session)
        standing = await exams.look(session, bank, player(visit, learner))
    screen = screens.explain(visit.speech(learner), standing, visit.nonce, len(bank.facts))
    await asyncio.gather(visit.acknowledge(), visit.show(screen))


async def begin(visit: Visit, tap: BeginExamTap) -> None:
    async with visit.begin() as session:
        learner = await arrive(visit, session)
        turn = await exams.begin(session, visit.house.bank, player(visit, learner), nonce=tap.nonce)
    await quiz.show(visit, learner, turn)


async def hand_in(visit: Visit, tap: HandInTap) -> None:
    """Asks first, and then ends the exam."""
    async with visit.begin() as session:
        learner = await arrive(visit, session)
        act = exams.hand_in if tap.sure == 1 else exams.count_answered
        result = await act(session, visit.house.bank, player(visit, learner), quiz_id=tap.quiz)
    if tap.sure == 1:
        await quiz.show(visit, learner, result)
        return
    screen = screens.handing_in(visit.speech(learner), result)
    await asyncio.gather(visit.acknowledge(), visit.show(screen))


async def see_result(visit: Visit, tap: ExamResultTap) -> None:
    async with visit.begin() as session:
        learner = await arrive(visit, session)
        who = player(visit, learner)
        standing = await exams.look(session, visit.house.bank, who)
    over = {sitting.result.quiz_id: sitting.result for sitting in standing.sittings}
    if tap.quiz not in over:
        raise Refusal("error-button-old")
    await quiz.show(visit, learner, over[tap.quiz])
