"""Where the history was: the places of the map that facts name, with what happened there."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from bot.learning.concepts import spelled
from content.model import LANGUAGES, Bank, Fact, Name, Position

LEAST = 3
"""With fewer places a lesson has no map of its own."""
MOST_TOLD = 4
"""Facts of one place in words."""


class Spot(Struct, frozen=True):
    """A place, and the facts that name it, the earliest first."""

    name: Name
    at: Position
    facts: tuple[Fact, ...]

    @property
    def told(self) -> tuple[Fact, ...]:
        """The most telling of what names the place itself, in order of time."""
        of_it = [fact for fact in self.facts if _is_of(self.name, fact)] or self.facts
        chosen = sorted(of_it, key=lambda fact: (fact.event is None, fact.level != "core"))[:MOST_TOLD]
        return tuple(fact for fact in self.facts if fact in chosen)

    @property
    def event(self) -> Fact | None:
        """The one thing that happened here, if any has a name: the last of the key ones, else of all."""
        named = [fact for fact in self.told if fact.event is not None]
        return max(named, key=lambda fact: (fact.level == "core", fact.when.first_on), default=None)


def _is_of(name: Name, fact: Fact) -> bool:
    """A story may look on to another place: a ceasefire of Tehran was prolonged in Islamabad."""
    return any(spelled(name, fact.statement, language) for language in LANGUAGES)


def of_lesson(bank: Bank, scope: str) -> tuple[Spot, ...]:
    """Of an era or a theme; none if they are too few for a map."""
    found = _spots(bank, bank.facts_in(scope)) if bank.find_scope(scope) else ()
    return found if len(found) >= LEAST else ()


def of_fact(bank: Bank, fact: Fact) -> tuple[Spot, ...]:
    return _spots(bank, (fact,))


def _spots(bank: Bank, facts: Sequence[Fact]) -> tuple[Spot, ...]:
    """In the order in which the history came there."""
    ordered = sorted(facts, key=lambda fact: (fact.when.first_on, fact.when.last_on))
    named: dict[str, list[Fact]] = {}
    for fact in ordered:
        for name_id in fact.names:
            named.setdefault(name_id, []).append(fact)
    names = [(bank.name(name_id), tuple(found)) for name_id, found in named.items()]
    return tuple(Spot(name, name.at, found) for name, found in names if name.at is not None)
