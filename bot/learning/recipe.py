"""How the questions of a set are drawn: by a recipe that anybody can follow again."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from msgspec import Struct

from bot.learning import picking
from bot.learning.learner import NEVER
from bot.learning.lessons import steps
from bot.learning.picking import Known, QuestionKey
from bot.learning.quiz import Item, lay_out
from content import questions
from content.model import Bank, Fact

FEWEST, MOST = 5, 40
"""Questions of a set."""

KINDS = tuple(picking.HARDNESS)
"""Kinds of questions, which may be left out."""

Source = Literal["result", "topic", "lesson", "mix", "class", "daily", "own"]
"""What a set was made from."""


class Recipe(Struct, frozen=True):
    """What a set is drawn from, and by which seed. What is not said leaves everything in.

    With ``questions`` these are asked, in their order, and nothing is drawn.
    """

    count: int
    seed: str
    source: Source = "topic"
    scope: str | None = None  # an era's or a theme's id; None = everything
    step: int | None = None  # of the scope's lesson, from 0; None = all of them
    mix: tuple[tuple[str, int], ...] = ()  # eras or themes, each with its weight, in place of the scope
    without_kinds: frozenset[str] = frozenset()
    questions: tuple[QuestionKey, ...] = ()
    without: frozenset[QuestionKey] = frozenset()  # such as those that are paused
    keeps_order: bool = False  # of the options: the same for everybody

    def __post_init__(self) -> None:
        """Raises ValueError for what makes no set."""
        if not FEWEST <= self.count <= MOST:
            raise ValueError(f"a set has {FEWEST} to {MOST} questions, not {self.count}")
        if any(weight < 1 for _, weight in self.mix):
            raise ValueError("a weight is 1 or more")


def draw(bank: Bank, recipe: Recipe) -> tuple[Item, ...]:
    """The questions of a recipe, the same for the same bank; fewer than wanted, where there are no more."""
    if recipe.questions:
        return _named(bank, recipe)
    drawn: list[Item] = []
    for facts, count, seed in _parts(bank, recipe):
        drawn += _drawn(bank, recipe, facts, count, seed, drawn)
    if not recipe.mix:
        return tuple(drawn)
    order = [bank.find_fact(item.fact_id) for item in drawn]
    by_fact: dict[str, list[Item]] = {}
    for item in drawn:
        by_fact.setdefault(item.fact_id, []).append(item)
    return tuple(by_fact[fact.id].pop(0) for fact in picking.apart([each for each in order if each]))


def _named(bank: Bank, recipe: Recipe) -> tuple[Item, ...]:
    chance = random.Random(recipe.seed)
    keys = [key for key in dict.fromkeys(recipe.questions) if key not in recipe.without]
    found = [questions.look_up(bank, *key) for key in keys]
    return tuple(lay_out(*each, chance) for each in found if each)[: recipe.count]


def _parts(bank: Bank, recipe: Recipe) -> list[tuple[Sequence[Fact], int, str]]:
    """From which facts how many questions are drawn, and by which seed."""
    if not recipe.mix:
        return [(_facts(bank, recipe), recipe.count, recipe.seed)]
    counts = shared_out(recipe.count, [weight for _, weight in recipe.mix])
    return [
        (bank.facts_in(scope), count, f"{recipe.seed}/{scope}")
        for (scope, _), count in zip(recipe.mix, counts, strict=True)
        if count
    ]


def _facts(bank: Bank, recipe: Recipe) -> Sequence[Fact]:
    if recipe.scope is None or recipe.step is None:
        return bank.facts_in(recipe.scope)
    found = [step for step in steps(bank, recipe.scope) if step.index == recipe.step]
    return found[0].facts if found else ()


def shared_out(count: int, weights: Sequence[int]) -> list[int]:
    """``count`` places by weights, whole ones; what is left over goes to the largest remainders."""
    total = sum(weights)
    places = [count * weight // total for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda at: (-(count * weights[at] % total), at))
    for at in by_remainder[: count - sum(places)]:
        places[at] += 1
    return places


def _drawn(
    bank: Bank, recipe: Recipe, facts: Sequence[Fact], count: int, seed: str, before: Sequence[Item]
) -> tuple[Item, ...]:
    """As for a newcomer, but of facts drawn by chance: a set is nobody's own."""
    taken = {item.fact_id for item in before}
    chance = random.Random(seed)
    left = [fact for fact in facts if fact.id not in taken and _can_ask(fact, recipe)]
    return picking.pick(
        bank,
        chance.sample(left, min(count, len(left))),
        count=count,
        seed=seed,
        asked=Known(),
        due_before=NEVER,
        paused=recipe.without,
        without_kinds=recipe.without_kinds,
    )


def _can_ask(fact: Fact, recipe: Recipe) -> bool:
    return any(
        each.kind not in recipe.without_kinds and (fact.id, each.id) not in recipe.without
        for each in fact.questions
    )


def to_plain(recipe: Recipe) -> dict[str, Any]:
    """As JSON keeps it; what leaves everything in is not said."""
    plain = {
        "count": recipe.count,
        "seed": recipe.seed,
        "source": recipe.source,
        "scope": recipe.scope,
        "step": recipe.step,
        "mix": [list(each) for each in recipe.mix] or None,
        "without_kinds": sorted(recipe.without_kinds) or None,
        "questions": [list(key) for key in recipe.questions] or None,
        "without": [list(key) for key in sorted(recipe.without)] or None,
        "keeps_order": recipe.keeps_order or None,
    }
    return {name: value for name, value in plain.items() if value is not None}


def from_plain(plain: Mapping[str, Any]) -> Recipe:
    """What `to_plain` made."""
    return Recipe(
        count=plain["count"],
        seed=plain["seed"],
        source=plain["source"],
        scope=plain.get("scope"),
        step=plain.get("step"),
        mix=tuple((scope, weight) for scope, weight in plain.get("mix", ())),
        without_kinds=frozenset(plain.get("without_kinds", ())),
        questions=tuple((fact, question) for fact, question in plain.get("questions", ())),
        without=frozenset((fact, question) for fact, question in plain.get("without", ())),
        keeps_order=bool(plain.get("keeps_order")),
    )
