"""What is said when a handler fails in a way nobody foresaw."""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine
from contextlib import suppress
from functools import partial
from typing import Any

from telegram import Update
from telegram.error import Forbidden, RetryAfter
from telegram.ext import CallbackContext

from bot.acts import run
from bot.context import House, Visit, visit
from bot.screens import home as screens
from bot.screens.screen import Screen
from bot.services import alerts
from bot.services.learners import likely_language

log = logging.getLogger(__name__)

ErrorHandler = Callable[[object, CallbackContext[Any, Any, Any, Any]], Coroutine[Any, Any, None]]


def apologise(house: House) -> ErrorHandler:
    """A log entry, and a word to the person."""

    async def own_up(update: object, context: CallbackContext[Any, Any, Any, Any]) -> None:
        if isinstance(context.error, Forbidden):
            log.info("a reply reached nobody: %s", context.error.message)  # blocked, or thrown out
            return
        # The person can name it, and it finds the line.
        number = house.faults.add()
        log.error("a handler failed, no. %s", number, exc_info=context.error)
        await _warn(house, number)
        here = visit(house, update) if isinstance(update, Update) else None
        if here is None or here.chat_id < 0:
            return
        speech = house.texts.to(likely_language(here.person.language_code))
        with suppress(Exception):  # an apology that fails must not hide what went wrong before
            await here.acknowledge()
            await _say(here, screens.telling(speech, "error-unexpected", number=number))

    return own_up


async def _warn(house: House, number: str) -> None:
    """The administrators hear of it in their chats, once an hour."""
    warn = partial(alerts.failed, admin_ids=house.settings.admin_ids, number=number, now=house.clock())
    with suppress(Exception):  # what is wrong may be the database
        await run(house.database, warn)


async def _say(here: Visit, screen: Screen) -> None:
    """What a flood limit holds back is said after it; the pacer waits that long before the second try."""
    try:
        await here.send(screen)
    except RetryAfter:
        await here.send(screen)
