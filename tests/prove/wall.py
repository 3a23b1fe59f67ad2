"""When a wall clock shows a time, found without the timetable: by what the zone shows at an instant."""

from __future__ import annotations

from bisect import bisect_right
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

AROUND = timedelta(hours=30)
"""Farther than the clocks of any two places are apart."""


def instant(day: date, local_time: str, zone: ZoneInfo) -> datetime:
    """The first instant at which the clocks show this; where they never do, moved by what they leap."""
    wall = datetime.combine(day, _time(local_time), UTC)
    # Far enough to either side of the wall time, and too near for the clocks to change twice meanwhile.
    before, after = _shift_on(day - timedelta(days=1), zone), _shift_on(day + timedelta(days=2), zone)
    if before == after:
        return wall - before
    shown = [wall - shift for shift in (before, after) if _shift(wall - shift, zone) == shift]
    return min(shown, default=wall - before)


_time = cache(time.fromisoformat)


@cache
def _shift_on(day: date, zone: ZoneInfo) -> timedelta:
    """The same for every time of a day: when that begins in UTC."""
    return _shift(datetime.combine(day, time(), UTC), zone)


def _shift(at: datetime, zone: ZoneInfo) -> timedelta:
    """How far the clocks are ahead of UTC at an instant."""
    return at.astimezone(zone).replace(tzinfo=UTC) - at


@cache
def _calendar(zone: str, local_time: str, year: int) -> tuple[list[datetime], list[date]]:
    """Every instant of a year and of the days around it, in order, and the local dates they are meant for."""
    first = date(year, 1, 1) - timedelta(days=3)
    days = [first + timedelta(days=number) for number in range(372)]
    return [instant(day, local_time, ZoneInfo(zone)) for day in days], days


def between(zone: str, local_time: str, after: datetime, until: datetime) -> dict[date, datetime]:
    """The local dates whose instant lies after one moment and not after another."""
    found: dict[date, datetime] = {}
    for year in range(after.year, until.year + 1):
        instants, days = _calendar(zone, local_time, year)
        span = slice(bisect_right(instants, after), bisect_right(instants, until))
        found |= dict(zip(days[span], instants[span], strict=True))
    return found
