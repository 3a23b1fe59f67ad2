"""Days in a row, by the learner's own calendar."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.learning import streak

TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("days_ago", "length"),
    [
        ([], 0),
        ([0], 1),
        ([1], 1),  # today is not over yet
        ([2], 0),
        ([0, 1, 2], 3),
        ([1, 2, 3], 3),
        ([0, 2, 3], 1),
        (range(400), 400),
    ],
)
def test_streak_counts_back_from_today_or_yesterday(days_ago: list[int], length: int) -> None:
    assert streak.count({TODAY - timedelta(days=n) for n in days_ago}, TODAY) == length
