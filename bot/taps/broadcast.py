"""Buttons of administrators by which they write to many, and see figures."""

from __future__ import annotations

from bot.taps.base import Tap


class FiguresTap(Tap, frozen=True):
    """How many learn, and what they are sent."""

    code = "yf"


class ImpactTap(Tap, frozen=True):
    """What came of it all, as a picture and a table."""

    code = "yfr"


class WhomTap(Tap, frozen=True):
    """Whom it shall be for: the bits of the languages, and the place in WHOM."""

    code = "yb"
    languages: int
    whom: int


class DraftTap(Tap, frozen=True):
    """Begin a broadcast. ``nonce`` is of the screen that showed the button: twice begins one."""

    code = "yn"
    languages: int
    whom: int
    nonce: str


class BroadcastTap(Tap, frozen=True):
    """How it stands."""

    code = "yj"
    broadcast: int


class WriteTap(Tap, frozen=True):
    """Write its text for a language: its place, from 1; 0 is for everybody."""

    code = "yt"
    broadcast: int
    place: int


class PreviewTap(Tap, frozen=True):
    code = "ye"
    broadcast: int


class SendTap(Tap, frozen=True):
    """Send it; ``sure`` is 1 once that is confirmed."""

    code = "yg"
    broadcast: int
    sure: int


class StopSendingTap(Tap, frozen=True):
    """Send no more of it than is on its way."""

    code = "yz"
    broadcast: int
