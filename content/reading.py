"""Numbers and dates as people type them, in three languages."""

from __future__ import annotations

import re
from functools import cache

from content.dates import month_names
from content.model import LANGUAGES
from content.partial_date import PartialDate
from content.spelling import skeleton, words

_NUMBER = re.compile(r"[^\d]*(\d{1,3}(?:[ \u00a0\u202f.,]\d{3})+|\d{1,9})[^\d]*")
_DOTTED = re.compile(r"(?:(\d{1,2})[./-])?(\d{1,2})[./-](\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})[./-](\d{1,2})(?:[./-](\d{1,2}))?")
_LITTLE_WORDS = "the of on in в года год году г соли моҳи сол рӯзи санаи числа"
_AROUND = frozenset(skeleton(_LITTLE_WORDS).split())


def read_number(text: str) -> int | None:
    """The one whole number in ``text``, with or without spaces between its thousands."""
    found = _NUMBER.fullmatch(text.strip())
    return int(re.sub(r"\D", "", found[1])) if found else None


def read_date(text: str) -> PartialDate | None:
    """A day, a month or a year: 27.06.1997, 1997-06, June 1997, 27 июня 1997 года, июни соли 1997."""
    year, month, day = _digital(text.strip()) or _worded(text)
    if not year:
        return None
    parts = [part for part in (year, month, day) if part]
    spelling = "-".join([parts[0], *(part.zfill(2) for part in parts[1:])])
    try:
        return PartialDate(spelling)
    except ValueError:
        return None


def _digital(text: str) -> tuple[str, str, str] | None:
    if found := _DOTTED.fullmatch(text):
        return found[3], found[2], found[1] or ""
    if found := _YEAR_FIRST.fullmatch(text):
        return found[1], found[2], found[3] or ""
    return None


def _worded(text: str) -> tuple[str, str, str]:
    """Year, month and day among the words; empty texts if there is any other word than these."""
    year = month = day = ""
    for word in words(re.sub(r"(\d)(st|nd|rd|th)\b", r"\1", text)):
        if word.isdigit() and len(word) == 4 and not year:
            year = word
        elif word.isdigit() and len(word) <= 2 and not day:
            day = word
        elif number := _months().get(word) or _months().get(word[:3]):  # июне, июньский
            month = month or number
        elif word not in _AROUND:
            return "", "", ""
    return ("", "", "") if day and not month else (year, month, day)


@cache
def _months() -> dict[str, str]:
    """The number of each month by its name, bent or not, in every language, whole or by three letters."""
    known: dict[str, str] = {}
    for language in LANGUAGES:
        for names in month_names(language):
            for number, name in enumerate(names, start=1):
                known[skeleton(name)] = known[skeleton(name[:3])] = str(number)
    return known | {skeleton("мае"): "5"}
