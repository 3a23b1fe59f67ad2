"""What came of it all, for whoever gives money or time: numbers over all learners, and nobody's name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct

from bot.learning.tally import Seen
from content.model import Language

STAGES = (0, 25, 50, 75, 100)
"""Percent of the facts that a learner has answered questions on; the first stage is at least one fact."""
MONTHS = 12
"""For which certificates are told one by one; the last is the present one."""


class Reached(Struct, frozen=True):
    """How far some learners came: ``stages`` are how many of them reached each of STAGES."""

    stages: tuple[int, ...] = (0,) * len(STAGES)
    answers: int = 0
    exams: int = 0  # finished ones

    def __add__(self, other: Reached) -> Reached:
        stages = tuple(mine + theirs for mine, theirs in zip(self.stages, other.stages, strict=True))
        return Reached(stages, self.answers + other.answers, self.exams + other.exams)


def stages(asked: Iterable[int], facts: int) -> tuple[int, ...]:
    """``asked`` are how many facts each learner was asked about, of so many facts as there are."""
    counts = [number for number in asked if number]
    return tuple(sum(number * 100 >= percent * facts for number in counts) for percent in STAGES)


def last_months(on: date) -> tuple[date, ...]:
    """The first days of the last MONTHS months, the oldest first."""
    present = on.year * 12 + on.month - 1
    return tuple(date(each // 12, each % 12 + 1, 1) for each in range(present - MONTHS + 1, present + 1))


class Earned(Struct, frozen=True):
    """Certificates: by the language they are in, and of the months of ``last_months``."""

    by_language: Mapping[Language, int]
    by_month: tuple[tuple[date, int], ...]

    @property
    def all(self) -> int:
        return sum(self.by_language.values())


class Impact(Struct, frozen=True):
    """``on`` is the local date of whoever looks."""

    on: date
    facts: int
    by_language: Mapping[Language, Seen]
    reached: Reached
    certificates: Earned

    @property
    def whole(self) -> Seen:
        return sum(self.by_language.values(), Seen())

    def share(self, stage: int) -> int:
        """Percent of all learners who came so far."""
        return round(100 * self.reached.stages[stage] / self.whole.all) if self.whole.all else 0
