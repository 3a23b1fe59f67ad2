"""The upright axis of a timeline: where a day stands on it, and where its labels go.

Within a year time runs evenly, so that a month is a twelfth of it. A year is the longer, the more of the
facts begin in it; years in which none begins or ends are left out, with a gap in their place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from msgspec import Struct

from content.partial_date import PartialDate

_LEAST = 62
"""Of a year: room for its number."""
_GAP = 48


class Year(Struct, frozen=True):
    """A year from ``top`` to ``bottom``."""

    number: int
    top: float
    bottom: float


class Axis(Struct, frozen=True):
    years: tuple[Year, ...]

    @property
    def top(self) -> float:
        return self.years[0].top

    @property
    def bottom(self) -> float:
        return self.years[-1].bottom

    def begin(self, day: date) -> float:
        """Where the day begins."""
        return self._at(day, day.timetuple().tm_yday - 1)

    def end(self, day: date) -> float:
        return self._at(day, day.timetuple().tm_yday)

    def _at(self, day: date, passed: int) -> float:
        year = next(year for year in self.years if year.number == day.year)
        days = date(day.year, 12, 31).timetuple().tm_yday
        return year.top + (year.bottom - year.top) * passed / days


def axis_of(dates: Sequence[PartialDate], top: float, height: float) -> Axis:
    """An axis over all the dates, at least ``height`` long."""
    numbers = sorted({day.year for when in dates for day in (when.first_on, when.last_on)})
    gaps = [0 if last + 1 == number else _GAP for last, number in pairwise([numbers[0] - 1, *numbers])]
    begun = Counter(when.first_on.year for when in dates)
    spare = max(height - len(numbers) * _LEAST - sum(gaps), 0) / len(dates)
    years = []
    for number, gap in zip(numbers, gaps, strict=True):
        top += gap
        bottom = top + _LEAST + spare * begun[number]
        years.append(Year(number, top, bottom))
        top = bottom
    return Axis(tuple(years))


def spread(wanted: Sequence[float], heights: Sequence[float], top: float, bottom: float) -> list[float]:
    """Tops for labels of these heights: near the wanted ones, in order, none upon another."""
    tops: list[float] = []
    for want, height in zip(wanted, heights, strict=True):
        tops.append(max(want, top))
        top = tops[-1] + height
    for number in reversed(range(len(tops))):
        tops[number] = min(tops[number], bottom - heights[number])
        bottom = tops[number]
    return tops


def lanes(dates: Sequence[PartialDate]) -> dict[PartialDate, int]:
    """For each of the dates, earliest first, the first lane beside the axis that is free all the while."""
    free_after: list[date] = []
    chosen: dict[PartialDate, int] = {}
    for when in dates:
        if when in chosen:
            continue
        lane = next((n for n, last_on in enumerate(free_after) if last_on < when.first_on), len(free_after))
        free_after[lane : lane + 1] = [when.last_on]
        chosen[when] = lane
    return chosen
