"""The one place that starts a task nobody awaits: it is kept alive, and its failure is logged."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

log = logging.getLogger(__name__)

_running: set[asyncio.Task[Any]] = set()


def spawn(coroutine: Coroutine[Any, Any, Any], *, name: str) -> asyncio.Task[Any]:
    task = asyncio.get_running_loop().create_task(coroutine, name=name)
    _running.add(task)
    task.add_done_callback(_finished)
    return task


def _finished(task: asyncio.Task[Any]) -> None:
    _running.discard(task)
    if not task.cancelled() and (error := task.exception()) is not None:
        log.error("task %s failed", task.get_name(), exc_info=error)


async def done_before(stopping: asyncio.Event, work: Coroutine[Any, Any, None]) -> bool:
    """Whether the work was done before it was time to stop; if not, it is broken off."""
    async with asyncio.TaskGroup() as tasks:
        at_work, waiting = tasks.create_task(work), tasks.create_task(stopping.wait())
        await asyncio.wait((at_work, waiting), return_when=asyncio.FIRST_COMPLETED)
        at_work.cancel()
        waiting.cancel()
    return not at_work.cancelled()
