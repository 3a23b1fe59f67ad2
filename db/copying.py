"""A copy of the database that a running bot works on, in small steps between its acts: nobody waits for it.

The steps use the one connection (db.engine says why there is one). What acts write meanwhile on the same
connection goes into the copy too (sqlite.org/backup.html): it is whole at the instant of its last step.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from db.backup import check_open, forget_oldest, make_private, place, rows_in, settle
from db.engine import Database
from db.errors import BackupFailed

PAGES = 64
"""Pages to a step, of 4096 bytes: about a millisecond for which an act may have to wait."""
PAUSE = 0.002
"""Seconds between two steps: the disk is for the others too."""
MOST_RESTARTS = 50
"""SQLite begins a copy anew when a transaction is taken back: so often at most."""
_LOOK_EVERY = 100_000
"""Instructions of SQLite between two looks whether it is time to end."""


class Copied(Struct, frozen=True):
    """A finished copy, the instant whose state it holds, and how many rows of each table those are."""

    file: Path
    at: datetime
    rows: Mapping[str, int]


class Ended(Exception):
    """It was time to end before the copy was whole; none is left."""


def copy_live(
    database: Database,
    directory: Path,
    *,
    label: str,
    clock: Callable[[], datetime],
    keep: int,
    is_ending: Callable[[], bool] = lambda: False,
) -> Copied:
    """Copy an open SQLite database as ``<stem>.<moment>.<label>.db``; the ``keep`` newest of a kind stay.

    Blocks, but no act for longer than a step; call it from a thread of its own, one at a time. The file
    is its owner's alone, and what was deleted before is not in it. Raises BackupFailed, or Ended.
    """
    file = database.path
    assert file is not None, "only a file can be copied"
    raw, whole = (directory / f"{file.stem}.{name}.partial" for name in ("raw", "whole"))
    try:
        make_private(directory)
        _clear(directory, file.stem)
        raw.touch(mode=0o600)
        whole.touch(mode=0o600)
        at = _copy_between_acts(database, raw, whole, clock, is_ending)
        rows = _read_through(whole, is_ending)
        copy = place(file, directory, label, at)
        settle(whole, copy)
    except (OSError, sqlite3.Error) as error:
        if is_ending():
            raise Ended from error
        raise BackupFailed(
            f"The database {file} could not be copied to {directory} ({error}); make room there (twice the "
            "size of the database) and let the user this program runs as write in it."
        ) from error
    finally:
        with suppress(OSError):
            _clear(directory, file.stem)
    forget_oldest(directory, file.stem, copy, keep)
    return Copied(copy, at, rows)


def _clear(directory: Path, stem: str) -> None:
    """What a copy leaves behind that was broken off."""
    for left in directory.glob(f"{stem}.*.partial*"):
        left.unlink()


def _copy_between_acts(
    database: Database,
    raw: Path,
    whole: Path,
    clock: Callable[[], datetime],
    is_ending: Callable[[], bool],
) -> datetime:
    """Page by page into ``raw``, then in this thread from there into ``whole``, without what was deleted."""

    def work(source: sqlite3.Connection, let_others: Callable[[], None]) -> datetime:
        with closing(sqlite3.connect(raw, isolation_level=None)) as target:
            # Nothing is to be kept of half a copy, and the last step must not wait for the disk: settle does.
            target.execute("PRAGMA journal_mode = OFF")
            target.execute("PRAGMA synchronous = OFF")
            source.backup(target, pages=PAGES, progress=_between(let_others, is_ending))
            return clock()

    at = database.between_acts(work).result()
    with closing(sqlite3.connect(raw, isolation_level=None)) as connection:
        _end_when(connection, is_ending)
        connection.execute("VACUUM INTO ?", (str(whole),))
    return at


Progress = Callable[[int, int, int], None]
"""Told between two steps: SQLite's code, the pages left, and all pages."""


def _between(let_others: Callable[[], None], is_ending: Callable[[], bool]) -> Progress:
    """What is done between two steps."""
    done, restarts = 0, 0

    def between(_: int, left: int, pages: int) -> None:
        nonlocal done, restarts
        restarts += pages - left <= done  # every other step has gone on
        done = pages - left
        if restarts > MOST_RESTARTS:
            raise sqlite3.OperationalError("transactions are taken back all the time")
        if is_ending():
            raise sqlite3.OperationalError("interrupted")
        if left > 0:  # after the last step no act shall come before the instant is read
            let_others()
            time.sleep(PAUSE)

    return between


def _read_through(whole: Path, is_ending: Callable[[], bool]) -> Mapping[str, int]:
    with closing(sqlite3.connect(whole)) as connection:
        _end_when(connection, is_ending)
        check_open(connection)
        return rows_in(connection)


def _end_when(connection: sqlite3.Connection, is_ending: Callable[[], bool]) -> None:
    """Have SQLite break off what it does when it is time to end."""
    connection.set_progress_handler(lambda: int(is_ending()), _LOOK_EVERY)
