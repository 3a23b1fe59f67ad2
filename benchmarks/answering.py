"""What one answer costs: the bot's full, persisted one against empty handlers, and the controls."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from benchmarks.people import Crowd, Person, Window
from benchmarks.processes import AIOGRAM_PYTHON, Measured, start_bot, start_script
from benchmarks.server import Server

TAPS = 1000
"""Per variant and round; as many people have a started quiz."""
CONTROL_TAPS = 500
SLOWED_TAPS = 200
AT_ONCE = 64
WARM_UP = 200
DRAG = 0.005  # seconds that the slowed stand-in burns on each call
QUIET = 0.4  # seconds after the last answer until the processor time is read: what trails belongs to it

Variant = Literal["full", "ptb", "aiogram", "repeated", "refused", "slowed"]
VARIANTS: tuple[Variant, ...] = ("ptb", "full", "repeated", "refused", "aiogram", "slowed")
FULL: Variant = "full"


@dataclass(frozen=True)
class Cost:
    """One run of taps: ``cpu_ms`` of the bot per tap, waits in ms, the stand-in's share of its core."""

    cpu_ms: float
    per_second: float
    p50: float
    p99: float
    server_load: float


@dataclass
class Rows:
    """What the bot's database holds, read from outside."""

    path: Path

    def count(self) -> tuple[int, int]:
        """Answers, and those of them that moved their memory."""
        connection = sqlite3.connect(f"file:{self.path}?mode=ro", uri=True)
        try:
            moved = (
                "SELECT count(*) FROM answers JOIN memories USING (learner_id, fact_id) "
                "WHERE reviewed_at >= answered_at"
            )
            queries = ("SELECT count(*) FROM answers", moved)
            answers, memories = (int(connection.execute(query).fetchone()[0]) for query in queries)
            return answers, memories
        finally:
            connection.close()


class Answering:
    """Three bots that wait, each with its people; one at a time is tapped and measured."""

    def __init__(self, server: Server, directory: Path) -> None:
        self._server = server
        self._tokens = {name: f"12345678{n}:{'x' * 35}" for n, name in enumerate(("full", "ptb", "aiogram"))}
        apis = {name: server.open(token) for name, token in self._tokens.items()}
        self._apis = apis
        self._crowds = {name: Crowd(api, TAPS) for name, api in apis.items()}
        self._directories = {name: directory / name for name in apis}
        self._rows = Rows(directory / "full" / "bot.db")
        self._bots: dict[str, Measured] = {}

    async def start(self) -> None:
        for directory in self._directories.values():
            directory.mkdir()
        url, tokens, places = self._server.url, self._tokens, self._directories
        self._bots["full"] = start_bot(places["full"], url, tokens["full"])
        self._bots["ptb"] = start_script("empty_ptb.py", places["ptb"], url, tokens["ptb"])
        self._bots["aiogram"] = start_script(
            "empty_aiogram.py", places["aiogram"], url, tokens["aiogram"], python=AIOGRAM_PYTHON
        )
        for name, api in self._apis.items():
            async with asyncio.timeout(30):
                await api.polled.wait()
            self._bots[name].check()

    def stop(self) -> None:
        for bot in self._bots.values():
            bot.stop()

    async def prepare(self) -> None:
        """Everyone starts a quiz of ten at the real bot, in words alone; then every variant warms up."""
        crowd = self._crowds["full"]
        # Without pictures: a map goes out as another call than the empty bots make, and seldom.
        await self._tap("full", ((person, "sw:text:1") for person in crowd.people))
        await self._tap("full", ((person, "s::10:bench") for person in crowd.people))
        await self._answer(WARM_UP)
        await self._go_on(WARM_UP)
        for name in ("ptb", "aiogram"):
            await self._tap(name, self._any_button(name, WARM_UP))

    async def round(self) -> dict[Variant, Cost]:
        return {variant: await self._measure(variant) for variant in VARIANTS}

    async def _measure(self, variant: Variant) -> Cost:
        if variant == "full":
            return await self._full()
        if variant == "repeated":
            # The buttons of the questions that were answered just now; then everybody goes on.
            cost = await self._unwritten(self._answered[:CONTROL_TAPS])
            await self._go_on(TAPS)
            return cost
        if variant == "refused":
            people = self._crowds["full"].people[:CONTROL_TAPS]
            return await self._unwritten([(person, "a:999999:0:0") for person in people], edits=False)
        if variant == "slowed":
            self._server.drag = DRAG
            try:
                return await self._cost("ptb", self._any_button("ptb", SLOWED_TAPS))
            finally:
                self._server.drag = 0.0
        return await self._cost(variant, self._any_button(variant, TAPS))

    async def _full(self) -> Cost:
        before = self._rows.count()
        cost = await self._cost("full", self._choose(TAPS))
        answers, memories = (now - then for now, then in zip(self._rows.count(), before, strict=True))
        assert answers == TAPS, f"of {TAPS} answers {answers} are in the database"
        assert memories == TAPS, f"of {TAPS} answers {memories} moved their memory"
        return cost

    async def _unwritten(self, taps: list[tuple[Person, str]], *, edits: bool = True) -> Cost:
        before = self._rows.count()
        cost = await self._cost("full", taps, edits=edits)
        assert self._rows.count() == before, "a tap that should change nothing changed the database"
        return cost

    async def _cost(self, name: str, taps: Iterable[tuple[Person, str]], *, edits: bool = True) -> Cost:
        bot, chosen = self._bots[name], list(taps)
        cpu, own = bot.cpu(), time.process_time()
        window = await self._tap(name, chosen, edits=edits)
        own = time.process_time() - own
        await asyncio.sleep(QUIET)
        bot.check()
        return Cost(
            cpu_ms=(bot.cpu() - cpu) / len(chosen) * 1e3,
            per_second=len(chosen) / window.seconds,
            p50=window.percentile(50) * 1e3,
            p99=window.percentile(99) * 1e3,
            server_load=own / window.seconds,
        )

    async def _tap(self, name: str, taps: Iterable[tuple[Person, str]], *, edits: bool = True) -> Window:
        calls = ("answerCallbackQuery", "editMessageText") if edits else ("answerCallbackQuery",)
        return await self._crowds[name].tap(taps, AT_ONCE, calls)

    def _any_button(self, name: str, count: int) -> list[tuple[Person, str]]:
        return [(person, person.button("a", "x")) for person in self._crowds[name].people[:count]]

    def _choose(self, count: int) -> list[tuple[Person, str]]:
        """Each person chooses another option than the one before."""
        people = self._crowds["full"].people[:count]
        self._answered = [
            (person, person.button("a", "x", at=number)) for number, person in enumerate(people)
        ]
        return self._answered

    async def _answer(self, count: int) -> None:
        await self._tap("full", self._choose(count))

    async def _go_on(self, count: int) -> None:
        people = self._crowds["full"].people[:count]
        await self._tap("full", [(person, person.button("n")) for person in people])
