"""What every answer does to a learner's memory of a fact."""

from __future__ import annotations

from datetime import datetime

from bot.learning import memory as rules
from bot.learning.memory import Memory
from db import memories
from db.engine import Session
from db.memories import MemoryRow


async def move(session: Session, learner_id: int, fact_id: str, *, is_right: bool, now: datetime) -> None:
    row = await memories.find(session, learner_id, fact_id)
    before = Memory(*row) if row else None
    after = rules.move(before, rules.rating(is_right=is_right), now)
    await memories.put(session, learner_id, fact_id, MemoryRow(**vars(after)))


async def asked_at(session: Session, learner_id: int) -> dict[str, datetime]:
    """When each fact was last asked of this learner."""
    return await memories.reviewed_at(session, learner_id)
