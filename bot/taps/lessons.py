"""Buttons of lessons, of the timeline and of the day."""

from __future__ import annotations

from bot.taps.base import Tap


class LearnTap(Tap, frozen=True):
    """The list of lessons: 0 by era, 1 by theme."""

    code = "le"
    themes: int


class LessonTap(Tap, frozen=True):
    """A page of a step of a lesson; ``sources`` is 1 to see them."""

    code = "ln"
    scope: str
    step: int
    page: int
    sources: int


class GuessTap(Tap, frozen=True):
    """A guess at the page's question, before its fact is told."""

    code = "lg"
    scope: str
    step: int
    page: int
    option: int


class LessonCheckTap(Tap, frozen=True):
    """The check at the end of a step."""

    code = "lc"
    scope: str
    step: int
    nonce: str


class SkipCheckTap(Tap, frozen=True):
    code = "lk2"
    scope: str
    step: int


class NextStepTap(Tap, frozen=True):
    """Go on after the check of a step."""

    code = "lx"
    quiz: int


class TimelineTap(Tap, frozen=True):
    code = "tm"


class EraTap(Tap, frozen=True):
    """An era as a picture, at a page (0-based)."""

    code = "te"
    era: str
    page: int


class LessonWhereTap(Tap, frozen=True):
    """Where it was: the places of a lesson."""

    code = "lw"
    scope: str


class EraWhereTap(Tap, frozen=True):
    """Where it was: the places of an era, reached from a page of its timeline."""

    code = "tw"
    era: str
    page: int


class TodayTap(Tap, frozen=True):
    """What happened on a day of the year; 0 and 0 is today, whenever it is tapped."""

    code = "td"
    month: int
    day: int
