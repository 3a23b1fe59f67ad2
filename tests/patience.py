"""Waiting for what must come: by condition, and so long that a busy machine fails nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

PATIENCE = 120.0
"""Seconds, far more than anything takes: only what never comes uses them up. It is nothing to measure by."""


async def until(happened: Callable[[], object], patience: float = PATIENCE, *, every: float = 0.003) -> None:
    """Wait until something holds in this or another process; raises TimeoutError."""
    async with asyncio.timeout(patience):
        while not happened():  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(every)
