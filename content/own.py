"""A teacher's own question: as it was written, as a question of its kind, and beside the bank.

It is written in one language and shown as written in any. It is no fact of the bank, so it moves no memory.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import force_setattr

from content.counting import read_number
from content.dates import spelled
from content.model import (
    RIGHT,
    Bank,
    Choice,
    Event,
    Fact,
    Match,
    Naming,
    Number,
    Option,
    Order,
    Question,
    Several,
    Text,
    TrueFalse,
    When,
    number_text,
)
from content.partial_date import PartialDate
from content.reading import read_date

KINDS = ("choice", "several", "true-false", "number", "when", "name", "order", "match")
"""Every kind but a place: that needs a map."""
PREFIX = "own:"
"""Of the id of the fact that such a question is on; no button and no link carries a colon inside an id."""
QUESTION = "own"
"""The id of the question: there is just one on each."""
PAIRED = ("order", "match")
"""Kinds of which an answer has two sides."""
_UNDATED = PartialDate("1000")
_FORGIVING = ("±", "+-", "+/-")


class Written(Struct, frozen=True, kw_only=True):
    """As its teacher wrote it: the answers in their order, and the places of those that are right.

    Of true or false, which has no answers, ``right`` is 0 for true and 1 for false. Of a number, a date and
    a name the first answer is right, and the others are wrong ones to choose from, or other spellings. Of an
    order and of pairs each answer has two sides, apart by "=".
    """

    kind: str
    ask: str = ""
    answers: tuple[str, ...] = ()
    right: tuple[int, ...] = ()
    note: str = ""
    source: str = ""

    def to_plain(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "ask": self.ask,
            "answers": list(self.answers),
            "right": list(self.right),
            "note": self.note,
            "source": self.source,
        }

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> Written:
        return cls(
            kind=plain["kind"],
            ask=plain["ask"],
            answers=tuple(plain["answers"]),
            right=tuple(plain["right"]),
            note=plain["note"],
            source=plain["source"],
        )


class OwnFact(Fact, frozen=True, kw_only=True):
    """What stands in a fact's place: the statement is the teacher's explanation, which may be empty."""

    source: str = ""


def tidy(text: str) -> str:
    """In one line, without what cannot be seen and turns other text around."""
    return " ".join("".join(each for each in text if each.isprintable() or each.isspace()).split())


def id_of(row: int) -> str:
    return f"{PREFIX}{row}"


def row_of(fact_id: str) -> int | None:
    """The row of an own question by the id of its fact; None if it is one of the bank's."""
    number = fact_id.removeprefix(PREFIX)
    return int(number) if fact_id.startswith(PREFIX) and number.isdecimal() else None


def fact_of(row: int, of: Written) -> OwnFact:
    """The question with what stands for its fact; ``of`` breaks no rule."""
    return OwnFact(
        id=id_of(row),
        era="",
        when=_UNDATED,
        level="core",
        statement=_text(of.note),
        sources=(),
        questions=(question_of(of),),
        source=of.source,
    )


def question_of(of: Written) -> Question:
    ask, right = _text(of.ask), of.right or (0,)
    match of.kind:
        case "choice":
            return Choice(id=QUESTION, ask=ask, options=_options(of.answers, right))
        case "several":
            options = _options(of.answers, right)
            keys = tuple(option.key for option in options[: len(right)])
            return Several(id=QUESTION, ask=ask, options=options, right=keys)
        case "true-false":
            return TrueFalse(id=QUESTION, ask=ask, is_true=right == (0,))
        case "number":
            return _number(ask, of)
        case "when":
            return _when(ask, of)
        case "name":
            return Naming(id=QUESTION, ask=ask, right=_text(of.answers[0]), accepted=of.answers)
        case "order":
            return _order(ask, of)
        case _:
            return _match(ask, of)


def _text(words: str) -> Text:
    return Text(en=words, ru=words, tg=words)


def _options(answers: tuple[str, ...], right: tuple[int, ...]) -> tuple[Option, ...]:
    """The right ones first; the key of the only right one is RIGHT."""
    order = [*right, *(place for place in range(len(answers)) if place not in right)]
    keys = {place: RIGHT if right == (place,) else f"o{place + 1}" for place in order}
    return tuple(Option(key=keys[place], text=_text(answers[place])) for place in order)


def _number(ask: Text, of: Written) -> Number:
    right, tolerance = number_in(of.answers[0])
    wrong = [number for each in of.answers[1:] if (number := number_in(each)[0]) is not None]
    assert right is not None, "what breaks no rule is a number"
    options = [
        Option(key=RIGHT, text=number_text(right)),
        *(Option(key=str(number), text=number_text(number)) for number in wrong),
    ]
    shown = tuple(options) if wrong else ()
    return Number(id=QUESTION, ask=ask, right=right, tolerance=tolerance, options=shown)


def _when(ask: Text, of: Written) -> When:
    right, tolerance = date_in(of.answers[0])
    wrong = [when for each in of.answers[1:] if (when := date_in(each)[0]) is not None]
    assert right is not None, "what breaks no rule is a date"
    options = [
        Option(key=RIGHT, text=Text(**spelled(right))),
        *(Option(key=when.spelling, text=Text(**spelled(when))) for when in wrong),
    ]
    shown = tuple(options) if wrong else ()
    return When(id=QUESTION, ask=ask, right=right, tolerance=tolerance, options=shown)


def _order(ask: Text, of: Written) -> Order:
    dated = [(words, date_in(when)[0]) for words, when in map(sides, of.answers)]
    events = [
        Event(key=f"e{place}", text=_text(words), when=when)
        for place, (words, when) in enumerate(dated, start=1)
        if when is not None
    ]
    return Order(id=QUESTION, ask=ask, options=tuple(sorted(events, key=lambda event: event.when.first_on)))


def _match(ask: Text, of: Written) -> Match:
    pairs = [(f"p{place}", *sides(each)) for place, each in enumerate(of.answers, start=1)]
    left = tuple(Option(key=key, text=_text(one)) for key, one, _ in pairs)
    return Match(
        id=QUESTION,
        ask=ask,
        left=left,
        options=tuple(Option(key=key, text=_text(other)) for key, _, other in pairs),
    )


def sides(answer: str) -> tuple[str, str]:
    """Both sides of an answer of two; the second is empty if there is none."""
    one, _, other = answer.partition("=")
    return one.strip(), other.strip()


def number_in(answer: str) -> tuple[int | None, int]:
    """A whole number, and how far off an answer may be: 1200 ± 50."""
    words, tolerance = _forgiving(answer)
    return read_number(words), tolerance


def date_in(answer: str) -> tuple[PartialDate | None, int]:
    """A date, and how many years off an answer may be: 1997 ± 1."""
    words, tolerance = _forgiving(answer)
    return read_date(words), tolerance


def _forgiving(answer: str) -> tuple[str, int]:
    for sign in _FORGIVING:
        words, found, off = answer.partition(sign)
        if found:
            return words.strip(), read_number(off) or 0
    return answer, 0


Look = Callable[[str], OwnFact | None]
"""Finds an own question by the id of its fact."""


class Lending(Bank, frozen=True, kw_only=True, dict=True):
    """The bank as it is, which on demand lends the own questions of a class beside it (``with_own``).

    They are found by their ids alone: nothing that draws, searches or counts goes through them.
    """

    look: Look
    is_lent: bool = False

    def find_fact(self, fact_id: str) -> Fact | None:
        if self.is_lent and fact_id.startswith(PREFIX):
            return self.look(fact_id)
        return super().find_fact(fact_id)


def lending(bank: Bank, look: Look, *, is_lent: bool = False) -> Lending:
    """What the bank keeps of what was looked up in it is shared with it."""
    of: dict[str, Any] = {name: getattr(bank, name) for name in Bank.__struct_fields__}
    made = Lending(**of, look=look, is_lent=is_lent)
    force_setattr(made, "__dict__", bank.__dict__)
    return made


def with_own(bank: Bank) -> Bank:
    """The bank with the own questions that may be seen by whoever acts; without any, as it is."""
    return lending(bank, bank.look, is_lent=True) if isinstance(bank, Lending) else bank


def beside(bank: Bank, facts: Mapping[str, OwnFact]) -> Bank:
    """The bank with these beside it, to show what became of them."""
    return lending(bank, dict(facts).get, is_lent=True) if facts else bank
