"""The button of a hint."""

from __future__ import annotations

from dataclasses import dataclass

from bot.taps.base import Tap


@dataclass(frozen=True)
class HintTap(Tap):
    """A hint for the question at ``position``."""

    code = "hi"
    quiz: int
    position: int
