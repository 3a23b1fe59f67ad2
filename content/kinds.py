"""The kinds of questions: what each asks, and which answer is right."""

from __future__ import annotations

from typing import ClassVar, Literal

from content.frozen import Frozen
from content.partial_date import PartialDate
from content.text import Text


class Option(Frozen, frozen=True, kw_only=True):
    """One answer a learner may choose. ``key`` is its id within the question, for ever."""

    key: str
    text: Text
    why: Text | None = None


PURPOSES = ("why", "what-for", "what-changed", "what-came")
"""How the id of a question begins that asks for a reason, a purpose, a change or what came of it."""


def asks_purpose(question_id: str) -> bool:
    return f"{question_id}-".startswith(tuple(f"{purpose}-" for purpose in PURPOSES))


RIGHT = "right"
"""The key of the one right option of a question that has just one."""


class _Question(Frozen, frozen=True, kw_only=True, tag=True):
    """What every question has. ``id`` is unique within its fact, for ever."""

    id: str
    ask: Text

    def option(self, key: str) -> Option | None:
        options: tuple[Option, ...] = getattr(self, "options", ())
        return next((option for option in options if option.key == key), None)


class Choice(_Question, frozen=True, kw_only=True):
    """A question with exactly one right option."""

    kind: ClassVar[Literal["choice"]] = "choice"
    options: tuple[Option, ...]
    """The right option first, then the wrong ones as the author wrote them; learners see them shuffled."""

    @property
    def right(self) -> Option:
        return self.options[0]


Position = tuple[float, float]
"""Degrees of latitude, from the equator to the north, and of longitude, from Greenwich to the east."""


class Point(Option, frozen=True, kw_only=True):
    """An option that has its place on a map."""

    at: Position


class Place(Choice, frozen=True, kw_only=True):
    """A choice among places that a map shows by letters: it is answered and graded as any choice."""

    kind: ClassVar[Literal["place"]] = "place"  # type: ignore[assignment]  # a choice but for the map
    options: tuple[Point, ...]


class Several(_Question, frozen=True, kw_only=True):
    """A question with two or more right options, to be ticked."""

    kind: ClassVar[Literal["several"]] = "several"
    options: tuple[Option, ...]
    """The right ones first."""
    right: tuple[str, ...]
    """The keys of the right options."""


TRUE = Option(key="true", text=Text(en="True", ru="Верно", tg="Дуруст"))
FALSE = Option(key="false", text=Text(en="False", ru="Неверно", tg="Нодуруст"))


class TrueFalse(_Question, frozen=True, kw_only=True):
    """A statement that is true or false. The fact's own statement corrects a false one."""

    kind: ClassVar[Literal["true-false"]] = "true-false"
    is_true: bool

    @property
    def options(self) -> tuple[Option, ...]:
        return (TRUE, FALSE)


class Number(_Question, frozen=True, kw_only=True):
    """A question for a whole number: typed, and if there are options, tapped as well."""

    kind: ClassVar[Literal["number"]] = "number"
    right: int
    tolerance: int = 0
    """How far off an answer may be and still count."""
    options: tuple[Option, ...] = ()


def number_text(number: int) -> Text:
    """A number as books print it: thousands apart from five digits on. A decision has the number 1251."""
    grouped = f"{number:,}" if number >= 10_000 else str(number)
    spaced = grouped.replace(",", "\u00a0")
    return Text(en=grouped, ru=spaced, tg=spaced)


class When(_Question, frozen=True, kw_only=True):
    """A question for a date as exact as ``right``: typed, and if there are options, tapped as well."""

    kind: ClassVar[Literal["when"]] = "when"
    right: PartialDate
    tolerance: int = 0
    """Years; only where a year is asked for."""
    options: tuple[Option, ...] = ()


class Naming(_Question, frozen=True, kw_only=True):
    """A question for a name, which the learner types."""

    kind: ClassVar[Literal["name"]] = "name"
    right: Text
    accepted: tuple[str, ...]
    """Every spelling that counts, in any language and script."""

    @property
    def options(self) -> tuple[Option, ...]:
        return ()


class Event(Option, frozen=True, kw_only=True):
    """Something that happened, to be put in its place among others."""

    when: PartialDate


class Order(_Question, frozen=True, kw_only=True):
    """Events to be put in their order; those with equal dates may come in either."""

    kind: ClassVar[Literal["order"]] = "order"
    options: tuple[Event, ...]
    """The earliest first."""


class Match(_Question, frozen=True, kw_only=True):
    """Pairs to be found. The options are the right sides, each with the key of its left side."""

    kind: ClassVar[Literal["match"]] = "match"
    left: tuple[Option, ...]
    options: tuple[Option, ...]


Question = Choice | Place | Several | TrueFalse | Number | When | Naming | Order | Match
"""Every kind of question."""
