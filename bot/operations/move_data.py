"""`python -m bot move-data FROM TO`: what an SQLite file holds goes into a PostgreSQL database."""

from __future__ import annotations

import asyncio
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.counted import counted
from bot.settings import Settings, read_database_url
from bot.vault import KEY_FILE
from db.address import sqlite_file
from db.errors import CannotMove
from db.lock import hold

if TYPE_CHECKING:
    from db.moving import Moved

HELP = "carry a stopped bot's SQLite database over into an empty PostgreSQL database"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("source", metavar="FROM", help="sqlite+aiosqlite:///path, or the path alone")
    parser.add_argument("target", metavar="TO", help="postgresql+psycopg://user:password@server/database")


async def run(settings: Settings, arguments: Namespace) -> int:
    """Raises AlreadyRunning while a bot uses the file, CannotMove or UnusableDatabase."""
    source = arguments.source if ":" in arguments.source else f"sqlite+aiosqlite:///{arguments.source}"
    file = sqlite_file(_checked(source)) if source.startswith("sqlite") else None
    if file is None or not arguments.target.startswith("postgresql"):
        raise CannotMove("Rows are moved from a file of SQLite (FROM) into a PostgreSQL database (TO) only.")
    if not file.is_file():
        raise CannotMove(f"There is no database {file}.")
    target = _checked(arguments.target)
    # Imported only here: it needs Alembic, which a start of the bot seldom does.
    from db.moving import move

    with hold(source):
        moved = await asyncio.to_thread(move, source, target)
    print("".join(f"{line}\n" for line in _told(settings, file, moved)), end="")
    return 0


def _checked(url: str) -> str:
    """As the setting DATABASE_URL is, so that no password is shown by a driver's complaint."""
    try:
        return read_database_url(url)
    except ValueError as error:
        raise CannotMove(f"DATABASE_URL should be {error}") from None


def _told(settings: Settings, file: Path, moved: list[Moved]) -> list[str]:
    lines = [f"{each.table:<16}{counted(each.rows, 'row ', 'rows'):>15}  {each.checksum}" for each in moved]
    there = counted(sum(each.rows for each in moved), "row is", "rows are")
    lines += [f"{there} there, each table with the checksum it had."]
    if not settings.data_keys:
        lines += [
            f"With PostgreSQL the key is looked for in data/{KEY_FILE}: have {file.parent / KEY_FILE} there."
        ]
    return [
        *lines,
        f"Now set DATABASE_URL and start the bot. {file} is as it was; delete it when all is well.",
    ]
