"""An operator's day with real processes: look, copy while it runs, be refused, stop, restore, start again."""

from __future__ import annotations

import asyncio
import json
import socket
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import aiohttp

from bot.version import version
from tests.end_to_end.process import ROOT, BotProcess, bot_environment
from tests.end_to_end.stand_in import StandIn, text_update
from tests.patience import PATIENCE


def free_port() -> int:
    with closing(socket.socket()) as it:
        it.bind(("127.0.0.1", 0))
        return int(it.getsockname()[1])


async def command(bot: BotProcess, *words: str) -> tuple[int, str]:
    """`python -m bot …` with the settings of the bot: its exit code and what it said."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *words),
        cwd=ROOT,
        env=dict(bot.environment),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate()
    return process.returncode or 0, said.decode()


def people(directory: Path) -> list[int]:
    with closing(sqlite3.connect(directory / "bot.db")) as connection:
        return [row[0] for row in connection.execute("SELECT id FROM learners ORDER BY id")]


async def arrive(server: StandIn, person: int) -> None:
    """A newcomer is greeted: then their row is committed."""
    is_greeted = asyncio.Event()

    def look(message: dict[str, Any]) -> None:
        if message["chat"]["id"] == person:
            is_greeted.set()

    server.shown = look
    server.feed(text_update(person, "/start"))
    async with asyncio.timeout(PATIENCE):
        await is_greeted.wait()


async def test_a_day_of_an_operator(tmp_path: Path) -> None:
    port = free_port()
    async with StandIn() as server:
        bot = BotProcess(server, bot_environment(server, tmp_path, PORT=str(port)), tmp_path / "log")
        await bot.start()
        assert f"this is Hamkori {version()}" in bot.words().splitlines()[0]
        await arrive(server, 11)
        async with (
            aiohttp.ClientSession() as client,
            client.get(f"http://127.0.0.1:{port}/healthz") as answer,
        ):
            assert json.loads(await answer.text())["version"] == version()

        code, said = await command(bot, "backup")
        assert (code, "1 learner\n" in said) == (0, True), said
        await arrive(server, 12)
        code, said = await command(bot, "doctor")
        assert code == 0, said
        assert f"{port}: the bot runs there and is well" in said
        code, said = await command(bot, "restore", "newest", "--force")
        assert (code, "is using the database" in said) == (75, True), said
        assert await bot.stop() == 0

        assert people(tmp_path) == [11, 12]
        code, said = await command(bot, "restore", "newest")
        assert (code, "With --force" in said) == (78, True), said
        code, said = await command(bot, "restore", "newest", "--force")
        assert code == 0, said
        assert people(tmp_path) == [11]
        code, said = await command(bot, "backup")
        assert code == 0, said
        await bot.start()
        await arrive(server, 13)
        assert await bot.stop() == 0
        assert people(tmp_path) == [11, 13]
