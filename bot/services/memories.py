"""What every answer does to a learner's memory of a fact, and what a telling does."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from msgspec.structs import asdict

from bot.learning import memory as rules
from bot.learning.grading import Confidence
from bot.learning.memory import Memory, Recall
from bot.learning.pace import Pace
from db import answers, deliveries, memories
from db.answers import RecallRow
from db.engine import Session
from db.memories import MemoryRow


def move(session: Session, learner_id: int, fact_id: str, recall: Recall) -> None:
    before = _find(session, learner_id, fact_id)
    seed = _seed(learner_id, fact_id)
    _put(session, learner_id, fact_id, rules.move(before, rules.rating(recall), recall.at, seed))


def tell(session: Session, learner_id: int, fact_id: str, now: datetime) -> None:
    """A fact was told: if it was never asked or told before, it is to be asked in one or two days."""
    told = rules.tell(None, now, _seed(learner_id, fact_id))
    memories.insert_new(session, learner_id, fact_id, MemoryRow(**asdict(told)))


def rebuild(session: Session, learner_id: int, fact_id: str) -> None:
    """Make the memory anew from answers and deliveries: after one of them has changed."""
    memory = from_rows(session, learner_id, fact_id)
    if memory is None:
        memories.drop(session, learner_id, fact_id)
    else:
        _put(session, learner_id, fact_id, memory)


def from_rows(session: Session, learner_id: int, fact_id: str) -> Memory | None:
    """The memory that the rows of answers and deliveries make."""
    told_at = deliveries.told_at(session, learner_id, fact_id)
    recalls = [_recall(row) for row in answers.on_fact(session, learner_id, fact_id)]
    return rules.rebuild(told_at, recalls, _seed(learner_id, fact_id))


def of_learner(session: Session, learner_id: int) -> dict[str, Memory]:
    """Every memory of a learner, by its fact."""
    rows = memories.of_learner(session, learner_id)
    return {fact_id: Memory(*row) for fact_id, row in rows.items()}


def _find(session: Session, learner_id: int, fact_id: str) -> Memory | None:
    row = memories.find(session, learner_id, fact_id)
    return Memory(*row) if row else None


def _put(session: Session, learner_id: int, fact_id: str, memory: Memory) -> None:
    memories.put(session, learner_id, fact_id, MemoryRow(**asdict(memory)))


def _seed(learner_id: int, fact_id: str) -> str:
    return f"{learner_id}/{fact_id}"


def _recall(row: RecallRow) -> Recall:
    return Recall(
        grade="right" if row.is_right else "half" if row.is_half else "wrong",
        at=row.answered_at,
        is_slip=row.is_slip,
        pace=cast(Pace | None, row.pace),
        confidence=cast(Confidence | None, row.confidence),
        options=0 if row.typed is not None else len(row.shown),
        is_hinted=row.is_hinted,
    )
