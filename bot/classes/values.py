"""What a class, a place in it and a piece of homework are to those who look at them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Literal

from msgspec import Struct

from bot.learning.drafting import Draft
from bot.learning.homework import Kind, Shows, is_told
from content.model import Language
from content.own_rules import Fault

State = Literal["new", "open", "done"]
"""Whether a pupil has not begun a piece of homework, is in the midst of it, or has handed it in."""


class Class(Struct, frozen=True):
    """``name`` is sealed until it is to be shown, and None where it cannot be opened."""

    id: int
    code: str
    name: str | None
    language: Language
    zone: str
    year: str  # the school year, as 2026/2027


class Pupil(Struct, frozen=True):
    """A place in a class; ``name`` is the one that the teacher sees, sealed like that of the class."""

    id: int
    learner_id: int
    name: str | None
    half: int
    is_reminded: bool


class Homework(Struct, frozen=True):
    """One set for a class; without a ``set_code`` it is a draft."""

    id: int
    class_id: int
    kind: Kind
    scope: str | None
    count: int
    set_code: str | None
    twin_code: str | None
    pre_id: int | None
    due_on: date
    due_at: datetime
    attempts: int
    shows: Shows
    shown_at: datetime | None
    own: tuple[int, ...] = ()  # own questions of the class that it asks too; of a draft, those chosen

    @property
    def is_given(self) -> bool:
        return self.set_code is not None

    @property
    def codes(self) -> tuple[str, ...]:
        """Of its sets: a test has two."""
        return tuple(code for code in (self.set_code, self.twin_code) if code)

    def code_for(self, half: int) -> str | None:
        return self.twin_code if half and self.twin_code else self.set_code

    def gone(self, there: Collection[int]) -> int:
        """How many own questions of it are not there any more."""
        return sum(each not in there for each in self.own)

    def is_over(self, now: datetime) -> bool:
        """Whether the class has no more time for it; one pupil may have."""
        return now >= self.due_at

    def is_told(self, now: datetime) -> bool:
        return is_told(self.shows, self.shown_at, self.due_at, now)


class Task(Struct, frozen=True):
    """A piece of homework as it stands for one pupil."""

    homework: Homework
    state: State
    tried: int  # attempts so far
    due_on: date
    due_at: datetime  # with extra time, later than the class's
    last_quiz: int | None  # the quiz of the last attempt
    is_entered: bool = False  # the teacher entered it from paper
    gone: int = 0  # questions of it that their teacher has deleted

    def may_begin(self, now: datetime) -> bool:
        """Whether it can be begun, or once more."""
        is_left = self.state != "open" and self.tried < self.homework.attempts
        return is_left and self.is_open(now)

    def is_open(self, now: datetime) -> bool:
        is_shown = self.homework.shows != "once" and self.homework.shown_at is not None
        return now < self.due_at and not is_shown

    def is_told(self, now: datetime) -> bool:
        return is_told(self.homework.shows, self.homework.shown_at, self.due_at, now)


class Desk(Struct, frozen=True):
    """A class as one of its pupils sees it."""

    of: Class
    me: Pupil
    tasks: tuple[Task, ...]


class Overview(Struct, frozen=True):
    """The classes that somebody teaches, and those they are in."""

    taught: tuple[Class, ...]
    joined: tuple[Class, ...]


class Register(Struct, frozen=True):
    """A class as its teacher sees it."""

    of: Class
    pupils: tuple[Pupil, ...]
    homework: tuple[Homework, ...]  # the newest first
    is_shared: bool  # with another teacher


class Own(Struct, frozen=True):
    """A teacher's question; ``draft`` is None where it was sealed with a key that is gone."""

    id: int
    class_id: int
    draft: Draft | None
    is_kept: bool
    times: int = 0  # pieces of homework that ask it


class Shelf(Struct, frozen=True):
    """All that were written for a class, the newest first."""

    of: Class
    owns: tuple[Own, ...]


class Kept(Struct, frozen=True):
    """What became of several that came at once."""

    kept: int
    there: int  # that the class had already
    left: int = 0  # that there was no room for


class Bad(Struct, frozen=True):
    """What is wrong in a cell of a table, such as B7."""

    cell: str
    fault: Fault
