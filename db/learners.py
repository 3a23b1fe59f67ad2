"""Learners, and what the bot waits for each of them to type."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, func, select, text, true, update

from db.engine import Session, insert_into
from db.models import expectations, learners, quizzes
from db.prepared import prepared


class LearnerRow(NamedTuple):
    id: int
    language: str
    zone: str
    created_at: datetime
    seen_at: datetime | None
    is_text_only: bool
    is_dark: bool
    asks_confidence: bool
    scores_certainty: bool
    reviews_a_day: int
    snoozed_until: datetime | None
    exam_id: int | None  # the open exam
    exam_ends_at: datetime | None
    expected: str | None  # the kind of the open expectation, expired or not
    about: str | None
    expires_at: datetime | None


# In the very words of the unique index, by which there is one at most.
_HAS_OPEN_EXAM = (quizzes.c.learner_id == learners.c.id) & text(
    "quizzes.ended_at IS NULL AND quizzes.kind = 'exam'"
)
_LEARNER = select(
    learners.c.id,
    learners.c.language,
    learners.c.zone,
    learners.c.created_at,
    learners.c.seen_at,
    learners.c.is_text_only,
    learners.c.is_dark,
    learners.c.asks_confidence,
    learners.c.scores_certainty,
    learners.c.reviews_a_day,
    learners.c.snoozed_until,
    quizzes.c.id,
    quizzes.c.ends_at,
    expectations.c.kind,
    expectations.c.about,
    expectations.c.expires_at,
).select_from(learners.outerjoin(expectations).outerjoin(quizzes, _HAS_OPEN_EXAM))
_ARRIVING = prepared(_LEARNER.where(learners.c.id == bindparam("learner")))


def lock(session: Session, ids: Collection[int]) -> None:
    """Let nobody else act for these learners before this transaction ends. On SQLite nobody can anyway."""
    if session.dialect.name != "sqlite":
        rows = select(learners.c.id).where(learners.c.id.in_(ids)).order_by(learners.c.id)
        session.execute(rows.with_for_update())


def find(session: Session, learner_id: int) -> LearnerRow | None:
    row = _ARRIVING.first(session, learner=learner_id)
    return LearnerRow._make(row) if row else None


def of_ids(session: Session, ids: Collection[int]) -> dict[int, LearnerRow]:
    """Those of these learners who are known, by their id."""
    rows = session.execute(_LEARNER.where(learners.c.id.in_(ids)))
    return {row[0]: LearnerRow._make(row) for row in rows}


def text_only(session: Session, ids: Collection[int]) -> set[int]:
    """Those of these learners who want no pictures and no signs."""
    statement = select(learners.c.id).where(learners.c.id.in_(ids), learners.c.is_text_only.is_(true()))
    return set(session.execute(statement).scalars())


def languages(session: Session, ids: Collection[int]) -> dict[int, str]:
    """Which language each of these learners reads."""
    rows = session.execute(select(learners.c.id, learners.c.language).where(learners.c.id.in_(ids)))
    return {row.id: row.language for row in rows}


def count(session: Session, seen_since: datetime | None = None) -> int:
    """How many learners there are, or were there since then."""
    statement = select(func.count()).select_from(learners)
    if seen_since is not None:
        statement = statement.where(learners.c.seen_at >= seen_since)
    return int(session.execute(statement).scalar_one())


def insert(session: Session, learner_id: int, language: str, zone: str, now: datetime) -> bool:
    """Whether the learner is new."""
    statement = insert_into(session, learners).values(
        id=learner_id, language=language, zone=zone, created_at=now, seen_at=now
    )
    inserted = statement.on_conflict_do_nothing().returning(learners.c.id)
    return session.execute(inserted).scalar() is not None


def change(session: Session, learner_id: int, **values: Any) -> None:
    """Set columns of one learner."""
    session.execute(update(learners).where(learners.c.id == learner_id).values(values))


def expect(session: Session, learner_id: int, kind: str, expires_at: datetime, about: str | None) -> None:
    values = {"kind": kind, "about": about, "expires_at": expires_at}
    statement = insert_into(session, expectations).values(learner_id=learner_id, **values)
    session.execute(statement.on_conflict_do_update(index_elements=["learner_id"], set_=values))


def expect_nothing(session: Session, learner_id: int) -> None:
    session.execute(delete(expectations).where(expectations.c.learner_id == learner_id))
