"""Learners simulated for some weeks: what is due comes back in time, and it helps."""

from __future__ import annotations

import itertools
from statistics import mean

import pytest

from benchmarks import learners
from benchmarks.learners import MINDS, Outcome

DAYS, LEARNERS = 40, 4


def outcomes(mind: str) -> list[tuple[Outcome, Outcome]]:
    driven = [learners.live(number, mind, DAYS) for number in range(LEARNERS)]
    return [(one, learners.live(number, mind, DAYS, one.answers)) for number, one in enumerate(driven)]


@pytest.mark.parametrize("mind", MINDS)
def test_due_facts_come_back_and_none_starves(mind: str) -> None:
    found = outcomes(mind)
    waits = list(itertools.chain.from_iterable(driven.waits for driven, _ in found))
    assert len(waits) > 200
    assert mean(wait == 0 for wait in waits) > 0.9, "due facts are asked on the first day of presence"
    assert max(waits) <= 2
    assert sum(driven.starved for driven, _ in found) == 0
    core = [[outcome.recall_core for outcome in column] for column in zip(*found, strict=True)]
    assert mean(core[0]) > mean(core[1]) + 0.1, "against asking as many questions at random"


def test_the_same_learner_lives_the_same_days() -> None:
    assert learners.live(3, "half-life", 12) == learners.live(3, "half-life", 12)
    assert learners.live(3, "half-life", 12) != learners.live(4, "half-life", 12)
