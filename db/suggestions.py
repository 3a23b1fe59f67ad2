"""Suggestions: one row for each update by which a learner suggested something, until half a year after."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import delete, func, select, update

from db.engine import Session, insert_into
from db.models import suggestions


class SuggestionRow(NamedTuple):
    id: int
    learner_id: int
    text: str
    language: str
    created_at: datetime


_SUGGESTION = select(*(suggestions.c[name] for name in SuggestionRow._fields))
_IS_OPEN = suggestions.c.closed_at.is_(None)


def insert(session: Session, values: dict[str, Any]) -> None:
    """Insert what its update has not inserted yet; ``values`` are all columns but id, answer and closing."""
    statement = insert_into(session, suggestions).values(values)
    session.execute(statement.on_conflict_do_nothing(index_elements=["learner_id", "update_id"]))


def count_of(session: Session, learner_id: int, after: datetime, until: datetime) -> int:
    """How many a learner made between two instants."""
    at = suggestions.c.created_at
    mine = select(func.count()).where(suggestions.c.learner_id == learner_id, at > after, at <= until)
    return int(session.execute(mine).scalar_one())


def count_open(session: Session) -> int:
    return int(session.execute(select(func.count()).select_from(suggestions).where(_IS_OPEN)).scalar_one())


def find_open(session: Session, from_id: int = 0) -> SuggestionRow | None:
    """The first open one in the order of their ids, from an id on."""
    statement = _SUGGESTION.where(_IS_OPEN, suggestions.c.id >= from_id).order_by(suggestions.c.id).limit(1)
    row = session.execute(statement).one_or_none()
    return SuggestionRow._make(row) if row else None


def close(session: Session, suggestion_id: int, now: datetime) -> None:
    session.execute(
        update(suggestions).where(suggestions.c.id == suggestion_id, _IS_OPEN).values(closed_at=now)
    )


def answer(session: Session, suggestion_id: int, sealed: str, now: datetime) -> int | None:
    """Close an open one with an answer; gives whose it is, None if it is closed or gone."""
    statement = update(suggestions).where(suggestions.c.id == suggestion_id, _IS_OPEN)
    answered = statement.values(answer=sealed, closed_at=now).returning(suggestions.c.learner_id)
    return session.execute(answered).scalar()


def answered(session: Session, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """(text, answer), both sealed, of those that have an answer, by id."""
    columns = (suggestions.c.id, suggestions.c.text, suggestions.c.answer)
    rows = session.execute(
        select(*columns).where(suggestions.c.id.in_(ids), suggestions.c.answer.is_not(None))
    )
    return {row.id: (row.text, row.answer) for row in rows}


def drop_answer(session: Session, suggestion_id: int) -> None:
    session.execute(update(suggestions).where(suggestions.c.id == suggestion_id).values(answer=None))


def delete_closed_before(session: Session, moment: datetime) -> int:
    """Delete what was closed before an instant; gives how many there were."""
    return session.execute(delete(suggestions).where(suggestions.c.closed_at < moment)).rowcount
