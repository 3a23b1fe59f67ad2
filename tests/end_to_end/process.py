"""The bot as a real process of its own: started, killed without warning, started again."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from tests.banks import put_at_hand
from tests.end_to_end.stand_in import TOKEN, Call, StandIn
from tests.patience import PATIENCE

ROOT = Path(__file__).resolve().parents[2]


def bot_environment(server: StandIn, directory: Path, **more: str) -> dict[str, str]:
    """The environment of a bot that talks to the stand-in and keeps its database in ``directory``.

    Without a CONTENT_DIR the bank that ships is at hand there: reading its files anew is tried elsewhere.
    """
    if "CONTENT_DIR" not in more:
        put_at_hand(directory)
    inherited = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
    return inherited | {
        "BOT_TOKEN": TOKEN,
        "BOT_API_URL": server.url,
        "DATABASE_URL": f"sqlite+aiosqlite:///{directory / 'bot.db'}",
        "HOST": "127.0.0.1",
        "PORT": "0",
        "SEND_RATE": "0",  # the stand-in has no limits
        "LOG_LEVEL": "INFO",
        "PYTHONUNBUFFERED": "1",
        "PYTHONPATH": str(ROOT),
        **more,
    }


@dataclass
class BotProcess:
    """One life after another of the same bot on the same database; all its words go to ``log``."""

    server: StandIn
    environment: Mapping[str, str]
    log: Path
    module: str = "bot"
    arguments: tuple[str, ...] = ()
    within: tuple[str, ...] = ()  # a command that becomes the one behind it
    name: str = ""  # among several that speak to the same server, each at an address of its own
    directory: Path = ROOT  # where it runs
    lives: int = field(default=0, init=False)
    born_at: float = field(default=0.0, init=False)
    _begins: int = field(default=0, init=False)  # where in the log this life does
    _process: asyncio.subprocess.Process | None = field(default=None, init=False)

    async def start(self, patience: float = PATIENCE) -> None:
        """Start it and wait until it asks for updates; fails if it ends instead."""
        await self.spawn()
        poll = asyncio.ensure_future(self.server.wait_for_poll(patience))
        end = asyncio.ensure_future(self._running().wait())
        await asyncio.wait((poll, end), return_when=asyncio.FIRST_COMPLETED)
        has_polled = poll.done() and poll.exception() is None
        for waiting in (poll, end):
            waiting.cancel()
        await asyncio.gather(poll, end, return_exceptions=True)
        if not has_polled:
            await self.kill()
            raise AssertionError(f"the bot never asked for updates; it said:\n{self.words()}")

    async def open(self, patience: float = PATIENCE) -> str:
        """Start it and wait until updates may be posted to it; gives its address."""
        await self.spawn()
        try:
            async with asyncio.timeout(patience), aiohttp.ClientSession() as client:
                while not await _is_ready(client, told := self._address()):  # noqa: ASYNC110
                    await asyncio.sleep(0.05)
        except TimeoutError:
            raise AssertionError(f"the bot was never ready; it said:\n{self.words()}") from None
        return told

    def _address(self) -> str:
        """As the log tells it; empty until then."""
        words = self.log.read_bytes()[self._begins :].decode(errors="replace")
        found = re.search(r"(http://\S+)/healthz", words)
        return found[1] if found else ""

    def made(self, call: Call) -> bool:
        """Whether the call is of this process, in its present or latest life."""
        return call.caller == self.name and call.arrived_at >= self.born_at

    def signal(self, number: signal.Signals) -> None:
        """Send it a signal, and see to nothing else."""
        self._running().send_signal(number)

    async def run(self, patience: float = PATIENCE) -> int:
        """Start it and wait until it ends by itself; gives the exit code."""
        await self.spawn()
        return await self.wait(patience)

    async def spawn(self) -> None:
        """Start it, and wait for nothing."""
        self.born_at = time.monotonic()
        with self.log.open("ab") as log:
            self._begins = log.tell()
            self._process = await asyncio.create_subprocess_exec(
                *(*self.within, sys.executable, "-m", self.module, *self.arguments),
                cwd=self.directory,
                env=dict(self.environment),
                stdout=log,
                stderr=log,
            )
        self.server.guests.append(self._process)
        self.lives += 1

    async def kill(self) -> float:
        """SIGKILL; gives the instant (``time.monotonic()``), once all it had sent has arrived."""
        process = self._running()
        at = time.monotonic()
        if process.returncode is None:
            process.send_signal(signal.SIGKILL)
        await process.wait()
        await self.server.bury(self.name)
        self._process = None
        return at

    async def stop(self, patience: float = PATIENCE) -> int:
        """SIGTERM and wait for the end; gives the exit code."""
        process = self._running()
        if process.returncode is None:
            process.terminate()
        async with asyncio.timeout(patience):
            code = await process.wait()
        await self.server.bury(self.name)
        self._process = None
        return code

    async def stop_quietly(self, patience: float = PATIENCE) -> int:
        """The same where other processes go on speaking to the server."""
        self._running().terminate()
        return await self.wait(patience)

    async def wait(self, patience: float = PATIENCE) -> int:
        """Wait until it ends by itself; gives the exit code."""
        async with asyncio.timeout(patience):
            return await self._running().wait()

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.returncode is None

    def words(self, last: int = 4000) -> str:
        """The end of what it wrote to its log."""
        return self.log.read_text(errors="replace")[-last:] if self.log.exists() else ""

    @property
    def pid(self) -> int:
        return self._running().pid

    def _running(self) -> asyncio.subprocess.Process:
        assert self._process is not None, "start it first"
        return self._process


async def _is_ready(client: aiohttp.ClientSession, address: str) -> bool:
    if not address:
        return False
    async with client.get(f"{address}/readyz") as answer:
        return answer.status == 200
