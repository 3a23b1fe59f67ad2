"""One database, one bank: the real process refuses any other before it says or changes anything."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.banks import tiny_bank_files, write_bank
from tests.end_to_end.process import BotProcess, bot_environment
from tests.end_to_end.stand_in import StandIn
from tests.end_to_end.test_playground import playground, start
from tests.patience import PATIENCE

UNUSABLE = 78


def lakes(directory: Path) -> Path:
    """The tiny bank under another id."""
    files = tiny_bank_files()
    return write_bank(directory, files | {"bank.yaml": files["bank.yaml"].replace("id: rivers", "id: lakes")})


@pytest.fixture
async def server() -> AsyncIterator[StandIn]:
    async with StandIn() as server:
        yield server


def owner(file: Path) -> list[tuple[str]]:
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        return connection.execute("SELECT value FROM bot_state WHERE key = 'bank'").fetchall()


def disown(file: Path) -> None:
    """As a database is that an earlier version of the program has made."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("DELETE FROM bot_state WHERE key = 'bank'")
        connection.commit()


async def test_a_bot_keeps_to_the_bank_of_its_database(tmp_path: Path, server: StandIn) -> None:
    def bot(bank: Path) -> BotProcess:
        environment = bot_environment(server, tmp_path, CONTENT_DIR=str(bank))
        return BotProcess(server, environment, tmp_path / f"{bank.name}.log")

    own, other = bot(write_bank(tmp_path / "rivers")), bot(lakes(tmp_path / "lakes"))
    await own.start()
    assert await own.stop() == 0
    assert owner(tmp_path / "bot.db") == [("rivers",)]

    before, calls = (tmp_path / "bot.db").read_bytes(), len(server.calls)
    assert await other.run() == UNUSABLE
    assert 'belongs to the bank "rivers"' in other.words()
    assert (tmp_path / "bot.db").read_bytes() == before
    assert len(server.calls) == calls

    await own.start()
    assert await own.stop() == 0
    disown(tmp_path / "bot.db")
    await other.start()
    assert await other.stop() == 0
    assert owner(tmp_path / "bot.db") == [("lakes",)]


async def test_a_playground_keeps_to_its_bank_too_and_ends_with_the_code_of_a_refusal(tmp_path: Path) -> None:
    rivers = write_bank(tmp_path / "rivers")
    for _ in range(2):
        async with playground(tmp_path, CONTENT_DIR=str(rivers)):
            pass
    process = await start(tmp_path, CONTENT_DIR=str(lakes(tmp_path / "lakes")))
    assert process.stdout is not None
    async with asyncio.timeout(PATIENCE):
        words = (await process.stdout.read()).decode()
        assert await process.wait() == UNUSABLE
    assert words.startswith("The database sqlite:///")
    assert 'playground.db belongs to the bank "rivers", and CONTENT_DIR leads to the bank "lakes"' in words
    assert "by moving the file away" in words
    assert "Traceback" not in words


async def test_a_saved_bank_with_another_id_is_not_taken_into_use(tmp_path: Path) -> None:
    bank = write_bank(tmp_path / "rivers")
    about = bank / "bank.yaml"
    async with playground(tmp_path, CONTENT_DIR=str(bank)) as page:
        about.write_text(
            about.read_text(encoding="utf-8").replace("id: rivers", "id: lakes"), encoding="utf-8"
        )
        state = await page.until(lambda state: state["problems"])
        assert state["problems"] == ['bank.yaml:1: the id was "rivers" and is now "lakes": put "rivers" back']
