"""Both faces of the in-memory Telegram as one site, shut to everybody but this machine."""

from __future__ import annotations

from aiohttp import web

from bot.playground import bot_api, chat
from bot.playground.loopback import loopback_only
from bot.playground.telegram import Telegram
from bot.playground.viewing import Controls

LARGEST_BODY = 32 * 1024**2
"""Bytes: a larger file than a person may send is refused in words."""


def site(telegram: Telegram, controls: Controls) -> web.Application:
    """The page for a browser and the Bot API for the bot."""
    made = web.Application(middlewares=[loopback_only], client_max_size=LARGEST_BODY)
    made.add_routes([*bot_api.routes(telegram), *chat.routes(telegram, controls)])
    return made
