"""The copies that the running bot makes of its database: one each night, and one whenever it is asked."""

from __future__ import annotations

import asyncio
import logging
import threading
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from aiohttp import web

from bot.clock import Clock
from bot.counted import counted
from bot.operations.loopback import NAME, marked
from bot.settings import Settings
from bot.tasks import spawn
from bot.web import private
from db.backup import DIRECTORY, backups
from db.copying import Copied, Ended, copy_live
from db.engine import Database
from db.errors import BackupFailed

log = logging.getLogger(__name__)

PAGE = "backup"
AFTER_FAILURE = timedelta(hours=1)
AFTER_START = timedelta(minutes=5)
"""A start has better things to do than to catch up on a copy."""
MANUAL = "manual"


class Backups:
    """One for the process. ``beat`` begins what is due; ``stop`` breaks off what is under way."""

    def __init__(self, database: Database, settings: Settings, clock: Clock) -> None:
        self._database = database
        self._zone = ZoneInfo(settings.default_zone)
        self._time = settings.backup_time
        self._kept = settings.backups_kept
        self._clock = clock
        self._one_at_a_time = asyncio.Lock()
        self._ending = threading.Event()
        self._nightly: asyncio.Task[None] | None = None
        self._not_before = clock() + AFTER_START

    def beat(self, now: datetime) -> None:
        """Begin the copy of this local day if its time has come and there is none: two beats make one."""
        local = now.astimezone(self._zone)
        if self._database.path is None or self._time == "off" or f"{local:%H:%M}" < self._time:
            return
        if now < self._not_before or (self._nightly is not None and not self._nightly.done()):
            return
        label = f"daily-{local:%Y-%m-%d}"
        made = backups(directory_of(self._database), self._database.path.stem)
        if label not in {each.label for each in made}:
            self._nightly = spawn(self._make_nightly(label, now), name="nightly backup")

    async def make(self, label: str = MANUAL) -> Copied:
        """A copy now, after the one that is under way. Raises BackupFailed, or Ended."""
        async with self._one_at_a_time:
            copied = await asyncio.to_thread(self._copy, label)
        log.info("%s", told(copied))
        return copied

    async def stop(self) -> None:
        """Break off the copy under way; whole ones stay."""
        self._ending.set()
        async with self._one_at_a_time:
            pass

    def _copy(self, label: str) -> Copied:
        return copy_live(
            self._database,
            directory_of(self._database),
            label=label,
            clock=self._clock,
            keep=self._kept,
            is_ending=self._ending.is_set,
        )

    async def _make_nightly(self, label: str, now: datetime) -> None:
        try:
            await self.make(label)
        except Ended:
            log.info("the nightly copy was broken off; it is made after the next start")
        except BackupFailed as error:
            self._not_before = now + AFTER_FAILURE
            log.error("there is no copy of this night; the next try is in an hour. %s", error)  # noqa: TRY400


def directory_of(database: Database) -> Path:
    """Where the copies of a database lie: beside it."""
    return database.directory / DIRECTORY


def told(copied: Copied) -> str:
    """A line about a copy: where it is, of which moment, how large, and how much is in it."""
    size = copied.file.stat().st_size / 1_000_000
    rows = sum(copied.rows.values())
    people = copied.rows.get("learners", 0)
    return (
        f"copied to {copied.file}: the state at {copied.at:%Y-%m-%d %H:%M:%S} UTC, {size:.1f} MB, read back "
        f"whole, {counted(rows, 'row')}, {counted(people, 'learner')}"
    )


def route(made: Backups, database: Database) -> web.RouteDef:
    """``POST /backup`` of the running bot."""

    async def backup(request: web.Request) -> web.Response:
        if request.headers.get(NAME) != PAGE:
            raise web.HTTPNotFound
        headers = marked(PAGE)
        if database.path is None:
            return web.Response(text=f"{ON_A_SERVER}\n", status=409, headers=headers)
        try:
            return web.Response(text=f"{told(await made.make())}\n", headers=headers)
        except BackupFailed as error:
            return web.Response(text=f"{error}\n", status=500, headers=headers)
        except Ended:
            return web.Response(text="The bot ends; ask again.\n", status=503, headers=headers)

    return web.post(f"/{PAGE}", private(backup))


ON_A_SERVER = (
    "The database is on a server of PostgreSQL: copy it with pg_dump --format=custom "
    "(docs/operating.md, PostgreSQL)."
)
