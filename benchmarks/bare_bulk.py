"""The library alone, by `httpx` or `aiohttp`: one text to many chats, six in flight, nothing written down."""

from __future__ import annotations

import asyncio
import sys

from telegram import Bot

from benchmarks.people import FIRST_PERSON
from bot.wire.request import AiohttpRequest

IN_FLIGHT = 6
TEXT = (
    "A fact of the day, as long as most of them are.\n\n" + "Words of a fact, and of where it is from. " * 8
)


async def main() -> None:
    url, token, client, count = sys.argv[1:]
    request = AiohttpRequest() if client == "aiohttp" else None
    chats = iter(range(FIRST_PERSON, FIRST_PERSON + int(count)))

    async def send(bot: Bot) -> None:
        for chat_id in chats:
            await bot.send_message(chat_id, TEXT, parse_mode="HTML")

    async with Bot(token, base_url=f"{url}/bot", request=request) as bot, asyncio.TaskGroup() as senders:
        for _ in range(IN_FLIGHT):
            senders.create_task(send(bot))


if __name__ == "__main__":
    asyncio.run(main())
