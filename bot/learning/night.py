"""The night, in which nothing comes that nobody chose for it."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from bot.learning.zones import zone_of

EVENING = 21
MORNING = 7
"""Between the hour after EVENING and MORNING people sleep."""

LONGEST = timedelta(hours=24 + MORNING - EVENING - 1)

GRACE = timedelta(minutes=15)
"""What goes out this long after its time still counts as on time."""


def is_welcome(due_at: datetime, now: datetime, zone: str) -> bool:
    """Whether what was due at ``due_at`` may go out ``now``: in the nights of ``zone`` only what is on time.

    Only somebody's own choice makes it due at night; what is merely late never comes then.
    """
    return not is_night(now.astimezone(zone_of(zone)).hour) or now - due_at <= GRACE


def morning_after(now: datetime, zone: str) -> datetime:
    """When the night that is now ends, aware UTC."""
    local = now.astimezone(zone_of(zone))
    day = local.date() + timedelta(days=local.hour > EVENING)
    return datetime.combine(day, time(MORNING), tzinfo=zone_of(zone)).astimezone(UTC)


def day_from(now: datetime, zone: str) -> datetime:
    """``now`` if it is day in the zone, and else when its night ends; aware UTC."""
    return morning_after(now, zone) if is_night(now.astimezone(zone_of(zone)).hour) else now


def is_night(hour: int) -> bool:
    return hour > EVENING or hour < MORNING
