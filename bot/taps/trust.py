"""Buttons by which mistakes are reported, and those of administrators, who put them right."""

from __future__ import annotations

from bot.taps.base import Tap


class ReloadTap(Tap, frozen=True):
    """Take up changed content."""

    code = "yre"


class ReportTap(Tap, frozen=True):
    """Report the question at ``position`` of a quiz, which is answered."""

    code = "wr"
    quiz: int
    position: int


class ReportWhyTap(Tap, frozen=True):
    """What is wrong with it: the place in REASONS."""

    code = "ww"
    quiz: int
    position: int
    reason: int


class ReportFactTap(Tap, frozen=True):
    code = "wf"
    fact: str


class ReportFactWhyTap(Tap, frozen=True):
    code = "wg"
    fact: str
    reason: int


class ReportTextTap(Tap, frozen=True):
    """Add a sentence to a report on a question of a quiz; ``quiz`` is 0 if it is on a fact."""

    code = "wt"
    report: int
    quiz: int


class SuggestTap(Tap, frozen=True):
    """Suggest a fact or a correction."""

    code = "ws"


class AdminTap(Tap, frozen=True):
    """How things stand."""

    code = "yo"


class ConcernsTap(Tap, frozen=True):
    """A page of what is reported, paused or flagged."""

    code = "yl"
    which: str
    page: int


class InVainTap(Tap, frozen=True):
    """A page of what was asked and not answered."""

    code = "yv"
    page: int


class ConcernTap(Tap, frozen=True):
    """One question or fact. ``item`` is its digest: the ids of fact and question do not fit a button."""

    code = "yi"
    item: str


class PauseTap(Tap, frozen=True):
    """Ask a question no more (``on`` is 1), or again (0)."""

    code = "yp"
    item: str
    on: int


class ResumeAllTap(Tap, frozen=True):
    """Ask again all that reports have paused; ``sure`` is 1 once that is confirmed."""

    code = "yr"
    sure: int


class CloseReportsTap(Tap, frozen=True):
    code = "yc"
    item: str


class WrongKeyTap(Tap, frozen=True):
    """Say which options should have counted: bit ``n`` of ``mask`` is the option at ``n``."""

    code = "yk"
    item: str
    mask: int


class CheckKeyTap(Tap, frozen=True):
    """See what a correction would change; a ``mask`` of 0 counts every answer."""

    code = "yq"
    item: str
    mask: int


class CorrectTap(Tap, frozen=True):
    """Mark the answers anew. ``nonce`` is of the screen that showed the button: twice corrects once."""

    code = "yx"
    item: str
    mask: int
    nonce: str


class SuggestionsTap(Tap, frozen=True):
    """The first suggestion that waits, from this one on."""

    code = "ys"
    suggestion: int


class CloseSuggestionTap(Tap, frozen=True):
    code = "yd"
    suggestion: int


class AnswerSuggestionTap(Tap, frozen=True):
    code = "yw"
    suggestion: int
