"""When a daily fact is due on the wall clock of a learner or a chat."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from msgspec import Struct

from bot.learning.zones import zone_of

_DAY = timedelta(days=1)

EVERY_DAY = 0b1111111
"""Weekdays as bits, Monday the lowest."""
SCHOOL_DAYS = 0b0011111
WEEKEND = 0b1100000


class Days(Struct, frozen=True):
    """The local dates on which something comes: some weekdays, and after a pause."""

    weekdays: int = EVERY_DAY
    resumes_on: date | None = None

    def has(self, day: date) -> bool:
        is_over = self.resumes_on is None or day >= self.resumes_on
        return is_over and bool(self.weekdays & 1 << day.weekday())


ANY_DAY = Days()


class Occurrence(Struct, frozen=True):
    """One daily instant. ``on`` is the local date it is meant for.

    The date names the occasion, never the instant: where clocks jump over midnight (Nuuk, at 23:30) the
    instant already lies on the next local day.
    """

    at: datetime  # aware UTC
    on: date


def next_occurrence(after: datetime, local_time: str, zone: str, days: Days = ANY_DAY) -> Occurrence:
    """The first occurrence of the wall time ``local_time`` (HH:MM) in ``zone`` strictly after ``after``.

    Of ``days`` at least one weekday comes.
    """
    day = after.astimezone(zone_of(zone)).date()
    # Where clocks leap over midnight, that of yesterday may still be to come.
    day += _DAY if _instant(day, local_time, zone) <= after else -_DAY
    if days.resumes_on is not None:
        day = max(day, days.resumes_on)
    while (at := _instant(day, local_time, zone)) <= after or not days.has(day):
        day += _DAY
    return Occurrence(at, day)


def last_occurrence(
    until: datetime, local_time: str, zone: str, days: Days = ANY_DAY, *, not_before: date = date.min
) -> Occurrence:
    """The last occurrence at or before ``until``, on one of ``days`` unless it is before ``not_before``."""
    day = until.astimezone(zone_of(zone)).date() + _DAY
    while (at := _instant(day, local_time, zone)) > until or not (days.has(day) or day < not_before):
        day -= _DAY
    return Occurrence(at, day)


def upcoming(after: datetime, local_time: str, zone: str, days: Days, count: int) -> list[Occurrence]:
    """The next ``count`` occurrences strictly after ``after``."""
    found: list[Occurrence] = []
    for _ in range(count):
        found.append(next_occurrence(found[-1].at if found else after, local_time, zone, days))
    return found


_time = lru_cache(maxsize=24 * 60)(time.fromisoformat)


def _instant(day: date, local_time: str, zone: str) -> datetime:
    # fold=0: the first of two equal wall times in autumn; a time that spring leaves out moves forward.
    return datetime.combine(day, _time(local_time), tzinfo=zone_of(zone)).astimezone(UTC)


def clock_in(zone: str, now: datetime) -> str:
    """What the clocks in a zone show now, HH:MM."""
    return f"{now.astimezone(zone_of(zone)):%H:%M}"


def day_after(now: datetime, zone: str, days: int = 1) -> datetime:
    """The beginning of the local day that comes ``days`` after today, aware UTC."""
    day = now.astimezone(zone_of(zone)).date() + days * _DAY
    return _instant(day, "00:00", zone)
