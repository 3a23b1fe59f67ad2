"""The rules of a quiz: which questions are picked, how a tap is graded, what a learner is shown."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.learning.grading import Given
from content import questions
from content.model import RIGHT, Bank, Fact, Match, Number, Order, Question, TrueFalse, When


@dataclass(frozen=True)
class Item:
    """One question of a quiz, with its options in the order the learner sees them."""

    fact_id: str
    question_id: str
    options: tuple[str, ...]


@dataclass(frozen=True)
class Turn:
    """Where a learner stands in a quiz: a question, and the answer to it if there is one already."""

    quiz_id: int
    position: int  # 0-based
    total: int
    fact: Fact
    question: Question
    options: tuple[str, ...]
    selection: tuple[str, ...]  # keys ticked, put in order or paired so far, in an answer of several taps
    given: Given | None
    message_id: int | None  # the message the quiz was last shown in
    is_aside: bool = False  # one question about a fact, which leaves an open quiz open

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


@dataclass(frozen=True)
class Asked:
    """What a learner was asked before: when each fact last, and which of its questions ever."""

    last_at: Mapping[str, datetime] = field(default_factory=dict)
    questions: Mapping[str, frozenset[str]] = field(default_factory=dict)


def pick(bank: Bank, facts: Sequence[Fact], *, count: int, seed: str, asked: Asked) -> tuple[Item, ...]:
    """Up to ``count`` questions about some facts: new facts first, then the longest unasked.

    No fact comes twice while another one has not come at all, nor any question twice in one quiz. Questions
    never asked of this learner come first, then the others and those made from the bank; kinds mix.
    The same seed picks the same.
    """
    chance = random.Random(seed)
    facts = chance.sample(facts, len(facts))
    facts.sort(key=lambda fact: asked.last_at[fact.id].timestamp() if fact.id in asked.last_at else 0.0)
    left = {fact.id: _candidates(bank, fact, asked, chance) for fact in facts[:count]}
    kinds: Counter[str] = Counter()
    picked: list[Item] = []
    while len(picked) < count and any(left.values()):
        for fact in facts[:count]:
            if left[fact.id] and len(picked) < count:
                question = _rarest(left[fact.id], kinds)
                kinds[question.kind] += 1
                picked.append(lay_out(fact, question, chance))
    return tuple(picked)


_Candidates = list[list[Question]]
"""The questions of a fact in the order of preference; those of one inner list are equally welcome."""


def _candidates(bank: Bank, fact: Fact, asked: Asked, chance: random.Random) -> _Candidates:
    known = asked.questions.get(fact.id, frozenset())
    new = [question for question in fact.questions if question.id not in known]
    old = [question for question in fact.questions if question.id in known]
    made = list(questions.made_for(bank, fact, chance.randrange(questions.SEEDS)))
    tiers = [new, [*old, *made]]
    return [chance.sample(tier, len(tier)) for tier in tiers if tier]


def _rarest(candidates: _Candidates, kinds: Mapping[str, int]) -> Question:
    """Take out the most welcome question, among equals of the kind that came least in this quiz."""
    tier = candidates[0]
    question = min(tier, key=lambda question: kinds.get(question.kind, 0))
    tier.remove(question)
    if not tier:
        candidates.pop(0)
    return question


def lay_out(fact: Fact, question: Question, chance: random.Random) -> Item:
    """A question with its options in the order in which they are shown."""
    return Item(fact.id, question.id, tuple(_shown_keys(question, chance)))


def _shown_keys(question: Question, chance: random.Random) -> list[str]:
    """Shuffled; true stands before false, numbers and dates ascend, and no order is given away."""
    if isinstance(question, TrueFalse):
        return [option.key for option in question.options]
    if isinstance(question, Number):
        return [key for _, key in sorted((_number(question, o.key), o.key) for o in question.options)]
    if isinstance(question, When):
        return [key for _, key in sorted((_date(question, o.key), o.key) for o in question.options)]
    keys = [option.key for option in question.options]
    shuffled = chance.sample(keys, len(keys))
    while isinstance(question, Order | Match) and shuffled == keys:
        shuffled = chance.sample(keys, len(keys))
    return shuffled


def _number(question: Number, key: str) -> int:
    return question.right if key == RIGHT else int(key)


def _date(question: When, key: str) -> str:
    return question.right.spelling if key == RIGHT else key


def again(items: Sequence[tuple[Fact, Question]], *, seed: str) -> tuple[Item, ...]:
    """The same questions anew, in another order and with their options shuffled anew."""
    chance = random.Random(seed)
    return tuple(lay_out(fact, question, chance) for fact, question in chance.sample(items, len(items)))
