"""Buttons by which mistakes are reported, and those of administrators, who put them right."""

from __future__ import annotations

from dataclasses import dataclass

from bot.taps.base import Tap


@dataclass(frozen=True)
class ReloadTap(Tap):
    """Take up changed content."""

    code = "yre"


@dataclass(frozen=True)
class ReportTap(Tap):
    """Report the question at ``position`` of a quiz, which is answered."""

    code = "wr"
    quiz: int
    position: int


@dataclass(frozen=True)
class ReportWhyTap(Tap):
    """What is wrong with it: the place in REASONS."""

    code = "ww"
    quiz: int
    position: int
    reason: int


@dataclass(frozen=True)
class ReportFactTap(Tap):
    code = "wf"
    fact: str


@dataclass(frozen=True)
class ReportFactWhyTap(Tap):
    code = "wg"
    fact: str
    reason: int


@dataclass(frozen=True)
class ReportTextTap(Tap):
    """Add a sentence to a report on a question of a quiz; ``quiz`` is 0 if it is on a fact."""

    code = "wt"
    report: int
    quiz: int


@dataclass(frozen=True)
class SuggestTap(Tap):
    """Suggest a fact or a correction."""

    code = "ws"


@dataclass(frozen=True)
class AdminTap(Tap):
    """How things stand."""

    code = "yo"


@dataclass(frozen=True)
class ConcernsTap(Tap):
    """A page of what is reported, paused or flagged."""

    code = "yl"
    which: str
    page: int


@dataclass(frozen=True)
class InVainTap(Tap):
    """A page of what was asked and not answered."""

    code = "yv"
    page: int


@dataclass(frozen=True)
class ConcernTap(Tap):
    """One question or fact. ``item`` is its digest: the ids of fact and question do not fit a button."""

    code = "yi"
    item: str


@dataclass(frozen=True)
class PauseTap(Tap):
    """Ask a question no more (``on`` is 1), or again (0)."""

    code = "yp"
    item: str
    on: int


@dataclass(frozen=True)
class ResumeAllTap(Tap):
    """Ask again all that reports have paused; ``sure`` is 1 once that is confirmed."""

    code = "yr"
    sure: int


@dataclass(frozen=True)
class CloseReportsTap(Tap):
    code = "yc"
    item: str


@dataclass(frozen=True)
class WrongKeyTap(Tap):
    """Say which options should have counted: bit ``n`` of ``mask`` is the option at ``n``."""

    code = "yk"
    item: str
    mask: int


@dataclass(frozen=True)
class CheckKeyTap(Tap):
    """See what a correction would change; a ``mask`` of 0 counts every answer."""

    code = "yq"
    item: str
    mask: int


@dataclass(frozen=True)
class CorrectTap(Tap):
    """Mark the answers anew. ``nonce`` is of the screen that showed the button: twice corrects once."""

    code = "yx"
    item: str
    mask: int
    nonce: str


@dataclass(frozen=True)
class SuggestionsTap(Tap):
    """The first suggestion that waits, from this one on."""

    code = "ys"
    suggestion: int


@dataclass(frozen=True)
class CloseSuggestionTap(Tap):
    code = "yd"
    suggestion: int


@dataclass(frozen=True)
class AnswerSuggestionTap(Tap):
    code = "yw"
    suggestion: int
