"""Buttons of teachers, who make classes and give homework, and of their pupils."""

from __future__ import annotations

from bot.taps.base import Tap


class ClassesTap(Tap, frozen=True):
    """The classes that one teaches or is in."""

    code = "ca"


class MakeClassTap(Tap, frozen=True):
    code = "cb"


class JoinTap(Tap, frozen=True):
    """Come into a class by its code, which is typed."""

    code = "cj"


class ClassTap(Tap, frozen=True):
    """A class, as its teacher sees it."""

    code = "cl"
    class_id: int


class ClassMoreTap(Tap, frozen=True):
    """What is seldom used of it."""

    code = "cm"
    class_id: int


class PupilsTap(Tap, frozen=True):
    code = "cu"
    class_id: int


class PupilTap(Tap, frozen=True):
    """One pupil; with ``sure`` at 1 the pupil is taken out of the class."""

    code = "cv"
    class_id: int
    member_id: int
    sure: int


class InviteTap(Tap, frozen=True):
    """Invite one more teacher."""

    code = "ci"
    class_id: int


class AcceptTap(Tap, frozen=True):
    """Teach a class that one was invited to."""

    code = "cti"
    token: str


class ClassLanguageTap(Tap, frozen=True):
    code = "cg"
    class_id: int
    language: str


class GiveUpTap(Tap, frozen=True):
    """Teach a class no more; with its last teacher it is deleted. ``sure`` is 1 once that is confirmed."""

    code = "cd"
    class_id: int
    sure: int


class WhatTap(Tap, frozen=True):
    """What homework shall be about: the eras, or (1) the themes."""

    code = "cw"
    class_id: int
    page: int


class DraftTap(Tap, frozen=True):
    """Begin a piece of homework (work) or a test (pre) on an era or theme, or on everything."""

    code = "ct"
    class_id: int
    kind: str
    scope: str


class AfterTap(Tap, frozen=True):
    """Begin the test after, from the one before."""

    code = "cta"
    homework_id: int


class ChangeTap(Tap, frozen=True):
    """Change a draft: count, days, attempts, or shows by its place."""

    code = "cc"
    homework_id: int
    what: str
    value: int


class GiveTap(Tap, frozen=True):
    """Give a draft to the class."""

    code = "cx"
    homework_id: int


class HomeworkTap(Tap, frozen=True):
    """A piece of homework, as the teacher sees it."""

    code = "ch"
    homework_id: int


class ShowTap(Tap, frozen=True):
    """Show results and keys to the pupils; ``sure`` is 1 once that is confirmed."""

    code = "cs"
    homework_id: int
    sure: int


class WithdrawTap(Tap, frozen=True):
    """Delete a piece of homework; ``sure`` is 1 once that is confirmed."""

    code = "cwd"
    homework_id: int
    sure: int


class LongerTap(Tap, frozen=True):
    """Let a pupil have more days; without a pupil (0) or days (0) it asks."""

    code = "cq"
    homework_id: int
    member_id: int
    days: int


class ClassReportTap(Tap, frozen=True):
    code = "cr"
    homework_id: int


class ReportFileTap(Tap, frozen=True):
    """The report as a file: xlsx or pdf."""

    code = "ck"
    homework_id: int
    form: str


class DeskTap(Tap, frozen=True):
    """A class, as one of its pupils sees it."""

    code = "co"
    class_id: int


class BeginHomeworkTap(Tap, frozen=True):
    """Begin it, begin it once more, or go on with it."""

    code = "cz"
    homework_id: int


class SeenTap(Tap, frozen=True):
    """What my teacher sees."""

    code = "cse"
    class_id: int


class RemindMeTap(Tap, frozen=True):
    """A word on the evening before homework is due: on (1) or off (0)."""

    code = "crm"
    class_id: int
    on: int


class LeaveTap(Tap, frozen=True):
    """Leave a class; ``sure`` is 1 once that is confirmed."""

    code = "clv"
    class_id: int
    sure: int
