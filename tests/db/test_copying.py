"""A copy made between the acts of a running bot is the state of one instant, and lets everybody pass."""

from __future__ import annotations

import shutil
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from db import copying
from db.backup import backups
from db.copying import Copied, Ended, copy_live
from db.engine import Database
from db.errors import BackupFailed

pytestmark = pytest.mark.sqlite

AT = datetime(2026, 12, 1, 3, 0, tzinfo=UTC)


def grow(database: Database, rows: int = 40_000) -> None:
    """Give it a table of some size: 20 MB."""
    with database.begin() as session:
        session.exec_driver_sql("CREATE TABLE pages (id INTEGER PRIMARY KEY, text TEXT, turns INTEGER)")
        values = [(number, "x" * 480, 0) for number in range(rows)]
        session.exec_driver_sql("INSERT INTO pages VALUES (?, ?, ?)", values)


def state_of(file: Path) -> str:
    """A digest of everything in a database, as SQL."""
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        return sha256("\n".join(connection.iterdump()).encode()).hexdigest()


@contextmanager
def writing(database: Database) -> Iterator[list[float]]:
    """Acts of which each changes two far places at once, all the while; gives how long each waited."""
    waited: list[float] = []
    is_over = threading.Event()

    def act(session: object, turn: int) -> None:
        execute = session.exec_driver_sql  # type: ignore[attr-defined]
        execute("UPDATE pages SET turns = turns + 1 WHERE id = ?", (turn * 7_919 % 40_000,))
        execute("INSERT INTO pages (text, turns) VALUES (?, 0)", (f"turn {turn}" * 40,))
        execute("INSERT OR REPLACE INTO bot_state VALUES ('turns', ?)", (str(turn),))
        if turn % 5 == 0:
            raise RuntimeError("an act that takes itself back")

    def go_on() -> None:
        turn = 0
        while not is_over.is_set():
            turn += 1
            begun = time.monotonic()
            future = database.submit(lambda session, turn=turn: act(session, turn))  # type: ignore[misc]
            assert (future.exception() is not None) is (turn % 5 == 0)
            waited.append(time.monotonic() - begun)

    thread = threading.Thread(target=go_on)
    thread.start()
    try:
        yield waited
    finally:
        is_over.set()
        thread.join()


def copied(database: Database, directory: Path, clock: Callable[[], datetime] = lambda: AT) -> Copied:
    return copy_live(database, directory, label="manual", clock=clock, keep=2)


def test_a_copy_under_load_is_the_state_at_its_instant(database: Database, tmp_path: Path) -> None:
    grow(database)
    assert database.path is not None
    file, seen = database.path, list[str]()

    def clock() -> datetime:
        seen.append(state_of(file))
        return AT

    with writing(database) as waited:
        made = copied(database, tmp_path / "backups", clock)
        turns = len(waited)
    assert turns > 20, "nobody could write while it was made"
    assert state_of(made.file) == seen[0]
    assert made.rows["pages"] > 40_000
    assert state_of(file) != seen[0]


def test_no_act_waits_long_for_a_copy(database: Database, tmp_path: Path) -> None:
    grow(database)
    begun = time.monotonic()
    with writing(database) as waited:
        copied(database, tmp_path / "backups")
    took = time.monotonic() - begun  # a busy machine stretches all of it alike
    waited.sort()
    assert waited[len(waited) // 2] < took / 20
    assert waited[-1] < took / 5


def test_a_copy_has_nothing_of_what_was_deleted(database: Database, tmp_path: Path) -> None:
    grow(database, 100)
    with database.begin() as session:
        session.exec_driver_sql("PRAGMA secure_delete = OFF")  # as most builds of SQLite have it
        for number in range(1_000, 1_200):
            session.exec_driver_sql("INSERT INTO pages VALUES (?, ?, 0)", (number, "Zarina " * 70))
    with database.begin() as session:
        session.exec_driver_sql("DELETE FROM pages WHERE id >= 1000")
    assert database.path is not None
    with closing(sqlite3.connect(database.path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert b"Zarina" in database.path.read_bytes()
    assert b"Zarina" not in copied(database, tmp_path / "backups").file.read_bytes()


def test_a_copy_is_one_file_for_its_owner_alone(database: Database, tmp_path: Path) -> None:
    made = copied(database, tmp_path / "backups")
    assert made.file.name == "hamkori.20261201T030000Z.manual.db"
    assert list((tmp_path / "backups").iterdir()) == [made.file]
    assert made.file.stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "backups").stat().st_mode & 0o777 == 0o700


def test_each_kind_of_copy_has_its_own_number_kept(database: Database, tmp_path: Path) -> None:
    revision = tmp_path / "hamkori.20200101T000000Z.0004.db"
    other = tmp_path / "playground.20200101T000000Z.manual.db"
    for file in (revision, other):
        file.touch()
    moments = [AT + timedelta(days=day) for day in range(4)]
    clock = iter(moments).__next__
    days = [
        copy_live(database, tmp_path, label=f"daily-{moment:%Y-%m-%d}", clock=clock, keep=2).file
        for moment in moments
    ]
    manual = copied(database, tmp_path).file
    assert {each.file for each in backups(tmp_path, "hamkori")} == {revision, *days[2:], manual}
    assert other.exists()


def test_a_copy_that_is_broken_off_leaves_nothing(database: Database, tmp_path: Path) -> None:
    grow(database)
    looks = iter([False] * 5)
    with pytest.raises(Ended):
        copy_live(
            database,
            tmp_path / "backups",
            label="manual",
            clock=lambda: AT,
            keep=2,
            is_ending=lambda: next(looks, True),
        )
    assert list((tmp_path / "backups").iterdir()) == []
    assert copied(database, tmp_path / "backups").rows["pages"] == 40_000


def test_what_a_kill_left_behind_is_cleared_away(database: Database, tmp_path: Path) -> None:
    (tmp_path / "hamkori.raw.partial-journal").touch()
    (tmp_path / "hamkori.whole.partial").write_bytes(b"half a copy")
    copied(database, tmp_path)
    assert not list(tmp_path.glob("*.partial*"))


def test_a_damaged_database_makes_no_copy_and_drives_none_out(tmp_path: Path, migrated_file: Path) -> None:
    file = tmp_path / "hamkori.db"
    shutil.copyfile(migrated_file, file)
    whole = Database(f"sqlite+aiosqlite:///{file}")
    made = copied(whole, tmp_path / "backups")
    whole.close()
    content = bytearray(file.read_bytes())
    content[3 * 4096 : 20 * 4096] = b"\xff" * (17 * 4096)
    file.write_bytes(content)
    damaged = Database(f"sqlite+aiosqlite:///{file}")
    with pytest.raises(BackupFailed, match="could not be copied"):
        copied(damaged, tmp_path / "backups")
    damaged.close()
    assert list((tmp_path / "backups").iterdir()) == [made.file]


def test_a_disk_without_room_is_told_what_to_do(database: Database, tmp_path: Path) -> None:
    (tmp_path / "backups").write_text("a file where the directory should be")
    with pytest.raises(BackupFailed, match="make room there"):
        copied(database, tmp_path / "backups")


def test_transactions_taken_back_without_end_do_not_copy_without_end(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    grow(database)
    monkeypatch.setattr(copying, "MOST_RESTARTS", 3)

    def between(work: Callable[[sqlite3.Connection, Callable[[], None]], datetime]) -> object:
        def take_back(connection: sqlite3.Connection) -> None:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("UPDATE pages SET turns = 1 WHERE id = 1")
            connection.execute("ROLLBACK")

        return original(lambda connection, _: work(connection, lambda: take_back(connection)))

    original = database.between_acts
    monkeypatch.setattr(database, "between_acts", between)
    with pytest.raises(BackupFailed, match="taken back all the time"):
        copied(database, tmp_path / "backups")
