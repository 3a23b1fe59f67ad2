"""Buttons of the exam and its certificate."""

from __future__ import annotations

from dataclasses import dataclass

from bot.taps.base import Tap


@dataclass(frozen=True)
class ExamTap(Tap):
    """See what the exam is and where one stands."""

    code = "ex"


@dataclass(frozen=True)
class BeginExamTap(Tap):
    code = "eb"
    nonce: str


@dataclass(frozen=True)
class HandInTap(Tap):
    """Hand an exam in; ``sure`` is 1 once that was asked."""

    code = "eh"
    quiz: int
    sure: int


@dataclass(frozen=True)
class ExamResultTap(Tap):
    """The result of a sitting."""

    code = "er"
    quiz: int


@dataclass(frozen=True)
class CertificateTap(Tap):
    """The certificate of a passed exam; without one, type the name for it."""

    code = "ce"
    quiz: int


@dataclass(frozen=True)
class NameTap(Tap):
    """Type another name for the certificate."""

    code = "cn"
    quiz: int


@dataclass(frozen=True)
class ExamMissTap(Tap):
    """A miss of a sitting, by its number (0-based)."""

    code = "em"
    quiz: int
    number: int
