"""A database with a damaged page: how it shows, and what its operator is told."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from db.backup import newest
from db.errors import Damaged

_SQLITE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_POSTGRESQL = ("XX001", "XX002")  # data_corrupted, index_corrupted
LARGEST_CHECKED = 256 * 1024 * 1024
"""Bytes of a database that is read through at its start, in a second or two; of a larger one a damaged page
is met when it is read."""


def is_damage(error: BaseException) -> bool:
    """Whether this error of SQLAlchemy or of a driver says that the database itself is damaged."""
    said = getattr(error, "orig", error)
    code = getattr(said, "sqlite_errorcode", None)  # its lowest byte is the kind
    return (code is not None and code & 0xFF in _SQLITE) or getattr(said, "sqlstate", None) in _POSTGRESQL


def damaged(file: Path | None, reason: object) -> Damaged:
    """What is to be done; ``file`` is None for a server."""
    said = (str(getattr(reason, "orig", reason)).splitlines() or ["no reason given"])[0]
    if file is None:
        return Damaged(
            f"The PostgreSQL database is damaged ({said}). Stop the bot and restore the newest copy that "
            "pg_dump made."
        )
    copy = newest(file)
    kept = f"the backup {copy}, or a newer copy of your own" if copy else "your newest backup"
    return Damaged(
        f"The database {file} is damaged ({said}). Move it away together with its -wal and -shm, and restore "
        f"{kept} (docs/operating.md, Restoring)."
    )


def refuse_damage(file: Path) -> None:
    """Read an SQLite database through, unless it is large. Raises Damaged.

    What is no database at all is left to whoever opens it next.
    """
    if not file.is_file() or not 0 < file.stat().st_size <= LARGEST_CHECKED:
        return
    try:
        with closing(sqlite3.connect(file, isolation_level=None)) as connection:
            [verdict] = connection.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_CORRUPT or (is_damage(error) and newest(file)):
            raise damaged(file, error) from error
        return
    if verdict != "ok":
        raise damaged(file, verdict)
