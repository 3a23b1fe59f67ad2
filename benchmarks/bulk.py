"""`python -m benchmarks.bulk`: facts a second with the limiter open, beside the bare library."""

from __future__ import annotations

import argparse
import asyncio
import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

import uvloop

from benchmarks.bot_api import BotApi
from benchmarks.filling import fill, keep_bank, make_due
from benchmarks.processes import ROOT, SERVER_CORE, Measured, start_bot, start_script
from benchmarks.server import serve

ROUNDS = 5
FACTS = 5_000
HTTPX_MESSAGES = 1_000
LIMITED_FACTS, LIMIT = 200, 30
PATIENCE = 120.0
NAMES = {
    "httpx": "PTB alone, httpx, six in flight, nothing stored",
    "aiohttp": "PTB alone on the bot's own client, six in flight, nothing stored",
    "bot": "**the bot: planned, claimed, sent, receipt stored**",
    "limited": f"control: the bot with `SEND_RATE={LIMIT}`",
}


@dataclass(frozen=True)
class Wave:
    """Messages a second from first to last, the process's CPU for one, the stand-in's share of a core."""

    per_second: float
    cpu_ms: float
    server_load: float


class Counted:
    """When the messages of one bot came."""

    def __init__(self, api: BotApi) -> None:
        self.at: list[float] = []
        self._awaited = sys.maxsize
        self._news = asyncio.Event()
        api.on_call = self._called

    async def until(self, count: int, process: Measured) -> None:
        self._awaited = count
        async with asyncio.timeout(PATIENCE):
            while len(self.at) < count:
                process.check()
                self._news.clear()
                await self._news.wait()

    def _called(self, method: str, _: object, __: object, at: float) -> None:
        if method.startswith("send"):
            self.at.append(at)
            if len(self.at) >= self._awaited:
                self._news.set()


async def _wave(api: BotApi, begin: Callable[[], Measured], count: int) -> Wave:
    counted, process = Counted(api), begin()
    try:
        await counted.until(1, process)
        cpu, own = process.cpu(), time.process_time()
        await counted.until(count, process)
        cpu, own = process.cpu() - cpu, time.process_time() - own
    finally:
        await asyncio.to_thread(process.stop)
    seconds = counted.at[count - 1] - counted.at[0]
    return Wave((count - 1) / seconds, cpu / (count - 1) * 1e3, own / seconds)


class Waves:
    """The variants, on one stand-in and one database."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._path = directory / "bot.db"
        self._token = f"123456791:{'x' * 35}"

    async def measure(self, rounds: int) -> list[dict[str, Wave]]:
        await asyncio.to_thread(fill, self._path, FACTS, 1)
        await asyncio.to_thread(keep_bank, self._path)
        async with serve() as server:
            self._url, self._open = server.url, partial(server.open, self._token)
            return [
                {
                    "httpx": await self._alone("httpx", HTTPX_MESSAGES),
                    "aiohttp": await self._alone("aiohttp", FACTS),
                    "bot": await self._bot(FACTS, 0),
                    "limited": await self._bot(LIMITED_FACTS, LIMIT),
                }
                for _ in range(rounds)
            ]

    async def _alone(self, client: str, count: int) -> Wave:
        arguments = (self._url, self._token, client, str(count))
        begin = partial(start_script, "bare_bulk.py", self._directory, *arguments, PYTHONPATH=str(ROOT))
        return await _wave(self._open(), begin, count)

    async def _bot(self, facts: int, send_rate: int) -> Wave:
        self._owe(facts)
        begin = partial(start_bot, self._directory, self._url, self._token, send_rate)
        wave = await _wave(self._open(), begin, facts)
        stored = self._receipts()
        assert stored == facts, f"of {facts} messages {stored} have a receipt"
        return wave

    def _owe(self, facts: int) -> None:
        """So many subscriptions are due, and nothing was ever sent."""
        with closing(sqlite3.connect(self._path)) as connection, connection:
            connection.execute("DELETE FROM deliveries")
            connection.execute("UPDATE subscriptions SET next_at = '2096-03-01 08:00:00.000000'")
        make_due(self._path, facts)

    def _receipts(self) -> int:
        with closing(sqlite3.connect(f"file:{self._path}?mode=ro", uri=True)) as connection:
            told = "SELECT count(*) FROM deliveries WHERE state = 'sent' AND message_id IS NOT NULL"
            return int(connection.execute(told).fetchone()[0])


def main() -> None:
    parser = argparse.ArgumentParser(description="Facts a second, with the limiter open.")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    count = parser.parse_args().rounds
    os.sched_setaffinity(0, {SERVER_CORE})
    cache = ROOT / ".cache"
    cache.mkdir(exist_ok=True)
    fast = asyncio.Runner(loop_factory=uvloop.new_event_loop)
    with tempfile.TemporaryDirectory(prefix="bulk-", dir=cache) as directory, fast as runner:
        rounds = runner.run(Waves(Path(directory)).measure(count))
    print("| variant | messages/s | times the bare client (range) | CPU ms | stand-in's core |")
    print("| --- | --- | --- | --- | --- |")
    for variant, name in NAMES.items():
        waves = [each[variant] for each in rounds]
        ratios = [each[variant].per_second / each["aiohttp"].per_second for each in rounds]
        print(
            f"| {name} | {median(w.per_second for w in waves):.0f} "
            f"| {median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f}) "
            f"| {median(w.cpu_ms for w in waves):.2f} | {median(w.server_load for w in waves):.0%} |"
        )
    assert max(each["limited"].per_second for each in rounds) <= LIMIT * 1.05, "the limiter does not show"
    print(f"\nload of the machine at the end: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
