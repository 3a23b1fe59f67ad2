"""How many learn, and how much waits to be sent: numbers, and nobody's name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from msgspec import Struct

from content.model import Language


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


class Trouble(Struct, frozen=True):
    """What went wrong since the bot was started: unforeseen errors, and messages that did not arrive."""

    faults: int
    last_fault: str  # its number; empty if there is none
    refused: int  # by Telegram, as they were
    stale: int  # too late
    blocked: int  # where nobody can be written to any more


class Tally(Struct, frozen=True):
    by_language: Mapping[Language, Seen]
    subscriptions: Mapping[tuple[str, str], int]  # running ones, by their kind and the kind of chat
    backlog: Backlog

    @property
    def whole(self) -> Seen:
        return sum(self.by_language.values(), Seen())
