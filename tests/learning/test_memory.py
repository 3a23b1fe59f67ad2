"""A memory is moved by every answer, the same way each time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from fsrs import Rating

from bot.learning import memory
from bot.learning.memory import Memory

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def after(*ratings: Rating) -> list[int]:
    """The intervals in days, each review coming exactly when it is due."""
    state: Memory | None = None
    moment, intervals = NOW, []
    for rated in ratings:
        state = memory.move(state, rated, moment)
        intervals.append((state.due_at - moment).days)
        moment = state.due_at
    return intervals


def test_rating_is_derived_from_the_answer() -> None:
    assert memory.rating(is_right=True) is Rating.Good
    assert memory.rating(is_right=False) is Rating.Again


def test_knowing_it_each_time_stretches_the_interval() -> None:
    assert after(*[Rating.Good] * 5) == [2, 11, 46, 163, 365]


def test_a_miss_brings_it_back_tomorrow() -> None:
    assert after(Rating.Again, Rating.Good, Rating.Good, Rating.Good) == [1, 2, 6, 17]


def test_moving_is_a_pure_function() -> None:
    first = memory.move(None, Rating.Good, NOW)
    assert memory.move(None, Rating.Good, NOW) == first
    later = NOW + timedelta(days=3)
    assert memory.move(first, Rating.Again, later) == memory.move(first, Rating.Again, later)


def test_naive_time_is_refused() -> None:
    with pytest.raises(ValueError, match="UTC"):
        memory.move(None, Rating.Good, NOW.replace(tzinfo=None))
