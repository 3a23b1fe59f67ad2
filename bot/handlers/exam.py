"""Sitting the exam."""

from __future__ import annotations

from functools import partial

from bot.context import Visit
from bot.errors import Refusal
from bot.handlers import quiz
from bot.screens import exam as screens
from bot.services import exams
from bot.taps.base import Tap
from bot.taps.exam import BeginExamTap, ExamMissTap, ExamResultTap, HandInTap


async def exam(visit: Visit, _: Tap | str) -> None:
    """What the exam is, and where one stands with it."""
    learner, standing = await visit.act(exams.look)
    await visit.show(screens.explain(visit.speech(learner), standing, visit.nonce, len(visit.bank.facts)))


async def begin(visit: Visit, tap: BeginExamTap) -> None:
    await quiz.play(visit, partial(exams.begin, nonce=tap.nonce))


async def hand_in(visit: Visit, tap: HandInTap) -> None:
    """Asks first, and then ends the exam."""
    if tap.sure == 1:
        await quiz.play(visit, partial(exams.hand_in, quiz_id=tap.quiz))
        return
    learner, so_far = await visit.act(partial(exams.count_answered, quiz_id=tap.quiz))
    await visit.show(screens.handing_in(visit.speech(learner), so_far))


async def see_result(visit: Visit, tap: ExamResultTap) -> None:
    await quiz.play(visit, partial(exams.find_over, quiz_id=tap.quiz))


async def see_miss(visit: Visit, tap: ExamMissTap) -> None:
    learner, result = await visit.act(partial(exams.find_over, quiz_id=tap.quiz))
    if tap.number >= len(result.missed):
        raise Refusal("error-button-old")
    await visit.show(screens.miss(visit.speech(learner), visit.bank, result, tap.number))
