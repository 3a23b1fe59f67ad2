"""The way to the database: one transaction at a time on SQLite, a small pool on PostgreSQL."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import URL, Connection, DateTime, Dialect, Table, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
from sqlalchemy.exc import InternalError
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeDecorator

from db.address import blocking, driver_options
from db.damage import damaged, is_damage
from db.errors import Damaged, ReadOnly

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql, sqlite

T = TypeVar("T")

Session = Connection
"""One open transaction. Queries take it first and never commit. Core only: rows come back as plain values."""

BUSY_TIMEOUT_MS = 15_000
HALTED_MS = 10_000
"""So long a server waits for the next statement of an act before it takes the act back."""
POOL_SIZE = 8
"""Acts at once on a server; on SQLite it is one."""
TOGETHER_FOR = 0.02
"""Seconds after which a transaction that acts share takes in no further one: all of them wait for it."""

_PASSING = {"25006", "25P02", "25P03"}
"""Of PostgreSQL's errors in class 25: a read-only transaction, and one that has been broken off."""

_is_open: ContextVar[bool] = ContextVar("_is_open", default=False)


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
    # Imported only here: of the two dialects a bot speaks one, and the other's is dear to load.
    if dialect == "sqlite":
        from sqlalchemy.dialects import sqlite

        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql

    return postgresql.insert(table)


class Database:
    """The database behind one URL: ``sqlite+aiosqlite:///path`` or ``postgresql+psycopg://…``.

    An act is a plain function of a session. It runs whole, in a thread of the database's own and in one
    transaction: what cannot await cannot wait for the network meanwhile.

    SQLite gets exactly one connection and one thread: writers would only queue for the file's lock, and the
    WAL-reset bug of SQLite 3.7.0 to 3.51.2 (sqlite.org/wal.html) needs two connections. There the acts that
    wait for their turn share one commit, which is what costs most; each stays whole or nothing. A transaction
    inside another would wait for itself, so it is refused: pass the session down.

    Where a page is damaged, acts raise Damaged, and ``on_damage`` is called in the thread that met it.
    """

    def __init__(self, url: str) -> None:
        self.url: URL = blocking(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        size = 1 if self.is_sqlite else POOL_SIZE
        self._engine = create_engine(
            self.url,
            pool_size=size,
            max_overflow=0,
            pool_timeout=30,
            hide_parameters=True,
            connect_args=driver_options(self.url),
        )
        self._waiting: deque[_Waiting] = deque()
        self.on_damage: Callable[[Damaged], None] | None = None
        if self.is_sqlite:
            event.listen(self._engine, "connect", _prepare_sqlite)
            event.listen(self._engine, "begin", _begin_immediate)
        else:
            event.listen(self._engine, "begin", _end_if_halted)
            event.listen(self._engine, "do_executemany", _one_by_one)
            self._engine.dialect.use_insertmanyvalues_wo_returning = True
        self._threads = ThreadPoolExecutor(size, thread_name_prefix="database")

    @property
    def path(self) -> Path | None:
        """The file of an SQLite database; None for a server or a database in memory."""
        if not self.is_sqlite or self.url.database in (None, "", ":memory:"):
            return None
        return Path(str(self.url.database))

    @property
    def directory(self) -> Path:
        """Where that is kept which stands beside the database, and not in it."""
        return self.path.parent if self.path else Path("data")

    def submit(self, act: Callable[[Session], T]) -> Future[T]:
        """Have an act run whole, in one transaction and in a thread of the database's own.

        It commits at its end and rolls back if it raises. Until it begins, its future can be cancelled.
        """
        _refuse_nesting()
        if not self.is_sqlite:
            return self._threads.submit(self._alone, act)
        future: Future[T] = Future()
        self._waiting.append(_Waiting(future, act))
        self._threads.submit(self._together)
        return future

    def _alone(self, act: Callable[[Session], T]) -> T:
        with self.begin() as session:
            return act(session)

    def _together(self) -> None:
        """Run what waits, in turn and in one transaction. Nobody hears of anything before it is committed."""
        begun: list[_Waiting] = []
        try:
            if not self._next(begun):
                return  # those before have taken it along
            until = time.monotonic() + TOGETHER_FOR
            with self.begin() as session:
                begun[-1].run(session)
                while time.monotonic() < until and self._next(begun):
                    begun[-1].run(session)
        except BaseException as error:
            for waiting in begun:
                waiting.future.set_exception(self._honest(waiting.error or error))
        else:
            for waiting in begun:
                if waiting.error is None:
                    waiting.future.set_result(waiting.value)
                else:
                    waiting.future.set_exception(self._honest(waiting.error))

    def _next(self, begun: list[_Waiting]) -> bool:
        """Whether there is one more that has not been cancelled; it begins."""
        while self._waiting:
            waiting = self._waiting.popleft()
            if waiting.future.set_running_or_notify_cancel():
                begun.append(waiting)
                return True
        return False

    def between_acts(self, work: Callable[[Any, Callable[[], None]], T]) -> Future[T]:
        """Have long work done on the connection of SQLite, outside any transaction and in the one thread.

        The work is given the driver's connection, and what it calls between two of its steps: then acts
        that wait have their turn, on the same connection. So nothing else ever opens the file.
        """
        assert self.is_sqlite

        def alone() -> T:
            pooled = self._engine.raw_connection()
            connection = pooled.driver_connection
            pooled.close()  # back into the pool, where acts find it between two steps
            return work(connection, self._together)

        return self._threads.submit(alone)

    @contextmanager
    def begin(self) -> Iterator[Session]:
        """Open one transaction in this thread; commits at the end of the block, rolls back if it raises."""
        _refuse_nesting()
        token = _is_open.set(True)
        try:
            with self._engine.begin() as session, _told_if_read_only(session):
                yield session
        except Exception as error:
            if is_damage(error):
                raise self._honest(error) from error
            raise
        finally:
            _is_open.reset(token)

    def _honest(self, error: BaseException) -> BaseException:
        """The error itself; if it says that the database is damaged, a sentence on what is to be done."""
        if not is_damage(error):
            return error
        found = damaged(self.path, error)
        found.__cause__ = error
        if self.on_damage is not None:
            self.on_damage(found)
        return found

    def close(self) -> None:
        """Wait for the acts under way, then let go of the database."""
        self._threads.shutdown()
        self._engine.dispose()


@dataclass(slots=True)
class _Waiting:
    """An act, who waits for it, and what it gave or raised until they may hear of it."""

    future: Future[Any]
    act: Callable[[Session], Any]
    value: Any = None
    error: BaseException | None = None

    def run(self, session: Session) -> None:
        """Whole or nothing within the transaction of several. Raises only what is the end of them all."""
        cursor = session.connection.cursor()
        cursor.execute("SAVEPOINT act")
        try:
            self.value = self.act(session)
        except BaseException as error:
            self.error = error
            # An error of the disk may have ended the transaction, and with it what the others did: then
            # there is no savepoint to go back to, and this raises.
            session.exec_driver_sql("ROLLBACK TO act")
        cursor.execute("RELEASE act")


@contextmanager
def _told_if_read_only(session: Session) -> Iterator[None]:
    """A failover leaves connections to a server that only reads: the next act asks for a fresh one."""
    try:
        yield
    except InternalError as error:
        if getattr(error.orig, "sqlstate", None) not in _PASSING:
            raise
        session.invalidate()
        raise ReadOnly(str(error.orig).strip()) from error


def _refuse_nesting() -> None:
    if _is_open.get():
        raise RuntimeError("a transaction is open already; pass its session down instead")


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


def _end_if_halted(connection: Any) -> None:
    # A process that is halted within an act would keep its locks for as long, and others wait for them.
    connection.exec_driver_sql(f"SET LOCAL idle_in_transaction_session_timeout = {HALTED_MS}")


def _one_by_one(cursor: DBAPICursor, statement: str, parameters: Sequence[Any], _: object) -> bool:
    """In place of the driver's ``executemany``, which writes on without waiting for the server: of a process
    that is halted in the midst of that the server waits for more, by no timeout, and its locks are kept."""
    for each in parameters:
        cursor.execute(statement, each)
    return True


def _begin_immediate(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
