"""How the history is told: an era or a theme in steps of a few facts, each step page by page."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from bot.learning.quiz import lay_out
from content.model import Bank, Choice, Fact, Number, Question, TrueFalse, When

MOST = 5
"""Facts of one step; three at least, where there are so many."""

PageKind = Literal["opening", "guess", "fact", "check"]


@dataclass(frozen=True)
class Page:
    """One page of a step. ``number`` is the fact's place in the step, from 1."""

    kind: PageKind
    fact: Fact | None = None
    number: int = 0
    question: Question | None = None  # to guess at, before the fact is told
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class Step:
    """A step of a lesson. ``index`` counts from 0."""

    scope: str
    index: int
    total: int
    facts: tuple[Fact, ...]
    pages: tuple[Page, ...]


@dataclass(frozen=True)
class Reading:
    """Where a learner stopped in a lesson; with as many steps done as there are, it is read."""

    scope: str
    step: int
    page: int


def steps(bank: Bank, scope: str) -> tuple[Step, ...]:
    """Every fact of an era or a theme once, in teaching order, in about equal steps of three to five."""
    facts = bank.facts_in(scope)
    count = -(-len(facts) // MOST)
    cuts = [len(facts) * number // count for number in range(count + 1)] if count else []
    chunks = [facts[begin:end] for begin, end in pairwise(cuts)]
    return tuple(
        Step(scope, index, len(chunks), chunk, _pages(chunk, is_first=index == 0))
        for index, chunk in enumerate(chunks)
    )


def _pages(facts: Sequence[Fact], *, is_first: bool) -> tuple[Page, ...]:
    pages = [Page("opening")] if is_first else []
    for number, fact in enumerate(facts, start=1):
        question = _to_guess(fact)
        if question is not None:
            options = lay_out(fact, question, random.Random(f"{fact.id}/{question.id}")).options
            pages.append(Page("guess", fact, number, question, options))
        pages.append(Page("fact", fact, number))
    return (*pages, Page("check"))


def _to_guess(fact: Fact) -> Question | None:
    """For a key fact: the first of its questions that one tap answers."""
    if fact.level != "core":
        return None
    one_tap = (Choice, TrueFalse, Number, When)
    return next((each for each in fact.questions if isinstance(each, one_tap) and each.options), None)
