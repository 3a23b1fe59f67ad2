"""How a command asks the bot that runs on this machine, over its loopback port."""

from __future__ import annotations

from collections.abc import Mapping

import aiohttp

from bot.operations.alive import asked_at
from bot.settings import Settings

NAME = "X-Hamkori"
"""This header names the page. By it a command knows the bot, since any other program may listen on the port;
and the bot knows the command, since no page in a browser can send it."""
PATIENCE = 600
"""Seconds: a large database takes its time."""
OF_THIS_MACHINE = {"Host": "localhost"}
"""Asked by any other name than an address, the page does not exist."""


def marked(page: str) -> dict[str, str]:
    """The headers of a page."""
    return {"Content-Type": "text/plain; charset=utf-8", NAME: page}


def address_of(settings: Settings) -> str:
    """Where the bot with these settings listens, ``http://host:port``."""
    host = asked_at(settings.host)
    return f"http://{f'[{host}]' if ':' in host else host}:{settings.port}"


async def ask(
    settings: Settings,
    page: str,
    *,
    query: Mapping[str, str] = {},
    headers: Mapping[str, str] = {},
    method: str = "GET",
) -> tuple[bool, str | None]:
    """Whether the bot did what it was asked, and what it says; (False, None) if none is there."""
    timeout = aiohttp.ClientTimeout(total=PATIENCE, connect=5)
    sent = {**OF_THIS_MACHINE, NAME: page, **headers}
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout, headers=sent) as client,
            client.request(method, f"{address_of(settings)}/{page}", params=query) as answer,
        ):
            if answer.headers.get(NAME) != page:
                return False, None
            return answer.status == 200, await answer.text()
    except (aiohttp.ClientError, TimeoutError):
        return False, None
