"""One process per SQLite file, one migration at a time per PostgreSQL database."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from sqlalchemy import Connection

from db.address import make_room, sqlite_file
from db.errors import AlreadyRunning, UnusableDatabase

MIGRATION_LOCK = 0x48414D4B  # "HAMK": PostgreSQL's advisory locks are numbers, so it must only be unlikely
MIGRATION_PATIENCE = "60s"


@contextmanager
def hold(database_url: str) -> Iterator[None]:
    """Keep every other process off an SQLite file while the block runs; the end of the process frees it too.

    Several processes may serve one PostgreSQL, so there is nothing to hold there.
    Raises AlreadyRunning, UnusableDatabase.
    """
    file = sqlite_file(database_url)
    if file is None:
        yield
        return
    make_room(file)
    with _open(file.with_name(file.name + ".lock")) as lock:
        _lock(lock, file)
        yield


def _open(path: Path) -> IO[str]:
    try:
        return path.open("a+", encoding="ascii")
    except OSError as error:
        raise UnusableDatabase(
            f"The lock file {path} cannot be opened ({error.strerror}); "
            "let the user this program runs as write in its directory."
        ) from error


def _lock(lock: IO[str], file: Path) -> None:
    # The kernel drops the lock with the process, however it ends. The file stays: removing it would let
    # a process that has just opened the old one and a process that makes a new one both believe they hold it.
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.seek(0)
        holder = lock.read().strip() or "unknown"
        raise AlreadyRunning(
            f"Another process (id {holder}) is using the database {file}; "
            "stop it first, or start this one where it finds a database of its own."
        ) from None
    lock.truncate(0)
    lock.write(f"{os.getpid()}\n")
    lock.flush()


def wait_for_turn(connection: Connection) -> None:
    """Wait until no other process migrates this PostgreSQL database; the turn ends with the transaction.

    Also bounds the wait for tables that others are using. On SQLite ``hold`` has settled it already.
    Raises sqlalchemy.exc.OperationalError after MIGRATION_PATIENCE.
    """
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{MIGRATION_PATIENCE}'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({MIGRATION_LOCK})")
