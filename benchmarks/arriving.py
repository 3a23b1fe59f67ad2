"""`python -m benchmarks.arriving`: what one process holds in memory while 100,000 people come."""

from __future__ import annotations

import argparse
import asyncio
import os
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import uvloop

from benchmarks.bot_api import BotApi
from benchmarks.people import FIRST_PERSON
from benchmarks.processes import ROOT, Measured, start_bot
from benchmarks.rush import start_update
from benchmarks.server import serve

TOKEN = f"123456789:{'a' * 35}"
PEOPLE = 100_000
STEPS = 5
AT_ONCE = 100
PATIENCE = 600.0
"""Seconds for a fifth of them."""
QUIET = 2.0
"""Seconds after the last answer at which memory is read."""


@dataclass(frozen=True)
class Held:
    learners: int
    megabytes: float
    cpu_ms: float  # for one of them, since the line before
    per_second: float


class Arriving:
    """So many wait at a time; whoever is greeted makes room for the next."""

    def __init__(self, api: BotApi, bot: Measured) -> None:
        self._api, self._bot = api, bot
        self._came = self._greeted = 0
        self._news = asyncio.Event()
        api.on_call = self._called

    async def until(self, people: int) -> Held:
        before, cpu, began = self._greeted, self._bot.cpu(), time.perf_counter()
        self._until = people
        for _ in range(AT_ONCE):
            self._come()
        async with asyncio.timeout(PATIENCE):
            while self._greeted < people:
                self._bot.check()
                self._news.clear()
                await self._news.wait()
        seconds, count = time.perf_counter() - began, people - before
        cpu = self._bot.cpu() - cpu
        await asyncio.sleep(QUIET)
        return Held(people, self._bot.memory(), cpu / count * 1e3, count / seconds)

    def _come(self) -> None:
        if self._came < self._until:
            self._api.push(start_update(FIRST_PERSON + self._came))
            self._came += 1

    def _called(self, method: str, _: object, __: object, ___: float) -> None:
        if method.startswith("send"):
            self._greeted += 1
            self._come()
            if self._greeted >= self._until:
                self._news.set()


async def measure(people: int, directory: Path) -> None:
    async with serve() as server:
        api = server.open(TOKEN)
        bot = start_bot(directory, server.url, TOKEN)
        try:
            async with asyncio.timeout(120):
                await api.polled.wait()
            await asyncio.sleep(QUIET)
            idle = bot.memory()
            print("| learners | resident MB | times idle | CPU ms for one | a second |")
            print("| --- | --- | --- | --- | --- |")
            print(f"| 0 | {idle:.1f} | 1.00 | | |", flush=True)
            arriving = Arriving(api, bot)
            for step in range(1, STEPS + 1):
                held = await arriving.until(people * step // STEPS)
                print(
                    f"| {held.learners:,} | {held.megabytes:.1f} | {held.megabytes / idle:.2f} "
                    f"| {held.cpu_ms:.2f} | {held.per_second:.0f} |",
                    flush=True,
                )
        finally:
            bot.stop()
    print(f"\nload of the machine at the end: {os.getloadavg()[0]:.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(description="Memory while people come.")
    parser.add_argument("--people", type=int, default=PEOPLE)
    people = parser.parse_args().people
    cache = ROOT / ".cache"
    cache.mkdir(exist_ok=True)
    fast = asyncio.Runner(loop_factory=uvloop.new_event_loop)
    with tempfile.TemporaryDirectory(prefix="arriving-", dir=cache) as directory, fast as runner:
        runner.run(measure(people, Path(directory)))


if __name__ == "__main__":
    main()
