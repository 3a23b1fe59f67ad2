"""Buttons of the settings. Each carries the state it leads to, so that a second tap changes nothing."""

from __future__ import annotations

from dataclasses import dataclass

from bot.taps.base import Tap


@dataclass(frozen=True)
class SettingsTap(Tap):
    code = "st"


@dataclass(frozen=True)
class SwitchTap(Tap):
    """Switch a setting of SWITCHES on (1) or off (0)."""

    code = "sw"
    name: str
    on: int


@dataclass(frozen=True)
class CapTap(Tap):
    """The most reviews a day; 0 is no limit."""

    code = "cp"
    reviews: int
