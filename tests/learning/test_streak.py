"""Days in a row, by the learner's own calendar, with free freezes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.learning import streak
from bot.learning.streak import Streak

TODAY = date(2026, 3, 2)


def streak_of(*days_ago: int) -> Streak:
    return streak.count({TODAY - timedelta(days=n) for n in days_ago}, TODAY)


@pytest.mark.parametrize(
    ("days_ago", "length", "freezes"),
    [
        ([], 0, 2),
        ([0], 1, 2),
        ([1], 1, 2),  # today is not over yet
        ([2], 1, 1),  # yesterday is frozen
        ([3], 1, 0),
        ([4], 0, 0),  # no freeze is left
        ([0, 1, 2], 3, 2),
        ([1, 2, 3], 3, 2),
        ([0, 2, 3], 3, 1),
        (range(400), 400, 2),
    ],
)
def test_streak_bridges_what_freezes_allow(days_ago: list[int], length: int, freezes: int) -> None:
    found = streak_of(*days_ago)
    assert (found.days, found.freezes) == (length, freezes)


def test_frozen_days_are_named() -> None:
    assert streak_of(0, 2, 4).frozen == {TODAY - timedelta(days=1), TODAY - timedelta(days=3)}


def test_third_gap_of_the_first_week_ends_the_streak() -> None:
    assert streak_of(0, 2, 4, 6).days == 1


def test_a_freeze_comes_back_with_every_seven_days() -> None:
    # The first week's two are used up on days 1 and 3; one more comes on day 7 and bridges day 8.
    used = {0, 2, 4, 5, 6, 7, 9}
    found = streak.count({TODAY + timedelta(days=n) for n in used}, TODAY + timedelta(days=9))
    assert (found.days, found.freezes, len(found.frozen)) == (7, 0, 3)


def test_a_long_absence_uses_no_freeze_after_the_streak_has_ended() -> None:
    assert streak_of(60, 61, 0) == Streak(days=1, longest=2, freezes=2, frozen=streak_of(60, 61, 0).frozen)
    assert len(streak_of(60, 61, 0).frozen) == 2
