"""When a daily fact is due on a learner's wall clock, and what people type for a time and a zone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import available_timezones

from bot.learning.zones import zone_of

ZONES = (
    "Asia/Dushanbe",
    "Asia/Tashkent",
    "Asia/Almaty",
    "Asia/Bishkek",
    "Asia/Kabul",
    "Europe/Moscow",
    "Asia/Yekaterinburg",
    "Asia/Novosibirsk",
    "Europe/Istanbul",
    "Europe/Berlin",
    "Europe/Vienna",
    "Europe/London",
    "America/New_York",
)
"""The zones offered as buttons: where most learners live, and Vienna, the seat of the OSCE."""

_DAY = timedelta(days=1)
_TIME = re.compile(r"([0-9]{1,2}?)(?: ?[:.,-]? ?([0-9]{2}))?")
_ZONE_NAME = re.compile(r"[A-Za-z0-9_+\-/]{1,64}")
_CONTINENTS = (
    *("Africa/", "America/", "Antarctica/", "Arctic/", "Asia/"),
    *("Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/"),
)


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


def day_after(now: datetime, zone: str, days: int = 1) -> datetime:
    """The beginning of the local day that comes ``days`` after today, aware UTC."""
    day = now.astimezone(zone_of(zone)).date() + days * _DAY
    return _occurrence(day, "00:00", zone).at


def parse_time(text: str) -> str | None:
    """A time of day as people write it (8, 8:30, 08.30, 8 30, 0830) as HH:MM; None if it is none."""
    match = _TIME.fullmatch(text.strip())
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None


def find_zone(text: str) -> str | None:
    """The zone a text names, in any case: a zone's name, or a city that has its own zone (``new york``)."""
    key = "_".join(text.split()).lower()
    return _zones_by_key().get(key) if _ZONE_NAME.fullmatch(key) else None


@cache
def _zones_by_key() -> dict[str, str]:
    # Sorted, so that a city with two names of one zone (Asia/Istanbul, Europe/Istanbul) has a steady answer.
    names = sorted(available_timezones() - {"Factory", "localtime"})
    cities = [name for name in names if name.startswith(_CONTINENTS)]
    by_city = {name.rpartition("/")[2].lower(): name for name in (*cities, *ZONES)}
    return by_city | {name.lower(): name for name in names}
