"""Buttons of the daily fact, its time and its zone."""

from __future__ import annotations

from dataclasses import dataclass

from bot.taps.base import Tap


@dataclass(frozen=True)
class DailyTap(Tap):
    code = "d"


@dataclass(frozen=True)
class DailyAtTap(Tap):
    """Subscribe, or move the subscription, to a wall time written HHMM."""

    code = "da"
    hhmm: str


@dataclass(frozen=True)
class FirstFactTap(Tap):
    """Take the offer made with the first result: a fact tomorrow, and each day after."""

    code = "d1"


@dataclass(frozen=True)
class DailyOtherTimeTap(Tap):
    code = "dt"


@dataclass(frozen=True)
class DailyStopTap(Tap):
    code = "ds"


@dataclass(frozen=True)
class DailyMoreTap(Tap):
    """What is seldom used under a delivered fact (``on`` is 1), or back to the rest (0)."""

    code = "dm"
    delivery: int
    on: int


@dataclass(frozen=True)
class ZonesTap(Tap):
    code = "zs"


@dataclass(frozen=True)
class ZoneTap(Tap):
    code = "z"
    zone: str


@dataclass(frozen=True)
class OtherZoneTap(Tap):
    code = "zo"
