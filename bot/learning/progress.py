"""What a learner has done so far, read from the answers; never a counter that can drift."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from content.model import Bank, Era


@dataclass(frozen=True)
class FactTally:
    """The answers of one learner on one fact."""

    fact_id: str
    answered: int
    right: int
    is_last_right: bool


@dataclass(frozen=True)
class EraProgress:
    """How many facts of an era there are, were asked, and were known at the last asking."""

    era: Era
    facts: int
    asked: int
    known: int


@dataclass(frozen=True)
class Progress:
    answered: int
    right: int
    streak: int  # days
    eras: tuple[EraProgress, ...]

    @property
    def percent(self) -> int:
        return round(100 * self.right / self.answered) if self.answered else 0


def progress(bank: Bank, tallies: Iterable[FactTally], streak: int) -> Progress:
    """Sums over the answers. Facts that have left the bank count in the sums, not in an era."""
    by_fact = {tally.fact_id: tally for tally in tallies}
    eras = []
    for era in bank.eras:
        facts = bank.facts_of(era.id)
        asked = [by_fact[fact.id] for fact in facts if fact.id in by_fact]
        known = sum(tally.is_last_right for tally in asked)
        eras.append(EraProgress(era, len(facts), len(asked), known))
    return Progress(
        answered=sum(tally.answered for tally in by_fact.values()),
        right=sum(tally.right for tally in by_fact.values()),
        streak=streak,
        eras=tuple(eras),
    )
