"""How long the bot takes to start and what it holds in memory, against its bare imports."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.processes import Measured, start_bot, start_script
from benchmarks.server import Server

IDLE_AFTER = 1.5
"""Seconds after the start at which memory is read: name and commands have been looked at by then."""


@dataclass(frozen=True)
class Start:
    """``ms`` by the clock and of CPU to the first getUpdates or the last import; ``megabytes`` idle."""

    ms: float
    cpu_ms: float
    megabytes: float


class Starting:
    """The bot started again and again on one database; its first start, with migrations, does not count."""

    def __init__(self, server: Server, directory: Path) -> None:
        self._server = server
        self._directory = directory / "starting"
        self._token = f"123456789:{'y' * 35}"
        self._api = server.open(self._token)

    async def prepare(self) -> None:
        self._directory.mkdir()
        await self.bot()
        await self.imports()

    async def bot(self) -> Start:
        self._api.polled.clear()
        process = start_bot(self._directory, self._server.url, self._token)
        try:
            async with asyncio.timeout(30):
                await self._api.polled.wait()
            return await _idle(process)
        finally:
            await asyncio.to_thread(process.stop)

    async def imports(self) -> Start:
        process = start_script("bare_imports.py", self._directory)
        try:
            await asyncio.to_thread(process.output.readline)
            return await _idle(process)
        finally:
            await asyncio.to_thread(process.stop)


async def _idle(process: Measured) -> Start:
    took, cpu = time.perf_counter() - process.started_at, process.cpu()
    await asyncio.sleep(IDLE_AFTER)
    process.check()
    return Start(took * 1e3, cpu * 1e3, process.memory())
