"""How well a learner remembers a fact: one FSRS card per learner and fact, moved by every answer."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache

from fsrs import Card, Rating, Scheduler, State
from msgspec import Struct

from bot.learning.grading import Confidence, Grade
from bot.learning.pace import Pace

STABLE = 10.0
"""Days of stability from which on a memory counts as stable."""
DAYS_RIGHT = 2
"""Local dates with a right answer that it takes to master a fact."""
TOLD = 0
"""The state, ours and not of FSRS, of a fact that was told and not yet asked."""
LONGEST = 365
"""Days until a fact is asked again at the latest."""
SHARE = 0.05
"""Up to this share of an interval a fact comes earlier or later than FSRS says, so that what was learned
together is not for ever asked together."""
_FUZZED_FROM = 3  # days


class Memory(Struct, frozen=True):
    """A card of FSRS as plain values. ``stability`` is in days; instants are aware UTC."""

    state: int
    step: int | None
    stability: float
    difficulty: float
    due_at: datetime
    reviewed_at: datetime


class Recall(Struct, frozen=True):
    """What of one answer moves the memory."""

    grade: Grade
    at: datetime
    is_slip: bool = False  # typed with a slip
    pace: Pace | None = None
    confidence: Confidence | None = None
    options: int = 0  # shown; 0 = typed
    is_hinted: bool = False


@cache
def _scheduler() -> Scheduler:
    # Fuzzing is off: fsrs draws it from the global random. No learning steps: a quiz repeats misses itself.
    return Scheduler(
        desired_retention=0.9,
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=LONGEST,
        enable_fuzzing=False,
    )


def rating(recall: Recall) -> Rating:
    """Derived from the answer, never asked: people misuse four buttons.

    Easy takes more than two options: one of two is right by chance as often as not.
    """
    if recall.grade == "wrong":
        return Rating.Again
    is_shaky = recall.grade == "half" or recall.is_slip or recall.is_hinted
    if is_shaky or recall.pace == "slow" or recall.confidence == "guess":
        return Rating.Hard
    is_easy = recall.pace == "quick" and recall.confidence == "sure" and recall.options != 2
    return Rating.Easy if is_easy else Rating.Good


def move(memory: Memory | None, rated: Rating, now: datetime, seed: str) -> Memory:
    """The memory after an answer at ``now``; None: never asked before. ``seed`` names learner and fact."""
    card, _ = _scheduler().review_card(_card(memory, now), rated, now)
    assert card.stability is not None
    assert card.difficulty is not None
    due_at = now + _spread((card.due - now).days, seed)
    return Memory(card.state.value, card.step, card.stability, card.difficulty, due_at, now)


def tell(memory: Memory | None, now: datetime, seed: str) -> Memory:
    """The memory after the fact was told: a first one is to be asked in one or two days."""
    if memory is not None:
        return memory
    days = random.Random(f"{seed}/told").randint(1, 2)
    return Memory(TOLD, None, 0.0, 0.0, now + timedelta(days=days), now)


def rebuild(told_at: Iterable[datetime], recalls: Iterable[Recall], seed: str) -> Memory | None:
    """The memory that these tellings and answers leave, in whatever order they are given."""
    happened: list[tuple[datetime, int, Recall | None]] = [(at, 0, None) for at in told_at]
    happened += [(recall.at, number, recall) for number, recall in enumerate(recalls, start=1)]
    memory: Memory | None = None
    for at, _, recall in sorted(happened, key=lambda event: event[:2]):
        memory = move(memory, rating(recall), at, seed) if recall else tell(memory, at, seed)
    return memory


def is_mastered(memory: Memory, right_days: int) -> bool:
    """Right on two different days, and a memory that lasts."""
    return right_days >= DAYS_RIGHT and memory.stability >= STABLE


def _spread(days: int, seed: str) -> timedelta:
    """An interval, some days more or less; the same for the same learner, fact and interval."""
    if days < _FUZZED_FROM:
        return timedelta(days=days)
    most = max(1, round(days * SHARE))
    return timedelta(days=min(days + random.Random(f"{seed}/{days}").randint(-most, most), LONGEST))


def _card(memory: Memory | None, now: datetime) -> Card:
    # The explicit id matters: without one, Card() sleeps a millisecond to make its own.
    if memory is None or memory.state == TOLD:
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
