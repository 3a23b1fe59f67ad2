"""One process per SQLite file, one migration at a time per PostgreSQL database."""

from __future__ import annotations

import fcntl
import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress
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
        with _hold_itself(file):
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
        raise _taken(file, lock.read().strip() or "unknown") from None
    except OSError as error:
        raise UnusableDatabase(
            f"The lock file {lock.name} cannot be locked ({error.strerror}): "
            "the database needs a local disk whose file system knows locks."
        ) from error
    with suppress(OSError):  # on a full disk it is held all the same; only who holds it is not told
        lock.truncate(0)
        lock.write(f"{os.getpid()}\n")
        lock.flush()


def _taken(file: Path, holder: str) -> AlreadyRunning:
    return AlreadyRunning(
        f"Another process (id {holder}) is using the database {file}; "
        "stop it first, or start this one where it finds a database of its own."
    )


_FAR_OUT = 1 << 62
"""A byte that no database has, and that none of SQLite's own locks is about."""


@contextmanager
def _hold_itself(file: Path) -> Iterator[None]:
    """Hold the file whatever it is called: a hard link in another directory finds another lock file.

    By a lock of the open file (F_OFD_SETLK, Linux), which unlike the older kind stays when SQLite opens and
    closes the same file. Where there are none, the lock file has to do.
    """
    if not hasattr(fcntl, "F_OFD_SETLK"):
        yield
        return
    is_new = not file.exists()
    with _open_itself(file) as itself:
        try:
            asked = struct.pack("hhqqi4x", fcntl.F_WRLCK, os.SEEK_SET, _FAR_OUT, 1, 0)
            fcntl.fcntl(itself, fcntl.F_OFD_SETLK, asked)
        except BlockingIOError:
            raise _taken(file, "unknown: it knows the file by another name") from None
        except OSError:
            pass  # a file system without such locks
        try:
            yield
        finally:
            if is_new and file.exists() and not file.stat().st_size:
                file.unlink()  # nothing came of it


def _open_itself(file: Path) -> IO[bytes]:
    try:
        return os.fdopen(os.open(file, os.O_RDWR | os.O_CREAT, 0o666), "rb+", buffering=0)
    except OSError as error:
        raise UnusableDatabase(
            f"The database {file} cannot be opened ({error.strerror}); check DATABASE_URL. It should name a "
            "file of this program or a new one, which the user this program runs as may read and write."
        ) from error


def wait_for_turn(connection: Connection) -> None:
    """Wait until no other process migrates this PostgreSQL database; the turn ends with the transaction.

    Also bounds the wait for tables that others are using. On SQLite ``hold`` has settled it already.
    Raises sqlalchemy.exc.OperationalError after MIGRATION_PATIENCE.
    """
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{MIGRATION_PATIENCE}'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({MIGRATION_LOCK})")
