"""Certainty-based marking: what an answer is worth by how sure the learner was, on a mild scale.

Right 1, 3, 4 and wrong 0, -2, -5 for guess, think so and sure (Moodle MDL-17894): the usual scale of 1, 2, 3
and 0, -2, -6 is too cruel in short quizzes. It pays to say honestly how sure one is.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.learning.grading import Confidence, Grade

RIGHT: dict[Confidence, int] = {"guess": 1, "think": 3, "sure": 4}
WRONG: dict[Confidence, int] = {"guess": 0, "think": -2, "sure": -5}


def score(answers: Iterable[tuple[Grade, Confidence]]) -> int:
    """Points; half-right counts nothing either way."""
    return sum(_points(grade, confidence) for grade, confidence in answers)


def most(answers: int) -> int:
    return answers * RIGHT["sure"]


def _points(grade: Grade, confidence: Confidence) -> int:
    if grade == "half":
        return 0
    return RIGHT[confidence] if grade == "right" else WRONG[confidence]
