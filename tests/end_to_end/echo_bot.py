"""A bot for the control of the kill harness: keeps each text it hears, then answers it.

`python -m tests.end_to_end.echo_bot stock` polls as python-telegram-bot does by itself, `… inbox` as we do.
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
import sys
from datetime import UTC, datetime
from typing import Any

from telegram import Update
from telegram.ext import Application, ApplicationBuilder, CallbackContext, MessageHandler, filters

from bot.updates.intake import Intake
from bot.updates.polling import Polling
from bot.updates.trying import HamkoriApplication
from bot.vault import open_vault
from bot.wire.request import AiohttpRequest
from db.engine import Database
from db.upgrade import upgrade

WORK = 0.02
"""Seconds that handling takes besides the reply, so that a batch takes longer than a moment."""


async def echo(update: Update, _: CallbackContext[Any, Any, Any, Any]) -> None:
    message = update.effective_message
    assert message is not None
    await asyncio.sleep(WORK)
    with sqlite3.connect(os.environ["ECHO_DB"]) as heard:
        heard.execute("INSERT OR IGNORE INTO heard (text) VALUES (?)", (message.text,))
    await message.reply_text(f"heard {message.text}")


def build(builder: Any) -> Application[Any, Any, Any, Any, Any, Any]:
    builder = builder.token(os.environ["BOT_TOKEN"]).base_url(f"{os.environ['BOT_API_URL']}/bot")
    request = AiohttpRequest()
    builder = builder.request(request).get_updates_request(request).job_queue(None)
    application: Application[Any, Any, Any, Any, Any, Any] = builder.build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    return application


async def run_inbox() -> None:
    url = os.environ["DATABASE_URL"]
    await asyncio.to_thread(upgrade, url, backup_dir=None)
    application = build(ApplicationBuilder().application_class(HamkoriApplication).updater(None))
    clock = lambda: datetime.now(UTC)  # noqa: E731, TID251 - a real process in real time
    async with application:
        database = Database(url)
        assert database.path is not None
        intake = Intake(application, database, clock, open_vault([], database.path.parent))
        await Polling(application.bot, clock).run(intake)


if __name__ == "__main__":
    with sqlite3.connect(os.environ["ECHO_DB"]) as store:
        store.execute("CREATE TABLE IF NOT EXISTS heard (text TEXT PRIMARY KEY)")
    if sys.argv[1] == "stock":
        build(ApplicationBuilder()).run_polling(bootstrap_retries=-1)
    else:
        asyncio.run(run_inbox())
