"""The way to the database: one transaction at a time on SQLite, a small pool on PostgreSQL."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import URL, DateTime, Dialect, Table, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeDecorator

Session = AsyncConnection
"""One open transaction. Queries take it first and never commit. Core only: rows come back as plain values."""

BUSY_TIMEOUT_MS = 15_000

_is_open: ContextVar[bool] = ContextVar("_is_open", default=False)


def is_in_transaction() -> bool:
    """Whether this task is inside a transaction, where nothing may wait for the network."""
    return _is_open.get()


class UtcDateTime(TypeDecorator[datetime]):
    """An instant. Takes and gives aware UTC datetimes only; SQLite itself would silently drop the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone; instants are aware and in UTC")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def insert_into(session: Session, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that knows ON CONFLICT, in the dialect of the session's database."""
    return insert_for(session.dialect.name, table)


def insert_for(dialect: str, table: Table) -> sqlite.Insert | postgresql.Insert:
    """The same for a dialect by its name, so that a statement can be built once and kept."""
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)


class Database:
    """The database behind one URL: ``sqlite+aiosqlite:///path`` or ``postgresql+psycopg://…``.

    SQLite gets exactly one connection: writers would only queue for the file's lock, and the WAL-reset
    bug of SQLite 3.7.0 to 3.51.2 (sqlite.org/wal.html) needs two. A ``begin`` inside another would
    wait for itself, so it is refused: pass the session down.
    """

    def __init__(self, url: str) -> None:
        self.url: URL = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        pool: dict[str, Any] = {"pool_size": 1, "max_overflow": 0} if self.is_sqlite else {"pool_size": 8}
        self._engine = create_async_engine(self.url, pool_timeout=30, **pool)
        if self.is_sqlite:
            event.listen(self._engine.sync_engine, "connect", _prepare_sqlite)
            event.listen(self._engine.sync_engine, "begin", _begin_immediate)

    @property
    def path(self) -> Path | None:
        """The file of an SQLite database; None for a server or a database in memory."""
        if not self.is_sqlite or self.url.database in (None, "", ":memory:"):
            return None
        return Path(str(self.url.database))

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[Session]:
        """Open one transaction; commits at the end of the block, rolls back if it raises."""
        if is_in_transaction():
            raise RuntimeError("a transaction is open already; pass its session down instead")
        token = _is_open.set(True)
        try:
            async with self._engine.begin() as session:
                yield session
        finally:
            _is_open.reset(token)

    async def connect(self) -> None:
        """Open SQLite's one connection now: a task cancelled while it opens would take it along."""
        async with self.begin():
            pass

    async def close(self) -> None:
        await self._engine.dispose()


def _prepare_sqlite(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    # The driver must not open transactions of its own: we say BEGIN IMMEDIATE, because a deferred one
    # that turns into a writer fails at once with "database is locked", whatever the busy timeout.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout = {BUSY_TIMEOUT_MS}",
        "journal_mode = WAL",
        "synchronous = FULL",  # an answer acknowledged is an answer kept, also when the power goes
        "foreign_keys = ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_immediate(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
