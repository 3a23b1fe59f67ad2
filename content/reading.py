"""Dates as people type them, in three languages, in digits and in words."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from content.dates import month_spellings
from content.partial_date import PartialDate
from content.spelling import skeleton, words

LONGEST = 128
"""Characters in which a number or a date is looked for; a longer text is about something else."""

_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_APOSTROPHE = "['’‘ʼ`´]"
_BY = r"(?: ?[./-] ?)"
_DIGITAL = re.compile(
    rf"(?<!\d)(?:(?P<day>\d{{1,2}}){_BY}(?P<month>\d{{1,2}}){_BY}(?P<year>\d{{4}}|\d\d)"
    r"|(?P<day2>\d{1,2}) (?P<month2>\d{1,2}) (?P<year2>\d{4})"
    rf"|(?P<year3>\d{{4}}){_BY}(?P<month3>\d{{1,2}})(?:{_BY}(?P<day3>\d{{1,2}}))?"
    rf"|(?P<month4>\d{{1,2}}){_BY}(?P<year4>\d{{4}})"
    rf"|(?P<one>\d{{1,2}})(?: ?[./] ?|-)(?P<other>\d{{1,2}}))(?!\d)(?! ?[./-] ?\d)"
)
_PART = re.compile(
    rf"(?P<short>{_APOSTROPHE}(?=\d\d(?!\d)))?(?P<number>\d+)(?:(?:-|{_APOSTROPHE})?(?P<bent>[^\W\d_]+))?"
    r"|(?P<word>[^\W\d_]+)"
)
_BENT = frozenset(words("го й ый ого м ом ми е я ум уми юм юми ӯм st nd rd th"))
"""What is written behind the digits of a day or a year: 27th, 27-го, 27-уми, 1997-м."""
_DECADE = frozenset(words("е ые х ых s"))
_BEHIND_YEAR = frozenset(words("г год года году годом годе"))
_BEFORE_YEAR = frozenset(words("сол соли year"))
_MODAL = re.compile(r"\bmay (?=be\b|have\b)")
_NOT_IT = (
    "not isnt wasnt never neither before after between except не нет ни до после раньше позже позднее ранее "
    "кроме между нест набуд пеш баъд бад пас қабл кабл байни ғайр гайр"
)
_DENYING = frozenset(_NOT_IT.split())
_LONG = 6
_OLDEST_DAY = 31
_FIRST_YEAR, _LAST_YEAR = 1000, 2999
_THIS_CENTURY = 50
"""Of two digits: '49 is 2049, '50 is 1950."""


class Parts(NamedTuple):
    """What is said of a date; 0 is nothing."""

    year: int = 0
    month: int = 0
    day: int = 0


def plain(text: str) -> str:
    """The text in one kind of small letters, digits, spaces and dashes; nothing if it is too long to read."""
    # ½ and ² would be folded into whole digits beside those before them.
    if len(text) > LONGEST or any(unicodedata.category(letter) == "No" for letter in text):
        return ""
    flat = unicodedata.normalize("NFKC", text.replace("№", " ")).casefold()
    visible = (letter for letter in flat if unicodedata.category(letter) != "Cf")
    return _DASHES.sub("-", "".join(_digit(letter) for letter in visible)).strip()


def _digit(letter: str) -> str:
    return str(unicodedata.decimal(letter)) if letter.isdecimal() else letter


def denies(flat: str) -> bool:
    """Whether a text says what something is not, or what it comes before or after: not 1997, после 1997."""
    return not _DENYING.isdisjoint(re.findall(r"[^\W\d_]+", re.sub(_APOSTROPHE, "", flat)))


def read_date(text: str) -> PartialDate | None:
    """The one day, month or year in a text: 27.06.1997, June 1997, 27-уми июни соли 1997, in '97 I think.

    None if there is none, if there are two, or if its year is not said.
    """
    parts = read_parts(text)
    if parts is None or not parts.year or (parts.day and not parts.month):
        return None
    spelling = f"{parts.year:04}" + "".join(f"-{part:02}" for part in parts[1:] if part)
    try:
        return PartialDate(spelling)
    except ValueError:
        return None


def read_parts(text: str) -> Parts | None:
    """What the one date in a text says of year, month and day; None if there is none, or if there are two."""
    flat = _MODAL.sub(" ", plain(text))
    if denies(flat):
        return None
    digital = {_digital(found) for found in _DIGITAL.finditer(flat)}
    try:
        worded = _worded(_DIGITAL.sub(" | ", flat))
    except _TwoDates:
        return None
    found = digital | ({worded} if any(worded) else set())
    return found.pop() if len(found) == 1 else None


def _digital(found: re.Match[str]) -> Parts:
    def part(name: str) -> int:
        return next((int(found[name + n]) for n in ("", "2", "3", "4") if found.groupdict().get(name + n)), 0)

    if found["one"]:
        one, other = int(found["one"]), int(found["other"])
        # 06.97 is a month; 27.06 is a day without its year.
        return Parts(_year(other), one) if other > _OLDEST_DAY else Parts(month=other, day=one)
    return Parts(_year(part("year")), part("month"), part("day"))


def _year(number: int) -> int:
    if number >= 100:
        return number
    return number + (2000 if number < _THIS_CENTURY else 1900)


class _TwoDates(Exception):
    """More is said than one date, or a number that is no part of any."""


def _worded(flat: str) -> Parts:
    """The date that is said with the words of a text; raises _TwoDates."""
    said = _Said(set(), set(), set())
    parts = list(_PART.finditer(flat))
    for place, part in enumerate(parts):
        if part["number"]:
            behind = parts[place + 1]["word"] if place + 1 < len(parts) else None
            before = parts[place - 1]["word"] if place else None
            is_year = skeleton(behind or "") in _BEHIND_YEAR or skeleton(before or "") in _BEFORE_YEAR
            _number(said, part, is_year=is_year)
        elif month := _month(part["word"]):
            said.months.add(month)
    return said.whole(is_alone=len(parts) == 1)


class _Said(NamedTuple):
    years: set[int]
    months: set[int]
    small: set[int]  # days, or years by their last two digits

    def whole(self, *, is_alone: bool) -> Parts:
        """What is said is one date, or nothing."""
        late = {number for number in self.small if number > _OLDEST_DAY}
        if late and not self.years and (self.months or is_alone):
            self.years.update(map(_year, late))
            self.small.difference_update(late)
        if max(map(len, self)) > 1 or (self.small and not self.months):
            raise _TwoDates
        return Parts(*(next(iter(numbers), 0) for numbers in self))


def _number(said: _Said, part: re.Match[str], *, is_year: bool) -> None:
    number, bent = int(part["number"][:5]), skeleton(part["bent"] or "")
    month = _months().get(bent)
    if bent in _DECADE and (number > _OLDEST_DAY or number == 0):
        raise _TwoDates
    if bent and not month and bent not in _BENT | _DECADE | _BEHIND_YEAR:
        raise _TwoDates
    if len(part["number"]) == 4 and _FIRST_YEAR <= number <= _LAST_YEAR:
        said.years.add(number)
    elif len(part["number"]) > 2:
        raise _TwoDates
    elif is_year or part["short"] or bent in _BEHIND_YEAR or (bent in _BENT and number > _OLDEST_DAY):
        said.years.add(_year(number))
    else:
        said.small.add(number)
    if month:
        said.months.add(month)


def _month(word: str) -> int | None:
    """The month that a word names, also with a slip in it: what is passed over would be half a date."""
    sound = skeleton(word)
    if sound in _months() or len(sound) < _LONG:
        return _months().get(sound)
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extractOne

    near = extractOne(word, _written().keys(), scorer=OSA.distance, score_cutoff=1)
    return _written()[near[0]] if near else None


@cache
def _written() -> dict[str, int]:
    """The number of each month by all its spellings."""
    spellings = enumerate(month_spellings(), start=1)
    return {spelling.casefold(): month for month, spelled in spellings for spelling in spelled}


@cache
def _months() -> dict[str, int]:
    """The same by their sounds."""
    return {skeleton(spelling): month for spelling, month in _written().items()}
