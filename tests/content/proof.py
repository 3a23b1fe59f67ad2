"""Proof that a question made from the bank has one right answer, from the facts and what a learner reads."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from itertools import combinations

from content.model import (
    LANGUAGES,
    RIGHT,
    Bank,
    Choice,
    Fact,
    Match,
    Option,
    Order,
    Question,
    Text,
    TrueFalse,
    When,
)
from content.partial_date import PartialDate
from content.reading import read_date
from content.wording import fold

PRECISIONS = ("year", "month", "day")
ID = re.compile(r"made-(when|true-false|order|match)-(0|[1-9]\d{0,2})")
KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
OFFERED = re.compile(
    r"(.+)\n(?:Answer|Ответ|Ҷавоб): (.+?)\.?\n(?:True or false|Верно или неверно|Дуруст ё нодуруст)\?",
    re.DOTALL,
)


class Prover:
    def __init__(self, bank: Bank) -> None:
        self.latest_on = max(fact.when.last_on for fact in bank.facts)
        told: defaultdict[str, set[PartialDate]] = defaultdict(set)
        happened = [(fact, fact.event) for fact in bank.facts if fact.event]
        for fact, event in happened:
            for words in event.all():
                told[fold(words)].add(fact.when)
        self.dated = {
            event: fact.when
            for fact, event in happened
            if all(told[fold(words)] == {fact.when} for words in event.all())
        }
        """When an event was, if nowhere in the bank its words tell of another date."""
        self.is_core = {event: fact.level == "core" for fact, event in happened}
        self.names = {name.text for name in bank.names}

    def prove(self, fact: Fact, question: Question) -> None:
        """Fails unless ``question`` can be sent, and a learner who knows the facts can answer it."""
        found = ID.fullmatch(question.id)
        assert found
        assert found[1] == question.kind
        assert max(map(len, question.ask.all())) <= 300
        match question:
            case When():
                self._when(fact, question)
            case TrueFalse():
                self._true_false(fact, question)
            case Order():
                self._order(fact, question)
            case Match():
                self._match(fact, question)
            case _:
                raise AssertionError(f"{question.kind} is not made from the bank")

    def _when(self, fact: Fact, question: When) -> None:
        _sendable(question.options)
        assert fact.event in self.dated
        for asked, event in zip(question.ask.all(), fact.event.all(), strict=True):
            assert asked.endswith(f"?\n{event}")
        assert len(question.options) == 4
        dates = {option.key: date_told(option.text) for option in question.options}
        assert dates[RIGHT] == question.right
        assert holds(question.right, fact.when)
        assert question.right.precision in (("year", "month") if fact.level == "core" else ("year",))
        for key, date in dates.items():
            assert date.precision == question.right.precision
            assert date.first_on <= self.latest_on
            assert key == RIGHT or (key == date.spelling and not meet(date, fact.when))

    def _true_false(self, fact: Fact, question: TrueFalse) -> None:
        written = [each for each in fact.questions if isinstance(each, Choice)]
        offered = [(each, option) for each in written for option in each.options]
        for language in LANGUAGES:
            found = OFFERED.fullmatch(question.ask.to(language))
            assert found
            ask, answer = found[1], found[2]
            offered = [
                (each, option)
                for each, option in offered
                if each.ask.to(language) == ask and option.text.to(language).removesuffix(".") == answer
            ]
        ((asked, option),) = offered
        assert question.is_true == (option.key == RIGHT)
        are_told = any(other.why or other.text in self.names for other in asked.options[1:])
        assert question.is_true or option.why or option.text in self.names or not are_told

    def _order(self, fact: Fact, question: Order) -> None:
        assert 3 <= len(question.options) <= 4
        _sendable(question.options)
        assert fact.event in [event.text for event in question.options]
        dates = [self.dated[event.text] for event in question.options]
        assert [event.when for event in question.options] == dates
        for earlier, later in combinations(dates, 2):
            assert earlier.last_on < later.first_on

    def _match(self, fact: Fact, question: Match) -> None:
        assert 3 <= len(question.left) <= 4
        _sendable(question.left)
        _sendable(question.options)
        assert fact.event in [event.text for event in question.left]
        happened = {event.key: self.dated[event.text] for event in question.left}
        offered = {option.key: date_told(option.text) for option in question.options}
        assert happened.keys() == offered.keys()
        coarsest = min((when.precision for when in happened.values()), key=PRECISIONS.index)
        (precision,) = {date.precision for date in offered.values()}
        assert PRECISIONS.index(precision) <= PRECISIONS.index(coarsest)
        are_core = all(self.is_core[event.text] for event in question.left)
        assert precision == "year" or are_core
        for key, when in happened.items():
            assert [other for other, date in offered.items() if meet(date, when)] == [key]
            assert holds(offered[key], when)


def _sendable(options: Sequence[Option]) -> None:
    """All within Telegram's limits, no two alike in any language."""
    keys = {option.key for option in options}
    assert len(keys) == len(options)
    assert all(KEY.fullmatch(key) and len(key) <= 24 for key in keys)
    for told in zip(*(bare(option.text) for option in options), strict=True):
        assert len(set(told)) == len(options)


@cache
def bare(text: Text) -> tuple[str, ...]:
    assert max(map(len, text.all())) <= 100
    return tuple(fold(words) for words in text.all())


@cache
def date_told(text: Text) -> PartialDate:
    """The date that a learner of any language reads."""
    dates = {read_date(words) for words in text.all()}
    assert len(dates) == 1
    date = dates.pop()
    assert date
    return date


def meet(one: PartialDate, other: PartialDate) -> bool:
    return one.first_on <= other.last_on and other.first_on <= one.last_on


def holds(one: PartialDate, other: PartialDate) -> bool:
    return one.first_on <= other.first_on and other.last_on <= one.last_on
