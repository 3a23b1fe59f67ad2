"""Buttons of the exam and its certificate."""

from __future__ import annotations

from bot.taps.base import Tap


class ExamTap(Tap, frozen=True):
    """See what the exam is and where one stands."""

    code = "ex"


class BeginExamTap(Tap, frozen=True):
    code = "eb"
    nonce: str


class HandInTap(Tap, frozen=True):
    """Hand an exam in; ``sure`` is 1 once that was asked."""

    code = "eh"
    quiz: int
    sure: int


class ExamResultTap(Tap, frozen=True):
    """The result of a sitting."""

    code = "er"
    quiz: int


class CertificateTap(Tap, frozen=True):
    """The certificate of a passed exam; without one, type the name for it."""

    code = "ce"
    quiz: int


class NameTap(Tap, frozen=True):
    """Type another name for the certificate."""

    code = "cn"
    quiz: int


class ExamMissTap(Tap, frozen=True):
    """A miss of a sitting, by its number (0-based)."""

    code = "em"
    quiz: int
    number: int
