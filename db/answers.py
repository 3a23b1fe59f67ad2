"""A learner's answers, over all quizzes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Row, Select, bindparam, desc, false, func, select, true, update

from db.engine import Session
from db.models import answers, memories, quizzes
from db.prepared import prepared


class FactRow(NamedTuple):
    """The answers of a learner on one fact; misses that came back, which was just seen, count in neither."""

    fact_id: str
    right: int
    right_days: int  # local dates on which it was right without a hint


class DayRow(NamedTuple):
    """The answers of a learner on a date of their own; misses that came back count in ``answered`` alone."""

    answered_on: str
    answered: int
    firsts: int
    right: int


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


def by_fact(session: Session, learner_id: int) -> list[FactRow]:
    """Summed up by the database: a year has thousands of answers."""
    return list(map(FactRow._make, _BY_FACT.rows(session, learner=learner_id)))


def by_day(session: Session, learner_id: int, but_not: Collection[str] = ()) -> list[DayRow]:
    """The same; of the facts in ``but_not`` it tells only how many answers there were."""
    if not but_not:
        return list(map(DayRow._make, _BY_DAY.rows(session, learner=learner_id)))
    statement = _by_day(_IS_FIRST & answers.c.fact_id.not_in(but_not))
    return [DayRow._make(row) for row in session.execute(statement, {"learner": learner_id})]


_IS_FIRST = answers.c.is_again.is_(false())
_IS_MINE = answers.c.learner_id == bindparam("learner")


def _by_day(counts: ColumnElement[bool]) -> Select[str, int, int, int]:
    day = answers.c.answered_on
    firsts, right = func.count().filter(counts), func.count().filter(counts, answers.c.is_right)
    return select(day, func.count(), firsts, right).where(_IS_MINE).group_by(day)


_BY_DAY = prepared(_by_day(_IS_FIRST))
_BY_FACT = prepared(
    select(
        answers.c.fact_id,
        func.count().filter(_IS_FIRST, answers.c.is_right),
        func.count(answers.c.answered_on.distinct()).filter(
            _IS_FIRST, answers.c.is_right, answers.c.is_hinted.is_(false())
        ),
    )
    .where(_IS_MINE)
    .group_by(answers.c.fact_id)
)


def lasting(session: Session, learner_ids: Collection[int], stability: float) -> Sequence[Row[int, str, str]]:
    """(learner, fact, local date) of right answers, unhinted, on what is remembered at least so stably."""
    return session.execute(_LASTING, {"learners": [*learner_ids], "stability": stability}).all()


_LASTING = (
    select(answers.c.learner_id, answers.c.fact_id, answers.c.answered_on)
    .join(
        memories,
        (memories.c.learner_id == answers.c.learner_id) & (memories.c.fact_id == answers.c.fact_id),
    )
    .where(memories.c.learner_id.in_(bindparam("learners", expanding=True)))
    .where(memories.c.stability >= bindparam("stability"))
    .where(answers.c.is_right, ~answers.c.is_again, ~answers.c.is_hinted)
    .distinct()
)


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
