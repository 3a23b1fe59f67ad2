"""A learner's answers, over all quizzes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Row, bindparam, desc, func, select, true, update

from db.engine import Session
from db.models import answers, memories, quizzes
from db.prepared import prepared


class GivenRow(NamedTuple):
    fact_id: str
    is_right: bool
    is_again: bool
    is_hinted: bool
    answered_on: str  # the learner's own date then


class AskedRow(NamedTuple):
    """The last answer to one question."""

    id: int
    fact_id: str
    question_id: str
    is_right: bool


class TimedRow(NamedTuple):
    fact_id: str
    question_id: str
    is_right: bool
    shown_at: datetime
    answered_at: datetime


class RecallRow(NamedTuple):
    is_right: bool
    is_half: bool
    is_slip: bool
    pace: str | None
    confidence: str | None
    shown: list[str]
    typed: str | None
    is_hinted: bool
    answered_at: datetime


class JudgedRow(NamedTuple):
    """An answer on a fact of which its learner was once sure and wrong."""

    quiz_id: int
    fact_id: str
    question_id: str
    is_right: bool
    confidence: str | None


def given(session: Session, learner_id: int) -> list[GivenRow]:
    """Every answer of a learner: thousands, so in no order and straight from the driver."""
    return list(map(GivenRow._make, _GIVEN.rows(session, learner=learner_id)))


_GIVEN = prepared(
    select(*(answers.c[name] for name in GivenRow._fields)).where(
        answers.c.learner_id == bindparam("learner")
    )
)


def lasting(session: Session, learner_ids: Collection[int], stability: float) -> Sequence[Row[int, str, str]]:
    """(learner, fact, local date) of right answers, unhinted, on what is remembered at least so stably."""
    is_of_memory = (memories.c.learner_id == answers.c.learner_id) & (memories.c.fact_id == answers.c.fact_id)
    statement = (
        select(answers.c.learner_id, answers.c.fact_id, answers.c.answered_on)
        .join(memories, is_of_memory)
        .where(memories.c.learner_id.in_(learner_ids), memories.c.stability >= stability)
        .where(answers.c.is_right, ~answers.c.is_again, ~answers.c.is_hinted)
        .distinct()
    )
    return session.execute(statement).all()


def count_since(session: Session, since: datetime) -> int:
    """How many answers all learners have given since then."""
    statement = select(func.count()).select_from(answers).where(answers.c.answered_at >= since)
    return int(session.execute(statement).scalar_one())


def last_of_each(session: Session, learner_id: int) -> list[AskedRow]:
    """The last answer to every question that was ever answered, in the order of the answers."""
    last = (
        select(func.max(answers.c.id))
        .where(answers.c.learner_id == learner_id)
        .group_by(answers.c.fact_id, answers.c.question_id)
    )
    statement = select(answers.c.id, answers.c.fact_id, answers.c.question_id, answers.c.is_right)
    rows = session.execute(statement.where(answers.c.id.in_(last)).order_by(answers.c.id))
    return [AskedRow(*row) for row in rows]


def last_tries(session: Session, learner_id: int, limit: int) -> list[TimedRow]:
    """The last answers that were no repeated misses, the latest first."""
    return [TimedRow._make(row) for row in _LAST_TRIES.rows(session, learner=learner_id, most=limit)]


_LAST_TRIES = prepared(
    select(*(answers.c[name] for name in TimedRow._fields))
    .where(answers.c.learner_id == bindparam("learner"), answers.c.is_again.is_not(true()))
    .order_by(desc(answers.c.answered_at), desc(answers.c.id))
    .limit(bindparam("most"))
)


def on_fact(session: Session, learner_id: int, fact_id: str) -> list[RecallRow]:
    """Every answer of a learner on a fact, the first one first."""
    statement = (
        select(*(answers.c[name] for name in RecallRow._fields))
        .where(answers.c.learner_id == learner_id, answers.c.fact_id == fact_id)
        .order_by(answers.c.answered_at, answers.c.id)
    )
    return [RecallRow._make(row) for row in session.execute(statement)]


def questions_on(session: Session, learner_id: int, fact_id: str) -> list[str]:
    """The question of every answer on a fact, the last one last."""
    return [question for [question] in _QUESTIONS_ON.rows(session, learner=learner_id, fact=fact_id)]


_QUESTIONS_ON = prepared(
    select(answers.c.question_id)
    .where(answers.c.learner_id == bindparam("learner"), answers.c.fact_id == bindparam("fact"))
    .order_by(answers.c.id)
)


def of_kind_since(
    session: Session, learner_ids: Collection[int], kind: str, since: datetime
) -> dict[int, int]:
    """How many answers each of these learners gave in quizzes of a kind, repeated misses left out."""
    statement = (
        select(answers.c.learner_id, func.count())
        .select_from(answers.join(quizzes, quizzes.c.id == answers.c.quiz_id))
        .where(
            answers.c.learner_id.in_(learner_ids),
            answers.c.answered_at >= since,
            answers.c.is_again.is_not(true()),
            quizzes.c.kind == kind,
        )
        .group_by(answers.c.learner_id)
    )
    return dict(session.execute(statement).all())


def judged(session: Session, learner_id: int) -> list[JudgedRow]:
    """Every answer on the facts of which one was ever said to be sure, the first one first."""
    sure = select(answers.c.fact_id).where(
        answers.c.learner_id == learner_id, answers.c.confidence == "sure", answers.c.is_right.is_not(true())
    )
    statement = (
        select(*(answers.c[name] for name in JudgedRow._fields))
        .where(answers.c.learner_id == learner_id, answers.c.fact_id.in_(sure))
        .order_by(answers.c.id)
    )
    return [JudgedRow(*row) for row in session.execute(statement)]


def say_confidence(session: Session, quiz_id: int, position: int, learner_id: int, confidence: str) -> bool:
    """Whether this is said first; what was said before stays."""
    statement = update(answers).where(
        answers.c.quiz_id == quiz_id,
        answers.c.position == position,
        answers.c.learner_id == learner_id,
        answers.c.confidence.is_(None),
    )
    return bool((session.execute(statement.values(confidence=confidence))).rowcount)


def quizzes_begun(
    session: Session, learner_ids: Collection[int], since: datetime
) -> Sequence[Row[int, datetime]]:
    """(learner, instant) of the first answer to each quiz, from ``since`` on."""
    statement = (
        select(answers.c.learner_id, func.min(answers.c.answered_at))
        .where(answers.c.learner_id.in_(learner_ids), answers.c.answered_at >= since)
        .group_by(answers.c.learner_id, answers.c.quiz_id)
    )
    return session.execute(statement).all()


def missed_live(session: Session, learner_id: int, quiz_id: int) -> list[str]:
    """The facts of the questions of a chat's live quiz that a learner did not answer right."""
    statement = (
        select(answers.c.fact_id)
        .join_from(answers, quizzes, quizzes.c.id == answers.c.quiz_id)
        .where(
            answers.c.quiz_id == quiz_id,
            answers.c.learner_id == learner_id,
            answers.c.is_right.is_not(true()),
            quizzes.c.kind == "live",
        )
    )
    return list(session.execute(statement.order_by(answers.c.position)).scalars())
