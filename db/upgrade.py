"""The database's start: make it, or bring it to the tables this program knows, after a backup copy."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, column, create_engine, event, inspect, select, table
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry, NullPool

from db.address import blocking, driver_options, make_room, sqlite_file
from db.backup import back_up, written_at
from db.damage import damaged, is_damage, refuse_damage
from db.engine import BUSY_TIMEOUT_MS
from db.errors import NewerDatabase, UnusableDatabase
from db.owner import claim, refuse_other_bank

MIGRATIONS = Path(__file__).parent / "migrations"
VERSIONS = MIGRATIONS / "versions"
OURS = frozenset(
    {"learners", "bot_state"}
)  # in every revision: they tell our database from another program's
_OF_THE_DISK = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY)
BOOKKEEPING = "alembic_version"


def upgrade(
    database_url: str,
    *,
    backup_dir: Path | None,
    bank_id: str | None = None,
    versions: Sequence[Path] = (VERSIONS,),
) -> bool:
    """Bring the database to the newest revision in ``versions``; all of it or, on an error, nothing.

    Gives whether there was nothing in it before.

    With ``bank_id`` the database belongs to that bank from then on, and one of another bank is refused.
    Blocks: asynchronous callers use asyncio.to_thread. On SQLite the caller holds db.lock, and a database
    with something in it is copied to ``backup_dir`` before it changes.
    Raises UnusableDatabase, Damaged, NewerDatabase, OtherBank, BackupFailed.
    """
    file = sqlite_file(database_url)
    if file is not None:
        make_room(file)
        refuse_damage(file)
    with telling_what_to_do(blocking(database_url), file):
        was_empty = _bring_up(database_url, file, backup_dir, bank_id, versions)
        if bank_id is not None:
            with _engine(database_url).begin() as connection:
                claim(connection, bank_id)
    return was_empty


@contextmanager
def telling_what_to_do(url: URL, file: Path | None) -> Iterator[None]:
    """A sentence for whatever a database says, at a start, that is damaged, full, read-only or gone.

    Raises UnusableDatabase, Damaged.
    """
    try:
        yield
    except DBAPIError as error:
        if is_damage(error):
            raise damaged(file, error) from error
        is_fault_of_ours = getattr(error.orig, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR
        if is_fault_of_ours or not isinstance(error, OperationalError):
            raise
        raise UnusableDatabase(
            f"The database {url!r} cannot be written ({_first_line(error.orig)}), so "
            "nothing was changed. Make room on its disk, and let the user this program runs as write in its "
            "directory; with a server, see that it runs and that nobody else holds the tables."
        ) from error


def _bring_up(
    database_url: str,
    file: Path | None,
    backup_dir: Path | None,
    bank_id: str | None,
    versions: Sequence[Path],
) -> bool:
    known = _known(versions)
    revision = _find_revision(database_url, known, bank_id)
    if revision == known[-1]:
        return False
    if file is not None and revision is not None and backup_dir is not None:
        back_up(file, backup_dir, label=revision, at=written_at(file))
    # Imported only here: nearly every start finds nothing to change, and Alembic is dear to load.
    from db.migrate import to_newest

    to_newest(database_url, versions)
    return revision is None


def _known(versions: Sequence[Path]) -> list[str]:
    """The revisions in order, by the numbers that their files begin with."""
    return sorted(file.name.partition("_")[0] for each in versions for file in each.glob("[0-9]*.py"))


def known_revisions() -> list[str]:
    """The revisions that this program knows, in order."""
    return _known((VERSIONS,))


def begun(database_url: str) -> AbstractContextManager[Connection]:
    """One transaction on a connection of its own, as changes of tables need it."""
    return _engine(database_url).begin()


def _engine(database_url: str) -> Engine:
    url = blocking(database_url)
    engine = create_engine(url, poolclass=NullPool, hide_parameters=True, connect_args=driver_options(url))
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_immediate)
    return engine


def _prepare_sqlite(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    # Alembic alters a table of SQLite by copying and dropping it. With foreign keys ON the drop deletes the
    # rows of every table that points at it, and the switch does nothing inside a transaction: so it is here.
    # The bot's own connections (db.engine) switch it ON.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = OFF")
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    cursor.close()


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _find_revision(database_url: str, known: Sequence[str], bank_id: str | None) -> str | None:
    """The revision of a database of ours, None if it is empty."""
    engine = _engine(database_url)
    try:
        with engine.begin() as connection:
            tables = set(inspect(connection).get_table_names())
            revision = _revision_of(connection) if BOOKKEEPING in tables else None
            if bank_id is not None and revision is not None and tables >= OURS:
                refuse_other_bank(connection, bank_id)
    except DBAPIError as error:
        if getattr(error.orig, "sqlite_errorcode", 0) & 0xFF in _OF_THE_DISK:
            raise  # it is the right file
        raise UnusableDatabase(
            f"The database {engine.url!r} cannot be opened ({_first_line(error.orig)}); check DATABASE_URL. "
            "It should name a server that runs, or a file of this program or a new one, which it may write."
        ) from error
    if (revision is None and tables - {BOOKKEEPING}) or (revision is not None and not tables >= OURS):
        raise UnusableDatabase(
            f"The database {engine.url!r} belongs to another program: it holds "
            f"{', '.join(sorted(tables)[:5])}. Give DATABASE_URL a database of its own."
        )
    if revision is not None and revision not in known:
        raise NewerDatabase(
            f"The database {engine.url!r} was changed by a newer version of this program (to revision "
            f"{revision}; this version knows up to {known[-1]}). Start that version, "
            "or restore the backup copy made before the change."
        )
    return revision


def _revision_of(connection: Connection) -> str | None:
    found = connection.execute(select(column("version_num")).select_from(table(BOOKKEEPING))).scalar()
    return None if found is None else str(found)


def _first_line(error: BaseException | None) -> str:
    return (str(error).splitlines() or ["no reason given"])[0]
