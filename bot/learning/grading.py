"""What an answer of each kind is worth: right, half-right or wrong."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from itertools import combinations
from typing import Literal

from msgspec import Struct

from content.counting import read_number
from content.model import (
    RIGHT,
    Choice,
    Language,
    Match,
    Naming,
    Number,
    Order,
    Question,
    Several,
    TrueFalse,
    When,
)
from content.partial_date import PartialDate
from content.reading import read_date
from content.spelling import is_almost, likeness, skeleton

Grade = Literal["right", "half", "wrong"]

Confidence = Literal["sure", "think", "guess"]
"""What a learner says of an answer before it is judged."""
LEVELS: tuple[Confidence, ...] = ("sure", "think", "guess")

ALPHABETS: Mapping[Language, str] = {"en": "ABCDEFGH", "ru": "АБВГДЕЖЗ", "tg": "АБВГДЕЖЗ"}
"""The letters of options, in the learner's own alphabet."""

LONGEST = 300
"""Characters of a typed text that are looked at; no option and no name is longer."""

HALF_ORDERED = 2 / 3
"""Share of the pairs of events that stand in their order in a half-right answer: one swap of neighbours."""


class Given(Struct, frozen=True):
    """An answer as it was given: options chosen, or a text typed; neither is "don't know".

    ``chosen`` has the keys as they were tapped: the events of an order from the first on; for a match the
    option of each left side in turn.
    """

    grade: Grade
    chosen: tuple[str, ...] = ()
    typed: str | None = None
    confidence: Confidence | None = None

    @property
    def is_right(self) -> bool:
        return self.grade == "right"

    @property
    def is_half(self) -> bool:
        return self.grade == "half"


class Unreadable(Exception):
    """What was typed is no number or no date, or two of them: no answer, so it is asked for again."""


DONT_KNOW = Given("wrong")


def grade_chosen(question: Question, chosen: tuple[str, ...]) -> Given:
    """The grade of tapped options; ``chosen`` is complete."""
    return Given(_grade_chosen(question, chosen), chosen)


def _grade_chosen(question: Question, chosen: Sequence[str]) -> Grade:
    match question:
        case Several():
            return _ticked(frozenset(question.right), frozenset(chosen))
        case Order():
            return _ordered({event.key: event.when for event in question.options}, chosen)
        case Match():
            return _matched([option.key for option in question.left], chosen)
        case TrueFalse():
            return "right" if chosen == ("true" if question.is_true else "false",) else "wrong"
        case Choice() | Number() | When() | Naming():
            return "right" if tuple(chosen) == (RIGHT,) else "wrong"


def _ticked(right: frozenset[str], ticked: frozenset[str]) -> Grade:
    """Half-right: more hits than false ticks, and at least half of what is right."""
    hits, false = len(right & ticked), len(ticked - right)
    if ticked == right:
        return "right"
    return "half" if hits > false and (hits - false) * 2 >= len(right) else "wrong"


def _ordered(dates: Mapping[str, PartialDate], keys: Sequence[str]) -> Grade:
    pairs = [(dates[one], dates[other]) for one, other in combinations(keys, 2) if dates[one] != dates[other]]
    kept = sum(first.last_on < second.first_on for first, second in pairs)
    if kept == len(pairs):
        return "right"
    return "half" if kept >= HALF_ORDERED * len(pairs) else "wrong"


def _matched(left: Sequence[str], chosen: Sequence[str]) -> Grade:
    hits = sum(one == other for one, other in zip(left, chosen, strict=True))
    if hits == len(left):
        return "right"
    return "half" if hits * 2 >= len(left) else "wrong"


def option_meant(
    question: Question, shown: Sequence[str], text: str, language: Language | None = None
) -> int | None:
    """The place among the shown options that ``text`` names, by its letter or its words, in any language.

    ``language`` is the one they are shown in. None if the text names none, or if the answer takes more than
    one tap. Raises Unreadable if it is letters, but not one letter that is shown.
    """
    if isinstance(question, Several | Order | Match) or len(text) > LONGEST:
        return None
    letters = _letters_of(text, language)
    said = skeleton(text)
    if isinstance(question, TrueFalse) and said in _YES | _NO:
        return shown.index("true" if said in _YES else "false")
    if letters and len(letters) == 1 and letters[0] in range(len(shown)):
        return letters[0]
    for place, key in enumerate(shown):
        option = question.option(key)
        if option is not None and said and said in map(skeleton, option.text.all()):
            return place
    if letters and shown:
        raise Unreadable
    return None


def letters_meant(
    question: Question,
    shown: Sequence[str],
    text: str,
    selected: Sequence[str] = (),
    language: Language | None = None,
) -> tuple[str, ...] | None:
    """The options that typed letters name, for an answer of several taps: ``A C``, ``bacd``, ``В, А``.

    For an order they name its events from the first on, for a match the option of each left side in turn;
    after the taps in ``selected`` also only those that are left. None if the text is no row of letters, or
    one tap answers. Raises Unreadable if a letter is not shown, comes twice, or is wanting.
    """
    is_row = isinstance(question, Several | Order | Match) and len(text) <= LONGEST
    letters = _letters_of(text, language) if is_row else None
    if letters is None:
        return None
    if not all(letter in range(len(shown)) for letter in letters):
        raise Unreadable
    named = tuple(shown[letter] for letter in letters)
    if isinstance(question, Several):
        is_whole = len(set(named)) == len(named)
    else:
        named = named if len(named) == len(shown) else (*selected, *named)
        is_whole = sorted(named) == sorted(shown)
    if not is_whole:
        raise Unreadable
    return named


# Up to the sixth, which is the last that a question has. А Б В Г are the letters of who reads Cyrillic;
# to who is shown A B C D the same keys, В and С among them, look or sound like those.
_LATIN, _CYRILLIC, _LOOK_ALIKE = "abcdef", "абвгде", "авсдеф"
_CYRILLIC_ALONE = frozenset("бг")
_LETTERS = frozenset(_LATIN + _CYRILLIC + _LOOK_ALIKE)
_APART = re.compile(r"(?:\s(?:and|и|ва)(?=\s)|\W)+")
_WORDS = frozenset(["да", "два", "две", "где", "еда", "беда", "все", "вес", "бег", "дед", "вас"])


def _letters_of(text: str, language: Language | None) -> list[int] | None:
    """The places that the letters of a text name, -1 for one that no option has; None if it is words."""
    words = [word for word in _APART.split(text.casefold()) if word]
    letters = "".join(words)
    are_apart = len(words) > 1 and all(len(word) == 1 and word.isalpha() for word in words)
    is_together = len(words) == 1 and letters not in _WORDS and all(each in _LETTERS for each in letters)
    if not are_apart and not is_together:
        return None
    if not _CYRILLIC_ALONE.isdisjoint(letters):
        return [_place(letter, _CYRILLIC) for letter in letters]
    return [_by_language(letter, language) for letter in letters]


def _by_language(letter: str, language: Language | None) -> int:
    own, alike = _place(letter, _CYRILLIC), _place(letter, _LOOK_ALIKE)
    if language is None:  # nobody knows which letters were shown, so В is none
        return own if own == alike or alike < 0 else alike if own < 0 else -1
    if language == "en":
        return alike
    return own if own >= 0 else alike


def _place(letter: str, alphabet: str) -> int:
    return max(_LATIN.find(letter), alphabet.find(letter))


_YES = frozenset(map(skeleton, ("yes", "да", "ҳа", "бале")))
_NO = frozenset(map(skeleton, ("no", "нет", "не")))


def takes_typing(question: Question) -> bool:
    return isinstance(question, Number | When | Naming)


def may_answer(question: Question, text: str) -> bool:
    """Whether a typed text is meant for an answer: to a number or a date, one that has a digit or counts."""
    if isinstance(question, Naming):
        return True
    if not isinstance(question, Number | When):
        return False
    has_digit = any(letter.isdigit() for letter in text[:LONGEST])
    return has_digit or (isinstance(question, Number) and read_number(text) is not None)


def is_readable(question: Question, text: str) -> bool:
    """Whether a number or a date is asked for, and there is one in the text."""
    if isinstance(question, Number):
        return read_number(text) is not None
    return isinstance(question, When) and read_date(text) is not None


def grade_typed(question: Question, text: str, names: Collection[str]) -> Given:
    """The grade of a typed answer; ``names`` are the skeletons of all names of the bank.

    Raises Unreadable if a number or a date was asked for and ``text`` is none.
    """
    match question:
        case Number():
            return Given(_grade_number(question, text), typed=text)
        case When():
            return Given(_grade_date(question, text), typed=text)
        case Naming():
            return Given(_grade_name(question, text, names), typed=text)
        case _:
            raise TypeError(f"an answer to {question.kind} is not typed")


def _grade_name(question: Naming, text: str, names: Collection[str]) -> Grade:
    """A long name that is all but there is half-right."""
    if likeness(text, question.accepted, names) is not None:
        return "right"
    return "half" if is_almost(text, question.accepted, names) else "wrong"


def _grade_number(question: Number, text: str) -> Grade:
    number = read_number(text)
    if number is None:
        raise Unreadable
    return "right" if abs(number - question.right) <= question.tolerance else "wrong"


def _grade_date(question: When, text: str) -> Grade:
    """More exact than asked is right if it lies within, less exact half-right if it holds the right one."""
    when = read_date(text)
    if when is None:
        raise Unreadable
    right = question.right
    if right.precision == "year":
        return "right" if abs(when.first_on.year - right.first_on.year) <= question.tolerance else "wrong"
    if right.first_on <= when.first_on and when.last_on <= right.last_on:
        return "right"
    return "half" if when.first_on <= right.first_on and right.last_on <= when.last_on else "wrong"


def is_slip(question: Question, given: Given) -> bool:
    """Whether a name was taken although it is not spelled in any of the usual ways."""
    if not isinstance(question, Naming) or given.typed is None or not given.is_right:
        return False
    usual = {spelling.casefold() for spelling in question.accepted}
    return given.typed.strip().casefold() not in usual
