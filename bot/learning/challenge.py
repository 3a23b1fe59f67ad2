"""Two who were asked the same questions, side by side; by what was right, and never by how fast."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from msgspec import Struct

from bot.learning.grading import Grade

MOST_TOLD = 20
"""How many who took up a challenge its maker is told of: a link may be posted to thousands."""

MOST_SHOWN = 5
"""Others who are shown beside oneself."""


class Side(Struct, frozen=True):
    """How one did: a mark for each question of the set in its order, None where there is no answer."""

    marks: tuple[Grade | None, ...]

    @property
    def right(self) -> int:
        return sum(mark == "right" for mark in self.marks)

    @property
    def total(self) -> int:
        return len(self.marks)

    @property
    def numbers_right(self) -> tuple[int, ...]:
        """Which questions were right, from 1."""
        return tuple(number for number, mark in enumerate(self.marks, 1) if mark == "right")


class Versus(Struct, frozen=True):
    """Oneself and those who are done with the same questions, in the order in which they began."""

    mine: Side
    others: tuple[Side, ...]


class News(Struct, frozen=True):
    """What somebody is told when another one is done: in a delivery it is ``about``."""

    quiz_id: int  # one's own
    mine: int
    theirs: int
    total: int

    def spell(self) -> str:
        return f"{self.quiz_id}/{self.mine}/{self.theirs}/{self.total}"

    @classmethod
    def read(cls, about: str) -> News:
        return cls(*map(int, about.split("/")))


def days_in_a_row(days: Iterable[date], today: date) -> int:
    """Days without a gap up to today, or to yesterday, since today is not over."""
    taken = set(days)
    day = today if today in taken else today - timedelta(days=1)
    count = 0
    while day in taken:
        count, day = count + 1, day - timedelta(days=1)
    return count
