"""An empty callback handler of aiogram with all its defaults; runs in an environment of its own."""

from __future__ import annotations

import sys
from typing import Any

from aiogram import Bot, Dispatcher  # type: ignore[import-not-found]
from aiogram.client.session.aiohttp import AiohttpSession  # type: ignore[import-not-found]
from aiogram.client.telegram import TelegramAPIServer  # type: ignore[import-not-found]


async def answer(query: Any) -> None:
    await query.answer()
    await query.message.edit_text("Answered.")


def main() -> None:
    url, token = sys.argv[1:]
    dispatcher = Dispatcher()
    dispatcher.callback_query.register(answer)
    session = AiohttpSession(api=TelegramAPIServer.from_base(url))
    dispatcher.run_polling(Bot(token, session=session))


if __name__ == "__main__":
    main()
