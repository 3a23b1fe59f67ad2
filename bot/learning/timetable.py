"""When a daily fact is due on a learner's wall clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from bot.learning.zones import zone_of

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Occurrence:
    """One daily instant. ``on`` is the local date it is meant for.

    The date names the occasion, never the instant: where clocks jump over midnight (Nuuk, at 23:30) the
    instant already lies on the next local day.
    """

    at: datetime  # aware UTC
    on: date


def next_occurrence(after: datetime, local_time: str, zone: str) -> Occurrence:
    """The first occurrence of the wall time ``local_time`` (HH:MM) in ``zone`` strictly after ``after``."""
    day = after.astimezone(zone_of(zone)).date() - _DAY
    while (occurrence := _occurrence(day, local_time, zone)).at <= after:
        day += _DAY
    return occurrence


def last_occurrence(until: datetime, local_time: str, zone: str) -> Occurrence:
    """The last occurrence at or before ``until``."""
    day = until.astimezone(zone_of(zone)).date() + _DAY
    while (occurrence := _occurrence(day, local_time, zone)).at > until:
        day -= _DAY
    return occurrence


def _occurrence(day: date, local_time: str, zone: str) -> Occurrence:
    # fold=0: the first of two equal wall times in autumn; a time that spring leaves out moves forward.
    wall = datetime.combine(day, time.fromisoformat(local_time), tzinfo=zone_of(zone))
    return Occurrence(wall.astimezone(UTC), day)


def clock_in(zone: str, now: datetime) -> str:
    """What the clocks in a zone show now, HH:MM."""
    return f"{now.astimezone(zone_of(zone)):%H:%M}"


def day_after(now: datetime, zone: str, days: int = 1) -> datetime:
    """The beginning of the local day that comes ``days`` after today, aware UTC."""
    day = now.astimezone(zone_of(zone)).date() + days * _DAY
    return _occurrence(day, "00:00", zone).at
