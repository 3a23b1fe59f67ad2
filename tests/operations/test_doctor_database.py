"""The database and what stands beside it, as the doctor tells of them."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.operations import checks
from bot.settings import Settings
from bot.vault import KEY_FILE, open_vault
from db.engine import Database
from db.looking import Looked
from db.models import metadata
from db.sealed import PLACES
from db.upgrade import upgrade
from tests.db.rows import fill
from tests.db.test_upgrade import later
from tests.operations.looking_in import copy_of, now, telegram, told, told_here

pytestmark = pytest.mark.sqlite


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


async def test_a_key_that_others_can_read_is_told(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    open_vault([], tmp_path)
    (tmp_path / KEY_FILE).chmod(0o644)
    _, lines = await told_here(settings, capsys)
    assert lines["rights"].endswith(f"chmod 600 {tmp_path / KEY_FILE}")


async def test_a_directory_that_may_not_be_written_to_is_told(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda path, _: Path(path).name != "hamkori.db")
    found = [finding for finding in checks.disk(settings) if finding.what == "rights"]
    assert [finding.verdict for finding in found] == ["BAD"]
    assert "chown it to the bot's user" in found[0].words


async def test_settings_that_the_bot_can_only_read_are_well(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").touch(mode=0o600)
    monkeypatch.setattr(os, "access", lambda path, _: Path(path).name != ".env")
    assert {finding.verdict for finding in checks.disk(settings) if finding.what == "rights"} == {"OK"}
    (tmp_path / ".env").chmod(0o644)
    assert [finding.verdict for finding in checks.disk(settings) if finding.what == "rights"] == ["WARN"]


@pytest.mark.parametrize(("kind", "verdict"), [("nfs4", "BAD"), ("ext4", "OK"), ("", "OK")])
async def test_a_disk_of_another_machine_is_told(
    settings: Settings, kind: str, verdict: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks, "_file_system", lambda _: kind)
    found = [finding for finding in checks.disk(settings) if finding.what == "disk"]
    assert found[-1].verdict == verdict


def test_the_mount_nearest_to_a_directory_tells_its_kind(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(
        f"/dev/a / ext4 rw 0 0\nserver:/x {tmp_path} nfs4 rw 0 0\n/dev/b /elsewhere xfs rw 0 0\n"
    )
    assert checks._file_system(tmp_path / "data", mounts) == "nfs4"
    assert checks._file_system(Path("/elsewhere-not"), mounts) == "ext4"
    assert checks._file_system(tmp_path, tmp_path / "none") == ""


@pytest.mark.parametrize(
    ("version", "encoding", "verdicts"),
    [((17, 2), "UTF8", []), ((12, 22), "UTF8", ["WARN"]), ((17, 2), "SQL_ASCII", ["BAD"])],
)
def test_a_server_is_judged_by_its_version_and_its_letters(
    version: tuple[int, ...], encoding: str, verdicts: list[str]
) -> None:
    looked = Looked("postgresql", frozenset(), version=version, encoding=encoding)
    assert [finding.verdict for finding in checks._server(looked)] == verdicts


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


def test_copies_that_are_switched_off_are_told(settings: Settings) -> None:
    off = replace(settings, backup_time="off")
    assert [finding.verdict for finding in checks.newest_backup(off, now())] == ["WARN", "WARN"]
