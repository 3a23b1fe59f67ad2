"""The one place that starts a task nobody awaits: it is kept alive, and its failure is logged."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")

log = logging.getLogger(__name__)

_running: set[asyncio.Task[Any]] = set()


def spawn(coroutine: Coroutine[Any, Any, T], *, name: str) -> asyncio.Task[T]:
    task = asyncio.get_running_loop().create_task(coroutine, name=name)
    _running.add(task)
    task.add_done_callback(_finished)
    return task


def _finished(task: asyncio.Task[Any]) -> None:
    _running.discard(task)
    if not task.cancelled() and (error := task.exception()) is not None:
        log.error("task %s failed", task.get_name(), exc_info=error)


async def done_before(stopping: asyncio.Event, work: Coroutine[Any, Any, Any]) -> bool:
    """Whether the work was done before it was time to stop; if not, it is broken off."""
    return bool(await results_before(stopping, work))


async def results_before(stopping: asyncio.Event, work: Coroutine[Any, Any, T]) -> list[T]:
    """What the work gave; nothing if it was time to stop before."""
    # Not a TaskGroup: what the work raises shall arrive as it is.
    at_work, waiting = asyncio.ensure_future(work), asyncio.ensure_future(stopping.wait())
    try:
        await asyncio.wait((at_work, waiting), return_when=asyncio.FIRST_COMPLETED)
    finally:
        at_work.cancel()
        waiting.cancel()
        await asyncio.gather(at_work, waiting, return_exceptions=True)
    return [] if at_work.cancelled() else [at_work.result()]


async def stops_within(stopping: asyncio.Event, seconds: float) -> bool:
    """Whether it is time to stop before so many seconds have passed."""
    try:
        async with asyncio.timeout(seconds):
            return await stopping.wait()
    except TimeoutError:
        return False
