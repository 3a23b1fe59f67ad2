"""What is due for review, how much of it a day allows, and when the next comes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime

from msgspec import Struct

from bot.learning.zones import zone_of

AT_ONCE = 10
"""Questions of one review quiz; the rest is one tap away."""


class Review(Struct, frozen=True):
    """``due`` facts wait; ``left`` of them the day still allows (None: no limit)."""

    due: int
    left: int | None
    done: int  # today
    next_on: date | None = None  # when facts fall due next, if none is now
    next_due: int = 0  # how many then
    snoozed_to: date | None = None

    @property
    def allowed(self) -> int:
        return self.due if self.left is None else min(self.due, self.left)


def left(cap: int, done: int) -> int | None:
    """How many more the day allows; None if there is no cap (0)."""
    return max(cap - done, 0) if cap else None


def next_day(due_at: Iterable[datetime], after: date, zone: str) -> tuple[date, int] | None:
    """The first local day after ``after`` on which something falls due, and how much."""
    here = zone_of(zone)
    days = Counter(day for moment in due_at if (day := moment.astimezone(here).date()) > after)
    return min(days.items()) if days else None
