"""A copy takes the place of an SQLite database: looked into first, exchanged in one step, the other kept."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from db.backup import check_open, keep_names, place, rows_in, settle
from db.errors import CannotRestore
from db.upgrade import known_revisions

LATEST = {"learners": "seen_at", "answers": "answered_at", "deliveries": "sent_at"}
"""Columns that tell how young a table is."""
NOT_HELD = frozenset({"bot_state", "lanes"})
"""Tables that an empty database has rows in too."""


class Contents(Struct, frozen=True):
    """What is in a database file. Instants are UTC, as SQLite keeps them."""

    revision: str | None
    bank: str | None
    rows: Mapping[str, int]
    latest: Mapping[str, str]

    @property
    def holds_something(self) -> bool:
        return any(count for table, count in self.rows.items() if table not in NOT_HELD)


def look_into(file: Path) -> Contents:
    """Reads only. Raises sqlite3.Error if the file is damaged or no database."""
    with closing(reading(file)) as connection:
        rows = rows_in(connection)
        latest = {
            table: connection.execute(f"SELECT max({column}) FROM {table}").fetchone()[0]  # noqa: S608 - ours
            for table, column in LATEST.items()
            if table in rows
        }
        return Contents(
            revision=_single(connection, "SELECT version_num FROM alembic_version"),
            bank=_single(connection, "SELECT value FROM bot_state WHERE key = 'bank'"),
            rows=rows,
            latest={table: moment for table, moment in latest.items() if moment},
        )


def reading(file: Path) -> sqlite3.Connection:
    """A connection that only reads, also where this program may not write."""
    # Without a log beside it nobody writes the file, and the directory need not be writable.
    has_log = file.with_name(file.name + "-wal").exists()
    name = str(file.resolve()).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    return sqlite3.connect(f"file:{name}?mode=ro{'' if has_log else '&immutable=1'}", uri=True)


def _single(connection: sqlite3.Connection, query: str) -> str | None:
    try:
        row = connection.execute(query).fetchone()
    except sqlite3.OperationalError:
        return None  # there is no such table
    return str(row[0]) if row else None


@contextmanager
def staged(copy: Path, file: Path) -> Iterator[Path]:
    """A sound duplicate of the copy beside the database, while the block lasts. Raises CannotRestore."""
    staging = file.with_name(f"{file.name}.restoring")
    if not copy.is_file():
        raise CannotRestore(f"There is no file {copy}.")
    if copy.resolve() == file:
        raise CannotRestore(f"{copy} is the database itself; name a copy of it.")
    try:
        _clear(staging)
        staging.touch(mode=0o600)
        with closing(reading(copy)) as source:
            source.execute("VACUUM INTO ?", (str(staging),))
        with closing(sqlite3.connect(staging)) as connection:
            check_open(connection)
        yield staging
    except (OSError, sqlite3.Error) as error:
        raise CannotRestore(
            f"{copy} cannot be restored ({error}), and nothing was changed; take another copy."
        ) from error
    finally:
        with suppress(OSError):
            _clear(staging)


def refuse_unfit(contents: Contents, copy: Path, bank_id: str) -> None:
    """Raises CannotRestore unless the copy is of this program, and no newer, and of this bank."""
    known = known_revisions()
    if contents.revision is None or "learners" not in contents.rows:
        raise CannotRestore(f"{copy} is no database of this program; nothing was changed.")
    if contents.revision not in known:
        raise CannotRestore(
            f"{copy} was made by a newer version of this program (revision {contents.revision}; this version "
            f"knows up to {known[-1]}); restore it with that version. Nothing was changed."
        )
    if contents.bank not in (None, bank_id):
        raise CannotRestore(
            f'{copy} belongs to the bank "{contents.bank}", and CONTENT_DIR leads to "{bank_id}"; nothing '
            "was changed."
        )


def exchange(staging: Path, file: Path, now: datetime) -> Path | None:
    """Put the staged file in the place of the database; gives where that is now, None if there was none.

    A kill at any instant leaves the one or the other there. Raises OSError.
    """
    if not file.exists() or file.stat().st_size == 0:
        settle(staging, file)
        return None
    replaced = place(file, file.parent, "replaced", now)
    replaced.unlink(missing_ok=True)
    _fold_log(file)
    for log in _logs(file):  # of a database so damaged that its log could not be folded into it
        log.replace(replaced.with_name(replaced.name + log.name.removeprefix(file.name)))
    try:
        os.link(file, replaced)
    except OSError:  # a file system without hard links
        shutil.copy2(file, replaced)
    keep_names(file.parent)
    settle(staging, file)
    return replaced


def _fold_log(file: Path) -> None:
    """Bring what is in the write-ahead log into the file, so that it is whole alone."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")


def _logs(file: Path) -> list[Path]:
    beside = (file.with_name(file.name + end) for end in ("-wal", "-shm", "-journal"))
    return [path for path in beside if path.exists()]


def _clear(staging: Path) -> None:
    for path in (staging, *_logs(staging)):
        path.unlink(missing_ok=True)
