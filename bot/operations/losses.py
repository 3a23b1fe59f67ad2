"""What was here before and is not any more: said at the start, before anything covers it up."""

from __future__ import annotations

import logging

from bot.vault import KEY_FILE
from db.backup import newest
from db.engine import Database
from db.errors import UnusableDatabase

log = logging.getLogger(__name__)


def warn_of_a_new_database(database: Database) -> None:
    """To be called when the database was begun anew: an earlier one may have left something beside it."""
    copy = newest(database.path) if database.path else None
    if copy is not None:
        _warn(
            database, f"the backup {copy} is of an earlier one: stop the bot and restore it, or a newer copy"
        )
    elif _has_a_key_of_its_own(database):
        key = database.directory / KEY_FILE
        _warn(database, f"the key {key} is of an earlier one: stop the bot and restore your backup of that")


def _warn(database: Database, left: str) -> None:
    log.warning(
        "the database %r was not there, or empty, and a new one was begun; but %s, unless you meant to begin "
        "anew (docs/operating.md, Restoring)",
        database.url,
        left,
    )


def _has_a_key_of_its_own(database: Database) -> bool:
    """Whether a key was made for it: where another database lies in the directory, it may be for that."""
    others = (file for file in database.directory.glob("*.db") if file != database.path)
    return (database.directory / KEY_FILE).exists() and not any(others)


def refuse_without_a_database(database: Database) -> None:
    """Raises UnusableDatabase: what only looks at a database makes none."""
    file = database.path
    if file is None or (file.is_file() and file.stat().st_size):
        return
    raise UnusableDatabase(
        f"There is no database {file}: start the bot first, or let DATABASE_URL name its database. A "
        "playground tells what it holds while it runs, if PORT is the one it has; once it has stopped, it is "
        "in DATABASE_URL=sqlite+aiosqlite:///data/playground.db"
    )
