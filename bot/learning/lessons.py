"""How the history is told: an era or a theme in steps of a few facts, each step page by page."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise, zip_longest
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from bot.learning.quiz import lay_out
from content.model import Bank, Choice, Fact, Number, Period, Question, Text, TrueFalse, When

MOST = 5
"""Facts of one step; three at least, where there are so many."""

PageKind = Literal["opening", "guess", "fact", "check"]


class Page(Struct, frozen=True):
    """One page of a step. ``number`` is the fact's place in the step, from 1."""

    kind: PageKind
    fact: Fact | None = None
    number: int = 0
    question: Question | None = None  # to guess at, before the fact is told
    options: tuple[str, ...] = ()
    link: Text | None = None  # leads into the period that begins here
    goes_on: bool = False  # a step that begins in the midst of a period


class Step(Struct, frozen=True):
    """A step of a lesson. ``index`` counts from 0."""

    scope: str
    index: int
    total: int
    facts: tuple[Fact, ...]
    pages: tuple[Page, ...]


class Reading(Struct, frozen=True):
    """Where a learner stopped in a lesson; with as many steps done as there are, it is read."""

    scope: str
    step: int
    page: int


def steps(bank: Bank, scope: str) -> tuple[Step, ...]:
    """Every fact of an era or a theme once, in the order of time, in about equal steps of three to five."""
    places = _places(bank)
    facts = sorted(bank.facts_in(scope), key=lambda fact: places[fact.id])
    about = bank.find_scope(scope)
    links = _links(about.periods if about else (), facts)
    count = -(-len(facts) // MOST)
    cuts = [len(facts) * number // count for number in range(count + 1)] if count else []
    chunks = [tuple(facts[begin:end]) for begin, end in pairwise(cuts)]
    return tuple(
        Step(scope, index, len(chunks), chunk, _pages(chunk, links, is_first=index == 0))
        for index, chunk in enumerate(chunks)
    )


def _places(bank: Bank) -> Mapping[str, tuple[date, int]]:
    """Where each fact is told, by its id. What a year or a range alone dates stands where its author has put
    it in its era, as far as its dates allow: else it would come in January, and what a peace of June brought
    about before the peace."""
    places: dict[str, tuple[date, int]] = {}
    before: Fact | None = None
    for number, fact in enumerate(bank.facts):
        told_on = fact.when.first_on
        if before and before.era == fact.era and fact.when.precision in ("year", "range"):
            told_on = min(max(told_on, places[before.id][0]), fact.when.last_on)
        places[fact.id] = told_on, number
        before = fact
    return places


def _links(periods: Sequence[Period], facts: Sequence[Fact]) -> dict[str, Text]:
    """The sentence that leads into each period, by the id of the period's first fact."""
    links = {}
    for period, following in zip_longest(periods, periods[1:]):
        ends = following.begins.first_on if following else date.max
        within = (fact for fact in facts if period.begins.first_on <= fact.when.first_on < ends)
        if first := next(within, None):
            links[first.id] = period.text
    return links


def _pages(facts: Sequence[Fact], links: Mapping[str, Text], *, is_first: bool) -> tuple[Page, ...]:
    pages = [Page("opening")] if is_first else []
    for number, fact in enumerate(facts, start=1):
        begins = len(pages)
        question = _to_guess(fact)
        if question is not None:
            options = lay_out(fact, question, random.Random(f"{fact.id}/{question.id}")).options
            pages.append(Page("guess", fact, number, question, options))
        pages.append(Page("fact", fact, number))
        is_bare = number == 1 and not is_first and fact.id not in links
        pages[begins] = replace(pages[begins], link=links.get(fact.id), goes_on=is_bare)
    return (*pages, Page("check"))


def following(bank: Bank, scope: str) -> str | None:
    """The lesson after this one, of its own kind: an era after an era, a theme after a theme."""
    for scopes in (bank.eras, bank.themes):
        ids = [each.id for each in scopes if bank.facts_in(each.id)]
        if scope in ids[:-1]:
            return ids[ids.index(scope) + 1]
    return None


def _to_guess(fact: Fact) -> Question | None:
    """For a key fact: the first of its questions that one tap answers."""
    if fact.level != "core":
        return None
    one_tap = (Choice, TrueFalse, Number, When)
    return next((each for each in fact.questions if isinstance(each, one_tap) and each.options), None)
