"""Buttons of reviews, and of what one is sure of and wrong about."""

from __future__ import annotations

from bot.taps.base import Tap


class ReviewTap(Tap, frozen=True):
    """See what is due."""

    code = "rv"


class ReviewNowTap(Tap, frozen=True):
    """Begin to review; ``beyond`` is 1 to go on over the day's cap."""

    code = "rn"
    nonce: str
    beyond: int


class SnoozeTap(Tap, frozen=True):
    """Nothing is due for some days; 0 ends a snooze."""

    code = "sz"
    days: int


class DoubtsTap(Tap, frozen=True):
    """See what one is sure of and wrong about."""

    code = "db"


class PractiseDoubtsTap(Tap, frozen=True):
    code = "dp"
    nonce: str
