"""Dates in words, no more exact than their source: 19 February 1994, феврали соли 1994, 1992–1997 годы."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from content.model import LANGUAGES, Language
from content.partial_date import PartialDate

_MONTHS: dict[Language, str] = {
    "en": "January February March April May June July August September October November December",
    "ru": "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "tg": "январ феврал март апрел май июн июл август сентябр октябр ноябр декабр",
}
_BENT_MONTHS: dict[Language, str] = {
    "en": _MONTHS["en"],
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "tg": "январи феврали марти апрели майи июни июли августи сентябри октябри ноябри декабри",
}
"""The genitive of Russian, after a day; the izofa of Tajik, before a year."""
_SHORT_MONTHS = (
    "янв, фев февр feb, мар мрт, апр, май мая мае маю маем майский майского майи майро, июн iyun, июл iyul, "
    "авг avgust, сен сент sep sept sentabr, окт oktabr, ноя нояб nov, дек dec"
)
"""As they are cut short, and what no ending gives: в мае."""
_ENDINGS: dict[Language, str] = {
    "en": "s",
    "ru": "ь й я а е у ю ем ём ом ский ского ском ьский ьского ьском",
    "tg": "и ро да ҳо",
}


class _Parts(NamedTuple):
    year: str
    month: str = ""
    day: str = ""


def month_names(language: Language) -> tuple[list[str], list[str]]:
    """The twelve months, plain and bent, as they stand alone and in a date."""
    return _MONTHS[language].split(), _BENT_MONTHS[language].split()


def month_spellings() -> tuple[frozenset[str], ...]:
    """Each month as people write it, in any language: whole, bent or cut short."""
    return tuple(frozenset(_spellings(number)) for number in range(12))


def _spellings(number: int) -> Iterator[str]:
    yield from _SHORT_MONTHS.split(", ")[number].split()
    for language, endings in _ENDINGS.items():
        name = _MONTHS[language].split()[number]
        yield from (name, name[:3], _BENT_MONTHS[language].split()[number])
        stem = name.rstrip("ьй")
        yield from (f"{stem}{ending}" for ending in endings.split() if len(stem) > 2)


def spell(when: PartialDate, language: Language) -> str:
    """``when`` at its own precision, in the words of ``language``."""
    if when.precision != "range":
        return _spell(_parts(when.spelling), language)
    first, _, last = when.spelling.partition("/")
    if first == last:
        return _spell(_parts(first), language)
    return _range(_parts(first), _parts(last), language)


def spelled(when: PartialDate) -> dict[Language, str]:
    """``when`` in the words of every language."""
    return {language: spell(when, language) for language in LANGUAGES}


def _parts(spelling: str) -> _Parts:
    return _Parts(*spelling.split("-"))


def _spell(parts: _Parts, language: Language) -> str:
    if not parts.month:
        return _year(parts.year, language)
    return f"{_month(parts, language, before_year=True)} {_of_year(parts.year, language)}"


def _range(first: _Parts, last: _Parts, language: Language) -> str:
    """What both ends share is said once."""
    if not first.month and not last.month:
        return _years(first.year, last.year, language)
    if first.year != last.year or bool(first.day) != bool(last.day) or not (first.month and last.month):
        return f"{_spell(first, language)} – {_spell(last, language)}"
    end = _spell(last, language)
    if first.month != last.month:
        return f"{_month(first, language)} – {end}"
    return f"{int(first.day)}–{end}"


def _month(parts: _Parts, language: Language, *, before_year: bool = False) -> str:
    """The month, with its day if it is known."""
    is_bent = bool(parts.day) if language == "ru" else before_year
    months = (_BENT_MONTHS if is_bent else _MONTHS)[language].split()
    name = months[int(parts.month) - 1]
    return f"{int(parts.day)} {name}" if parts.day else name


def _of_year(year: str, language: Language) -> str:
    return {"en": year, "ru": f"{year} года", "tg": f"соли {year}"}[language]


def _year(year: str, language: Language) -> str:
    return {"en": year, "ru": f"{year} год", "tg": f"соли {year}"}[language]


def _years(first: str, last: str, language: Language) -> str:
    years = f"{first}–{last}"
    return {"en": years, "ru": f"{years} годы", "tg": f"солҳои {years}"}[language]
