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
    left, begins_again = [fact.id for fact in facts if fact.id not in told], False
    if not left:
        fewest = min(told[fact.id].times for fact in facts)
        rest = [fact.id for fact in facts if told[fact.id].times == fewest]
        left = sorted(rest, key=lambda fact_id: told[fact_id].last)
        begins_again = max((told[fact.id] for fact in facts), key=lambda one: one.last).times == fewest
    left = [fact_id for fact_id in left if fact_id in of_the_day] or left
    left = [fact_id for fact_id in left if fact_id not in well_known] or left
    return Next(left[0], begins_again)
