"""Buttons of reviews, and of what one is sure of and wrong about."""

from __future__ import annotations

from dataclasses import dataclass

from bot.taps.base import Tap


@dataclass(frozen=True)
class ReviewTap(Tap):
    """See what is due."""

    code = "rv"


@dataclass(frozen=True)
class ReviewNowTap(Tap):
    """Begin to review; ``beyond`` is 1 to go on over the day's cap."""

    code = "rn"
    nonce: str
    beyond: int


@dataclass(frozen=True)
class SnoozeTap(Tap):
    """Nothing is due for some days; 0 ends a snooze."""

    code = "sz"
    days: int


@dataclass(frozen=True)
class DoubtsTap(Tap):
    """See what one is sure of and wrong about."""

    code = "db"


@dataclass(frozen=True)
class PractiseDoubtsTap(Tap):
    code = "dp"
    nonce: str
