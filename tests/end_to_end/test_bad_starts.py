"""The real process where something is wrong with its files: a sentence and code 78, or a warning."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from db.backup import back_up, written_at
from db.models import metadata
from tests.banks import write_bank
from tests.end_to_end.process import ROOT, BotProcess, bot_environment
from tests.end_to_end.stand_in import TOKEN, StandIn, text_update
from tests.patience import PATIENCE, until

UNUSABLE = 78


@pytest.fixture
async def server() -> AsyncIterator[StandIn]:
    async with StandIn() as server:
        yield server


@pytest.fixture
async def bot(server: StandIn, tmp_path: Path) -> AsyncIterator[BotProcess]:
    """With the tiny bank, which is quickly read."""
    environment = bot_environment(server, tmp_path / "data", CONTENT_DIR=str(write_bank(tmp_path / "rivers")))
    bot = BotProcess(server, environment, tmp_path / "bot.log")
    yield bot
    if bot.is_running:
        await bot.kill()


def run_on(directory: Path, mount: str, token: str) -> tuple[int, str]:
    """The bot, or without a token the playground, where ``data`` is a disk of its own."""
    content = write_bank(directory / "rivers")
    (directory / "data").mkdir()
    inside = f"mount -t tmpfs {mount} tmpfs data && exec {sys.executable} -m bot"
    apart = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c"]
    if subprocess.run([*apart, "true"], capture_output=True, check=False).returncode:
        pytest.skip("no process of its own mounts may be started here (unshare --user --mount)")
    done = subprocess.run(
        [*apart, inside],
        cwd=directory,
        env={
            "PATH": "/usr/bin:/bin",
            "PYTHONPATH": str(ROOT),
            "BOT_TOKEN": token,
            "PORT": "0",
            "CONTENT_DIR": str(content),
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    return done.returncode, done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux mounts so")
@pytest.mark.parametrize("token", [TOKEN, ""], ids=["bot", "playground"])
@pytest.mark.parametrize(
    ("mount", "said"),
    [
        ("-o size=4k", "cannot be written (database or disk is full), so nothing was changed. Make room"),
        ("-o size=100k", "cannot be written (database or disk is full), so nothing was changed. Make room"),
        ("-o size=276k", "so nothing was changed. Make room"),
        ("-o ro", "cannot be opened (Read-only file system); let the user this program runs as write"),
    ],
)
def test_disk_that_takes_nothing_ends_the_first_start_in_a_sentence(
    tmp_path: Path, mount: str, said: str, token: str
) -> None:
    code, words = run_on(tmp_path, mount, token)
    assert code == UNUSABLE, words
    assert said in words
    assert "Traceback" not in words


async def test_file_in_the_place_of_the_directory_is_told(bot: BotProcess, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    assert await bot.run() == UNUSABLE
    assert "data for the database cannot be made (File exists); create it" in bot.words()
    assert "Traceback" not in bot.words()


def damage(file: Path, table: str) -> None:
    """Spoil the first page of a table."""
    with closing(sqlite3.connect(file)) as connection:
        [size] = connection.execute("PRAGMA page_size").fetchone()
        connection.execute("PRAGMA journal_mode = DELETE")
        [page] = connection.execute(
            "SELECT rootpage FROM sqlite_schema WHERE type = 'table' AND name = ?", (table,)
        ).fetchone()
    with file.open("r+b") as written:
        written.seek((page - 1) * size)
        written.write(b"\xa5" * size)


@pytest.mark.parametrize("table", ["learners", "answers", "bot_state", "pauses", "alembic_version"])
async def test_damaged_page_of_any_table_leads_to_the_backup(
    bot: BotProcess, tmp_path: Path, migrated_file: Path, table: str
) -> None:
    assert table in {*metadata.tables, "alembic_version"}
    file = tmp_path / "data" / "bot.db"
    file.parent.mkdir()
    shutil.copyfile(migrated_file, file)
    copy = back_up(file, file.parent / "backups", label="0004", at=written_at(file))
    damage(file, table)
    assert await bot.run() == UNUSABLE
    words = bot.words()
    assert f"The database {file} is damaged (" in words
    assert f"restore the backup {copy}, or a newer copy of your own (docs/operating.md, Restoring)" in words
    assert "Traceback" not in words


async def test_page_that_is_damaged_meanwhile_ends_the_bot(
    bot: BotProcess, server: StandIn, tmp_path: Path
) -> None:
    file = tmp_path / "data" / "bot.db"
    await bot.start()
    with closing(sqlite3.connect(file)) as connection:  # so that it lies in the file, and not in its log
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        [size] = connection.execute("PRAGMA page_size").fetchone()
        pages = connection.execute(
            "SELECT rootpage FROM sqlite_schema WHERE tbl_name = 'learners'"
        ).fetchall()
        with file.open("r+b") as written:
            for [page] in pages:
                written.seek((page - 1) * size)
                written.write(b"\xa5" * size)
        connection.execute("PRAGMA user_version = 1")  # what it has cached counts no more
        connection.commit()
    server.feed(text_update(5000, "/start"))
    assert await bot.wait() == UNUSABLE, bot.words()
    assert bot.words().splitlines()[-1].startswith(f"The database {file} is damaged (")
    assert server.sent("sendMessage") == []


async def test_database_that_is_gone_is_missed_and_its_backup_named(bot: BotProcess, tmp_path: Path) -> None:
    file = tmp_path / "data" / "bot.db"
    await bot.start()
    assert await bot.stop() == 0
    assert "a new one was begun" not in bot.words()
    for left in (file, *file.parent.glob("bot.db-*")):
        left.unlink(missing_ok=True)
    await bot.start()
    assert await bot.stop() == 0
    assert f"the key {file.parent / 'data.key'} is of an earlier one" in bot.words()
    copy = back_up(file, file.parent / "backups", label="0004", at=written_at(file))
    file.write_bytes(b"")
    await bot.start()
    assert await bot.stop() == 0
    assert f"the backup {copy} is of an earlier one: stop the bot and restore it" in bot.words()


async def test_another_key_than_the_one_that_sealed_is_missed(
    bot: BotProcess, server: StandIn, tmp_path: Path
) -> None:
    key = tmp_path / "data" / "data.key"
    await bot.start()
    server.feed(text_update(5000, "/start"))
    await until(lambda: bool(server.sent("sendMessage")))
    assert await bot.stop() == 0
    assert "is not here" not in bot.words()
    key.unlink()
    await bot.start()
    assert await bot.stop() == 0
    assert "was sealed with a key that is not here" in bot.words()
    assert f"put back {key} as it was, or add that key to DATA_KEY" in bot.words()
