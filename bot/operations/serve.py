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
from bot.context import House
from bot.drawing import Drawing
from bot.handlers.reload import take_up
from bot.measuring import Daily
from bot.operations import audited, backups, in_vain, losses, seeing, table
from bot.operations.backups import Backups
from bot.settings import Settings
from bot.studio import Studio
from bot.tasks import spawn
from bot.updates.health import Health
from bot.version import version
from content.loader import load
from content.model import Bank
from db.address import sqlite_file
from db.engine import Database
from db.lock import hold
from db.upgrade import telling_what_to_do, upgrade

log = logging.getLogger(__name__)


async def serve(settings: Settings) -> None:
    """Run until SIGTERM or SIGINT; what is in hand is finished first."""
    log.info("this is Hamkori %s", version())
    stopping = asyncio.Event()
    stop_on_signals(stopping)
    async with opened(settings) as (database, bank):
        studio = Studio()
        drawing = Drawing(at_work=1, by=studio.draw)
        app = build(settings, bank, database, utc_now, drawing=drawing, cache=cache_of(settings))
        reload_on_signal(app.house)
        made = Backups(database, settings, utc_now)
        app.chores.append(made.beat)
        measuring = Daily(database, lambda: app.house.bank)
        app.upkeep += [studio.beat, app.house.beat, measuring.beat]
        health = Health(app.way_in.pulse, app.intake, database, utc_now)
        pages = [
            table.route(database, bank),
            in_vain.route(database, app.house.vault),
            backups.route(made, database),
            audited.route(database),
            *seeing.routes(lambda: (app, health)),
            *web.posted_to(app.way_in),
        ]
        site = web.application(health, pages)
        try:
            async with web.serve(site, settings.host, settings.port) as address:
                log.info("health is told at %s/healthz", address)
                await app.serve(stopping)
        finally:
            await made.stop()
            await measuring.stop()
            await asyncio.to_thread(studio.close)


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
        bank = await asyncio.to_thread(load_bank, settings)
        directory = backups.directory_of(database) if database.path else None
        is_new = await asyncio.to_thread(
            upgrade, settings.database_url, backup_dir=directory, bank_id=bank.id
        )
        with telling_what_to_do(database.url, database.path):
            await acts.run(database, lambda _: None)  # opening it writes already
        if is_new:
            losses.warn_of_a_new_database(database)
        try:
            yield database, bank
        finally:
            database.close()


def load_bank(settings: Settings) -> Bank:
    """The bank, kept parsed beside the SQLite file, the one place we may write to. Raises ContentError."""
    return load(settings.content_dir, cache=cache_of(settings))


def cache_of(settings: Settings) -> Path | None:
    file = sqlite_file(settings.database_url)
    return file.parent / "cache" if file else None


def reload_on_signal(house: House) -> None:
    """Take changed content up at SIGHUP; what is wrong with it is in the log, and the old one stays."""
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGHUP, lambda: spawn(_reload(house), name="reading the content anew"))


async def _reload(house: House) -> None:
    for problem in (await take_up(house)).problems:
        log.warning("%s", problem)


def stop_on_signals(stopping: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
