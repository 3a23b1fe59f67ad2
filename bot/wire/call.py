"""A call of the Bot API that gives plain JSON: no object is made of what nobody reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from telegram import Bot
from telegram._utils.types import ODVInput
from telegram.error import InvalidToken, TelegramError
from telegram.request import BaseRequest


async def call(
    bot: Bot,
    method: str,
    fields: Mapping[str, object] | None = None,
    *,
    read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
) -> Any:
    """The result of a method as Telegram gave it. Raises TelegramError; a field that is None is left out.

    An object of the library needs its fields: the next Bot API may leave one out, and then what succeeded
    would look like a failure and be done again.
    """
    # The public way to plain JSON, do_api_request, warns at every method that the library knows.
    return await bot._post(method, dict(fields or {}), read_timeout=read_timeout)


async def is_token_refused(bot: Bot) -> bool:
    """Whether Telegram, asked for the bot's own name, does not know its token.

    One 401 or 404 is not enough to end a bot for: Telegram gives both for a method it does not know, and now
    and then for no reason.
    """
    try:
        await call(bot, "getMe")
    except InvalidToken:
        return True
    except TelegramError:
        return False
    return False
