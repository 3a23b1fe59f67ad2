"""A command's question to the running bot on this machine."""

from __future__ import annotations

from collections.abc import Mapping

import aiohttp

from bot.settings import Settings

NAME = "X-Hamkori"
"""By this header, which names the page, a command knows the bot: any other program may listen on the port."""
PATIENCE = 600
"""Seconds: a large database takes its time."""
OF_THIS_MACHINE = {"Host": "localhost"}
"""Asked by any other name than an address, the page does not exist."""
_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - addresses that nobody can ask


def marked(page: str) -> dict[str, str]:
    """The headers of a page."""
    return {"Content-Type": "text/plain; charset=utf-8", NAME: page}


async def ask_the_bot(
    settings: Settings, page: str, query: Mapping[str, str] = {}, headers: Mapping[str, str] = {}
) -> str | None:
    """What the bot on this machine says on its page; None if none does."""
    host = _EVERYWHERE.get(settings.host, settings.host)
    address = f"http://[{host}]" if ":" in host else f"http://{host}"
    timeout = aiohttp.ClientTimeout(total=PATIENCE, connect=5)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout, headers={**OF_THIS_MACHINE, **headers}) as client,
            client.get(f"{address}:{settings.port}/{page}", params=query) as answer,
        ):
            is_ours = answer.status == 200 and answer.headers.get(NAME) == page
            return await answer.text() if is_ours else None
    except (aiohttp.ClientError, TimeoutError):
        return None
