"""Homework: until when it is played, how often, and from when on its keys are told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from bot.learning.zones import zone_of

Shows = Literal["once", "due", "hand"]
"""When results and keys are shown: after each answer, after the due date, or when the teacher says so."""
SHOWS: tuple[Shows, ...] = ("once", "due", "hand")

Kind = Literal["work", "pre", "post"]
"""A piece of homework, or a test before or after what is taught."""

MISSES = "+misses"
"""In place of an era or a theme: what the class misses most. No id has a plus sign."""

OWN = "+own"
"""The same: what its teachers have written themselves."""
MOST_OWN = 300
"""Questions that are written for a class."""

COUNTS = (5, 10, 20)
DAYS = (1, 2, 3, 7, 14, 30)
"""In how many days it is due."""
EXTRA_DAYS = (1, 3, 7)
MOST_ATTEMPTS = 3
MOST_CLASSES = 20
"""That one person teaches."""
MOST_PUPILS = 100
"""Of a class."""
LONGEST_NAME = 40
"""Characters of a class's name, and of a pupil's."""

_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
"""Nothing that is taken for something else."""
_LENGTH = 8
_REMINDED_AT = time(18)
_FIRST_MONTH = 7
"""Whoever makes a class in July makes it for the school year that comes."""


def end_of(day: date, zone: str) -> datetime:
    """When a local day is over, aware UTC."""
    return _at(day + timedelta(days=1), time(), zone)


def evening_before(day: date, zone: str) -> datetime:
    """When pupils are reminded of what is due on a local day, aware UTC."""
    return _at(day - timedelta(days=1), _REMINDED_AT, zone)


def _at(day: date, wall: time, zone: str) -> datetime:
    return datetime.combine(day, wall, tzinfo=zone_of(zone)).astimezone(UTC)


def is_told(shows: str, shown_at: datetime | None, due_at: datetime, now: datetime) -> bool:
    """Whether results and keys may be told by now."""
    return shows == "once" or shown_at is not None or (shows == "due" and now >= due_at)


def school_year(day: date) -> str:
    """Such as 2026/2027."""
    first = day.year if day.month >= _FIRST_MONTH else day.year - 1
    return f"{first}/{first + 1}"


def make_code(choose: Callable[[Sequence[str]], str]) -> str:
    """A code that pupils can type; ``choose`` must be one that cannot be foretold."""
    return "".join(choose(_ALPHABET) for _ in range(_LENGTH))


def read_code(text: str) -> str | None:
    """The code as people type it; None if it cannot be one."""
    bare = text.strip().lower()
    return bare if len(bare) == _LENGTH and set(bare) <= set(_ALPHABET) else None


def is_code(text: str) -> bool:
    """Whether a text can be a code and nothing else. Without a digit it may as well be a word, such as
    "security"; of all codes one in eleven has none.
    """
    code = read_code(text)
    return code is not None and not code.isalpha()


def tidy_name(text: str) -> str | None:
    """A name in one line; None if there is no letter or digit in it, or if it is too long."""
    name = " ".join(text.split())
    return name if len(name) <= LONGEST_NAME and any(map(str.isalnum, name)) else None
