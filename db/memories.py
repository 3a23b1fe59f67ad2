"""Memories: one row per learner and fact."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select

from db.engine import Session, insert_into
from db.models import memories


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


async def find(session: Session, learner_id: int, fact_id: str) -> MemoryRow | None:
    statement = _MEMORY.where(memories.c.learner_id == learner_id, memories.c.fact_id == fact_id)
    row = (await session.execute(statement)).one_or_none()
    return MemoryRow(*row) if row else None


async def put(session: Session, learner_id: int, fact_id: str, memory: MemoryRow) -> None:
    values = memory._asdict()
    statement = insert_into(session, memories).values(learner_id=learner_id, fact_id=fact_id, **values)
    await session.execute(
        statement.on_conflict_do_update(index_elements=["learner_id", "fact_id"], set_=values)
    )


async def reviewed_at(session: Session, learner_id: int) -> dict[str, datetime]:
    """When each fact was last asked of this learner."""
    statement = select(memories.c.fact_id, memories.c.reviewed_at).where(memories.c.learner_id == learner_id)
    return {row.fact_id: row.reviewed_at for row in await session.execute(statement)}
