"""`python -m benchmarks.growing`: taps at 10^3, 10^5 and 10^6 learners, and while the slowest reads run."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from statistics import median
from typing import Any

import aiohttp
import uvloop

from benchmarks.filling import fill, make_due, make_reader, planned
from benchmarks.people import Crowd, Person, Window
from benchmarks.processes import ROOT, SERVER_CORE, Measured, start_bot
from benchmarks.server import Server, serve
from bot.tasks import spawn

SIZES = (1_000, 100_000, 1_000_000)
ANSWERS_EACH = 3
ANSWERS_READ = 10
"""Each, of the 10^5 learners beside whose reads people tap: item statistics go through a million."""
ROUNDS = 5
PEOPLE, AT_ONCE = 400, 8
READER = 1

Reads = Callable[["Bot"], Coroutine[Any, Any, None]]
"""What somebody reads until it is cancelled."""


class Bot:
    """The real bot on a database of its own, and the people who tap."""

    def __init__(self, server: Server, directory: Path, number: int) -> None:
        self.directory = directory / f"bot-{number}"
        self.directory.mkdir()
        self.path = self.directory / "bot.db"
        self._server, self._token = server, f"12345679{number}:{'z' * 35}"
        self.api = server.open(self._token)
        self._crowd = Crowd(self.api, PEOPLE)
        self._process: Measured | None = None

    async def start(self) -> None:
        self.api.polled.clear()
        self._process = start_bot(self.directory, self._server.url, self._token)
        async with asyncio.timeout(120):
            await self.api.polled.wait()

    def stop(self) -> None:
        if self._process is not None:
            self._process.stop()

    async def prepare(self) -> None:
        """Everybody starts a quiz of ten, in words alone, and answers once."""
        await self._tap(lambda person: "sw:text:1")
        await self._tap(lambda person: "s::10:grown")
        await self.answer()

    async def answer(self) -> Window:
        """One answer by everybody; then all go on to their next question."""
        window = await self._tap(lambda person: person.button("a", "x"))
        await self._tap(lambda person: person.button("n"))
        return window

    def health(self) -> str:
        """The address of its own small web server."""
        assert self._process is not None
        words = self._process.words.read_text()
        return words.rpartition("health is told at ")[2].split()[0].removesuffix("/healthz")

    async def _tap(self, data: Callable[[Person], str]) -> Window:
        return await self._crowd.tap([(each, data(each)) for each in self._crowd.people], AT_ONCE)


async def progress(bot: Bot) -> None:
    """Somebody with a year of answers looks at their progress, again and again."""
    person = {"id": READER, "is_bot": False, "first_name": "Reader", "language_code": "en"}
    chat = {"id": READER, "type": "private", "first_name": "Reader"}
    entities = [{"type": "bot_command", "offset": 0, "length": 9}]
    number = 0
    while True:
        number += 1
        answered = bot.api.sent_to(READER)
        message = {"message_id": number, "date": 1_795_000_000, "from": person, "chat": chat}
        bot.api.push({"message": {**message, "text": "/progress", "entities": entities}})
        await answered


async def items(bot: Bot) -> None:
    """How every question does, over a million answers, again and again."""
    async with aiohttp.ClientSession() as session:
        while True:
            async with session.get(f"{bot.health()}/items") as response:
                assert response.status == 200
                await response.read()


async def main(part: str) -> None:
    cache = ROOT / ".cache"
    cache.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=cache) as directory:
        async with serve() as server:
            if part != "reads":
                await _sizes(server, Path(directory))
            if part != "sizes":
                await _reads(server, Path(directory))
    print(f"load of the machine at the end: {os.getloadavg()[0]:.1f}")


async def _sizes(server: Server, directory: Path) -> None:
    bots = [Bot(server, directory, number) for number in range(len(SIZES))]
    for bot, learners in zip(bots, SIZES, strict=True):
        await asyncio.to_thread(fill, bot.path, learners, ANSWERS_EACH)
        await bot.start()
        await bot.prepare()
    rounds = [[await bot.answer() for bot in bots] for _ in range(ROUNDS)]
    for bot in bots:
        bot.stop()
    print("| learners | p50 ms | p99 ms | p50 times | p99 times |\n| --- | --- | --- | --- | --- |")
    for number, learners in enumerate(SIZES):
        print(f"| {learners:,} | {_line([each[number] for each in rounds], [each[0] for each in rounds])} |")
    print()


def _line(windows: Sequence[Window], beside: Sequence[Window]) -> str:
    cells = [f"{median(each.percentile(percent) for each in windows) * 1e3:.1f}" for percent in (50, 99)]
    for percent in (50, 99):
        pairs = zip(windows, beside, strict=True)
        times = sorted(one.percentile(percent) / other.percentile(percent) for one, other in pairs)
        cells.append(f"{median(times):.2f} ({times[0]:.2f} to {times[-1]:.2f})")
    return " | ".join(cells)


async def _reads(server: Server, directory: Path) -> None:
    bot = Bot(server, directory, 9)
    await asyncio.to_thread(fill, bot.path, 100_000, ANSWERS_READ)
    await asyncio.to_thread(make_reader, bot.path)
    await bot.start()
    await bot.prepare()
    print("| meanwhile | p95 ms idle | p95 ms | times |\n| --- | --- | --- | --- |", flush=True)
    _tell("/progress of a year", await _beside(bot, progress))
    _tell("item statistics over 10^6 answers", await _beside(bot, items))
    idle = await bot.answer()
    bot.stop()
    await asyncio.to_thread(make_due, bot.path, 100_000)
    await bot.start()
    window = await bot.answer()
    count = await asyncio.to_thread(planned, bot.path)
    bot.stop()
    _tell(f"planning 10^5 subscriptions ({count:,} planned by then)", [(idle, window)])


async def _beside(bot: Bot, reads: Reads) -> list[tuple[Window, Window]]:
    pairs = []
    for _ in range(2):
        idle = await bot.answer()
        async with _running(reads(bot)):
            pairs.append((idle, await bot.answer()))
    return pairs


def _tell(name: str, pairs: Sequence[tuple[Window, Window]]) -> None:
    idle, busy = ([each[side].percentile(95) * 1e3 for each in pairs] for side in (0, 1))
    times = [much / little for much, little in zip(busy, idle, strict=True)]
    print(f"| {name} | {median(idle):.1f} | {median(busy):.1f} | **{median(times):.2f}** |", flush=True)


@asynccontextmanager
async def _running(work: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    task = spawn(work, name="what is read meanwhile")
    await asyncio.sleep(0.2)
    try:
        yield
        assert not task.done(), task
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Taps as the database grows.")
    parser.add_argument(
        "part", nargs="?", choices=("all", "sizes", "reads"), default="all", help="only this half"
    )
    part = parser.parse_args().part
    os.sched_setaffinity(0, {SERVER_CORE})
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(main(part))
    sys.exit(0)
