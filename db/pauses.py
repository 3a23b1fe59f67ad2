"""Questions that are not asked for the time being."""

from __future__ import annotations

from sqlalchemy import select

from db.engine import Session
from db.models import pauses


async def keys(session: Session) -> frozenset[tuple[str, str]]:
    """(fact id, question id) of every paused question."""
    rows = await session.execute(select(pauses.c.fact_id, pauses.c.question_id))
    return frozenset((row.fact_id, row.question_id) for row in rows)
