"""How many learn, and how much waits to be sent: numbers, and nobody's name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from msgspec import Struct


class Seen(Struct, frozen=True):
    """Learners of one language: all, and those who were there today, within 7 and within 30 days."""

    all: int = 0
    today: int = 0
    week: int = 0
    month: int = 0

    def __add__(self, other: Seen) -> Seen:
        return Seen(
            self.all + other.all, self.today + other.today, self.week + other.week, self.month + other.month
        )


class Backlog(Struct, frozen=True):
    """Messages that could go out now, and since when the first of them, or a subscription, is due."""

    due: int
    since: datetime | None

    def waited(self, now: datetime) -> timedelta:
        return max(now - self.since, timedelta(0)) if self.since else timedelta(0)


NOTHING = Backlog(0, None)


class Tally(Struct, frozen=True):
    by_language: Mapping[str, Seen]
    subscriptions: Mapping[str, int]  # running ones of each kind
    backlog: Backlog

    @property
    def whole(self) -> Seen:
        return sum(self.by_language.values(), Seen())
