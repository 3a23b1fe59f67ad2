"""Questions made from the bank, so that practice does not run dry; the same seed makes the same question."""

from __future__ import annotations

import re
from collections.abc import Iterable

from content.making import MAKERS, offered_from
from content.model import Bank, Choice, Fact, Match, Order, Question, TrueFalse, When
from content.reading import read_date
from content.wording import fold

SEEDS = 1_000
"""Seeds a question can be made with: 0 up to, not including, this."""
PREFIX = "made-"

_MADE_ID = re.compile(rf"{PREFIX}({'|'.join(MAKERS)})-(0|[1-9][0-9]{{0,8}})")


def made_for(bank: Bank, fact: Fact, seed: int) -> tuple[Question, ...]:
    """Every question that can be made on ``fact`` with ``seed``, at most one of each kind."""
    made = (_made(bank, fact, kind, seed) for kind in MAKERS)
    return tuple(question for question in made if question is not None)


def find(bank: Bank, fact: Fact, question_id: str) -> Question | None:
    """A question of the fact by its id, written or made."""
    if not question_id.startswith(PREFIX):
        return fact.question(question_id)
    made = _MADE_ID.fullmatch(question_id)
    if made is None or int(made[2]) >= SEEDS:
        return None
    return _made(bank, fact, made[1], int(made[2]))


def look_up(bank: Bank, fact_id: str, question_id: str) -> tuple[Fact, Question] | None:
    """A question of the bank with its fact, by their ids; None if either has left it."""
    fact = bank.find_fact(fact_id)
    question = find(bank, fact, question_id) if fact else None
    return (fact, question) if fact and question else None


def events_of(question: Question) -> frozenset[str]:
    """Of a made order or match, the keys of all facts whose events it is about."""
    match question:
        case Order() if question.id.startswith(PREFIX):
            return frozenset(event.key for event in question.options)
        case Match() if question.id.startswith(PREFIX):
            return frozenset(left.key for left in question.left)
        case _:
            return frozenset()


def subject(fact: Fact, question: Question) -> frozenset[str]:
    """What is asked, without how: two questions of one quiz that share it are the same again."""
    match question:
        case When():
            return frozenset((f"when: {fact.id}",))
        case Order():
            return frozenset(f"event: {fold(event.text.en)}" for event in question.options)
        case Match():
            return frozenset(f"event: {fold(left.text.en)}" for left in question.left)
        case Choice() if read_date(question.right.text.en):
            return frozenset((f"when: {fact.id}",))
        case TrueFalse() if question.id.startswith(PREFIX):
            return frozenset((f"ask: {fold(offered_from(question))}",))
        case _:
            return frozenset((f"ask: {fold(question.ask.en)}",))


def is_repeat(asked: frozenset[str], before: Iterable[frozenset[str]]) -> bool:
    """Whether a subject was one before: of several events, two are enough for that."""
    return any(len(asked & other) >= min(2, len(asked), len(other)) for other in before)


def kind_of(fact: Fact, question_id: str) -> str | None:
    """The kind of a question, written or made, without making it."""
    if made := _MADE_ID.fullmatch(question_id):
        return made[1]
    question = fact.question(question_id)
    return question.kind if question else None


def _made(bank: Bank, fact: Fact, kind: str, seed: int) -> Question | None:
    return MAKERS[kind](bank, fact, f"{PREFIX}{kind}-{seed}")
