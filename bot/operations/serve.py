"""The bot on Telegram, or on any server that speaks its Bot API, until a signal ends it."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot import acts, web
from bot.app import build
from bot.clock import utc_now
from bot.operations import audited, losses, seeing, table
from bot.settings import Settings
from bot.updates.health import Health
from content.loader import load
from content.model import Bank
from db.backup import DIRECTORY
from db.engine import Database
from db.lock import hold
from db.upgrade import telling_what_to_do, upgrade

log = logging.getLogger(__name__)


async def serve(settings: Settings) -> None:
    """Run until SIGTERM or SIGINT; what is in hand is finished first."""
    stopping = asyncio.Event()
    stop_on_signals(stopping)
    async with opened(settings) as (database, bank):
        app = build(settings, bank, database, utc_now)
        health = Health(app.polling.pulse, app.intake, database, utc_now)
        pages = [table.route(database, bank), audited.route(database), *seeing.routes(app, health)]
        site = web.application(health, pages)
        async with web.serve(site, settings.host, settings.port) as address:
            log.info("health is told at %s/healthz", address)
            await app.serve(stopping)


@asynccontextmanager
async def opened(settings: Settings, *, makes: bool = True) -> AsyncIterator[tuple[Database, Bank]]:
    """The database, held against other processes, brought to the program's tables after a backup copy.

    And the bank it belongs to: with any other nothing in it is changed, and the start is refused. Where there
    is no database one is made, or without ``makes`` refused.
    """
    database = Database(settings.database_url)
    if not makes:
        losses.refuse_without_a_database(database)
    with hold(settings.database_url):
        bank = await asyncio.to_thread(load, settings.content_dir, cache=_cache_beside(database))
        backups = database.path.parent / DIRECTORY if database.path else None
        is_new = await asyncio.to_thread(upgrade, settings.database_url, backup_dir=backups, bank_id=bank.id)
        with telling_what_to_do(database.url, database.path):
            await acts.run(database, lambda _: None)  # opening it writes already
        if is_new:
            losses.warn_of_a_new_database(database)
        try:
            yield database, bank
        finally:
            database.close()


def _cache_beside(database: Database) -> Path | None:
    """Where the parsed bank is kept between starts: beside the SQLite file, the one place we may write to."""
    return database.path.parent / "cache" if database.path else None


def stop_on_signals(stopping: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
