"""What somebody wants a set to be made from, as a button carries it in a few characters."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from bot.learning.lessons import Step, steps
from bot.learning.recipe import FEWEST, MOST, Recipe, Source
from content.model import Bank, Fact

GROUPS: tuple[tuple[str, ...], ...] = (
    ("true-false",),
    ("choice", "place"),
    ("number", "when"),
    ("several", "order", "match"),
    ("name",),
)
"""Kinds of questions that are left out together, each by its bit in this order."""

EVERY_GROUP = 2 ** len(GROUPS) - 1
HEAVIEST = 3
"""The largest weight of an era in a mix."""

COUNTS = (5, 10, 15, 20, 30, 40)
_MIX = "mix."


class Brief(Struct, frozen=True):
    """``weights`` are of the bank's eras, in their order; none where it is no mix."""

    scope: str | None = None
    step: int | None = None
    weights: tuple[int, ...] = ()

    @property
    def spelled(self) -> str:
        """Nothing for everything, an era's or a theme's id, that and a part of its lesson, or a mix."""
        if self.weights:
            return _MIX + "".join(map(str, self.weights))
        return f"{self.scope or ''}" + (f"/{self.step}" if self.step is not None else "")

    @property
    def source(self) -> Source:
        return "mix" if self.weights else "lesson" if self.step is not None else "topic"


def find(bank: Bank, spelled: str) -> Brief | None:
    """What a button carried; None for what is not in this bank, or never was a button's."""
    if spelled.startswith(_MIX):
        return _find_mix(bank, spelled.removeprefix(_MIX))
    scope, _, part = spelled.partition("/")
    if scope and bank.find_scope(scope) is None:
        return None
    if not part:
        return Brief(scope or None)
    is_part = scope and part.isascii() and part.isdecimal() and int(part) < len(steps(bank, scope))
    return Brief(scope, int(part)) if is_part else None


def _find_mix(bank: Bank, digits: str) -> Brief | None:
    is_sound = digits.isascii() and digits.isdecimal() and len(digits) == len(bank.eras)
    weights = tuple(map(int, digits)) if is_sound else ()
    return Brief(weights=weights) if any(weights) and max(weights) <= HEAVIEST else None


def kinds_without(without: int) -> frozenset[str]:
    """The kinds whose bits are set."""
    return frozenset(kind for bit, kinds in enumerate(GROUPS) if without >> bit & 1 for kind in kinds)


def recipe(bank: Bank, brief: Brief, without: int, count: int, seed: str) -> Recipe:
    """Of a sound brief. ``count`` is brought into what a set may have."""
    eras = zip(bank.eras, brief.weights, strict=False)
    return Recipe(
        count=min(max(count, FEWEST), MOST),
        seed=seed,
        source=brief.source,
        scope=brief.scope,
        step=brief.step,
        mix=tuple((era.id, weight) for era, weight in eras if weight),
        without_kinds=kinds_without(without),
    )


def counts(bank: Bank, brief: Brief, without: int) -> tuple[int, ...]:
    """Sizes to choose from; the smallest alone where there is hardly more to ask."""
    kinds = kinds_without(without)
    asked = sum(each.kind not in kinds for fact in _facts(bank, brief) for each in fact.questions)
    return tuple(count for count in COUNTS if count <= max(asked, COUNTS[0]))


def part(bank: Bank, brief: Brief) -> Step | None:
    """The part of a lesson that is meant."""
    if brief.scope is None or brief.step is None:
        return None
    return steps(bank, brief.scope)[brief.step]


def _facts(bank: Bank, brief: Brief) -> Sequence[Fact]:
    if (step := part(bank, brief)) is not None:
        return step.facts
    if not brief.weights:
        return bank.facts_in(brief.scope)
    chosen = {era.id for era, weight in zip(bank.eras, brief.weights, strict=True) if weight}
    return [fact for fact in bank.facts if fact.era in chosen]
