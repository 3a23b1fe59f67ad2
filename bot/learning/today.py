"""What happened on a day of the year, and honestly what comes nearest where nothing did."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from content.model import Bank, Fact, Theme
from content.reading import read_parts

Nearness = Literal["day", "week", "month", "theme"]

NEAR = timedelta(days=3)
MOST = 3
"""Facts that are told; the rest of them are not."""
LEAP = 2000
"""A year that has all 366 days."""


@dataclass(frozen=True)
class Today:
    """``near`` says how near the facts are: on the day, within three days, in its month, or of a theme."""

    near: Nearness
    facts: tuple[Fact, ...]
    theme: Theme | None = None


def on(bank: Bank, month: int, day: int) -> Today:
    """The same for the same day of any year."""
    wanted = date(LEAP, month, day)
    exact = [fact for fact in bank.facts if fact.when.precision == "day"]
    of_day = [fact for fact in exact if _distance(fact, wanted) == timedelta(0)]
    if of_day:
        return Today("day", tuple(of_day[:MOST]))
    of_week = sorted(exact, key=lambda fact: _distance(fact, wanted))
    near = [fact for fact in of_week if _distance(fact, wanted) <= NEAR]
    if near:
        return Today("week", tuple(near[:MOST]))
    chance = random.Random(f"{month}-{day}")
    of_month = [fact for fact in bank.facts if month in _months(fact)]
    if of_month:
        return Today("month", tuple(chance.sample(of_month, min(MOST, len(of_month)))))
    return _of_a_theme(bank, wanted, chance)


def _of_a_theme(bank: Bank, wanted: date, chance: random.Random) -> Today:
    """The themes take turns, day by day; a bank without any tells a fact."""
    themes = [theme for theme in bank.themes if bank.facts_in(theme.id)]
    if not themes:
        return Today("theme", (chance.choice(bank.facts),))
    theme = themes[wanted.timetuple().tm_yday % len(themes)]
    return Today("theme", (chance.choice(bank.facts_in(theme.id)),), theme)


def _distance(fact: Fact, wanted: date) -> timedelta:
    """Days between two days of the year, also over its end."""
    apart = abs(fact.when.first_on.replace(year=LEAP) - wanted)
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
