"""`python -m bot backup`: a copy of the database, by the running bot or else by this command."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from bot.clock import utc_now
from bot.operations import backups
from bot.operations.loopback import ask
from bot.settings import Settings
from db.address import sqlite_file
from db.engine import Database
from db.errors import UnusableDatabase
from db.lock import hold

HELP = "copy the database, also while the bot runs"


def add_arguments(_: ArgumentParser) -> None:
    """There are none."""


async def run(settings: Settings, _: Namespace) -> int:
    """Ask the running bot, or if none listens, open the file. Raises AlreadyRunning, CannotStart."""
    is_done, told = await ask(settings, backups.PAGE, method="POST")
    if told is None:
        is_done, told = True, await _alone(settings)
    print(told.rstrip(), file=sys.stdout if is_done else sys.stderr)
    return 0 if is_done else 1


async def _alone(settings: Settings) -> str:
    file = sqlite_file(settings.database_url)
    if file is None:
        raise UnusableDatabase(backups.ON_A_SERVER)
    if not file.exists():
        raise UnusableDatabase(f"There is no database {file}; check DATABASE_URL.")
    with hold(settings.database_url):
        database = Database(settings.database_url)
        try:
            return backups.told(await backups.Backups(database, settings, utc_now).make())
        finally:
            database.close()
