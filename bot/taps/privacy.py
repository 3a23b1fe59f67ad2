"""Buttons about what is kept of a person."""

from __future__ import annotations

from dataclasses import dataclass

from bot.taps.base import Tap


@dataclass(frozen=True)
class PrivacyTap(Tap):
    code = "ya"


@dataclass(frozen=True)
class PrivacyMoreTap(Tap):
    """What exactly, for how long, and who sees it."""

    code = "yh"


@dataclass(frozen=True)
class MyDataTap(Tap):
    code = "ym"


@dataclass(frozen=True)
class AskForgetTap(Tap):
    """Ask whether to be forgotten."""

    code = "yu"


@dataclass(frozen=True)
class StayTap(Tap):
    """Said to the warning of being forgotten: I am still here."""

    code = "yy"
