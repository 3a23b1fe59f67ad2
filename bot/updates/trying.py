"""One update through the Application: in a slot, and again after an error that passes."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any

import orjson
from telegram import Update
from telegram.ext import Application

from bot.acts import run
from bot.tasks import stops_within
from bot.updates.patience import Patience, is_outage, will_pass
from db import inbox
from db.engine import Database
from db.errors import UNAVAILABLE

log = logging.getLogger(__name__)

TOLD_AFTER = 60.0
"""Seconds: a pause as long as this that Telegram asks for, for one chat, is told of."""


class HamkoriApplication(Application[Any, Any, Any, Any, Any, Any]):
    """An Application whose ``process_update`` raises errors that pass, so that the update is tried again."""

    async def process_error(
        self, update: object | None, error: Exception, job: Any = None, coroutine: Any = None
    ) -> bool:
        if job is None and coroutine is None and will_pass(error):
            raise error
        return await super().process_error(update, error, job, coroutine)


class Trying:
    """``concurrency`` updates at most are at work; ``pauses`` (seconds) are between the tries that count."""

    def __init__(
        self,
        application: Application[Any, Any, Any, Any, Any, Any],
        database: Database,
        stopping: asyncio.Event,
        concurrency: int,
        pauses: Sequence[float],
    ) -> None:
        self._application = application
        self._database = database
        self._stopping = stopping
        self._slots = asyncio.Semaphore(concurrency)
        self._pauses = pauses

    async def handle(self, entry: inbox.Entry, may_begin: Callable[[], Awaitable[bool]]) -> bool:
        """Handle one update, again if need be; False if it is not handled yet.

        ``may_begin`` is asked before each try: its chat may be another process's by then.
        """
        patience = Patience(self._pauses)
        # Only what comes from the table is counted: the others, nearly all, cost no write.
        is_counted = entry.attempts is None
        while True:
            try:
                async with self._slots:
                    if not await may_begin():
                        return False
                    if not is_counted:
                        await run(self._database, partial(inbox.count_attempt, update_id=entry.update_id))
                        is_counted = True
                    await self._attempt(entry)
            except Exception as error:
                wait = patience.after(error)
                if wait is None:
                    return _give_up(entry, error)
                level = logging.DEBUG if is_outage(error) and wait <= TOLD_AFTER else logging.WARNING
                log.log(level, "update %d failed (%s); again in %.0f s", entry.update_id, error, wait)
            else:
                return True
            if await stops_within(self._stopping, wait):
                return False

    async def _attempt(self, entry: inbox.Entry) -> None:
        try:
            update = Update.de_json(orjson.loads(entry.body), self._application.bot)
        except Exception:
            # What was slimmed the library reads; a row that an earlier version left may hold anything.
            log.error("update %d cannot be read; it is skipped", entry.update_id)  # noqa: TRY400 - not its content
            return
        await self._application.process_update(update)


def _give_up(entry: inbox.Entry, error: Exception) -> bool:
    """Whether that is the end of it: without the database nothing of it is done, so it starts over."""
    if isinstance(error, UNAVAILABLE):
        log.debug("update %d starts over (%s)", entry.update_id, error)
        return False
    log.error("update %d is given up", entry.update_id, exc_info=error)
    return True
