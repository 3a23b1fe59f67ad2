"""Buttons of the reminder to review, and of its time."""

from __future__ import annotations

from dataclasses import dataclass

from bot.taps.base import Tap


@dataclass(frozen=True)
class RemindTap(Tap):
    """See whether there is one: it stands with the daily fact."""

    code = "rm"


@dataclass(frozen=True)
class RemindTimesTap(Tap):
    """Choose when it comes."""

    code = "rc"


@dataclass(frozen=True)
class RemindUsuallyTap(Tap):
    """Remind at the learner's usual hour."""

    code = "ru"


@dataclass(frozen=True)
class RemindAtTap(Tap):
    """Remind at a wall time written HHMM."""

    code = "ra"
    hhmm: str


@dataclass(frozen=True)
class RemindOtherTimeTap(Tap):
    code = "rt"


@dataclass(frozen=True)
class RemindStopTap(Tap):
    code = "rs"
