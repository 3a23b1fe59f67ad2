"""The button of a hint."""

from __future__ import annotations

from bot.taps.base import Tap


class HintTap(Tap, frozen=True):
    """A hint for the question at ``position``."""

    code = "hi"
    quiz: int
    position: int
