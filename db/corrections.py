"""Corrections of keys that were wrong, and the answers that they mark anew."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, case, or_, select, update

from db.engine import Session, insert_into
from db.models import answers, corrections, quizzes


class CorrectionRow(NamedTuple):
    id: int
    fact_id: str
    question_id: str
    accepted: str
    created_at: datetime


class MarkedRow(NamedTuple):
    id: int
    learner_id: int
    chosen: str | None
    typed: str | None
    is_right: bool
    is_in_exam: bool


_CORRECTION = select(*(corrections.c[name] for name in CorrectionRow._fields))
_MARKED = select(
    *(answers.c[name] for name in MarkedRow._fields if name != "is_in_exam"),
    (quizzes.c.kind == "exam").label("is_in_exam"),
).select_from(answers.join(quizzes, quizzes.c.id == answers.c.quiz_id))


def insert(session: Session, values: dict[str, Any]) -> bool:
    """Whether the correction is new; False if there is one of this origin."""
    statement = insert_into(session, corrections).values(values)
    statement = statement.on_conflict_do_nothing(index_elements=["origin"])
    return session.execute(statement.returning(corrections.c.id)).scalar() is not None


def find(session: Session, origin: str) -> CorrectionRow | None:
    row = session.execute(_CORRECTION.where(corrections.c.origin == origin)).one_or_none()
    return CorrectionRow._make(row) if row else None


def answered(session: Session, fact_id: str, question_id: str) -> list[MarkedRow]:
    """Every answer to a question."""
    statement = _MARKED.where(answers.c.fact_id == fact_id, answers.c.question_id == question_id)
    return [MarkedRow._make(row) for row in session.execute(statement)]


def waiting(session: Session, correction: CorrectionRow, limit: int) -> list[int]:
    """The learners whose answers this correction has not yet marked anew."""
    statement = select(answers.c.learner_id).where(_is_waiting(correction)).distinct()
    statement = statement.order_by(answers.c.learner_id).limit(limit)
    return list(session.execute(statement).scalars())


def answers_of(session: Session, correction: CorrectionRow, learner_ids: Sequence[int]) -> list[MarkedRow]:
    """Their answers that wait for it, learner by learner, the first one first."""
    statement = _MARKED.where(_is_waiting(correction), answers.c.learner_id.in_(learner_ids))
    statement = statement.order_by(answers.c.learner_id, answers.c.answered_at, answers.c.id)
    return [MarkedRow._make(row) for row in session.execute(statement)]


def mark(session: Session, ids: Sequence[int], *, is_right: bool, now: datetime) -> None:
    """Set the marks of answers. None is half-right any more; a slip stays where the answer stays right."""
    values = {
        "is_right": is_right,
        "is_half": False,
        "is_slip": case((answers.c.is_right, answers.c.is_slip), else_=False) if is_right else False,
        "corrected_at": now,
    }
    session.execute(update(answers).where(answers.c.id.in_(ids)).values(values))


def _is_waiting(correction: CorrectionRow) -> ColumnElement[bool]:
    return (
        (answers.c.fact_id == correction.fact_id)
        & (answers.c.question_id == correction.question_id)
        & (answers.c.answered_at <= correction.created_at)
        & or_(answers.c.corrected_at.is_(None), answers.c.corrected_at < correction.created_at)
    )
