"""The revisions make the tables of db/models.py, one by one and back, and lose no row on the way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, TextClause, create_engine, inspect
from sqlalchemy.pool import NullPool
from sqlalchemy.types import TypeEngine

from db.__main__ import revise
from db.address import blocking
from db.migrate import migrating
from db.models import metadata
from db.upgrade import BOOKKEEPING, MIGRATIONS, VERSIONS, upgrade
from tests.db.rows import count, fill, tables_in

REVISIONS = [each.revision for each in reversed(list(ScriptDirectory(str(MIGRATIONS)).walk_revisions()))]

WIDEN_LEARNERS = '''"""Give the learners a column, which copies their table on SQLite."""

import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "%s"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("learners", recreate="auto") as learners:
        learners.add_column(sa.Column("streak", sa.Integer(), server_default="0", nullable=False))
        learners.alter_column("zone", type_=sa.String(80))


def downgrade():
    with op.batch_alter_table("learners") as learners:
        learners.drop_column("streak")
        learners.alter_column("zone", type_=sa.String(64))
'''


@contextmanager
def looking_at(url: str) -> Iterator[Connection]:
    with create_engine(blocking(url), poolclass=NullPool).begin() as connection:
        yield connection


def rows_in(url: str) -> dict[str, int]:
    with looking_at(url) as connection:
        return count(connection, tables_in(connection))


def fill_two(url: str) -> None:
    with looking_at(url) as connection:
        for serial in (1, 2):
            fill(connection, tables_in(connection), person=serial, serial=serial)


def climb(url: str, revision: str) -> None:
    with migrating(url) as config:
        command.upgrade(config, revision)


def shape(connection: Connection) -> dict[str, Any]:
    """All that the database itself knows of its tables, in an order that does not depend on their making."""
    inspector = inspect(connection)

    def sort(found: Iterable[Any]) -> list[str]:
        return sorted(str(_plain(each)) for each in found)

    return {
        table: {
            "columns": sort(inspector.get_columns(table)),
            "key": sort([inspector.get_pk_constraint(table)]),
            "references": sort(inspector.get_foreign_keys(table)),
            "unique": sort(inspector.get_unique_constraints(table)),
            "indexes": sort(inspector.get_indexes(table)),
            "checks": sort(inspector.get_check_constraints(table)),
        }
        for table in inspector.get_table_names()
        if table != BOOKKEEPING
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(value[key]) for key in sorted(value)}
    return str(value) if isinstance(value, TextClause | TypeEngine) else value


@pytest.fixture
def versions(tmp_path: Path) -> tuple[Path, Path]:
    """The revisions of the program and one that is not in it, which widens a table that others point at."""
    later = tmp_path / "later"
    later.mkdir()
    (later / "9999_widen_learners.py").write_text(WIDEN_LEARNERS % REVISIONS[-1])
    return VERSIONS, later


def test_the_revisions_make_what_the_models_say(empty_url: str) -> None:
    upgrade(empty_url, backup_dir=None)
    with looking_at(empty_url) as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        migrated = shape(connection)
        metadata.drop_all(connection)
        metadata.create_all(connection)
        connection.commit()
    with looking_at(empty_url) as connection:
        assert shape(connection) == migrated


def test_the_shape_shows_the_condition_of_an_index_and_the_name_of_a_constraint(empty_url: str) -> None:
    upgrade(empty_url, backup_dir=None)
    with looking_at(empty_url) as connection:
        quizzes = shape(connection)["quizzes"]
    assert "ended_at IS NULL" in str(quizzes["indexes"])
    assert "uq_quizzes_learner_id_origin" in str(quizzes["unique"])


def test_up_down_and_up_again_one_by_one(empty_url: str) -> None:
    shapes = []
    for revision in REVISIONS:
        climb(empty_url, revision)
        with looking_at(empty_url) as connection:
            shapes.append(shape(connection))
    for expected in reversed([{}, *shapes[:-1]]):
        with migrating(empty_url) as config:
            command.downgrade(config, "-1")
        with looking_at(empty_url) as connection:
            assert shape(connection) == expected
    upgrade(empty_url, backup_dir=None)
    with looking_at(empty_url) as connection:
        assert shape(connection) == shapes[-1]


@pytest.mark.parametrize("revision", REVISIONS)
def test_no_row_is_lost_on_the_way_up(empty_url: str, revision: str, versions: tuple[Path, Path]) -> None:
    climb(empty_url, revision)
    fill_two(empty_url)
    before = rows_in(empty_url)
    assert set(before.values()) == {2}
    upgrade(empty_url, backup_dir=None)
    assert before.items() <= rows_in(empty_url).items()
    upgrade(empty_url, backup_dir=None, versions=versions)
    assert before.items() <= rows_in(empty_url).items()
    with looking_at(empty_url) as connection:
        assert "streak" in {column["name"] for column in inspect(connection).get_columns("learners")}


@pytest.mark.sqlite
def test_with_foreign_keys_on_the_same_revision_would_delete_rows(
    database_url: str, versions: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def careless(connection: Any, _: Any) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys = ON")

    fill_two(database_url)
    monkeypatch.setattr("db.upgrade._prepare_sqlite", careless)
    upgrade(database_url, backup_dir=None, versions=versions)
    left = rows_in(database_url)
    assert left["learners"] == 2
    assert left["answers"] == left["memories"] == left["quizzes"] == 0


def test_a_revision_that_fails_halfway_changes_nothing(empty_url: str, versions: tuple[Path, Path]) -> None:
    upgrade(empty_url, backup_dir=None)
    fill_two(empty_url)
    with looking_at(empty_url) as connection:
        before = shape(connection)
    script = versions[1] / "9999_widen_learners.py"
    broken = script.read_text().replace(
        "def downgrade", '    op.execute("SELECT no_such_thing")\n\n\ndef downgrade'
    )
    script.write_text(broken)
    with pytest.raises(Exception, match="no_such_thing"):
        upgrade(empty_url, backup_dir=None, versions=versions)
    with looking_at(empty_url) as connection:
        assert shape(connection) == before
    assert set(rows_in(empty_url).values()) == {2}


def test_a_new_revision_starts_from_what_the_models_have_beyond_the_old_ones(tmp_path: Path) -> None:
    script = revise("Nothing yet", versions=(VERSIONS, tmp_path)).read_text()
    assert script.startswith('"""Nothing yet."""')
    assert f'down_revision = "{REVISIONS[-1]}"' in script
    assert "op." not in script
