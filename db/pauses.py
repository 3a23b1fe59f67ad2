"""Questions that are not asked for the time being."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, delete, func, select

from db.engine import Session, insert_into
from db.models import pauses
from db.prepared import prepared


class PauseRow(NamedTuple):
    fact_id: str
    question_id: str
    reason: str
    paused_at: datetime


def keys(session: Session) -> frozenset[tuple[str, str]]:
    """(fact id, question id) of every paused question."""
    rows = session.execute(select(pauses.c.fact_id, pauses.c.question_id))
    return frozenset((row.fact_id, row.question_id) for row in rows)


def keys_on(session: Session, fact_id: str) -> frozenset[tuple[str, str]]:
    """The same of one fact."""
    return frozenset((fact_id, question) for [question] in _ON_FACT.rows(session, fact=fact_id))


_ON_FACT = prepared(select(pauses.c.question_id).where(pauses.c.fact_id == bindparam("fact")))


def every(session: Session) -> list[PauseRow]:
    """Every pause, the longest first."""
    statement = select(*(pauses.c[name] for name in PauseRow._fields))
    rows = session.execute(statement.order_by(pauses.c.paused_at, pauses.c.fact_id))
    return [PauseRow._make(row) for row in rows]


def put(session: Session, row: PauseRow) -> None:
    """Pause a question; one that is paused already stays so, for its first reason and since then."""
    session.execute(insert_into(session, pauses).values(row._asdict()).on_conflict_do_nothing())


def count_since(session: Session, reason: str, since: datetime) -> int:
    """How many of the pauses that stand were made for this reason since."""
    is_one = (pauses.c.reason == reason) & (pauses.c.paused_at > since)
    return int(session.execute(select(func.count()).select_from(pauses).where(is_one)).scalar_one())


def drop(session: Session, fact_id: str, question_id: str) -> None:
    is_it = (pauses.c.fact_id == fact_id) & (pauses.c.question_id == question_id)
    session.execute(delete(pauses).where(is_it))
