"""Memories: one row per learner and fact."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import Executable, Row, bindparam, delete, select

from db.engine import Session, insert_for
from db.models import memories
from db.prepared import Prepared, prepared

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql, sqlite


class MemoryRow(NamedTuple):
    state: int
    step: int | None
    stability: float
    difficulty: float
    due_at: datetime
    reviewed_at: datetime


_MEMORY = select(
    memories.c.state,
    memories.c.step,
    memories.c.stability,
    memories.c.difficulty,
    memories.c.due_at,
    memories.c.reviewed_at,
)


_OF_FACT = prepared(
    _MEMORY.where(memories.c.learner_id == bindparam("learner"), memories.c.fact_id == bindparam("fact"))
)


def find(session: Session, learner_id: int, fact_id: str) -> MemoryRow | None:
    row = _OF_FACT.first(session, learner=learner_id, fact=fact_id)
    return MemoryRow._make(row) if row else None


def put(session: Session, learner_id: int, fact_id: str, memory: MemoryRow) -> None:
    _UPSERT.run(session, learner_id=learner_id, fact_id=fact_id, **memory._asdict())


def insert_new(session: Session, learner_id: int, fact_id: str, memory: MemoryRow) -> None:
    """Keep a memory where there is none; what an answer made stays."""
    _INSERT_NEW.run(session, learner_id=learner_id, fact_id=fact_id, **memory._asdict())


_KEY = ("learner_id", "fact_id")


def _insert(dialect: str) -> sqlite.Insert | postgresql.Insert:
    return insert_for(dialect, memories).values(
        {name: bindparam(name) for name in (*_KEY, *MemoryRow._fields)}
    )


def _upsert(dialect: str) -> Executable:
    statement = _insert(dialect)
    news = {name: statement.excluded[name] for name in MemoryRow._fields}
    return statement.on_conflict_do_update(index_elements=_KEY, set_=news)


_INSERT_NEW = Prepared(lambda dialect: _insert(dialect).on_conflict_do_nothing())
_UPSERT = Prepared(_upsert)


def of_learner(session: Session, learner_id: int) -> dict[str, MemoryRow]:
    """Every memory of a learner, by its fact."""
    statement = _MEMORY.add_columns(memories.c.fact_id).where(memories.c.learner_id == learner_id)
    return {row.fact_id: MemoryRow(*row[:-1]) for row in session.execute(statement)}


def due(session: Session, learner_ids: Collection[int], before: datetime) -> Sequence[Row[int, str]]:
    """(learner, fact) of what falls due before an instant."""
    statement = select(memories.c.learner_id, memories.c.fact_id).where(
        memories.c.learner_id.in_(learner_ids), memories.c.due_at < before
    )
    return session.execute(statement).all()


def drop(session: Session, learner_id: int, fact_id: str) -> None:
    mine = (memories.c.learner_id == learner_id) & (memories.c.fact_id == fact_id)
    session.execute(delete(memories).where(mine))
