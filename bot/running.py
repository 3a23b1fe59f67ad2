"""The wired bot between its start and its stop."""

from __future__ import annotations

import asyncio
import gc
import logging
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any
from uuid import uuid4

from telegram.error import InvalidToken, RetryAfter, TelegramError
from telegram.ext import Application

from bot import handlers
from bot.acts import run
from bot.classes import assigning
from bot.context import House
from bot.delivery.broadcasts import Broadcasts
from bot.delivery.retention import Retention
from bot.delivery.sender import Sender, TokenRefused
from bot.heartbeat import Heartbeat
from bot.lag import Lag
from bot.leading import Leading, Superseded
from bot.live import voting
from bot.live.runner import Lives
from bot.outage import Outage
from bot.services import alerts, asked, audits, exams, healing, keys, papers, suggestions
from bot.tasks import done_before
from bot.updates.intake import Intake
from bot.updates.polling import NO_SERVER, TOKEN_REFUSED, Hopeless, Polling
from bot.updates.webhook import Webhook
from bot.vault import KEY_FILE
from bot.wire import profile
from bot.wire.answers import seconds_asked
from db import presence
from db.engine import Session
from db.errors import UNAVAILABLE, Damaged
from db.upgrade import telling_what_to_do

log = logging.getLogger(__name__)

SWITCH_INTERVAL = 0.001
"""Seconds after which a thread that draws lets go of the interpreter, if the event loop wants it."""
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
"""Seconds between two tries to reach Telegram at start."""


@dataclass
class App:
    """The wired bot. ``serve`` runs it; tests feed ``intake`` and turn the clock instead."""

    house: House
    application: Application[Any, Any, Any, Any, Any, Any]
    intake: Intake
    way_in: Polling | Webhook
    sender: Sender
    broadcasts: Broadcasts
    lives: Lives
    leading: Leading
    retention: Retention
    lag: Lag = field(default_factory=Lag)
    process: str = field(default_factory=lambda: uuid4().hex[:16])  # its name among several on one database
    _led: int = 0  # the epoch in which this process beat last
    chores: list[Callable[[datetime], None]] = field(default_factory=list)
    """What else every beat begins, without waiting for it, in the one process that leads."""
    upkeep: list[Callable[[datetime], None]] = field(default_factory=list)
    """The same in each process: what it holds of its own."""

    @asynccontextmanager
    async def started(self) -> AsyncIterator[None]:
        """The bot between start and stop, without polling and without the timetable's beat."""
        await self._reach_telegram()
        await self.application.start()
        try:
            yield
        finally:
            await self.application.stop()
            await self.application.shutdown()

    async def serve(self, stopping: asyncio.Event) -> None:
        """Take updates in and send facts out until ``stopping``; raises Hopeless if trying is pointless, and
        Damaged if the database is."""
        sys.setswitchinterval(SWITCH_INTERVAL)
        await self._look_at_the_keys()
        try:
            if not await done_before(stopping, self._reach_telegram()):
                return
            async with self.started(), asyncio.TaskGroup() as work:
                heartbeat = self._heartbeat()
                beating = work.create_task(heartbeat.run())
                leading = work.create_task(self.leading.run(heartbeat.again))
                work.create_task(done_before(stopping, self._publish_profile()))
                work.create_task(self._settle())
                work.create_task(done_before(stopping, self._until_damaged()))
                work.create_task(self.way_in.run(self.intake))
                work.create_task(self._send())
                work.create_task(done_before(stopping, self.broadcasts.run()))
                work.create_task(done_before(stopping, self.lives.run()))
                work.create_task(done_before(stopping, self.lag.run()))
                work.create_task(self._stop_after(stopping, beating, leading))
        except* Damaged as damaged:
            raise damaged.exceptions[0] from None
        except* Hopeless as hopeless:
            raise hopeless.exceptions[0] from None
        finally:
            await self._leave()

    async def _look_at_the_keys(self) -> None:
        vault, database = self.house.vault, self.house.database
        with telling_what_to_do(database.url, database.path):  # it is the first that is written at a start
            missing = await run(database, partial(keys.missing, fingerprints=vault.fingerprints))
        if missing:
            log.warning(
                "what learners typed was sealed with a key that is not here (%s; here is %s): put "
                "back %s as it was, or add that key to DATA_KEY. It is in no backup of the database. What "
                "cannot be read without it, `python -m bot rekey` counts",
                " and ".join(missing),
                " and ".join(vault.fingerprints),
                database.directory / KEY_FILE,
            )

    async def _until_damaged(self) -> None:
        """Raises Damaged as soon as any act has met it: going on would answer everyone with an error."""
        loop, database = asyncio.get_running_loop(), self.house.database
        met: asyncio.Future[None] = loop.create_future()

        def raise_it(found: Damaged) -> None:
            if not met.done():
                met.set_exception(found)

        def tell(found: Damaged) -> None:
            loop.call_soon_threadsafe(raise_it, found)

        database.on_damage = tell
        try:
            await met
        finally:
            database.on_damage = None

    async def _leave(self) -> None:
        if not self.house.database.is_sqlite:
            with suppress(*UNAVAILABLE):  # then its rows are old soon enough
                await self.leading.leave()
                await run(self.house.database, partial(presence.leave, process=self.process))

    async def _settle(self) -> None:
        """Have the index, on disk at least, and let the collector of garbage pass by all that stays."""
        if not self.house.has_kept_index:
            await self.house.index()
        gc.freeze()
        gc.enable()

    async def _send(self) -> None:
        try:
            await self.sender.run()
        except TokenRefused as error:
            raise Hopeless(str(error), TOKEN_REFUSED) from None

    async def _stop_after(
        self, stopping: asyncio.Event, beating: asyncio.Task[None], leading: asyncio.Task[None]
    ) -> None:
        await stopping.wait()
        beating.cancel()
        log.info("stopping: what is in hand is finished first")
        await asyncio.gather(self.intake.stop(), self.sender.stop())
        leading.cancel()  # only now: what was in flight is recorded

    async def _reach_telegram(self) -> None:
        """Initialise with getMe, however long an outage takes."""
        try:
            await self._initialise()
        except BaseException:
            await (
                self.application.bot.shutdown()
            )  # the application has not begun yet, so it would end nothing
            raise

    async def _initialise(self) -> None:
        bot, pause, outage = self.application.bot, FIRST_PAUSE, Outage("Telegram cannot be reached")
        while True:
            try:
                await bot.initialize()
                outage.over()
                break
            except InvalidToken:
                raise Hopeless(
                    "Telegram does not know BOT_TOKEN; put the token BotFather gave you there", TOKEN_REFUSED
                ) from None
            except TelegramError as error:
                if isinstance(error, RetryAfter):
                    pause = seconds_asked(error)
                outage.met(error)
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
            except (TypeError, AttributeError, KeyError, ValueError):
                raise _no_server() from None  # how the library fails at a user that it cannot read
        if not bot.username:
            raise _no_server()
        await self.application.initialize()

    def _heartbeat(self) -> Heartbeat:
        queue = self.application.job_queue
        assert queue is not None
        return Heartbeat(queue, self.beat, self.house.clock)

    async def beat(self, has_jumped: bool = False) -> None:
        """What is done every minute: set right, end, plan, send. The timetable is rows; this only beats. Of
        several processes the one that leads does it."""
        now, zone = self.house.clock(), self.house.settings.default_zone
        if not self.house.database.is_sqlite:
            await run(self.house.database, partial(presence.beat, process=self.process, now=now))
        for begin in self.upkeep:
            begin(now)
        if not self.leading.is_held:
            return
        epoch = self.leading.epoch
        has_jumped |= epoch != self._led  # who knows by which clock the process before this one wrote

        def keep_time(session: Session) -> None:
            if has_jumped:
                healing.at_start(session, now, zone)
            else:
                healing.every_beat(session, now)
            exams.close_overdue(session, now)
            assigning.beat(session, now)
            papers.beat(session, now)
            suggestions.forget_closed(session, now)
            asked.drop_old(session, now)
            audits.forget_old(session, now)
            voting.keep_house(session, now)
            alerts.look_at_the_queue(session, self.house.settings.admin_ids, now)

        with suppress(Superseded):
            await run(self.house.database, self.leading.fenced(keep_time, epoch))
            self._led = epoch
            for begin in self.chores:
                begin(now)
            await self.broadcasts.beat()
            await self.retention.beat()
            await self.sender.beat()

    async def _publish_profile(self) -> None:
        bot, house, commands = self.application.bot, self.house, handlers.MENU
        await profile.publish(bot, house.texts, house.bank, commands)
        await profile.publish_to_groups(bot, house.texts, handlers.GROUP_MENU, handlers.GROUP_ADMIN_MENU)
        settings = house.settings
        for_admins = (*commands, *handlers.ADMIN_COMMANDS)
        await profile.publish_to_admins(bot, house.texts, for_admins, settings.admin_ids)
        for_editors, editors = (
            (*commands, *handlers.EDITOR_COMMANDS),
            settings.editor_ids - settings.admin_ids,
        )
        await profile.publish_to_admins(bot, house.texts, for_editors, editors)


def _no_server() -> Hopeless:
    return Hopeless(
        "What answers at BOT_API_URL is no Bot API server: it does not say which bot this is (getMe); "
        "put the address of one there, or leave it out",
        NO_SERVER,
    )
