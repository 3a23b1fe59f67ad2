"""The nightly copy: one a local day, however often the beat comes; and the copy that is asked for."""

from __future__ import annotations

import asyncio
import os
from argparse import Namespace
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web as aiohttp_web

from bot import web
from bot.operations import backup, backups
from bot.operations.backups import Backups
from bot.settings import Settings
from db.engine import Database
from db.errors import AlreadyRunning, UnusableDatabase
from db.lock import hold
from tests.db.test_copying import grow

pytestmark = pytest.mark.sqlite

NIGHT = datetime(2026, 11, 30, 22, 0, tzinfo=UTC)
"""Three in the morning of December 1 in Dushanbe."""


def settings_for(url: str, port: int = 1) -> Settings:
    return Settings(database_url=url, port=port)


class Turned:
    """A clock to turn by hand; the bot has been running for a day."""

    def __init__(self) -> None:
        self.now = NIGHT - timedelta(days=1)

    def __call__(self) -> datetime:
        return self.now


def made_by(database: Database, clock: Turned, **more: Any) -> Backups:
    url = database.url.render_as_string()
    settings = replace(settings_for(url.replace("sqlite:", "sqlite+aiosqlite:")), **more)
    made = Backups(database, settings, clock)
    clock.now = NIGHT
    return made


async def beat(made: Backups, now: datetime) -> None:
    made.beat(now)
    if made._nightly is not None:
        await made._nightly


def names(tmp_path: Path) -> list[str]:
    return sorted(file.name for file in (tmp_path / "backups").glob("*"))


async def test_there_is_one_copy_a_local_day(database: Database, tmp_path: Path) -> None:
    made = made_by(database, clock := Turned())
    await beat(made, NIGHT - timedelta(minutes=1))
    assert names(tmp_path) == []
    for minutes in (0, 0, 1, 60 * 20):
        await beat(made, NIGHT + timedelta(minutes=minutes))
    assert names(tmp_path) == ["hamkori.20261130T220000Z.daily-2026-12-01.db"]
    clock.now = NIGHT + timedelta(days=1, minutes=3)
    await beat(made, clock.now)
    assert names(tmp_path)[1:] == ["hamkori.20261201T220300Z.daily-2026-12-02.db"]


async def test_a_beat_while_a_copy_is_made_begins_no_other(database: Database, tmp_path: Path) -> None:
    grow(database)
    made = made_by(database, Turned())
    made.beat(NIGHT)
    first = made._nightly
    made.beat(NIGHT)
    assert made._nightly is first
    assert first is not None
    await first
    assert len(names(tmp_path)) == 1


async def test_after_a_restart_the_copy_of_the_day_is_not_made_again(
    database: Database, tmp_path: Path
) -> None:
    await beat(made_by(database, Turned()), NIGHT)
    again = made_by(database, clock := Turned())
    clock.now = NIGHT + timedelta(hours=2)
    await beat(again, clock.now)
    assert len(names(tmp_path)) == 1


async def test_a_missed_copy_is_made_after_the_start_and_not_at_it(
    database: Database, tmp_path: Path
) -> None:
    clock = Turned()
    clock.now = NIGHT + timedelta(hours=5)
    made = Backups(database, settings_for("sqlite+aiosqlite:///x.db"), clock)
    await beat(made, clock.now)
    assert names(tmp_path) == []
    await beat(made, clock.now + backups.AFTER_START)
    assert len(names(tmp_path)) == 1


async def test_only_so_many_nights_are_kept(database: Database, tmp_path: Path) -> None:
    made = made_by(database, clock := Turned(), backups_kept=2)
    for day in range(4):
        clock.now = NIGHT + timedelta(days=day)
        await beat(made, clock.now)
    assert [name[-13:-3] for name in names(tmp_path)] == ["2026-12-03", "2026-12-04"]


async def test_a_night_that_failed_is_tried_again_in_an_hour(
    database: Database, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "backups").write_text("a file where the directory should be")
    made = made_by(database, Turned())
    for minutes in range(3):
        await beat(made, NIGHT + timedelta(minutes=minutes))
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert "make room there" in caplog.text
    (tmp_path / "backups").unlink()
    await beat(made, NIGHT + backups.AFTER_FAILURE)
    assert len(names(tmp_path)) == 1


async def test_off_makes_none(database: Database, tmp_path: Path) -> None:
    await beat(made_by(database, Turned(), backup_time="off"), NIGHT)
    assert names(tmp_path) == []


async def test_a_stop_breaks_the_copy_off(database: Database, tmp_path: Path) -> None:
    grow(database)
    made = made_by(database, Turned())
    made.beat(NIGHT)
    await asyncio.sleep(0)
    await made.stop()
    assert names(tmp_path) == []


# The command


@asynccontextmanager
async def running(database: Database, settings: Settings) -> AsyncIterator[str]:
    """The running bot's page alone, and its lock."""
    made = Backups(database, settings, Turned())
    site = aiohttp_web.Application()
    site.add_routes([backups.route(made, database)])
    with hold(settings.database_url):
        async with web.serve(site, "127.0.0.1", 0) as address:
            yield address


async def test_the_running_bot_is_asked(
    database: Database, database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with running(database, settings_for(database_url)) as address:
        settings = settings_for(database_url, int(address.rpartition(":")[2]))
        assert await backup.run(settings, Namespace()) == 0
    [name] = names(tmp_path)
    told = capsys.readouterr().out
    assert told.startswith(f"copied to {tmp_path}/backups/{name}: the state at 2026-11-29 22:00:00 UTC")
    assert "read back whole, 0 rows, 0 learners" in told


async def test_a_copy_that_fails_in_the_bot_is_told_by_the_command(
    database: Database, database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "backups").write_text("a file where the directory should be")
    async with running(database, settings_for(database_url)) as address:
        settings = settings_for(database_url, int(address.rpartition(":")[2]))
        assert await backup.run(settings, Namespace()) == 1
    assert "make room there" in capsys.readouterr().err


async def test_a_page_in_a_browser_cannot_ask_for_a_copy(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    async with (
        running(database, settings_for(database_url)) as address,
        aiohttp.ClientSession() as client,
        client.post(f"{address}/backup", data={"a": "form"}) as answer,
    ):
        assert answer.status == 404
    assert names(tmp_path) == []


async def test_without_a_running_bot_the_command_makes_the_copy(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    database.close()
    assert await backup.run(settings_for(database_url), Namespace()) == 0
    assert len(names(tmp_path)) == 1


async def test_a_bot_that_does_not_answer_is_not_copied_behind_its_back(database_url: str) -> None:
    with hold(database_url), pytest.raises(AlreadyRunning):
        await backup.run(settings_for(database_url), Namespace())


async def test_no_database_is_made_only_to_be_copied(tmp_path: Path) -> None:
    with pytest.raises(UnusableDatabase, match="There is no database"):
        await backup.run(settings_for(f"sqlite+aiosqlite:///{tmp_path}/none.db"), Namespace())
    assert not os.listdir(tmp_path)


async def test_on_a_server_the_tool_of_the_server_is_named() -> None:
    with pytest.raises(UnusableDatabase, match="pg_dump"):
        await backup.run(settings_for("postgresql+psycopg://server/hamkori"), Namespace())
