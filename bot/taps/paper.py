"""Buttons of sets on paper: printing them, and entering what was answered there."""

from __future__ import annotations

from bot.taps.base import Tap


class SetMoreTap(Tap, frozen=True):
    """What is seldom used of a set."""

    code = "ppm"
    set: str


class SetOfferTap(Tap, frozen=True):
    """Back to a set."""

    code = "ppb"
    set: str


class PrintTap(Tap, frozen=True):
    """How a set shall be printed: in which language, in how many versions."""

    code = "ppo"
    set: str
    language: str
    count: int


class PrintFileTap(Tap, frozen=True):
    """Print it."""

    code = "ppf"
    set: str
    language: str
    count: int


class HavePaperTap(Tap, frozen=True):
    """Enter a paper of a set; without a version it is asked for, where there are two."""

    code = "pph"
    set: str
    version: str


class CountPaperTap(Tap, frozen=True):
    """Let one's own paper count as it was read."""

    code = "ppc"
    reading: int


class PaperAgainTap(Tap, frozen=True):
    """Write the line again."""

    code = "ppa"
    reading: int


class HomeworkPaperTap(Tap, frozen=True):
    """A class's homework on paper."""

    code = "ppw"
    homework_id: int


class PrintHomeworkTap(Tap, frozen=True):
    """How it shall be printed."""

    code = "ppq"
    homework_id: int
    language: str
    count: int


class HomeworkFileTap(Tap, frozen=True):
    """Print it."""

    code = "ppg"
    homework_id: int
    language: str
    count: int


class PileTap(Tap, frozen=True):
    """Enter papers of pupils: whose?"""

    code = "ppe"
    homework_id: int


class PileOfTap(Tap, frozen=True):
    """Enter the paper of a pupil; without a version it is asked for, where there are two."""

    code = "ppn"
    homework_id: int
    member_id: int
    version: str


class CountPileTap(Tap, frozen=True):
    """Let a pupil's paper count as it was read, and go on to the next one."""

    code = "ppk"
    reading: int
