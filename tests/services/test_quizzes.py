"""Quizzes that nobody answers are kept in a small number, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import func, select, update

from bot.learning.learner import Learner
from bot.learning.quiz import Turn
from bot.services import answering, exams, learners, quizzes
from content.model import Bank
from db.engine import Database, Session
from db.models import quizzes as table

NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)


def start(session: Session, bank: Bank, learner: Learner, number: int) -> Turn:
    turn = quizzes.start(session, bank, learner, origin=f"tap-{number}", scope=None, count=5)
    assert isinstance(turn, Turn)
    return turn


def kept(session: Session, learner_id: int) -> int:
    return int(session.execute(select(func.count()).where(table.c.learner_id == learner_id)).scalar_one())


async def test_a_thousand_forged_starts_leave_a_handful_of_rows_and_all_that_counts(
    either_database: Database, rivers: Bank
) -> None:
    with either_database.begin() as session:
        learner = learners.arrive(session, 1, code="en", zone="UTC", now=NOW)
        other = learners.arrive(session, 2, code="en", zone="UTC", now=NOW)
        theirs = start(session, rivers, other, 0)
        played = start(session, rivers, learner, 0)
        at = {"quiz_id": played.quiz_id, "position": 0}
        answering.answer(session, rivers, learner, option=0, **at)
        exam = exams.begin(session, rivers, learner, nonce="x")
        session.execute(update(table).where(table.c.id == exam.quiz_id).values(ended_at=NOW))
        for number in range(1, 1001):
            last = start(session, rivers, learner, number)
        assert kept(session, 1) == quizzes.MOST_UNANSWERED + 2, "that with an answer and the exam stay"
        assert isinstance(quizzes.resume(session, rivers, learner, quiz_id=last.quiz_id), Turn)
        assert kept(session, 2) == 1
        assert isinstance(quizzes.resume(session, rivers, other, quiz_id=theirs.quiz_id), Turn)
