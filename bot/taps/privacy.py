"""Buttons about what is kept of a person."""

from __future__ import annotations

from bot.taps.base import Tap


class PrivacyTap(Tap, frozen=True):
    code = "ya"


class PrivacyMoreTap(Tap, frozen=True):
    """What exactly, for how long, and who sees it."""

    code = "yh"


class MyDataTap(Tap, frozen=True):
    code = "ym"


class AskForgetTap(Tap, frozen=True):
    """Ask whether to be forgotten."""

    code = "yu"


class StayTap(Tap, frozen=True):
    """Said to the warning of being forgotten: I am still here."""

    code = "yy"
