"""Buttons of administrators by which they write to many, and see figures."""

from __future__ import annotations

from dataclasses import dataclass

from bot.taps.base import Tap


@dataclass(frozen=True)
class FiguresTap(Tap):
    """How many learn, and what they are sent."""

    code = "yf"


@dataclass(frozen=True)
class ImpactTap(Tap):
    """What came of it all, as a picture and a table."""

    code = "yfr"


@dataclass(frozen=True)
class WhomTap(Tap):
    """Whom it shall be for: the bits of the languages, and the place in WHOM."""

    code = "yb"
    languages: int
    whom: int


@dataclass(frozen=True)
class DraftTap(Tap):
    """Begin a broadcast. ``nonce`` is of the screen that showed the button: twice begins one."""

    code = "yn"
    languages: int
    whom: int
    nonce: str


@dataclass(frozen=True)
class BroadcastTap(Tap):
    """How it stands."""

    code = "yj"
    broadcast: int


@dataclass(frozen=True)
class WriteTap(Tap):
    """Write its text for a language: its place, from 1; 0 is for everybody."""

    code = "yt"
    broadcast: int
    place: int


@dataclass(frozen=True)
class PreviewTap(Tap):
    code = "ye"
    broadcast: int


@dataclass(frozen=True)
class SendTap(Tap):
    """Send it; ``sure`` is 1 once that is confirmed."""

    code = "yg"
    broadcast: int
    sure: int


@dataclass(frozen=True)
class StopSendingTap(Tap):
    """Send no more of it than is on its way."""

    code = "yz"
    broadcast: int
