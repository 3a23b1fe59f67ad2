"""A backup is whole at one instant, can be restored, and does not fill the disk."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from db.backup import back_up, written_at
from db.engine import Database
from db.errors import BackupFailed
from db.models import metadata
from tests.db.rows import count, fill

pytestmark = pytest.mark.sqlite

AT = datetime(2026, 11, 23, 4, 30, tzinfo=UTC)


def _check(file: Path) -> str:
    with closing(sqlite3.connect(file)) as connection:
        return str(connection.execute("PRAGMA integrity_check").fetchone()[0])


async def test_a_restored_backup_holds_every_row_committed_before_it(
    database: Database, tmp_path: Path
) -> None:
    file = database.path
    assert file is not None
    with database.begin() as session:
        for serial in range(1, 101):
            fill(session, metadata, person=serial, serial=serial)
        before = count(session, metadata)
    # The running bot's connection is open, and all of this is still in the write-ahead log.
    assert file.with_name("hamkori.db-wal").stat().st_size > 0
    copy = back_up(file, tmp_path / "backups", label="nightly", at=AT)
    with database.begin() as session:
        fill(session, metadata, person=101, serial=101)
    assert copy.name == "hamkori.20261123T043000Z.nightly.db"
    assert _check(copy) == "ok"
    restored = Database(f"sqlite+aiosqlite:///{copy}")
    with restored.begin() as session:
        assert count(session, metadata) == before
    restored.close()


def test_only_the_newest_backups_of_this_database_stay(migrated_file: Path, tmp_path: Path) -> None:
    mine = tmp_path / "hamkori.before-the-move.db"
    other = tmp_path / "playground.20200101T000000Z.0001.db"
    mine.touch()
    other.touch()
    copies = [
        back_up(migrated_file, tmp_path, label="0001", at=AT + timedelta(days=day), keep=3)
        for day in range(5)
    ]
    assert set(tmp_path.iterdir()) == {mine, other, *copies[2:]}


def test_the_same_state_is_kept_once_however_often_a_start_fails(migrated_file: Path, tmp_path: Path) -> None:
    for _ in range(3):
        back_up(migrated_file, tmp_path, label="0001", at=written_at(migrated_file))
    assert len(list(tmp_path.iterdir())) == 1


def test_the_instant_in_the_name_is_in_utc(migrated_file: Path, tmp_path: Path) -> None:
    there = AT.astimezone(timezone(timedelta(hours=5)))
    assert back_up(migrated_file, tmp_path, label="0001", at=there).name == "hamkori.20261123T043000Z.0001.db"


def test_a_copy_is_for_the_same_eyes_as_the_database(tmp_path: Path) -> None:
    file = tmp_path / "hamkori.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE learners (id INTEGER)")
    file.chmod(0o600)
    copy = back_up(file, tmp_path / "backups", label="0001", at=AT)
    assert copy.stat().st_mode & 0o777 == 0o600


def test_a_damaged_database_is_not_taken_for_a_backup(migrated_file: Path, tmp_path: Path) -> None:
    file = tmp_path / "hamkori.db"
    whole = bytearray(migrated_file.read_bytes())
    whole[4096:8192] = b"\xff" * 4096
    file.write_bytes(whole)
    with pytest.raises(BackupFailed, match="could not be copied"):
        back_up(file, tmp_path / "backups", label="0001", at=AT)
    assert list((tmp_path / "backups").iterdir()) == []
