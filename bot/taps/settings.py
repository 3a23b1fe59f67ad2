"""Buttons of the settings. Each carries the state it leads to, so that a second tap changes nothing."""

from __future__ import annotations

from bot.taps.base import Tap


class SettingsTap(Tap, frozen=True):
    code = "st"


class SwitchTap(Tap, frozen=True):
    """Switch a setting of SWITCHES on (1) or off (0)."""

    code = "sw"
    name: str
    on: int


class CapTap(Tap, frozen=True):
    """The most reviews a day; 0 is no limit."""

    code = "cp"
    reviews: int
