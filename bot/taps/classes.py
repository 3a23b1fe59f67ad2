"""Buttons of teachers, who make classes and give homework, and of their pupils."""

from __future__ import annotations

from dataclasses import dataclass

from bot.taps.base import Tap


@dataclass(frozen=True)
class ClassesTap(Tap):
    """The classes that one teaches or is in."""

    code = "ca"


@dataclass(frozen=True)
class MakeClassTap(Tap):
    code = "cb"


@dataclass(frozen=True)
class JoinTap(Tap):
    """Come into a class by its code, which is typed."""

    code = "cj"


@dataclass(frozen=True)
class ClassTap(Tap):
    """A class, as its teacher sees it."""

    code = "cl"
    class_id: int


@dataclass(frozen=True)
class ClassMoreTap(Tap):
    """What is seldom used of it."""

    code = "cm"
    class_id: int


@dataclass(frozen=True)
class PupilsTap(Tap):
    code = "cu"
    class_id: int


@dataclass(frozen=True)
class PupilTap(Tap):
    """One pupil; with ``sure`` at 1 the pupil is taken out of the class."""

    code = "cv"
    class_id: int
    member_id: int
    sure: int


@dataclass(frozen=True)
class InviteTap(Tap):
    """Invite one more teacher."""

    code = "ci"
    class_id: int


@dataclass(frozen=True)
class AcceptTap(Tap):
    """Teach a class that one was invited to."""

    code = "cti"
    token: str


@dataclass(frozen=True)
class ClassLanguageTap(Tap):
    code = "cg"
    class_id: int
    language: str


@dataclass(frozen=True)
class GiveUpTap(Tap):
    """Teach a class no more; with its last teacher it is deleted. ``sure`` is 1 once that is confirmed."""

    code = "cd"
    class_id: int
    sure: int


@dataclass(frozen=True)
class WhatTap(Tap):
    """What homework shall be about: the eras, or (1) the themes."""

    code = "cw"
    class_id: int
    page: int


@dataclass(frozen=True)
class DraftTap(Tap):
    """Begin a piece of homework (work) or a test (pre) on an era or theme, or on everything."""

    code = "ct"
    class_id: int
    kind: str
    scope: str


@dataclass(frozen=True)
class AfterTap(Tap):
    """Begin the test after, from the one before."""

    code = "cta"
    homework_id: int


@dataclass(frozen=True)
class ChangeTap(Tap):
    """Change a draft: count, days, attempts, or shows by its place."""

    code = "cc"
    homework_id: int
    what: str
    value: int


@dataclass(frozen=True)
class GiveTap(Tap):
    """Give a draft to the class."""

    code = "cx"
    homework_id: int


@dataclass(frozen=True)
class HomeworkTap(Tap):
    """A piece of homework, as the teacher sees it."""

    code = "ch"
    homework_id: int


@dataclass(frozen=True)
class ShowTap(Tap):
    """Show results and keys to the pupils; ``sure`` is 1 once that is confirmed."""

    code = "cs"
    homework_id: int
    sure: int


@dataclass(frozen=True)
class WithdrawTap(Tap):
    """Delete a piece of homework; ``sure`` is 1 once that is confirmed."""

    code = "cwd"
    homework_id: int
    sure: int


@dataclass(frozen=True)
class LongerTap(Tap):
    """Let a pupil have more days; without a pupil (0) or days (0) it asks."""

    code = "cq"
    homework_id: int
    member_id: int
    days: int


@dataclass(frozen=True)
class ClassReportTap(Tap):
    code = "cr"
    homework_id: int


@dataclass(frozen=True)
class ReportFileTap(Tap):
    """The report as a file: xlsx or pdf."""

    code = "ck"
    homework_id: int
    form: str


@dataclass(frozen=True)
class DeskTap(Tap):
    """A class, as one of its pupils sees it."""

    code = "co"
    class_id: int


@dataclass(frozen=True)
class BeginHomeworkTap(Tap):
    """Begin it, begin it once more, or go on with it."""

    code = "cz"
    homework_id: int


@dataclass(frozen=True)
class SeenTap(Tap):
    """What my teacher sees."""

    code = "cse"
    class_id: int


@dataclass(frozen=True)
class RemindMeTap(Tap):
    """A word on the evening before homework is due: on (1) or off (0)."""

    code = "crm"
    class_id: int
    on: int


@dataclass(frozen=True)
class LeaveTap(Tap):
    """Leave a class; ``sure`` is 1 once that is confirmed."""

    code = "clv"
    class_id: int
    sure: int
