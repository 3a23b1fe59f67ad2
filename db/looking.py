"""What a database says of itself to whoever only looks: SQLite or PostgreSQL, beside a running bot too."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, create_engine, inspect, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from db.address import blocking, sqlite_file
from db.errors import UnusableDatabase
from db.owner import KEY
from db.restoring import reading
from db.sealed import PLACES
from db.upgrade import BOOKKEEPING

WAL_RESET_FIXED = ((3, 44, 6), (3, 50, 7))
"""Releases of older branches in which the WAL-reset bug is mended (sqlite.org/wal.html)."""
OLDEST_SQLITE = (3, 35, 0)
"""The first with RETURNING."""


class Looked(Struct, frozen=True):
    """``tables`` is empty where there is nothing yet; ``damage`` is what a quick check found."""

    server: str
    tables: frozenset[str]
    revision: str | None = None
    bank: str | None = None
    damage: str | None = None
    version: tuple[int, ...] = ()
    encoding: str | None = None
    """Of a server's database."""


def look(database_url: str) -> Looked:
    """Read only. Raises UnusableDatabase if it cannot be opened."""
    with looking(database_url) as connection:
        tables = frozenset(inspect(connection).get_table_names())
        revision = bank = damage = None
        if BOOKKEEPING in tables:
            revision = connection.execute(text(f"SELECT version_num FROM {BOOKKEEPING}")).scalar()  # noqa: S608
        if "bot_state" in tables:
            of_bank = text("SELECT value FROM bot_state WHERE key = :key")
            bank = connection.execute(of_bank, {"key": KEY}).scalar()
        if connection.dialect.name == "sqlite":
            verdict = connection.execute(text("PRAGMA quick_check(1)")).scalar()
            damage = None if verdict == "ok" else str(verdict)
        encoding = None
        if connection.dialect.name != "sqlite":
            encoding = str(connection.execute(text("SHOW server_encoding")).scalar())
        version = connection.dialect.server_version_info or ()
        server = f"{connection.dialect.name} {'.'.join(map(str, version))}"
        return Looked(server, tables, revision, bank, damage, tuple(map(int, version)), encoding)


@contextmanager
def looking(database_url: str) -> Iterator[Connection]:
    """A connection that changes nothing. Raises UnusableDatabase."""
    file = sqlite_file(database_url)
    options: dict[str, Any] = (
        {"creator": lambda: reading(file)} if file else {"connect_args": {"connect_timeout": 5}}
    )
    engine = create_engine(blocking(database_url), poolclass=NullPool, hide_parameters=True, **options)
    try:
        with engine.connect() as connection:
            yield connection
    except DBAPIError as error:
        raise UnusableDatabase((str(error.orig).splitlines() or ["no reason given"])[0]) from error


def sealed_texts(database_url: str, most: int) -> list[str]:
    """Some of what is kept sealed, the newest of each kind."""
    with looking(database_url) as connection:
        return [
            str(token)
            for table, key, column in PLACES.values()
            for (token,) in connection.execute(
                text(
                    f"SELECT {column.name} FROM {table.name} WHERE {column.name} IS NOT NULL "  # noqa: S608
                    f"AND {column.name} <> '' ORDER BY {key.name} DESC LIMIT {most}"
                )
            )
        ]


def has_wal_reset_bug(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> bool:
    """SQLite 3.7.0 to 3.51.2 can damage a file that two connections write or checkpoint at one instant."""
    is_mended = any(version[:2] == fixed[:2] and version >= fixed for fixed in WAL_RESET_FIXED)
    return (3, 7, 0) <= version < (3, 51, 3) and not is_mended


def damage_of(copy: Path) -> str | None:
    """What a quick check finds in a copy; None if it is sound."""
    try:
        with closing(reading(copy)) as connection:
            verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.Error as error:
        return str(error)
    return None if verdict == "ok" else str(verdict)
