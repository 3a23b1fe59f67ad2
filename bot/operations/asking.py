"""How a command asks the bot that runs on this machine, over its loopback port."""

from __future__ import annotations

from collections.abc import Mapping

import aiohttp

from bot.settings import Settings

HEADER = "X-Hamkori"
"""By this the command knows the bot, any other program may listen on the port; and the bot knows the command,
since no page in a browser can send it."""
PATIENCE = 600
"""Seconds: a large database takes its time."""
_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - addresses that nobody can ask


def address_of(settings: Settings) -> str:
    """Where the bot with these settings listens, ``http://host:port``."""
    host = _EVERYWHERE.get(settings.host, settings.host)
    return f"http://{f'[{host}]' if ':' in host else host}:{settings.port}"


async def ask(
    settings: Settings, path: str, mark: str, query: Mapping[str, str], *, method: str = "GET"
) -> tuple[bool, str | None]:
    """Whether the bot did what it was asked, and what it says; (False, None) if none does."""
    timeout = aiohttp.ClientTimeout(total=PATIENCE, connect=5)
    # Asked by any other name than an address, the page does not exist.
    headers = {HEADER: mark, "Host": "localhost"}
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout, headers=headers) as client,
            client.request(method, address_of(settings) + path, params=query) as answer,
        ):
            if answer.headers.get(HEADER) != mark:
                return False, None
            return answer.status == 200, await answer.text()
    except (aiohttp.ClientError, TimeoutError):
        return False, None
