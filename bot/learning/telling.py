"""Which fact a learner is told next: a round through all they chose, and then it begins again."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from content.model import Bank, Fact


class Telling(NamedTuple):
    """How often a fact was told, and a number that grows with the time when it was told last."""

    times: int
    last: int


class Next(NamedTuple):
    """``begins_again`` if all that was chosen has been told, and this is the first of it to come again."""

    fact_id: str
    begins_again: bool


_NEVER = Telling(0, 0)


def chosen(bank: Bank, era: str | None) -> tuple[Fact, ...]:
    """What somebody wants to be told of: an era, or everything; also where the era has left the bank."""
    return (bank.facts_of(era) if era else ()) or bank.facts


def next_fact(
    facts: Sequence[Fact],
    told: Mapping[str, Telling],
    *,
    of_the_day: Collection[str] = (),
    well_known: Collection[str] = (),
) -> Next | None:
    """The fact that comes, of those not told in this round; None if there are none at all.

    What happened on its day of the year comes first (ids), what is well known waits until the rest is told.
    """
    if not facts:
        return None

    def rank(place: int) -> tuple[int, bool, bool, int, int]:
        fact_id = facts[place].id
        telling = told.get(fact_id, _NEVER)
        return telling.times, fact_id not in of_the_day, fact_id in well_known, telling.last, place

    fact = facts[min(range(len(facts)), key=rank)]
    return Next(fact.id, _ends_a_round(facts, told, told.get(fact.id, _NEVER).times))


def _ends_a_round(facts: Sequence[Fact], told: Mapping[str, Telling], fewest: int) -> bool:
    """Whether the fact told last was the last one of a round: since then all were told as often as it was."""
    last = max((told.get(fact.id, _NEVER) for fact in facts), key=lambda telling: telling.last)
    return 0 < last.times == fewest
