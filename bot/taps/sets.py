"""Buttons of sets: making one, passing one's questions on, the five of the day."""

from __future__ import annotations

from dataclasses import dataclass

from bot.taps.base import Tap


@dataclass(frozen=True)
class ResultMoreTap(Tap):
    """What is seldom used under the result of a quiz."""

    code = "kr"
    quiz: int


@dataclass(frozen=True)
class ChallengeTap(Tap):
    """The questions of a result, for a friend to be asked the same."""

    code = "kc"
    quiz: int
