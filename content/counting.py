"""Whole numbers as people type them, in digits and in words, in three languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from content import numerals
from content.reading import denies, plain
from content.spelling import skeleton, words

_PART = re.compile(
    r"(?P<whole>\d{1,3}(?P<by>[ .,'’])\d{3}(?:(?P=by)\d{3})*(?!\d)|\d+)(?:[.,](?P<rest>\d+))?"
    r"|(?P<word>[^\W\d_]+(?:['’ʼ][^\W\d_]+)*)|(?P<sign>\S)"
)
_BELOW_NOTHING = re.compile(r"(?:^|[\s(])-\d")
_MOST_DIGITS = 9
_HUNDRED = 100

_JOINING = frozenset(words("and и ва у a an of с"))
_VAGUE = frozenset(
    words(
        "несколько пара пару сколько сколько-то several few many some чанд якчанд dozen dozens десяток "
        "десятки десятков сотня сотни сотен дюжина половина quarter четверть третей минус minus манфӣ"
    )
)
_AROUND = frozenset(
    words(
        "about around approximately roughly almost nearly over more than exactly only just probably maybe "
        "perhaps i think it was there were is are of a the or so около примерно приблизительно почти больше "
        "более чем свыше ровно всего где то думаю я кажется по моему было были наверное может быть их это "
        "тақрибан қариб тахминан зиёда аз беш бештар фикр мекунам ба фикрам шояд буд буданд ҳамагӣ расо "
        "дақиқ ин онҳо"
    )
)
"""What stands around a number and says nothing of its own."""
_THOUSANDS = "k"
_EITHER = frozenset("mtb")
"""Letters behind a number that may be a measure as well as a million, a thousand, a billion."""


def read_number(text: str) -> int | None:
    """The one whole number in ``text``: 1 350, 360 тысяч, 1,2 тыс., twenty-seven, бисту ҳафт нафар.

    None if there is none, if there are two that differ, or if it may be read in two ways.
    """
    flat = plain(text)
    if denies(flat) or _BELOW_NOTHING.search(flat):
        return None
    found = set(_Reader(flat).numbers())
    number = found.pop() if len(found) == 1 else None
    return int(number) if number is not None and number.denominator == 1 else None


@dataclass
class _Sum:
    """A number as it is put together: двести | пятьдесят | тысяч | сто."""

    total: Fraction = Fraction(0)
    last: Fraction | None = None
    is_in_words: bool = False
    below: int = 10**12  # what may follow is less than the word before: тысяч, then сто

    @property
    def value(self) -> Fraction:
        return self.total + (self.last or 0)

    def add(self, number: Fraction, *, in_words: bool) -> bool:
        """Whether the number goes on with this one."""
        if self.last is None and number < self.below:
            self.last, self.is_in_words = number, in_words
            return True
        if self.last is None or not self._may_add(number, in_words and self.is_in_words):
            return False
        self.last += number
        return True

    def _may_add(self, number: Fraction, both_in_words: bool) -> bool:
        assert self.last is not None
        if number == Fraction(1, 2):
            return self.last.denominator == 1
        is_of_ten = number < 10 and self.last % _HUNDRED >= 20 and self.last % 10 == 0
        is_of_hundred = number < _HUNDRED <= self.last and self.last % _HUNDRED == 0
        return both_in_words and number > 0 and (is_of_ten or is_of_hundred)

    def multiply(self, by: int, *, may_stand_alone: bool) -> bool:
        """Whether "hundred", "thousand" and the like go on with this number."""
        if self.last is None and not may_stand_alone:
            return False
        if by == _HUNDRED:
            self.last = (self.last or Fraction(1)) * by
            return self.last < _HUNDRED * 10
        if by >= self.below:
            return False
        self.total += (self.last if self.last is not None else Fraction(1)) * by
        self.last, self.below = None, by
        return True


class _Reader:
    """Goes through a text once. A number that cannot be told is None."""

    def __init__(self, flat: str) -> None:
        self._parts = list(_PART.finditer(flat))
        self._has_digits = any(part["whole"] for part in self._parts)
        self._sum: _Sum | None = None
        self._others = 0
        self._is_either = False

    def numbers(self) -> Iterator[Fraction | None]:
        for place, part in enumerate(self._parts):
            if part["whole"]:
                yield from self._digits(part)
            elif part["word"]:
                yield from self._word(part, place)
            elif part["sign"] not in "-.":
                yield from self._end()
        yield from self._end()
        if self._others > 1 and not self._has_digits:
            yield None  # "one more question, please" counts nothing

    def _digits(self, part: re.Match[str]) -> Iterator[Fraction | None]:
        digits = re.sub(r"\D", "", part["whole"])
        if len(digits) > _MOST_DIGITS:
            yield None
            return
        number = Fraction(f"{digits}.{part['rest']}" if part["rest"] else digits)
        yield from self._take(number, in_words=False)
        # 1,350 is a number in thousands, unless "thousand" follows: then nobody knows.
        is_one_group = part["by"] in (".", ",") and part["whole"].count(part["by"]) == 1
        self._is_either = is_one_group and not part["rest"]

    def _word(self, part: re.Match[str], place: int) -> Iterator[Fraction | None]:
        word = skeleton(part["word"])
        before = self._parts[place - 1] if place else None
        is_behind_digits = before is not None and bool(before["whole"])
        is_attached = before is not None and before.end() == part.start()
        is_last = place + 1 == len(self._parts)
        if word in numerals.numbers():
            yield from self._take(Fraction(numerals.numbers()[word]), in_words=True)
        elif word in numerals.halves():
            yield from self._take(numerals.halves()[word], in_words=True)
        elif by := numerals.times().get(word):
            yield from self._multiply(by, may_stand_alone=word in numerals.alone())
        elif is_behind_digits and word == _THOUSANDS and (is_attached or is_last):
            yield from self._multiply(1000, may_stand_alone=False)
        elif word in _VAGUE or (is_behind_digits and word in _EITHER):
            yield None
        elif not (self._sum and word in _JOINING):
            yield from self._end()
            # state-owned, участников-государств: one word
            self._others += word not in _AROUND and not (is_attached and before and before["sign"] == "-")

    def _take(self, number: Fraction, *, in_words: bool) -> Iterator[Fraction | None]:
        if self._sum is None or not self._sum.add(number, in_words=in_words):
            yield from self._end()
            self._sum = _Sum()
            self._sum.add(number, in_words=in_words)

    def _multiply(self, by: int, *, may_stand_alone: bool) -> Iterator[Fraction | None]:
        self._sum = self._sum or _Sum()
        if self._is_either or not self._sum.multiply(by, may_stand_alone=may_stand_alone):
            yield None
        self._is_either = False

    def _end(self) -> Iterator[Fraction | None]:
        if self._sum is not None:
            yield self._sum.value
        self._sum, self._is_either = None, False
