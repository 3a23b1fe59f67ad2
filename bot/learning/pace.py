"""Whether an answer was quick or slow for this learner, who is compared with nobody else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from statistics import median
from typing import Literal

Pace = Literal["quick", "slow"]

LOOKED_BACK = 20
"""Answers before this one that say how fast a learner usually is."""
ENOUGH = 8
"""Fewer answers say nothing yet."""
AWAY = timedelta(minutes=5)
"""Whoever takes longer has put the phone down."""
QUICK, SLOW = 0.6, 2.0
"""Shares of the usual time."""

EFFORT = {
    "true-false": 1.0,
    "choice": 1.2,
    "place": 1.4,
    "number": 1.4,
    "when": 1.4,
    "name": 2.0,
    "several": 2.0,
    "order": 3.0,
    "match": 3.0,
}
"""How long a kind of question takes, next to the others: reading, tapping, typing."""


def effort(kind: str, took: timedelta) -> float | None:
    """Seconds per unit of effort; None if the learner was away, or the clocks disagree."""
    if not timedelta(0) < took <= AWAY:
        return None
    return took.total_seconds() / EFFORT[kind]


def pace(now: float | None, before: Sequence[float]) -> Pace | None:
    """The pace of an answer that took ``now``, after those ``before``; None = as usual, or not known."""
    if now is None or len(before) < ENOUGH:
        return None
    usual = median(before)
    return "quick" if now <= QUICK * usual else "slow" if now >= SLOW * usual else None
