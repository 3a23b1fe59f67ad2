"""How long a learner is remembered who does not come any more."""

from __future__ import annotations

from datetime import datetime, timedelta

NOTICE = timedelta(days=30)
"""So long before they are forgotten they are told."""


def months_before(now: datetime, months: int) -> datetime:
    """The same day that many months ago, or the 28th where the month may have no such day."""
    years, month = divmod(now.year * 12 + now.month - 1 - months, 12)
    return now.replace(year=max(years, 1), month=month + 1, day=min(now.day, 28))


def goes_at(seen_at: datetime, now: datetime, months: int) -> datetime:
    """When everything goes of somebody who is told of it now."""
    left = seen_at - months_before(now, months)
    return now + max(left, NOTICE)
