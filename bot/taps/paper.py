"""Buttons of sets on paper: printing them, and entering what was answered there."""

from __future__ import annotations

from dataclasses import dataclass

from bot.taps.base import Tap


@dataclass(frozen=True)
class SetMoreTap(Tap):
    """What is seldom used of a set."""

    code = "ppm"
    set: str


@dataclass(frozen=True)
class SetOfferTap(Tap):
    """Back to a set."""

    code = "ppb"
    set: str


@dataclass(frozen=True)
class PrintTap(Tap):
    """How a set shall be printed: in which language, in how many versions."""

    code = "ppo"
    set: str
    language: str
    count: int


@dataclass(frozen=True)
class PrintFileTap(Tap):
    """Print it."""

    code = "ppf"
    set: str
    language: str
    count: int


@dataclass(frozen=True)
class HavePaperTap(Tap):
    """Enter a paper of a set; without a version it is asked for, where there are two."""

    code = "pph"
    set: str
    version: str


@dataclass(frozen=True)
class CountPaperTap(Tap):
    """Let one's own paper count as it was read."""

    code = "ppc"
    reading: int


@dataclass(frozen=True)
class PaperAgainTap(Tap):
    """Write the line again."""

    code = "ppa"
    reading: int


@dataclass(frozen=True)
class HomeworkPaperTap(Tap):
    """A class's homework on paper."""

    code = "ppw"
    homework_id: int


@dataclass(frozen=True)
class PrintHomeworkTap(Tap):
    """How it shall be printed."""

    code = "ppq"
    homework_id: int
    language: str
    count: int


@dataclass(frozen=True)
class HomeworkFileTap(Tap):
    """Print it."""

    code = "ppg"
    homework_id: int
    language: str
    count: int


@dataclass(frozen=True)
class PileTap(Tap):
    """Enter papers of pupils: whose?"""

    code = "ppe"
    homework_id: int


@dataclass(frozen=True)
class PileOfTap(Tap):
    """Enter the paper of a pupil; without a version it is asked for, where there are two."""

    code = "ppn"
    homework_id: int
    member_id: int
    version: str


@dataclass(frozen=True)
class CountPileTap(Tap):
    """Let a pupil's paper count as it was read, and go on to the next one."""

    code = "ppk"
    reading: int
