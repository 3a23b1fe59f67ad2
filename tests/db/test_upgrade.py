"""The start of the database: made, brought up, or refused with a sentence that says what to do."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine
from sqlalchemy.pool import NullPool

from db.address import blocking
from db.errors import BackupFailed, NewerDatabase, UnusableDatabase
from db.lock import wait_for_turn
from db.upgrade import MIGRATIONS, VERSIONS, upgrade
from tests.db.rows import count, fill, tables_in

pytestmark = pytest.mark.sqlite

HEAD = ScriptDirectory(
    str(MIGRATIONS)
).get_current_head()  # by Alembic; upgrade goes by the names of the files

NEXT = '''"""What a later version of the program does."""

from alembic import op

revision = "9999"
down_revision = "%s"
branch_labels = None
depends_on = None


def upgrade():
    op.execute("%s")
'''


@contextmanager
def looking_at(url: str) -> Iterator[Connection]:
    with create_engine(blocking(url), poolclass=NullPool).begin() as connection:
        yield connection


def rows_in(url: str) -> dict[str, int]:
    with looking_at(url) as connection:
        return count(connection, tables_in(connection))


def revision_of(url: str) -> str:
    with looking_at(url) as connection:
        return str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one())


def later(directory: Path, statement: str = "UPDATE learners SET zone = 'UTC'") -> tuple[Path, Path]:
    """The revisions of a later version of the program."""
    directory = directory / "later"
    directory.mkdir(exist_ok=True)
    (directory / "9999_later.py").write_text(NEXT % (HEAD, statement))
    return VERSIONS, directory


def test_a_new_database_is_made_with_its_directory_and_no_backup(tmp_path: Path) -> None:
    file = tmp_path / "new" / "деҳа 100%" / "hamkori.db"
    upgrade(f"sqlite+aiosqlite:///{file}", backup_dir=tmp_path / "backups")
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(HEAD,)]
    assert not (tmp_path / "backups").exists()


def test_a_second_start_changes_nothing(database_url: str, tmp_path: Path) -> None:
    with looking_at(database_url) as connection:
        fill(connection, tables_in(connection), person=1, serial=1)
    before = (tmp_path / "hamkori.db").read_bytes()
    upgrade(database_url, backup_dir=tmp_path / "backups")
    assert (tmp_path / "hamkori.db").read_bytes() == before
    assert not (tmp_path / "backups").exists()


async def test_it_runs_beside_an_event_loop(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'hamkori.db'}"
    await asyncio.to_thread(upgrade, url, backup_dir=None)
    assert revision_of(url) == HEAD


def test_before_a_change_a_copy_is_kept_with_the_old_revision_in_its_name(
    database_url: str, tmp_path: Path
) -> None:
    with looking_at(database_url) as connection:
        fill(connection, tables_in(connection), person=1, serial=1)
    before = rows_in(database_url)
    upgrade(database_url, backup_dir=tmp_path / "backups", versions=later(tmp_path))
    (copy,) = (tmp_path / "backups").iterdir()
    assert copy.match(f"hamkori.????????T??????Z.{HEAD}.db")
    restored = f"sqlite+aiosqlite:///{copy}"
    assert (revision_of(database_url), revision_of(restored)) == ("9999", HEAD)
    assert rows_in(restored) == before
    upgrade(restored, backup_dir=None)


def test_without_room_for_the_copy_nothing_is_changed(database_url: str, tmp_path: Path) -> None:
    (tmp_path / "backups").write_text("a file where the directory should be")
    with pytest.raises(BackupFailed, match="make room there"):
        upgrade(database_url, backup_dir=tmp_path / "backups", versions=later(tmp_path))
    assert revision_of(database_url) == HEAD


def test_a_change_that_would_leave_orphans_is_taken_back(database_url: str, tmp_path: Path) -> None:
    with looking_at(database_url) as connection:
        fill(connection, tables_in(connection), person=1, serial=1)
    before = rows_in(database_url)
    with pytest.raises(UnusableDatabase, match=r"Rows of answers, .*memories, .*quizzes, .* would point"):
        upgrade(database_url, backup_dir=None, versions=later(tmp_path, "DELETE FROM learners"))
    assert rows_in(database_url) == before
    assert revision_of(database_url) == HEAD


def test_an_older_program_refuses_a_newer_database(empty_url: str, tmp_path: Path) -> None:
    upgrade(empty_url, backup_dir=None, versions=later(tmp_path))
    with pytest.raises(NewerDatabase, match=rf"to revision 9999; .*up to {HEAD}\). Start that version"):
        upgrade(empty_url, backup_dir=tmp_path / "backups")
    assert revision_of(empty_url) == "9999"
    assert not (tmp_path / "backups").exists()


def test_the_database_of_another_program_is_left_alone(empty_url: str) -> None:
    with looking_at(empty_url) as connection:
        connection.exec_driver_sql("CREATE TABLE recipes (id integer)")
    with pytest.raises(UnusableDatabase, match="belongs to another program: it holds recipes"):
        upgrade(empty_url, backup_dir=None)
    with looking_at(empty_url) as connection:
        connection.exec_driver_sql("CREATE TABLE alembic_version (version_num varchar(32))")
        connection.exec_driver_sql("INSERT INTO alembic_version VALUES ('5f3c')")
    with pytest.raises(UnusableDatabase, match="belongs to another program"):
        upgrade(empty_url, backup_dir=None)


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Салом! " * 1000)
    before = file.read_bytes()
    with pytest.raises(UnusableDatabase, match=r"file is not a database\); check DATABASE_URL"):
        upgrade(f"sqlite+aiosqlite:///{file}", backup_dir=None)
    assert file.read_bytes() == before


def test_a_directory_in_the_place_of_the_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnusableDatabase, match="unable to open database file"):
        upgrade(f"sqlite+aiosqlite:///{tmp_path}", backup_dir=None)


def test_a_directory_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UnusableDatabase, match=r"file for the database cannot be made \(File exists\)"):
        upgrade(f"sqlite+aiosqlite:///{tmp_path}/file/hamkori.db", backup_dir=None)


@pytest.mark.parametrize("name", ["", ":memory:"])
def test_a_database_in_memory_is_refused(name: str) -> None:
    with pytest.raises(UnusableDatabase, match="would forget everything"):
        upgrade(f"sqlite+aiosqlite:///{name}", backup_dir=None)


def test_a_server_that_does_not_answer_is_named_without_its_password() -> None:
    with pytest.raises(UnusableDatabase, match="cannot be opened") as refusal:
        upgrade("postgresql+psycopg://hamkori:s3cret@127.0.0.1:1/hamkori", backup_dir=None)
    assert "s3cret" not in str(refusal.value)


def test_processes_that_start_at_once_wait_for_one_another(postgres_url: str) -> None:
    start = "import sys; from db.upgrade import upgrade; upgrade(sys.argv[1], backup_dir=None)"
    with looking_at(postgres_url) as connection:
        wait_for_turn(connection)
        starts = [subprocess.Popen([sys.executable, "-c", start, postgres_url]) for _ in range(2)]
        while _waiting(connection) < len(starts):
            assert [process.poll() for process in starts] == [None, None]
            time.sleep(0.02)
    assert [process.wait(60) for process in starts] == [0, 0]
    assert revision_of(postgres_url) == HEAD


def _waiting(connection: Connection) -> int:
    question = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
    return int(connection.exec_driver_sql(question).scalar_one())
