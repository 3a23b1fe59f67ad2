"""Whether the bot is alive: the moment Telegram last answered it, not whether the process exists."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime


class Pulse:
    """Beats at each getUpdates that succeeded. ``longest_gap`` in seconds."""

    def __init__(self, longest_gap: float, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._longest_gap = longest_gap
        self._monotonic = monotonic
        self._last: float | None = None
        self.last_at: datetime | None = None
        """The same moment by the clock of the house, to be shown."""

    def beat(self, now: datetime) -> None:
        self._last = self._monotonic()
        self.last_at = now

    @property
    def age(self) -> float | None:
        """Seconds since the last beat; None before the first."""
        return None if self._last is None else self._monotonic() - self._last

    @property
    def ailment(self) -> str | None:
        """What is wrong, in a sentence; None while the bot is alive."""
        age = self.age
        if age is None:
            return "Telegram has not answered since the start"
        if age > self._longest_gap:
            return f"Telegram has not answered for {age:.0f} seconds"
        return None
