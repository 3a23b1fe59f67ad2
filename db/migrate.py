"""Alembic, for the starts that have tables to change: its commands in one transaction, all or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from db.errors import UnusableDatabase
from db.lock import wait_for_turn
from db.upgrade import MIGRATIONS, VERSIONS, begun


def to_newest(database_url: str, versions: Sequence[Path] = (VERSIONS,)) -> None:
    """Bring the tables to the newest revision; makes no backup. Raises UnusableDatabase."""
    with migrating(database_url, versions) as config:
        command.upgrade(config, "head")


@contextmanager
def migrating(database_url: str, versions: Sequence[Path] = (VERSIONS,)) -> Iterator[Config]:
    """One transaction in which Alembic's commands work with the given settings; makes no backup.

    Raises UnusableDatabase if rows would be left that point at nothing.
    """
    with begun(database_url) as connection:
        wait_for_turn(connection)
        yield _config(versions, connection)
        _refuse_orphans(connection)


def _config(versions: Sequence[Path], connection: Connection) -> Config:
    """Alembic's settings, which no file holds; env.py finds the connection in them."""
    config = Config()
    for option, value in (
        ("script_location", str(MIGRATIONS)),
        ("version_locations", "\n".join(map(str, versions))),
        ("path_separator", "newline"),
        ("file_template", "%(rev)s_%(slug)s"),
    ):
        config.set_main_option(option, value.replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _refuse_orphans(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    tables = sorted({str(row[0]) for row in connection.exec_driver_sql("PRAGMA foreign_key_check")})
    if tables:
        raise UnusableDatabase(
            f"Rows of {', '.join(tables)} would point at rows that do not exist, so nothing was changed; "
            "restore a backup copy, or report this with the versions before and after."
        )
