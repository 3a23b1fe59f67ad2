"""Quick and slow are told by the learner's own last answers."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.learning import pace

USUAL = [10.0] * pace.ENOUGH


@pytest.mark.parametrize(
    ("now", "expected"), [(5.9, "quick"), (6.1, None), (19.9, None), (20.0, "slow"), (None, None)]
)
def test_pace_is_told_by_the_usual_time(now: float | None, expected: str | None) -> None:
    assert pace.pace(now, USUAL) == expected


def test_few_answers_say_nothing_yet() -> None:
    assert pace.pace(1.0, USUAL[:-1]) is None


def test_who_was_away_was_not_slow() -> None:
    assert pace.effort("choice", pace.AWAY + timedelta(seconds=1)) is None
    assert pace.effort("choice", timedelta(seconds=-1)) is None
    assert pace.effort("choice", timedelta(seconds=12)) is not None


def test_one_slow_answer_does_not_change_what_is_usual() -> None:
    assert pace.pace(10.0, [*USUAL, 299.0]) is None
