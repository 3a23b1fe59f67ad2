"""A date no more exact than its source."""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import Literal

Precision = Literal["day", "month", "year", "range"]


class PartialDate:
    """A date no more exact than its source: ``1994``, ``1994-02``, ``1994-02-19`` or a range ``1992/1997``.

    Its precision is its spelling. Raises ValueError with a sentence for the author if it is no date.
    """

    __slots__ = ("first_on", "last_on", "precision", "spelling")
    _PART = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")

    def __init__(self, spelling: str) -> None:
        self.spelling = spelling
        first, slash, last = spelling.partition("/")
        self.first_on, precision = self._bounds(first)[0], self._precision(first)
        self.last_on = self._bounds(last if slash else first)[1]
        self.precision: Precision = "range" if slash else precision
        if self.last_on < self.first_on:
            raise ValueError(f'"{spelling}" ends before it begins')

    @classmethod
    def _parts(cls, spelling: str) -> tuple[int, int | None, int | None]:
        match = cls._PART.fullmatch(spelling)
        if match is None:
            raise ValueError(
                f'"{spelling}" is not a date; write "1994", "1994-02", "1994-02-19" or a range "1992/1997"'
            )
        year, month, day = match.groups()
        return int(year), int(month) if month else None, int(day) if day else None

    @classmethod
    def _precision(cls, spelling: str) -> Precision:
        _, month, day = cls._parts(spelling)
        return "day" if day else "month" if month else "year"

    @classmethod
    def _bounds(cls, spelling: str) -> tuple[date, date]:
        year, month, day = cls._parts(spelling)
        try:
            first = date(year, month or 1, day or 1)
            last_month = month or 12
            last_day = day or calendar.monthrange(year, last_month)[1]
            return first, date(year, last_month, last_day)
        except (ValueError, calendar.IllegalMonthError):
            raise ValueError(f'"{spelling}" is not a day of the calendar') from None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PartialDate) and other.spelling == self.spelling

    def __hash__(self) -> int:
        return hash(self.spelling)

    def __repr__(self) -> str:
        return f"PartialDate({self.spelling!r})"
