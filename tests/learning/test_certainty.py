"""Saying honestly how sure one is pays best."""

from __future__ import annotations

from bot.learning import certainty
from bot.learning.grading import LEVELS, Confidence


def test_scale_is_the_mild_one() -> None:
    right = [certainty.score([("right", level)]) for level in LEVELS]
    wrong = [certainty.score([("wrong", level)]) for level in LEVELS]
    assert (right, wrong) == ([4, 3, 1], [-5, -2, 0])
    assert certainty.score([("half", "sure")]) == 0
    assert certainty.most(3) == 12


def expected(chance: float, level: Confidence) -> float:
    return chance * certainty.RIGHT[level] + (1 - chance) * certainty.WRONG[level]


def test_honesty_pays() -> None:
    for chance, honest in ((0.3, "guess"), (0.65, "think"), (0.95, "sure")):
        assert max(LEVELS, key=lambda level: expected(chance, level)) == honest
