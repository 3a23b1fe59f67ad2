"""A memory is moved by every answer and every telling, the same way each time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from fsrs import Rating

from bot.learning import memory
from bot.learning.grading import Confidence, Grade
from bot.learning.memory import Memory, Recall
from bot.learning.pace import Pace

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def after(*ratings: Rating, seed: str = "7/a/b") -> list[int]:
    """The intervals in days, each review coming exactly when it is due."""
    state: Memory | None = None
    moment, intervals = NOW, []
    for rated in ratings:
        state = memory.move(state, rated, moment, seed)
        intervals.append((state.due_at - moment).days)
        moment = state.due_at
    return intervals


@pytest.mark.parametrize(
    ("grade", "is_slip", "pace", "confidence", "options", "rated"),
    [
        ("wrong", False, None, None, 4, Rating.Again),
        ("wrong", False, "quick", "sure", 4, Rating.Again),
        ("half", False, "quick", "sure", 5, Rating.Hard),
        ("right", True, "quick", "sure", 0, Rating.Hard),
        ("right", False, "slow", "sure", 4, Rating.Hard),
        ("right", False, "quick", "guess", 4, Rating.Hard),
        ("right", False, None, None, 4, Rating.Good),
        ("right", False, "quick", None, 4, Rating.Good),
        ("right", False, "quick", "think", 4, Rating.Good),
        ("right", False, None, "sure", 4, Rating.Good),
        ("right", False, "quick", "sure", 4, Rating.Easy),
        ("right", False, "quick", "sure", 0, Rating.Easy),
        ("right", False, "quick", "sure", 2, Rating.Good),
    ],
)
def test_rating_is_derived_from_the_answer(
    grade: Grade,
    is_slip: bool,
    pace: Pace | None,
    confidence: Confidence | None,
    options: int,
    rated: Rating,
) -> None:
    assert memory.rating(Recall(grade, NOW, is_slip, pace, confidence, options)) is rated


def test_what_was_right_with_a_hint_was_hard_and_what_was_wrong_is_wrong_all_the_same() -> None:
    assert memory.rating(Recall("right", NOW, pace="quick", confidence="sure", is_hinted=True)) is Rating.Hard
    assert memory.rating(Recall("wrong", NOW, is_hinted=True)) is Rating.Again


def test_knowing_it_each_time_stretches_the_interval() -> None:
    for seed in map(str, range(30)):
        for days, exact in zip(after(*[Rating.Good] * 5, seed=seed), [2, 11, 46, 163, 365], strict=True):
            assert abs(days - exact) <= max(2, exact * 0.11), (days, exact)


def test_a_miss_brings_it_back_tomorrow() -> None:
    assert after(Rating.Again, Rating.Good)[:2] == [1, 2]


def test_days_are_spread_by_learner_and_fact_and_never_by_chance() -> None:
    spread = {after(Rating.Good, Rating.Good, seed=f"{learner}/springs/x")[1] for learner in range(40)}
    assert len(spread) >= 3
    assert after(Rating.Good, Rating.Good) == after(Rating.Good, Rating.Good)


def test_no_interval_is_longer_than_a_year() -> None:
    assert max(max(after(*[Rating.Easy] * 8, seed=str(seed))) for seed in range(40)) == memory.LONGEST


def test_a_told_fact_is_asked_in_one_or_two_days_and_told_again_changes_nothing() -> None:
    days = set()
    for seed in map(str, range(20)):
        told = memory.tell(None, NOW, seed)
        days.add((told.due_at - NOW).days)
        assert memory.tell(told, NOW + timedelta(days=9), seed) is told
    assert days == {1, 2}


def test_the_first_answer_after_a_telling_is_a_first_answer() -> None:
    told = memory.tell(None, NOW, "a")
    later = NOW + timedelta(days=1)
    assert memory.move(told, Rating.Good, later, "a") == memory.move(None, Rating.Good, later, "a")


def test_rebuilding_gives_what_moving_gave() -> None:
    grades: list[Grade] = ["right", "wrong", "half", "right"]
    recalls = [Recall(grade, NOW + timedelta(days=3 * n)) for n, grade in enumerate(grades, start=1)]
    moved = memory.tell(None, NOW, "a")
    for recall in recalls:
        moved = memory.move(moved, memory.rating(recall), recall.at, "a")
    assert memory.rebuild([NOW], recalls, "a") == moved
    assert memory.rebuild([NOW + timedelta(days=30)], recalls, "a") == moved
    assert memory.rebuild([], recalls[:-1], "a") != moved
    assert memory.rebuild([], [], "a") is None


def test_mastered_takes_two_days_and_a_stable_memory() -> None:
    states = [memory.move(None, Rating.Good, NOW, "a")]
    states.append(memory.move(states[0], Rating.Good, states[0].due_at, "a"))
    assert memory.is_mastered(states[1], 2)
    assert not memory.is_mastered(states[1], 1), "one day is not enough"
    assert not memory.is_mastered(states[0], 2), "nor is a memory that will not last"
    fallen = memory.move(states[1], Rating.Again, states[1].due_at, "a")
    assert not memory.is_mastered(fallen, 2), "nor one that has failed"


def test_moving_is_a_pure_function() -> None:
    first = memory.move(None, Rating.Good, NOW, "a")
    assert memory.move(None, Rating.Good, NOW, "a") == first
    later = NOW + timedelta(days=3)
    assert memory.move(first, Rating.Again, later, "a") == memory.move(first, Rating.Again, later, "a")


def test_better_ratings_never_come_back_earlier() -> None:
    first = memory.move(None, Rating.Good, NOW, "a")
    ordered = [
        memory.move(first, rated, first.due_at, "a").stability
        for rated in (Rating.Again, Rating.Hard, Rating.Good, Rating.Easy)
    ]
    assert all(one < other for one, other in pairwise(ordered))


def test_naive_time_is_refused() -> None:
    with pytest.raises(ValueError, match="UTC"):
        memory.move(None, Rating.Good, NOW.replace(tzinfo=None), "a")
