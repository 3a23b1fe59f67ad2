"""Sets: questions behind a code, for others to be asked the same."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select, update

from db.engine import Session, insert_into
from db.models import quizzes, sets


class SetRow(NamedTuple):
    code: str
    learner_id: int | None  # its maker
    quiz_id: int | None
    plan: list[dict[str, Any]]
    source: str
    scope: str | None
    recipe: dict[str, Any] | None
    bank_version: str
    created_at: datetime
    kind: str | None  # of the quiz it was made from


_SET = select(*(sets.c[name] for name in SetRow._fields[:-1]), quizzes.c.kind).select_from(
    sets.outerjoin(quizzes, quizzes.c.id == sets.c.quiz_id)
)


def insert(session: Session, values: Mapping[str, Any]) -> None:
    """Put a set, unless its code, or one of its quiz, is there: the first that was put stays."""
    session.execute(insert_into(session, sets).values(**values).on_conflict_do_nothing())


def code_of(session: Session, quiz_id: int) -> str | None:
    """The code of the set that was made from a quiz."""
    return session.execute(select(sets.c.code).where(sets.c.quiz_id == quiz_id)).scalar()


def find(session: Session, code: str) -> SetRow | None:
    row = session.execute(_SET.where(sets.c.code == code)).one_or_none()
    return SetRow._make(row) if row else None


def mark_played(session: Session, quiz_id: int, code: str) -> None:
    """A quiz is the one that a set was made from: it counts as played on it."""
    session.execute(update(quizzes).where(quizzes.c.id == quiz_id).values(set_code=code))
