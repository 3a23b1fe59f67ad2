"""Buttons of lessons, of the timeline and of the day."""

from __future__ import annotations

from dataclasses import dataclass

from bot.taps.base import Tap


@dataclass(frozen=True)
class LearnTap(Tap):
    """The list of lessons: 0 by era, 1 by theme."""

    code = "le"
    themes: int


@dataclass(frozen=True)
class LessonTap(Tap):
    """A page of a step of a lesson; ``sources`` is 1 to see them."""

    code = "ln"
    scope: str
    step: int
    page: int
    sources: int


@dataclass(frozen=True)
class GuessTap(Tap):
    """A guess at the page's question, before its fact is told."""

    code = "lg"
    scope: str
    step: int
    page: int
    option: int


@dataclass(frozen=True)
class LessonCheckTap(Tap):
    """The check at the end of a step."""

    code = "lc"
    scope: str
    step: int
    nonce: str


@dataclass(frozen=True)
class SkipCheckTap(Tap):
    code = "lk2"
    scope: str
    step: int


@dataclass(frozen=True)
class NextStepTap(Tap):
    """Go on after the check of a step."""

    code = "lx"
    quiz: int


@dataclass(frozen=True)
class TimelineTap(Tap):
    code = "tm"


@dataclass(frozen=True)
class EraTap(Tap):
    """An era as a picture, at a page (0-based)."""

    code = "te"
    era: str
    page: int


@dataclass(frozen=True)
class LessonWhereTap(Tap):
    """Where it was: the places of a lesson."""

    code = "lw"
    scope: str


@dataclass(frozen=True)
class EraWhereTap(Tap):
    """Where it was: the places of an era, reached from a page of its timeline."""

    code = "tw"
    era: str
    page: int


@dataclass(frozen=True)
class TodayTap(Tap):
    """What happened on a day of the year; 0 and 0 is today, whenever it is tapped."""

    code = "td"
    month: int
    day: int
