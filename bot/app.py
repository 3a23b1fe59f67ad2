"""The composition root: settings in, a running bot out; the only place where the rooms are wired together."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from telegram import InlineKeyboardMarkup, Update
from telegram.error import Forbidden, InvalidToken, NetworkError, RetryAfter
from telegram.ext import Application, ApplicationBuilder, CallbackContext, JobQueue
from telegram.request import BaseRequest

from bot import handlers, profile
from bot.acts import run
from bot.context import House, keyboard, visit
from bot.intake import HamkoriApplication, Intake
from bot.learning.correction import Told
from bot.polling import TOKEN_REFUSED, Hopeless
from bot.request import AiohttpRequest
from bot.screens import correction as correction_screens
from bot.screens import fact as fact_screens
from bot.screens import home as home_screens
from bot.screens import reminder as reminder_screens
from bot.screens.screen import Screen
from bot.sender import Sender, TokenRefused
from bot.services import exams
from bot.services.deliveries import Delivery
from bot.services.learners import likely_language
from bot.services.reminders import PAUSE
from bot.services.subscriptions import Kind
from bot.settings import Settings
from bot.tasks import done_before
from bot.texts import Catalogues, Speech
from bot.vault import open_vault
from content.model import Bank
from db.engine import Database

log = logging.getLogger(__name__)

LONGEST_PAUSE = 30.0
"""Seconds between two tries to reach Telegram at start."""

RequestFactory = Callable[[Settings], BaseRequest]
ErrorHandler = Callable[[object, CallbackContext[Any, Any, Any, Any]], Coroutine[Any, Any, None]]


def utc_now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - the one clock of the house


@dataclass
class App:
    """The wired bot. ``serve`` runs it; tests feed ``intake`` and turn the clock instead."""

    house: House
    application: Application[Any, Any, Any, Any, Any, Any]
    intake: Intake
    sender: Sender

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
        """Take updates in and send facts out until ``stopping``; raises Hopeless if trying is pointless."""
        try:
            if not await done_before(stopping, self._reach_telegram()):
                return
            async with self.started(), asyncio.TaskGroup() as work:
                self._beat_every_minute()
                work.create_task(done_before(stopping, self._publish_profile()))
                # In a thread: it takes a good part of a second, and nobody shall wait for it.
                work.create_task(asyncio.to_thread(lambda: self.house.index))
                work.create_task(self.intake.run())
                work.create_task(self._send())
                work.create_task(self._stop_after(stopping))
        except* Hopeless as hopeless:
            raise hopeless.exceptions[0] from None

    async def _send(self) -> None:
        try:
            await self.sender.run()
        except TokenRefused as error:
            raise Hopeless(str(error), TOKEN_REFUSED) from None

    async def _stop_after(self, stopping: asyncio.Event) -> None:
        await stopping.wait()
        log.info("stopping: what is in hand is finished first")
        await asyncio.gather(self.intake.stop(), self.sender.stop())

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
        pause = 1.0
        while True:
            try:
                return await self.application.initialize()
            except InvalidToken:
                raise Hopeless(
                    "Telegram does not know BOT_TOKEN; put the token BotFather gave you there", TOKEN_REFUSED
                ) from None
            except (NetworkError, RetryAfter) as error:
                log.warning("Telegram cannot be reached (%s); trying again in %.0f s", error.message, pause)
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)

    def _beat_every_minute(self) -> None:
        # The timetable is rows; the scheduler only beats. By default APScheduler drops a beat that is one
        # second late (apscheduler issues 292, 296), so nothing is left to its defaults.
        queue = self.application.job_queue
        assert queue is not None
        patient = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}

        async def beat(_: CallbackContext[Any, Any, Any, Any]) -> None:
            now = self.house.clock()
            await run(self.house.database, lambda session: exams.close_overdue(session, now))
            await self.sender.beat()

        queue.run_once(beat, 0, job_kwargs={"misfire_grace_time": None})
        queue.run_custom(beat, {"trigger": "cron", "second": 0, **patient}, name="beat")

    async def _publish_profile(self) -> None:
        bot, house, commands = self.application.bot, self.house, tuple(handlers.COMMANDS)
        await profile.publish(bot, house.texts, house.bank, commands)
        for_admins = (*commands, *handlers.ADMIN_COMMANDS)
        await profile.publish_to_admins(bot, house.texts, for_admins, house.settings.admin_ids)


def build(
    settings: Settings,
    bank: Bank,
    database: Database,
    clock: Callable[[], datetime] = utc_now,
    request: RequestFactory | None = None,
) -> App:
    """Wire the bot. ``request`` makes the ways to Telegram: one for calls, one for long polling.

    Raises UnusableKey.
    """
    assert settings.bot_token is not None
    house = House(
        settings=settings,
        database=database,
        bank=bank,
        texts=Catalogues(),
        clock=clock,
        vault=open_vault(settings.data_keys, beside(database)),
    )
    make = request or _over_http
    application: Application[Any, Any, Any, Any, Any, Any] = (
        ApplicationBuilder()
        .application_class(HamkoriApplication)
        .token(settings.bot_token.get_secret_value())
        .base_url(f"{settings.bot_api_url}/bot")
        .base_file_url(f"{settings.bot_api_url}/file/bot")
        .request(make(settings))
        .get_updates_request(make(settings))
        .updater(None)
        .job_queue(JobQueue())
        .build()
    )
    handlers.add_to(application, house)
    application.add_error_handler(_apologise(house))
    return App(
        house=house,
        application=application,
        intake=Intake(application, database, clock, house.vault),
        sender=Sender(house, application.bot, _render(house)),
    )


def beside(database: Database) -> Path:
    """The directory for what is kept beside the database, and not in it."""
    return database.path.parent if database.path else Path("data")


def _over_http(settings: Settings) -> BaseRequest:
    return AiohttpRequest(proxy=settings.telegram_proxy)


def _render(house: House) -> Callable[[Delivery], tuple[str, InlineKeyboardMarkup | None]]:
    """How a delivery looks as a message."""

    def render(delivery: Delivery) -> tuple[str, InlineKeyboardMarkup | None]:
        speech = house.texts.to(delivery.language, is_text_only=delivery.is_text_only)
        screen = _SCREENS[delivery.kind](speech, house.bank, delivery)
        return screen.html, keyboard(screen)

    return render


def _fact_of_the_day(speech: Speech, bank: Bank, delivery: Delivery) -> Screen:
    fact = bank.find_fact(delivery.fact_id)
    assert fact is not None, "the sender asks only for facts of the bank"
    return fact_screens.of_the_day(speech, bank, fact, delivery.id)


def _reminder(speech: Speech, _: Bank, delivery: Delivery) -> Screen:
    assert delivery.about is not None, "a reminder knows how many facts are due"
    if delivery.about == PAUSE:
        return reminder_screens.paused(speech, delivery.id)
    return reminder_screens.due(speech, int(delivery.about), delivery.id)


def _correction(speech: Speech, bank: Bank, delivery: Delivery) -> Screen:
    fact = bank.find_fact(delivery.fact_id)
    assert fact is not None, "the sender asks only for facts of the bank"
    return correction_screens.told(speech, bank, fact, Told.read(delivery.about or ""))


_SCREENS: Mapping[Kind, Callable[[Speech, Bank, Delivery], Screen]] = {
    "fact": _fact_of_the_day,
    "review": _reminder,
    "correction": _correction,
}
"""How each kind of delivery looks."""


def _apologise(house: House) -> ErrorHandler:
    """What happens when a handler fails in a way nobody foresaw: a log entry, and a word to the person."""

    async def apologise(update: object, context: CallbackContext[Any, Any, Any, Any]) -> None:
        if isinstance(context.error, Forbidden):
            log.info("a reply reached nobody: %s", context.error.message)  # blocked, or thrown out
            return
        log.error("a handler failed", exc_info=context.error)
        here = visit(house, context.bot, update) if isinstance(update, Update) else None
        if here is None or here.chat_id < 0:
            return
        speech = house.texts.to(likely_language(here.person.language_code))
        with suppress(Exception):  # an apology that fails must not hide what went wrong before
            await here.acknowledge()
            await here.send(home_screens.telling(speech, "error-unexpected"))

    return apologise
