"""Buttons of the reminder to review, and of its time."""

from __future__ import annotations

from bot.taps.base import Tap


class RemindTap(Tap, frozen=True):
    """See whether there is one: it stands with the daily fact."""

    code = "rm"


class RemindTimesTap(Tap, frozen=True):
    """Choose when it comes."""

    code = "rc"


class RemindUsuallyTap(Tap, frozen=True):
    """Remind at the learner's usual hour."""

    code = "ru"


class RemindAtTap(Tap, frozen=True):
    """Remind at a wall time written HHMM."""

    code = "ra"
    hhmm: str


class RemindOtherTimeTap(Tap, frozen=True):
    code = "rt"


class RemindStopTap(Tap, frozen=True):
    code = "rs"
