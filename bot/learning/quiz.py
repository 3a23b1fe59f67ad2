"""The rules of a quiz: which questions are picked, how a tap is graded, what a learner is shown."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from content.model import RIGHT, Bank, Fact, Question


@dataclass(frozen=True)
class Item:
    """One question of a quiz, with its options in the order the learner sees them."""

    fact_id: str
    question_id: str
    options: tuple[str, ...]


@dataclass(frozen=True)
class Given:
    """An answer as it was given; ``chosen`` is None for "don't know"."""

    chosen: str | None
    is_right: bool


@dataclass(frozen=True)
class Turn:
    """Where a learner stands in a quiz: a question, and the answer to it if there is one already."""

    quiz_id: int
    position: int  # 0-based
    total: int
    fact: Fact
    question: Question
    options: tuple[str, ...]
    given: Given | None
    message_id: int | None  # the message the quiz was last shown in

    @property
    def is_last(self) -> bool:
        return self.position + 1 >= self.total


@dataclass(frozen=True)
class Miss:
    """A question that was not answered right."""

    fact: Fact
    question: Question


@dataclass(frozen=True)
class Result:
    """A quiz at its end."""

    quiz_id: int
    right: int
    answered: int
    missed: tuple[Miss, ...]
    message_id: int | None


def pick(
    bank: Bank, *, scope: str | None, count: int, seed: str, asked_at: Mapping[str, datetime]
) -> tuple[Item, ...]:
    """Up to ``count`` questions about an era, or about everything: new facts first, then the longest unasked.

    No fact comes twice while another one has not come at all, nor any question twice in one quiz.
    ``asked_at`` says when a fact was last asked of this learner. The same seed picks the same.
    """
    chance = random.Random(seed)
    facts = list(bank.facts_of(scope) if scope else bank.facts)
    chance.shuffle(facts)
    facts.sort(key=lambda fact: asked_at[fact.id].timestamp() if fact.id in asked_at else 0.0)
    shuffled = {fact.id: chance.sample(fact.questions, len(fact.questions)) for fact in facts}
    rounds = max((len(fact.questions) for fact in facts), default=0)
    queue = [
        (fact, shuffled[fact.id][round_]) for round_ in range(rounds) for fact in facts
        if round_ < len(fact.questions)
    ]  # fmt: skip
    return tuple(lay_out(fact, question, chance) for fact, question in queue[:count])


def lay_out(fact: Fact, question: Question, chance: random.Random) -> Item:
    """A question with its options shuffled."""
    keys = [option.key for option in question.options]
    chance.shuffle(keys)
    return Item(fact.id, question.id, tuple(keys))


def again(items: Sequence[tuple[Fact, Question]], *, seed: str) -> tuple[Item, ...]:
    """The same questions anew, in another order and with their options shuffled anew."""
    chance = random.Random(seed)
    return tuple(lay_out(fact, question, chance) for fact, question in chance.sample(items, len(items)))


def grade(chosen: str | None) -> Given:
    return Given(chosen, is_right=chosen == RIGHT)
