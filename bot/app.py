"""The composition root: settings in, a running bot out; the only place where the rooms are wired together."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

from telegram import Bot
from telegram.ext import Application, ApplicationBuilder, JobQueue
from telegram.request import BaseRequest

from bot.clock import Clock, utc_now
from bot.context import House
from bot.delivery.broadcasts import Broadcasts
from bot.delivery.messages import shown_by
from bot.delivery.retention import Retention
from bot.delivery.sender import Sender
from bot.drawing import Drawing
from bot.handlers import routing
from bot.handlers.apology import apologise
from bot.handlers.flood import calm, pass_over
from bot.leading import Leading
from bot.live.runner import Lives
from bot.running import App
from bot.services import deliveries
from bot.settings import Settings
from bot.texts import Catalogues
from bot.updates.allowance import Allowance
from bot.updates.gate import Gate
from bot.updates.intake import Intake
from bot.updates.polling import Polling
from bot.updates.trying import HamkoriApplication
from bot.updates.webhook import Webhook
from bot.vault import open_vault
from bot.wire.pacer import Pacer
from bot.wire.request import AiohttpRequest
from bot.wire.voice import Voice
from content.model import Bank
from db.engine import Database

RequestFactory = Callable[[Settings], BaseRequest]


def build(
    settings: Settings,
    bank: Bank,
    database: Database,
    clock: Clock = utc_now,
    request: RequestFactory | None = None,
    drawing: Drawing | None = None,
    cache: Path | None = None,
) -> App:
    """Wire the bot. ``request`` makes the ways to Telegram: one for calls, one for long polling.
    ``drawing`` says where pictures are drawn; without it, in threads of this process. ``cache`` is a
    directory for what can be made again.

    Raises UnusableKey.
    """
    assert settings.bot_token is not None
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
    house = House(
        settings=settings,
        database=database,
        bank=bank,
        texts=Catalogues(cache=cache),
        clock=clock,
        vault=open_vault(settings.data_keys, database.directory),
        voice=Voice(application.bot, Pacer(settings.send_rate)),
        drawing=drawing or Drawing(),
        cache=cache,
    )
    # What the process before this one had claimed, nobody sends any more.
    leading = Leading(database, uuid4().hex, lambda session: deliveries.recover(session, clock()))
    routing.add_to(application, house)
    application.add_error_handler(apologise(house))
    return App(
        house=house,
        application=application,
        intake=Intake(
            application,
            database,
            clock,
            house.vault,
            on_flood=calm(house),
            gate=Gate(Allowance(clock), house.vault, pass_over(house)),
        ),
        way_in=_way_in(settings, application.bot, clock, leading),
        sender=Sender(house, shown_by(house), leading),
        leading=leading,
        broadcasts=Broadcasts(house),
        lives=Lives(house),
        retention=Retention(house),
    )


def _way_in(settings: Settings, bot: Bot, clock: Clock, leading: Leading) -> Polling | Webhook:
    if settings.webhook_url is None:
        return Polling(bot, clock, may_ask=lambda: leading.is_held)
    return Webhook(bot, clock, settings.webhook_url, settings.webhook_word)


def _over_http(settings: Settings) -> BaseRequest:
    return AiohttpRequest(proxy=settings.telegram_proxy)
