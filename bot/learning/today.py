"""What happened on a day of the year, and honestly what comes nearest where nothing did."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from content.model import Bank, Fact, Theme
from content.partial_date import PartialDate
from content.reading import read_parts

Nearness = Literal["day", "week", "month", "theme"]

NEAR = timedelta(days=3)
LONG = timedelta(days=31)
"""What went on for longer is of the days on which it began and ended, and of none between."""
MOST = 3
"""Facts that are told; the rest of them are not."""
LEAP = 2000
"""A year that has all 366 days."""


class Today(Struct, frozen=True):
    """``near`` says how near the facts are: on the day, within three days, in its month, or of a theme.

    ``of_month`` are those of which only the month is known, beside facts that are nearer.
    """

    near: Nearness
    facts: tuple[Fact, ...]
    theme: Theme | None = None
    of_month: tuple[Fact, ...] = ()


def on(bank: Bank, month: int, day: int) -> Today:
    """The same for the same day of any year."""
    wanted = date(LEAP, month, day)
    chance = random.Random(f"{month}-{day}")
    known = [fact for fact in bank.facts if _exact_days(fact.when)]
    exact = sorted(known, key=lambda each: _distance(each, wanted))
    others = (fact for fact in bank.facts if not _exact_days(fact.when))
    inexact = _shuffled((fact for fact in others if month in _months(fact)), chance)
    for near, apart in _NEARNESS:
        if found := tuple(fact for fact in exact if _distance(fact, wanted) <= apart)[:MOST]:
            return Today(near, found, of_month=tuple(inexact[: MOST - len(found)]))
    of_month = inexact + _shuffled((fact for fact in exact if month in _months(fact)), chance)
    if of_month:
        return Today("month", tuple(of_month[:MOST]))
    return _of_a_theme(bank, wanted, chance)


_NEARNESS: tuple[tuple[Nearness, timedelta], ...] = (("day", timedelta(0)), ("week", NEAR))


def _shuffled(facts: Iterable[Fact], chance: random.Random) -> list[Fact]:
    found = list(facts)
    return chance.sample(found, len(found))


def _of_a_theme(bank: Bank, wanted: date, chance: random.Random) -> Today:
    """The themes take turns, day by day; a bank without any tells a fact."""
    themes = [theme for theme in bank.themes if bank.facts_in(theme.id)]
    if not themes:
        return Today("theme", (chance.choice(bank.facts),))
    theme = themes[wanted.timetuple().tm_yday % len(themes)]
    return Today("theme", (chance.choice(bank.facts_in(theme.id)),), theme)


def of_the_day(bank: Bank, day: date) -> frozenset[str]:
    """The ids of the facts that surely happened on this day of the year."""
    wanted = day.replace(year=LEAP)
    return frozenset(fact.id for fact in bank.facts if wanted in _exact_days(fact.when))


@lru_cache(maxsize=2_000)
def _exact_days(when: PartialDate) -> frozenset[date]:
    """The days of the year that a date surely names. Kept, because every step of a wave asks."""
    if not _is_exact(when):
        return frozenset()
    return frozenset(day.replace(year=LEAP) for day in _days(when))


def _is_exact(when: PartialDate) -> bool:
    """Whether its days are known: the day, or those on which it began and ended."""
    return all(end.count("-") == 2 for end in when.spelling.split("/"))


def _distance(fact: Fact, wanted: date) -> timedelta:
    """Days between a day of the year and the nearest of the fact's, also over the end of the year."""
    return min(_apart(day, wanted) for day in _exact_days(fact.when))


def _days(when: PartialDate) -> list[date]:
    first, last = when.first_on, when.last_on
    if last - first > LONG:
        return [first, last]
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _apart(day: date, wanted: date) -> timedelta:
    apart = abs(day - wanted)
    return min(apart, timedelta(days=366) - apart)


def _months(fact: Fact) -> set[int]:
    """The months that a date names, at its own precision; a range, those it begins and ends in."""
    ends = fact.when.spelling.split("/")
    return {int(end.split("-")[1]) for end in ends if "-" in end}


def read_day(text: str) -> tuple[int, int] | None:
    """(month, day) as people write them: 12.05, 12 May, 12-уми май, 12 мая 1997 г.; None if it is no day."""
    parts = read_parts(text)
    if parts is None or not (parts.month and parts.day):
        return None
    try:
        date(parts.year or LEAP, parts.month, parts.day)
    except ValueError:
        return None
    return parts.month, parts.day
