"""Copies of an SQLite database that are whole at one instant, checked, and kept in a small number."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
from collections.abc import Mapping
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from db.errors import BackupFailed

KEPT = 5
DIRECTORY = "backups"
"""Its name, beside the database."""
_MOMENT = "%Y%m%dT%H%M%SZ"
_NAMED = re.compile(r"(?P<moment>\d{8}T\d{6}Z)\.(?P<label>[^.]+)\.db")


class Backup(Struct, frozen=True):
    """A copy by its name; the label says what it is for: a revision, ``daily-2026-12-01``, ``manual``."""

    file: Path
    at: datetime
    label: str

    @property
    def kind(self) -> str:
        """Copies of one kind are counted together: a nightly one never drives out that of an update."""
        return "revision" if self.label[:1].isdigit() else self.label.partition("-")[0]


def back_up(file: Path, directory: Path, *, label: str, at: datetime, keep: int = KEPT) -> Path:
    """Copy the database into ``directory`` as ``<stem>.<at>.<label>.db``; the ``keep`` newest of a kind stay.

    Must not run inside a transaction. Raises BackupFailed, and then nothing has changed.
    """
    copy = place(file, directory, label, at)
    partial = copy.with_name(copy.name + ".partial")
    try:
        make_private(directory)
        partial.unlink(missing_ok=True)
        _copy(file, partial)
        check(partial)
        settle(partial, copy)
    except (OSError, sqlite3.Error) as error:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        raise BackupFailed(
            f"The database {file} could not be copied to {directory} ({error}), so it was left as it is; "
            "make room there and let the user this program runs as write in it, then start again."
        ) from error
    forget_oldest(directory, file.stem, copy, keep)
    return copy


def newest(file: Path) -> Path | None:
    """The newest copy of an SQLite database that lies beside it, if there is one."""
    found = backups(file.parent / DIRECTORY, file.stem)
    return found[-1].file if found else None


def written_at(file: Path) -> datetime:
    """When the database was last written, to the second."""
    return datetime.fromtimestamp(int(file.stat().st_mtime), UTC)


def place(file: Path, directory: Path, label: str, at: datetime) -> Path:
    """Where the copy of a database goes; ``named`` reads such a name."""
    return directory / f"{file.stem}.{at.astimezone(UTC).strftime(_MOMENT)}.{label}.db"


def named(copy: Path, stem: str) -> Backup | None:
    """What the name of a file says; None if it is no copy of the database ``<stem>.db``."""
    found = _NAMED.fullmatch(copy.name.removeprefix(f"{stem}."))
    if found is None or not copy.name.startswith(f"{stem}."):
        return None
    at = datetime.strptime(found["moment"], _MOMENT).replace(tzinfo=UTC)
    return Backup(copy, at, found["label"])


def backups(directory: Path, stem: str) -> list[Backup]:
    """The copies of a database in a directory, the oldest first; none if there is no such directory."""
    if not directory.is_dir():
        return []
    found = (named(file, stem) for file in directory.iterdir())
    return sorted((each for each in found if each is not None), key=lambda each: (each.at, each.label))


def forget_oldest(directory: Path, stem: str, copy: Path, keep: int) -> None:
    """Of the kind of this copy let only the ``keep`` newest stay."""
    newest = named(copy, stem)
    assert newest is not None
    for each in [each for each in backups(directory, stem) if each.kind == newest.kind][:-keep]:
        each.file.unlink()


def make_private(directory: Path) -> None:
    """Make a directory that is its owner's alone, unless it is there. Raises OSError."""
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)


def settle(partial: Path, copy: Path) -> None:
    """Give a finished file its name, safe from a power cut. Raises OSError."""
    with partial.open("rb+") as written:
        os.fsync(written.fileno())
    partial.replace(copy)
    keep_names(copy.parent)


def keep_names(directory: Path) -> None:
    """Have the disk keep what was renamed in a directory. Raises OSError."""
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def check(copy: Path) -> None:
    """Read a copy through. Raises sqlite3.DatabaseError if it is damaged."""
    with closing(sqlite3.connect(copy)) as connection:
        check_open(connection)


def check_open(connection: sqlite3.Connection) -> None:
    """The same for a database that is open; also rows that point at rows which do not exist are damage."""
    verdict = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if verdict != "ok":
        raise sqlite3.DatabaseError(f"the copy is damaged: {verdict}")
    orphan = connection.execute("PRAGMA foreign_key_check").fetchone()
    if orphan is not None:
        raise sqlite3.DatabaseError(f"the copy is damaged: a row of {orphan[0]} points at nothing")


def rows_in(connection: sqlite3.Connection) -> Mapping[str, int]:
    """How many rows each table has, by its name."""
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
        "AND name <> 'alembic_version' ORDER BY name"
    )
    return {
        name: int(connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])  # noqa: S608 - its own
        for (name,) in tables.fetchall()
    }


def _copy(file: Path, partial: Path) -> None:
    # VACUUM INTO reads one snapshot, the write-ahead log included, which a plain copy of the file would miss.
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("VACUUM INTO ?", (str(partial),))
    shutil.copymode(file, partial)
