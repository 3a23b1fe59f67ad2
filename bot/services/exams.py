"""Sitting the exam: beginning it, handing it in, and where one stands."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.errors import Refusal
from bot.learning import exam as rules
from bot.learning.exam import KIND, Sitting, Standing
from bot.learning.quiz import Result, Turn
from bot.services import asked, quizzes, turns
from bot.services.turns import Player, minutes_until
from content.model import Bank
from db import certificates
from db import quizzes as rows
from db.engine import Session
from db.quizzes import QuizRow


async def look(session: Session, bank: Bank, player: Player) -> Standing:
    sat = await rows.of_kind(session, player.learner_id, KIND)
    codes = await certificates.codes(session, player.learner_id)
    over = [
        Sitting(await turns.result(session, bank, quiz), begun_at, codes.get(quiz.id))
        for quiz, begun_at in sat
        if quiz.ended_at is not None
    ]
    running = next((quiz for quiz, _ in sat if quiz.ended_at is None), None)
    today = player.now.astimezone(ZoneInfo(player.zone)).date()
    return Standing(
        sittings=tuple(over),
        today=today,
        free_on=rules.free_on([begun_at for _, begun_at in sat], today, player.zone),
        minutes_left=minutes_until(running.ends_at, player.now) if running and running.ends_at else None,
        open_quiz=running.id if running else None,
    )


async def begin(session: Session, bank: Bank, player: Player, *, nonce: str) -> Turn | Result:
    """Begin a sitting; the same tap begins it once. Refuses a second resit on one local day."""
    origin = f"exam-{nonce}"
    known = await rows.find_by_origin(session, player.learner_id, origin)
    if known is not None:
        return await quizzes.resume(session, bank, player, quiz_id=known.id)
    standing = await look(session, bank, player)
    if standing.free_on > standing.today:
        raise Refusal("exam-tomorrow")
    paused = await asked.paused(session)
    items = rules.draw(bank, seed=f"{player.learner_id}/{origin}", paused=paused)
    ends_at = player.now + rules.TIME
    return await quizzes.open_quiz(
        session, bank, player, kind=KIND, origin=origin, scope=None, items=items, ends_at=ends_at
    )


async def hand_in(session: Session, bank: Bank, player: Player, *, quiz_id: int) -> Result:
    """End an exam before its time; what has no answer counts as wrong. Twice equals once."""
    quiz = await _exam(session, player, quiz_id)
    if quiz.ended_at is None:
        await rows.end(session, quiz.id, player.now)
    return await turns.result(session, bank, quiz)


async def count_answered(session: Session, bank: Bank, player: Player, *, quiz_id: int) -> Result:
    """How far an exam has come."""
    return await turns.result(session, bank, await _exam(session, player, quiz_id))


async def close_overdue(session: Session, now: datetime) -> int:
    """End the exams whose time is up; gives how many there were."""
    return await rows.end_overdue(session, now)


async def _exam(session: Session, player: Player, quiz_id: int) -> QuizRow:
    quiz = await turns.get(session, player.learner_id, quiz_id)
    if quiz.kind != KIND:
        raise Refusal("error-button-old")
    return quiz
