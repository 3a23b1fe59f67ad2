"""Sets: the questions of a quiz behind a code, for others to be asked the same."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select

from db.engine import Session, insert_into
from db.models import quizzes, sets


class SetRow(NamedTuple):
    code: str
    kind: str
    scope: str | None
    plan: list[dict[str, Any]]


def put(session: Session, learner_id: int, quiz_id: int, code: str, now: datetime) -> str | None:
    """The code of a quiz, which is the first that was put; None if another quiz has this very code."""
    values = {"learner_id": learner_id, "quiz_id": quiz_id, "code": code, "created_at": now}
    session.execute(insert_into(session, sets).values(**values).on_conflict_do_nothing())
    return session.execute(select(sets.c.code).where(sets.c.quiz_id == quiz_id)).scalar()


def find(session: Session, code: str) -> SetRow | None:
    columns = (sets.c.code, quizzes.c.kind, quizzes.c.scope, quizzes.c.plan)
    joined = select(*columns).join_from(sets, quizzes, quizzes.c.id == sets.c.quiz_id)
    row = session.execute(joined.where(sets.c.code == code)).one_or_none()
    return SetRow._make(row) if row else None
