"""What a learner has done so far, read from the answers; never a counter that can drift."""

from __future__ import annotations

from collections.abc import Mapping, Set
from datetime import date

from msgspec import Struct, field

from bot.learning.streak import Streak
from content.model import Bank, Era


class EraProgress(Struct, frozen=True):
    """How many facts of an era there are, were asked, and are mastered."""

    era: Era
    facts: int
    asked: int
    mastered: int


class Week(Struct, frozen=True):
    """The answers of one week."""

    begins_on: date  # a Monday
    answered: int
    right: int

    @property
    def percent(self) -> int:
        return round(100 * self.right / self.answered) if self.answered else 0


class Progress(Struct, frozen=True):
    """``on`` is the learner's local date, to which everything else is counted."""

    on: date
    answered: int
    right: int
    streak: Streak
    eras: tuple[EraProgress, ...]
    days: Mapping[date, int] = field(default_factory=dict)  # answers per local day, of the last year
    due: tuple[int, ...] = ()  # facts due on each of the next 14 days; the first is today with the overdue
    weeks: tuple[Week, ...] = ()  # the last 12, the oldest first
    seen: int = 0  # facts that were asked or told
    learning: int = 0  # of these, had right at least once and not mastered yet

    @property
    def percent(self) -> int:
        return round(100 * self.right / self.answered) if self.answered else 0

    @property
    def facts(self) -> int:
        return sum(era.facts for era in self.eras)

    @property
    def mastered(self) -> int:
        return sum(era.mastered for era in self.eras)


def eras(bank: Bank, asked: Set[str], mastered: Set[str]) -> tuple[EraProgress, ...]:
    """Per era, from ids of facts; those that have left the bank count in none."""
    progress = []
    for era in bank.eras:
        ids = {fact.id for fact in bank.facts_of(era.id)}
        progress.append(EraProgress(era, len(ids), len(ids & asked), len(ids & mastered)))
    return tuple(progress)
