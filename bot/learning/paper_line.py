"""One line with all the answers of a paper: `1a 2б 3c`, `1. a, 2) б`, `1-а;2-б`, `абвг`. Never half read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from msgspec import Struct

LONGEST = 1000
"""Characters of a line; forty questions with three letters each take half of that."""

_LATIN, _CYRILLIC = "abcdefgh", "абвгдежз"
"""The letters of options by their places, as sheets in either alphabet show them."""
_LOOKS = {"с": 2}
"""A letter that no Cyrillic sheet shows: it can only be the Latin one that looks like it."""
_UNSURE = frozenset("bdeвде")
"""Letters that stand elsewhere in the other alphabet: of a line in both, nobody knows which was meant."""
_APART = frozenset(" .,;:)(/+&|\t\n\r")
_TOKEN = re.compile(r"(\d{1,3})|([^\W\d_]+)|([-–—−_]+)|(\s)|(.)", re.DOTALL)
Letters = tuple[int, ...]


class Slip(Exception):
    """Why a line was not read. ``key`` ends a key of the catalogue, ``about`` is the number or the letter."""

    def __init__(self, key: str, about: str = "") -> None:
        super().__init__(key)
        self.key = key
        self.about = about


class Asked(Struct, frozen=True):
    """What a question takes: so many options, and one letter or several."""

    options: int
    takes_several: bool = False


class Line(Struct, frozen=True):
    """Places of options for each number, empty where nothing was written; in which script that was."""

    given: tuple[Letters, ...]
    script: str


def read(text: str, asked: Sequence[Asked]) -> Line:
    """The answers in a line; raises Slip for what can be read in two ways, or not whole."""
    flat = unicodedata.normalize("NFC", text).casefold()
    if len(flat) > LONGEST:
        raise Slip("long")
    letters = [each for each in flat if each.isalpha()]
    if not letters:
        raise Slip("empty")
    places = _places(letters)
    has_numbers = any(each.isdecimal() for each in flat)
    given = _numbered(flat, places, asked) if has_numbers else _in_turn(flat, places, asked)
    for number, each in enumerate(given, start=1):
        _check(number, each, asked[number - 1])
    return Line(tuple(given), "cyrillic" if any(each in _CYRILLIC for each in letters) else "latin")


def _places(letters: Sequence[str]) -> Mapping[str, int]:
    """Which option each letter of the line names: the script of the whole line decides."""
    used = set(letters)
    for alphabet in (_LATIN, _CYRILLIC):
        if used <= set(alphabet):
            return {letter: alphabet.index(letter) for letter in used}
    found = {**{letter: place for place, letter in enumerate(_LATIN)}, **_LOOKS}
    found |= {letter: place for place, letter in enumerate(_CYRILLIC)}
    for letter in letters:
        if letter not in found:
            raise Slip("letter", letter.upper())
    if mixed := sorted(used & _UNSURE):
        raise Slip("mixed", ", ".join(mixed).upper())
    return {letter: found[letter] for letter in used}


def _numbered(text: str, places: Mapping[str, int], asked: Sequence[Asked]) -> list[Letters]:
    found: dict[int, list[int]] = {}
    number, is_blank = 0, False
    for digits, letters, dashes, _, other in _TOKEN.findall(text):
        if digits:
            _finish(number, found, is_blank=is_blank)
            number, is_blank = int(digits), False
            if not 1 <= number <= len(asked):
                raise Slip("number", digits)
            if number in found:
                raise Slip("twice", digits)
            found[number] = []
        elif letters and not number:
            raise Slip("first", letters.upper())
        elif letters:
            found[number] += [places[each] for each in letters]
        elif dashes:
            is_blank = True
        elif other and other not in _APART:
            raise Slip("sign", other)
    _finish(number, found, is_blank=is_blank)
    return [tuple(found.get(number, ())) for number in range(1, len(asked) + 1)]


def _finish(number: int, found: Mapping[int, list[int]], *, is_blank: bool) -> None:
    """A number stands alone only with a dash behind it: else its letter was forgotten, or read away."""
    if number and not found[number] and not is_blank:
        raise Slip("bare", str(number))


def _in_turn(text: str, places: Mapping[str, int], asked: Sequence[Asked]) -> list[Letters]:
    """Letters alone: one for each question in turn, or words of letters where questions take several."""
    words = []
    for _, letters, dashes, _, other in _TOKEN.findall(text):
        if dashes or (other and other not in _APART):
            raise Slip("sign", dashes or other)
        if letters:
            words.append(tuple(places[each] for each in letters))
    single = tuple((place,) for word in words for place in word)
    ways = {way for way in (single, tuple(words)) if _fits(way, asked)}
    if not ways:
        raise Slip("many", str(len(single)))
    if len(ways) > 1:
        raise Slip("ways")
    return [*ways.pop(), *[()] * len(asked)][: len(asked)]


def _fits(way: Sequence[Letters], asked: Sequence[Asked]) -> bool:
    if len(way) > len(asked):
        return False
    return all(len(each) == 1 or of.takes_several for each, of in zip(way, asked, strict=False))


def _check(number: int, given: Letters, asked: Asked) -> None:
    if any(place >= asked.options for place in given) or len(set(given)) < len(given):
        raise Slip("option", str(number))
    if len(given) > 1 and not asked.takes_several:
        raise Slip("one", str(number))
