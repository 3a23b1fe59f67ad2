"""How late the event loop comes back to what waits for it: a tap waits as long."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable

EVERY = 0.5
"""Seconds between two looks."""
LOOKS = 120
"""So many are remembered: a minute's worth."""


class Lag:
    def __init__(
        self,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._monotonic = monotonic
        self._sleep = sleep
        self._seen: deque[float] = deque(maxlen=LOOKS)

    @property
    def worst(self) -> float:
        """Seconds, of the last minute."""
        return max(self._seen, default=0.0)

    async def run(self) -> None:
        """Look until cancelled."""
        while True:
            begun = self._monotonic()
            await self._sleep(EVERY)
            self._seen.append(max(0.0, self._monotonic() - begun - EVERY))
