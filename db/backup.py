"""Copies of an SQLite database that are whole at one instant, checked, and kept in a small number."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from db.errors import BackupFailed

KEPT = 5
DIRECTORY = "backups"
"""Its name, beside the database."""


def back_up(file: Path, directory: Path, *, label: str, at: datetime, keep: int = KEPT) -> Path:
    """Copy the database into ``directory`` as ``<stem>.<at>.<label>.db``; only the ``keep`` newest stay.

    Must not run inside a transaction. Raises BackupFailed, and then nothing has changed.
    """
    moment = at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    copy = directory / f"{file.stem}.{moment}.{label}.db"
    partial = copy.with_name(copy.name + ".partial")
    try:
        directory.mkdir(parents=True, exist_ok=True)
        partial.unlink(missing_ok=True)
        _copy(file, partial)
        _check(partial)
        partial.replace(copy)
    except (OSError, sqlite3.Error) as error:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        raise BackupFailed(
            f"The database {file} could not be copied to {directory} ({error}), so it was left as it is; "
            "make room there and let the user this program runs as write in it, then start again."
        ) from error
    _forget_oldest(directory, file.stem, keep)
    return copy


def newest(file: Path) -> Path | None:
    """The newest copy of an SQLite database that lies beside it, if there is one."""
    return max(_copies(file.parent / DIRECTORY, file.stem), default=None)


def written_at(file: Path) -> datetime:
    """When the database was last written, to the second."""
    return datetime.fromtimestamp(int(file.stat().st_mtime), UTC)


def _copy(file: Path, partial: Path) -> None:
    # VACUUM INTO reads one snapshot, the write-ahead log included, which a plain copy of the file would miss.
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("VACUUM INTO ?", (str(partial),))
    shutil.copymode(file, partial)
    with partial.open("rb+") as written:
        os.fsync(written.fileno())


def _check(partial: Path) -> None:
    with closing(sqlite3.connect(partial)) as connection:
        verdict = connection.execute("PRAGMA integrity_check").fetchone()[0]
    if verdict != "ok":
        raise sqlite3.DatabaseError(f"the copy is damaged: {verdict}")


def _forget_oldest(directory: Path, stem: str, keep: int) -> None:
    for copy in _copies(directory, stem)[:-keep]:
        copy.unlink()


def _copies(directory: Path, stem: str) -> list[Path]:
    return sorted(directory.glob(f"{stem}.????????T??????Z.*.db"))
