"""Buttons of the daily fact, its time and its zone."""

from __future__ import annotations

from bot.taps.base import Tap


class DailyTap(Tap, frozen=True):
    code = "d"


class DailyAtTap(Tap, frozen=True):
    """Subscribe, or move the subscription, to a wall time written HHMM."""

    code = "da"
    hhmm: str


class FirstFactTap(Tap, frozen=True):
    """Take the offer made with the first result: a fact tomorrow, and each day after."""

    code = "d1"


class DailyOtherTimeTap(Tap, frozen=True):
    code = "dt"


class DailyStopTap(Tap, frozen=True):
    code = "ds"


class DailyMoreTap(Tap, frozen=True):
    """What is seldom used under a delivered fact (``on`` is 1), or back to the rest (0)."""

    code = "dm"
    delivery: int
    on: int


class ZonesTap(Tap, frozen=True):
    code = "zs"


class ZoneTap(Tap, frozen=True):
    code = "z"
    zone: str


class OtherZoneTap(Tap, frozen=True):
    code = "zo"
