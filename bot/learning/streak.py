"""How many days in a row a learner has answered, by the learner's own local days, with free freezes.

Two freezes come with the first week and one with every seven days after it; two at most are kept. A missed
day uses one up by itself, and nobody has to buy, do or know anything for it.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from datetime import date, timedelta

from msgspec import Struct

MOST_FREEZES = 2
"""Freezes that are kept at one time; so many come with the first week."""
WEEK = 7
_DAY = timedelta(days=1)


class Streak(Struct, frozen=True):
    """``days`` are those with answers since the last gap that no freeze bridged."""

    days: int = 0
    longest: int = 0
    freezes: int = MOST_FREEZES  # left
    frozen: frozenset[date] = frozenset()  # missed days that a freeze bridged


def count(days: AbstractSet[date], today: date) -> Streak:
    """The streak up to ``today``; today itself, not yet used, neither breaks it nor costs a freeze."""
    if not days:
        return Streak()
    first = min(days)
    length = longest = 0
    freezes, frozen = MOST_FREEZES, set()
    for number in range((today - first).days + 1):
        day = first + number * _DAY
        if number and number % WEEK == 0:
            freezes = min(freezes + 1, MOST_FREEZES)
        if day in days:
            length += 1
            longest = max(longest, length)
        elif day < today and length and freezes:
            freezes -= 1
            frozen.add(day)
        elif day < today:
            length = 0
    return Streak(length, longest, freezes, frozenset(frozen))
