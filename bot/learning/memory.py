"""How well a learner remembers a fact: one FSRS card per learner and fact, moved by every answer."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from fsrs import Card, Rating, Scheduler, State

STABLE = 10.0
"""Days of stability from which on a memory counts as stable."""


@dataclass(frozen=True)
class Memory:
    """A card of FSRS as plain values. ``stability`` is in days; instants are aware UTC."""

    state: int
    step: int | None
    stability: float
    difficulty: float
    due_at: datetime
    reviewed_at: datetime


@cache
def _scheduler() -> Scheduler:
    # Fuzzing is off: fsrs draws it from the global random. No learning steps: a quiz repeats misses itself.
    return Scheduler(
        desired_retention=0.9,
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=365,
        enable_fuzzing=False,
    )


def rating(*, is_right: bool) -> Rating:
    """Derived from the answer, never asked: people misuse four buttons."""
    return Rating.Good if is_right else Rating.Again


def move(memory: Memory | None, rated: Rating, now: datetime) -> Memory:
    """The memory after an answer at ``now``; None is a fact never asked before."""
    card, _ = _scheduler().review_card(_card(memory, now), rated, now)
    assert card.stability is not None
    assert card.difficulty is not None
    return Memory(card.state.value, card.step, card.stability, card.difficulty, card.due, now)


def is_mastered(memory: Memory, right_on: AbstractSet[date]) -> bool:
    """Right on two different days (those of ``right_on``), and a memory that lasts."""
    return len(right_on) >= 2 and memory.stability >= STABLE


def _card(memory: Memory | None, now: datetime) -> Card:
    # The explicit id matters: without one, Card() sleeps a millisecond to make its own.
    if memory is None:
        return Card(card_id=1, due=now)
    return Card(
        card_id=1,
        state=State(memory.state),
        step=memory.step,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=memory.due_at,
        last_review=memory.reviewed_at,
    )
