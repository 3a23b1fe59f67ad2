"""From SQLite into a real PostgreSQL: every row as it was, ids that go on, and all of it or nothing."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, delete, insert, select, text, update
from sqlalchemy.pool import NullPool

from bot.operations import move_data
from bot.settings import Settings
from db import moving
from db.address import blocking
from db.engine import Database
from db.errors import AlreadyRunning, CannotMove, UnusableDatabase
from db.lock import hold
from db.models import answers, bot_state, metadata, quizzes, reports
from db.upgrade import upgrade
from tests.db.rows import count, fill

pytestmark = pytest.mark.sqlite


@contextmanager
def inside(url: str) -> Iterator[Connection]:
    with create_engine(blocking(url), poolclass=NullPool).begin() as connection:
        yield connection


@pytest.fixture
def source(database_url: str) -> str:
    """A database with 25 rows in each table, of which the last quiz was forgotten."""
    database = Database(database_url)
    with database.begin() as session:
        for serial in range(1, 26):
            fill(session, metadata, person=7_000_000_000 + serial, serial=serial)
        session.execute(update(answers).where(answers.c.id == 3).values(shown=["right", "як"], typed="Ҳисор"))
        session.execute(delete(quizzes).where(quizzes.c.id == 25))
    database.close()
    return database_url


async def moved(source: str, target: str) -> int:
    parser = ArgumentParser()
    move_data.add_arguments(parser)
    settings = Settings()
    return await move_data.run(settings, parser.parse_args([source, target]))


def everything(url: str) -> dict[str, list[tuple[object, ...]]]:
    with inside(url) as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for table in metadata.sorted_tables
        }


async def test_every_row_arrives_as_it_was(
    source: str, postgres_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await moved(source, postgres_url) == 0
    assert everything(postgres_url) == everything(source)
    told = capsys.readouterr().out
    [line] = [line for line in told.splitlines() if line.startswith("learners")]
    assert line.split()[1:3] == ["25", "rows"]
    assert "Now set DATABASE_URL" in told


async def test_new_rows_get_ids_that_no_button_carries(source: str, postgres_url: str) -> None:
    await moved(source, postgres_url)
    with inside(postgres_url) as connection:
        learner_id = connection.execute(select(quizzes.c.learner_id)).scalars().first()
        row = dict(connection.execute(select(quizzes)).mappings().first() or {})
        row |= {"origin": "new", "learner_id": learner_id}
        row.pop("id")
        new = connection.execute(insert(quizzes).values(row).returning(quizzes.c.id)).scalar_one()
    assert new == 26, "25 was a quiz that is forgotten"


async def test_the_moved_database_starts(source: str, postgres_url: str) -> None:
    await moved(source, postgres_url)
    upgrade(postgres_url, backup_dir=None)


async def test_a_failure_leaves_nothing_and_it_can_be_done_again(
    source: str, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    carry_over = moving._carry_over

    def fail_at_reports(source: Connection, target: Connection, table: object) -> object:
        if table is reports:
            raise RuntimeError("the power went")
        return carry_over(source, target, table)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(moving, "_carry_over", fail_at_reports)
        with pytest.raises(RuntimeError):
            await moved(source, postgres_url)
    with inside(postgres_url) as connection:
        assert (
            connection.execute(text("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")).scalar()
            == 0
        )
    await moved(source, postgres_url)
    assert everything(postgres_url) == everything(source)


async def test_a_row_that_arrives_changed_is_noticed(
    source: str, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    chunks = moving._chunks

    def forgetful(connection: Connection, table: object) -> object:
        for rows in chunks(connection, table):  # type: ignore[arg-type]
            is_source = connection.dialect.name == "sqlite"
            yield rows if is_source or table is not answers else rows[1:]

    monkeypatch.setattr(moving, "_chunks", forgetful)
    with pytest.raises(CannotMove, match="answers did not arrive as it was"):
        await moved(source, postgres_url)


async def test_a_target_that_a_bot_once_began_on_may_be_used(source: str, postgres_url: str) -> None:
    upgrade(postgres_url, backup_dir=None, bank_id="rivers")
    await moved(source, postgres_url)
    with inside(postgres_url) as connection:
        assert len(connection.execute(select(bot_state)).all()) == 25


# What is refused


async def test_a_target_that_holds_something_is_refused(source: str, postgres_url: str) -> None:
    upgrade(postgres_url, backup_dir=None)
    with inside(postgres_url) as connection:
        fill(connection, metadata, person=1, serial=1)
    with pytest.raises(CannotMove, match="is not empty: there are rows in answers"):
        await moved(source, postgres_url)
    with inside(postgres_url) as connection:
        assert count(connection, metadata)["learners"] == 1


async def test_a_target_of_another_program_is_refused(source: str, postgres_url: str) -> None:
    with inside(postgres_url) as connection:
        connection.execute(text("CREATE TABLE songs (id integer)"))
    with pytest.raises(CannotMove, match="tables of another program \\(songs\\)"):
        await moved(source, postgres_url)


async def test_a_target_that_somebody_uses_is_refused(source: str, postgres_url: str) -> None:
    with inside(postgres_url) as connection:
        connection.execute(text("SELECT 1"))
        with pytest.raises(CannotMove, match="1 other connections use the target"):
            await moved(source, postgres_url)


async def test_a_running_bot_is_refused(source: str, postgres_url: str) -> None:
    with hold(source), pytest.raises(AlreadyRunning):
        await moved(source, postgres_url)


async def test_nothing_but_from_sqlite_into_postgresql_is_done(source: str, tmp_path: Path) -> None:
    with pytest.raises(CannotMove, match="only"):
        await moved(source, f"sqlite+aiosqlite:///{tmp_path}/other.db")
    with pytest.raises(CannotMove, match="There is no database"):
        await moved(str(tmp_path / "none.db"), "postgresql+psycopg://server/hamkori")
    with pytest.raises(CannotMove, match="DATABASE_URL") as refusal:
        await moved(source, "postgresql+psycopg://hamkori:sec@ret@server/hamkori")
    assert "sec" not in str(refusal.value).replace("sqlite", "")


async def test_a_server_that_is_not_there_is_told(source: str) -> None:
    with pytest.raises(UnusableDatabase):
        await moved(source, "postgresql+psycopg://127.0.0.1:1/hamkori")
