"""Which fact comes next, and what becomes of the next days when one is passed over or replaced."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain

from msgspec import Struct

from content.model import Bank

Told = Mapping[str, int]
"""Fact id -> a number that grows with the time when it was last told."""

LENGTH = 7
"""Days that are shown ahead."""


def next_fact(bank: Bank, told: Told, taken: Collection[str] = (), after: str | None = None) -> str | None:
    """The first fact in teaching order, or behind one in it, that is neither told nor taken.

    When all were told, the one told longest ago; None if all are taken.
    """
    fresh = (fact_id for fact_id in _order(bank, after) if fact_id not in told and fact_id not in taken)
    rest = (fact.id for fact in bank.facts if fact.id not in taken)
    return next(fresh, None) or min(rest, key=lambda fact_id: told.get(fact_id, 0), default=None)


def _order(bank: Bank, after: str | None) -> Iterator[str]:
    ids = (fact.id for fact in bank.facts)
    if after is None:
        return ids
    order = list(ids)
    place = order.index(after) + 1 if after in order else 0
    return chain(order[place:], order[:place])


class Queue(Struct, frozen=True):
    """The facts promised by local date, in ISO form, and those that are passed over."""

    facts: Mapping[str, str]
    passed: frozenset[str] = frozenset()

    def arranged(self, bank: Bank, told: Told, dates: Sequence[str], due: str = "") -> Queue:
        """One fact for each of these dates. What is promised stays; what stood on another date moves up.

        What is ``due`` this moment is on its way, and keeps its promise.
        """
        known = {date: fact for date, fact in sorted(self.facts.items()) if bank.find_fact(fact)}
        facts = {date: known[date] for date in dates if date in known}
        leaving = {date: fact for date, fact in known.items() if date == due and date not in facts}
        kept = {*facts, *leaving}
        moved = [fact for date, fact in known.items() if date not in kept and fact not in told]
        for date in dates:
            if date in facts:
                continue
            taken = {*facts.values(), *leaving.values(), *self.passed}
            fact = moved.pop(0) if moved else next_fact(bank, told, taken)
            if fact is None:
                break
            facts[date] = fact
        return Queue(leaving | facts, self.passed)

    def without(self, date: str) -> Queue:
        """Its fact is passed over, and those behind it move up."""
        dates = [each for each in sorted(self.facts) if each >= date]
        moved = dict(zip(dates, (self.facts[each] for each in dates[1:]), strict=False))
        rest = {each: fact for each, fact in self.facts.items() if each < date}
        return Queue(rest | moved, self.passed | {self.facts[date]})

    def replaced(self, bank: Bank, told: Told, date: str) -> Queue | None:
        """The next fact behind it comes on its date; None if there is no other."""
        taken = {*self.facts.values(), *self.passed}
        other = next_fact(bank, told, taken, after=self.facts[date])
        return None if other is None else Queue({**self.facts, date: other}, self.passed)


def token(fact_id: str) -> str:
    """A short name of a fact that fits a button beside the chat and the date."""
    return hashlib.blake2b(fact_id.encode(), digest_size=4).hexdigest()
