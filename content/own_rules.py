"""The rules on a teacher's own question: those of the bank that a program can hold it to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import combinations

from msgspec import Struct, field

from content.limits import ASK_LIMIT, OPTION_LIMIT, STATEMENT_LIMIT
from content.own import KINDS, PAIRED, Written, date_in, number_in, sides
from content.partial_date import PartialDate
from content.wording import fold

NOTE_LIMIT = STATEMENT_LIMIT
SOURCE_LIMIT = 200
MOST_ANSWERS = 6
"""For which there are letters."""
COUNTS: Mapping[str, range] = {
    "choice": range(2, MOST_ANSWERS + 1),
    "several": range(3, MOST_ANSWERS + 1),
    "true-false": range(1),
    "number": range(1, MOST_ANSWERS),
    "when": range(1, MOST_ANSWERS),
    "name": range(1, MOST_ANSWERS + 1),
    "order": range(3, 6),
    "match": range(3, 6),
}
"""How many answers each kind has."""


class Fault(Struct, frozen=True):
    """A breach: a key of the catalogue, and which part it is in. ``place`` is of an answer, from 0."""

    key: str
    part: str  # kind, ask, answers, right, note, source
    place: int = 0
    about: Mapping[str, object] = field(default_factory=dict)


def faults(of: Written) -> list[Fault]:
    """Every breach, in the order in which the question is written."""
    if of.kind not in KINDS:
        return [Fault("own-fault-kind", "kind")]
    found = [*_ask(of), *of_answers(of), *_number_of_answers(of)]
    return [*found, *_right(of), *_note(of)]


def _ask(of: Written) -> Iterator[Fault]:
    yield from _lengths("ask", of.ask, ASK_LIMIT)
    if not of.ask:
        yield Fault("own-fault-empty", "ask")


def _lengths(part: str, text: str, most: int, place: int = 0) -> Iterator[Fault]:
    if len(text) > most:
        yield Fault("own-fault-long", part, place, {"n": most, "has": len(text)})


def _note(of: Written) -> Iterator[Fault]:
    """A false statement is corrected: whoever believed it shall not go away with nothing."""
    yield from _lengths("note", of.note, NOTE_LIMIT)
    yield from _lengths("source", of.source, SOURCE_LIMIT)
    if of.kind == "true-false" and of.right == (1,) and not of.note:
        yield Fault("own-fault-correction", "note")


def of_answers(of: Written) -> Iterator[Fault]:
    """What is wrong with the answers as they are, also if more are to come."""
    if of.kind == "true-false" and of.answers:
        yield Fault("own-fault-no-answers", "answers")
        return
    most = COUNTS[of.kind][-1]
    for place, answer in enumerate(of.answers):
        if place >= most:
            yield Fault("own-fault-many", "answers", place, {"n": most})
            return
        yield from _shape(of, place, answer)
    yield from _twice(of)


def _shape(of: Written, place: int, answer: str) -> Iterator[Fault]:
    for side in sides(answer) if of.kind in PAIRED else (answer,):
        yield from _lengths("answers", side, OPTION_LIMIT, place)
    if of.kind in PAIRED and not all(sides(answer)):
        yield Fault("own-fault-sides", "answers", place)
    elif of.kind == "number" and number_in(answer)[0] is None:
        yield Fault("own-fault-number", "answers", place)
    elif of.kind in ("when", "order"):
        when, tolerance = date_in(answer if of.kind == "when" else sides(answer)[1])
        if when is None:
            yield Fault("own-fault-date", "answers", place)
        elif tolerance and when.precision != "year":
            yield Fault("own-fault-tolerance", "answers", place)


def _twice(of: Written) -> Iterator[Fault]:
    """No two say the same, but for case, spaces and punctuation; and just one number or date is right."""
    groups: tuple[Callable[[str], str], ...] = (fold,)
    if of.kind in PAIRED:
        groups = (lambda each: fold(sides(each)[0]), lambda each: fold(sides(each)[1]))
    for group in groups[:1] if of.kind == "order" else groups:
        for (_, one), (place, other) in combinations(enumerate(of.answers), 2):
            if group(one) == group(other):
                yield Fault("own-fault-twice", "answers", place)
                return
    if of.kind == "number":
        yield from _numbers(of)
    elif of.kind == "when":
        yield from _dates(of)
    elif of.kind == "order":
        yield from _order(of)


def _numbers(of: Written) -> Iterator[Fault]:
    numbers = [number_in(each) for each in of.answers]
    right, tolerance = numbers[0] if numbers else (None, 0)
    if right is None:
        return
    for place, (number, _) in enumerate(numbers[1:], start=1):
        if number is not None and abs(number - right) <= tolerance:
            yield Fault("own-fault-right-too", "answers", place)
        elif number in [each for each, _ in numbers[:place]]:
            yield Fault("own-fault-twice", "answers", place)


def _dates(of: Written) -> Iterator[Fault]:
    """The dates to choose from are as exact as the right one."""
    dates = [date_in(each) for each in of.answers]
    right, tolerance = dates[0] if dates else (None, 0)
    if right is None:
        return
    for place, (when, _) in enumerate(dates[1:], start=1):
        if when is None:
            continue
        years = abs(when.first_on.year - right.first_on.year)
        if when.precision != right.precision:
            yield Fault("own-fault-precision", "answers", place)
        elif when == right or (right.precision == "year" and years <= tolerance):
            yield Fault("own-fault-right-too", "answers", place)
        elif when in [each for each, _ in dates[:place]]:
            yield Fault("own-fault-twice", "answers", place)


def _order(of: Written) -> Iterator[Fault]:
    """Of any two events it is certain which came first."""
    dated = [(place, date_in(sides(each)[1])[0]) for place, each in enumerate(of.answers)]
    for (_, one), (place, other) in combinations(dated, 2):
        if one is not None and other is not None and _meet(one, other):
            yield Fault("own-fault-order", "answers", place)
            return


def _meet(one: PartialDate, other: PartialDate) -> bool:
    return one.first_on <= other.last_on and other.first_on <= one.last_on


def _number_of_answers(of: Written) -> Iterator[Fault]:
    """Too many are told with the answer that is one too many."""
    wanted = COUNTS[of.kind]
    if len(of.answers) < wanted[0]:
        yield Fault("own-fault-few", "answers", len(of.answers), {"n": wanted[0]})


def _right(of: Written) -> Iterator[Fault]:
    places = range(2) if of.kind == "true-false" else range(len(of.answers))
    if of.kind in ("choice", "several", "true-false") and not set(of.right) <= set(places):
        yield Fault("own-fault-no-such", "right")
    elif of.kind in ("choice", "true-false") and len(of.right) != 1:
        yield Fault("own-fault-one-right", "right")
    elif of.kind == "several" and len(set(of.right)) < 2:
        yield Fault("own-fault-two-right", "right")
