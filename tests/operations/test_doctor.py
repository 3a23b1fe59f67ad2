"""The doctor: a line for each thing, with what to do, against a real server that stands in for Telegram."""

from __future__ import annotations

import sqlite3
from argparse import Namespace
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web as aiohttp_web

from bot import web
from bot.__main__ import main
from bot.operations import checks, doctor
from bot.operations.backups import Backups
from bot.settings import Secret, Settings
from bot.vault import KEY_FILE, open_vault
from db.engine import Database
from db.looking import has_wal_reset_bug
from db.models import metadata
from db.sealed import PLACES
from db.upgrade import upgrade
from tests.banks import write_bank
from tests.db.rows import fill
from tests.db.test_upgrade import later

TOKEN = "123456789:" + "a_token_of_no_bot_" * 2
ME = {"ok": True, "result": {"id": 1, "is_bot": True, "first_name": "H", "username": "hamkori_bot"}}
REFUSED = {"ok": False, "error_code": 401, "description": "Unauthorized"}


def now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - the doctor looks at the clock of the machine


@asynccontextmanager
async def telegram(answer: object = ME, off: timedelta = timedelta(0)) -> AsyncIterator[str]:
    """A server that answers getMe, by a clock that is off."""

    async def get_me(_: aiohttp_web.Request) -> aiohttp_web.Response:
        headers = {"Date": format_datetime(now() + off, usegmt=True)}
        if isinstance(answer, str):
            return aiohttp_web.Response(text=answer, status=404, headers=headers)
        return aiohttp_web.json_response(answer, headers=headers)

    site = aiohttp_web.Application()
    site.router.add_get(f"/bot{TOKEN}/getMe", get_me)
    async with web.serve(site, "127.0.0.1", 0) as address:
        yield address


@pytest.fixture
def settings(tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Those of a bot that is well; its database belongs to the bank of rivers and is its owner's."""
    monkeypatch.chdir(tmp_path)
    upgrade(database_url, backup_dir=None, bank_id="rivers")
    (tmp_path / "hamkori.db").chmod(0o600)
    settings = Settings(bot_token=Secret(TOKEN), database_url=database_url, port=0)
    return replace(settings, content_dir=write_bank(tmp_path / "bank"))


async def told(
    settings: Settings, capsys: pytest.CaptureFixture[str], **more: Any
) -> tuple[int, dict[str, str]]:
    """The exit code, and the line about each thing; the worst one where there are several."""
    code = await doctor.run(replace(settings, **more), Namespace())
    output = capsys.readouterr().out
    assert TOKEN not in output
    lines: dict[str, str] = {}
    for line in output.splitlines()[1:]:
        verdict, what, words = line.split(maxsplit=2)
        if verdict != "OK" or what not in lines:
            lines[what] = f"{verdict} {words}"
    return code, lines


async def told_here(settings: Settings, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, str]]:
    async with telegram() as address:
        return await told(settings, capsys, bot_api_url=address)


async def copy_of(settings: Settings, at: datetime) -> Path:
    database = Database(settings.database_url)
    copy = (await Backups(database, settings, lambda: at).make()).file
    database.close()
    return copy


async def test_a_bot_that_is_well_is_told_so(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    await copy_of(settings, now())
    code, lines = await told_here(settings, capsys)
    assert code == 0
    bad = {what: line for what, line in lines.items() if not line.startswith("OK")}
    assert set(bad) <= {"sqlite", "disk"}, bad
    assert set(lines) == {
        *("telegram", "clock", "port", "bank", "database", "sqlite", "disk", "rights", "backup", "key"),
        "zones",
    }
    assert "@hamkori_bot" in lines["telegram"]


async def test_it_changes_nothing(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (tmp_path / "hamkori.db").read_bytes()
    await told_here(settings, capsys)
    assert (tmp_path / "hamkori.db").read_bytes() == before
    assert not (tmp_path / KEY_FILE).exists()


# Telegram


@pytest.mark.parametrize(
    ("answer", "what", "words"),
    [
        (REFUSED, "token", "BAD Telegram does not know it"),
        ("<html>not found</html>", "telegram", "BAD http://127.0.0.1"),
    ],
)
async def test_an_answer_that_is_no_bot_is_read(
    settings: Settings, answer: object, what: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    async with telegram(answer) as address:
        code, lines = await told(settings, capsys, bot_api_url=address)
    assert code == 1
    assert lines[what].startswith(words)


async def test_a_network_that_is_away_is_told(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    code, lines = await told(settings, capsys, bot_api_url="http://127.0.0.1:1")
    assert code == 1
    assert "look at the network" in lines["telegram"]


async def test_without_a_token_it_is_a_playground(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    code, lines = await told(settings, capsys, bot_token=None)
    assert (code, lines["token"][:4]) == (0, "WARN")


@pytest.mark.parametrize(("seconds", "verdict"), [(0, "OK"), (60, "WARN"), (-60, "WARN"), (3600, "BAD")])
async def test_a_clock_that_is_off_is_told(
    settings: Settings, seconds: int, verdict: str, capsys: pytest.CaptureFixture[str]
) -> None:
    async with telegram(off=timedelta(seconds=seconds)) as address:
        _, lines = await told(settings, capsys, bot_api_url=address)
    assert lines["clock"].split()[0] == verdict


# The port


async def test_a_port_that_another_program_has_is_told(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    async with telegram() as other:
        code, lines = await told(settings, capsys, bot_api_url=other, port=int(other.rpartition(":")[2]))
    assert code == 1
    assert "is taken by another program" in lines["port"]


@pytest.mark.parametrize(("status", "verdict"), [("ok", "OK"), ("ill", "WARN")])
async def test_the_running_bot_has_the_port(
    settings: Settings, status: str, verdict: str, capsys: pytest.CaptureFixture[str]
) -> None:
    async def healthz(_: aiohttp_web.Request) -> aiohttp_web.Response:
        return aiohttp_web.json_response({"status": status, "reason": "no", "last_poll_seconds": 50})

    site = aiohttp_web.Application()
    site.router.add_get("/healthz", healthz)
    async with telegram() as address, web.serve(site, "127.0.0.1", 0) as bot:
        _, lines = await told(settings, capsys, bot_api_url=address, port=int(bot.rpartition(":")[2]))
    assert lines["port"].split()[0] == verdict


# The database and what stands beside it


async def test_a_damaged_database_is_told(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = bytearray((tmp_path / "hamkori.db").read_bytes())
    content[3 * 4096 : 20 * 4096] = b"\xff" * (17 * 4096)
    (tmp_path / "hamkori.db").write_bytes(content)
    code, lines = await told_here(settings, capsys)
    assert code == 1
    assert "restore a copy" in lines["database"]


async def test_a_newer_database_is_told(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    upgrade(settings.database_url, backup_dir=None, versions=later(tmp_path))
    code, lines = await told_here(settings, capsys)
    assert code == 1
    assert "newer version (revision 9999" in lines["database"]


async def test_a_database_of_another_bank_is_told(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(sqlite3.connect(tmp_path / "hamkori.db")) as connection, connection:
        connection.execute("UPDATE bot_state SET value = 'mountains' WHERE key = 'bank'")
    code, lines = await told_here(settings, capsys)
    assert code == 1
    assert 'is of the bank "mountains"' in lines["database"]


async def test_a_first_start_is_not_ill(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "hamkori.db").unlink()
    code, lines = await told_here(settings, capsys)
    assert code == 0
    assert "the first start makes it" in lines["database"]
    assert not (tmp_path / "hamkori.db").exists()


async def test_a_server_that_is_away_is_told(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    async with telegram() as address:
        url = "postgresql+psycopg://hamkori:secret@127.0.0.1:1/hamkori"
        code, lines = await told(settings, capsys, bot_api_url=address, database_url=url)
    assert code == 1
    assert lines["database"].startswith("BAD cannot be opened")
    assert "secret" not in str(lines)


async def test_a_postgresql_is_looked_at(
    settings: Settings, postgres_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    upgrade(postgres_url, backup_dir=None, bank_id="rivers")
    async with telegram() as address:
        code, lines = await told(settings, capsys, bot_api_url=address, database_url=postgres_url)
    assert code == 0
    assert lines["database"].startswith("OK postgresql")
    assert "pg_dump" in lines["backup"]


async def test_a_database_that_others_can_read_is_told(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "hamkori.db").chmod(0o644)
    _, lines = await told_here(settings, capsys)
    assert "WARN others on this machine may read" in lines["rights"]


async def test_a_full_disk_is_told(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "LEAST_ROOM", 10**18)
    [disk, *_] = checks.disk(settings)
    assert disk.verdict == "BAD"


async def test_backups_that_are_missing_old_or_damaged_are_told(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    def verdict() -> str:
        [found] = checks.newest_backup(settings, now())
        return found.verdict

    assert verdict() == "WARN"
    await copy_of(settings, now() - timedelta(days=3))
    assert verdict() == "WARN"
    copy = await copy_of(settings, now())
    assert verdict() == "OK"
    copy.write_bytes(copy.read_bytes()[: 10 * 4096])
    assert verdict() == "BAD"


async def test_a_key_that_opens_nothing_is_told(
    settings: Settings, tmp_path: Path, database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    database = Database(database_url)
    vault = open_vault([], tmp_path)
    with database.begin() as session:
        fill(session, metadata, person=7, serial=7)
        for table, _, column in PLACES.values():
            session.execute(table.update().values({column: vault.seal("Зарина")}))
    database.close()
    [found] = checks.key(settings)
    assert found.verdict == "OK"
    assert found.words.startswith(f"{tmp_path / KEY_FILE} opens all of {len(PLACES)} ")
    (tmp_path / KEY_FILE).unlink()
    [found] = checks.key(settings)
    assert (found.verdict, "is missing" in found.words) == ("BAD", True)
    open_vault([], tmp_path)
    [found] = checks.key(settings)
    assert (found.verdict, f"does not open {len(PLACES)} of {len(PLACES)}" in found.words) == ("BAD", True)


# Versions of SQLite, and settings


@pytest.mark.parametrize(
    ("version", "has_bug"),
    [
        ((3, 40, 1), True),
        ((3, 44, 5), True),
        ((3, 44, 6), False),
        ((3, 45, 0), True),
        ((3, 50, 7), False),
        ((3, 51, 2), True),
        ((3, 51, 3), False),
        ((3, 52, 0), False),
    ],
)
def test_the_bug_of_the_log_is_known_by_version(version: tuple[int, ...], has_bug: bool) -> None:
    assert has_wal_reset_bug(version) is has_bug


@pytest.mark.parametrize(
    ("version", "verdict"), [((3, 34, 1), "BAD"), ((3, 46, 1), "WARN"), ((3, 51, 3), "OK")]
)
def test_a_version_of_sqlite_is_judged(settings: Settings, version: tuple[int, ...], verdict: str) -> None:
    [found] = checks.sqlite(settings, version)
    assert found.verdict == verdict


def test_settings_that_cannot_be_read_are_a_line_too(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BOT_TOKEN", "not a token")
    assert main(["doctor"]) == 1
    assert capsys.readouterr().out.startswith("BAD   settings  BOT_TOKEN should be the token")
