"""The host of the chat face in tests: a clock to turn, people, and a bot that is the test."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from aiohttp import web

from bot.playground.site import site
from bot.playground.telegram import Chat, Person, Telegram
from bot.playground.viewing import Controls
from tests.patience import PATIENCE


class Playground:
    """An in-memory Telegram with its chat face, as a host runs them; the test plays the bot."""

    def __init__(self) -> None:
        self.now = datetime(2026, 10, 5, 3, 12, tzinfo=UTC)
        self.problems: list[str] = []
        self.telegram = Telegram(token="1:token", clock=lambda: self.now)

    def meet(self) -> None:
        for name, language in (("Зарина", "tg"), ("Даниил", "ru"), ("Alice", "en")):
            self.telegram.add_person(name, language)

    def person(self, name: str) -> Person:
        return next(each for each in self.telegram.people.values() if each.first_name == name)

    async def move(self, step: timedelta) -> datetime:
        self.now += step
        self.telegram.touch()
        return self.now

    async def next_morning(self) -> datetime:
        morning = self.now.replace(hour=3, minute=0) + timedelta(days=1)
        return await self.move(morning - self.now)

    async def reset(self) -> None:
        self.telegram.reset()
        self.meet()

    async def describe(self) -> None:
        for language, words in {
            "": ("Hamkori", "Quiz", "A fact a day"),
            "tg": ("Ҳамкорӣ", "Викторина", "Ҳар рӯз як далел"),
        }.items():
            name, quiz, daily = words
            tongue = {"language_code": language} if language else {}
            commands = [{"command": "quiz", "description": quiz}, {"command": "daily", "description": daily}]
            await self.telegram.call("setMyName", {"name": name, **tongue})
            await self.telegram.call("setMyDescription", {"description": f"{name}: {daily}", **tongue})
            await self.telegram.call("setMyCommands", {"commands": json.dumps(commands), **tongue})

    async def send(self, person: Person | Chat, text: str, **fields: str) -> int:
        sent: Any = await self.telegram.call(
            "sendMessage", {"chat_id": str(person.id), "text": text, **fields}
        )
        return int(sent["message_id"])

    async def edit(self, person: Person, message_id: int, text: str, **fields: str) -> None:
        where = {"chat_id": str(person.id), "message_id": str(message_id)}
        await self.telegram.call("editMessageText", {**where, "text": text, **fields})

    async def answer_tap(self, **fields: str) -> None:
        """Answers the tap that waits, as soon as there is one."""
        async with asyncio.timeout(PATIENCE):
            while True:
                for query in self.telegram.queries.values():
                    if not query.is_answered:
                        await self.telegram.call(
                            "answerCallbackQuery", {"callback_query_id": query.id, **fields}
                        )
                        return
                await self.telegram.changed()

    def app(self) -> web.Application:
        controls = Controls(
            now=lambda: self.now,
            next_morning=self.next_morning,
            move_clock=self.move,
            reset=self.reset,
            zone="Asia/Dushanbe",
            problems=lambda: self.problems,
        )
        return site(self.telegram, controls)

    @asynccontextmanager
    async def served(self, port: int = 0) -> AsyncIterator[str]:
        """The address of the page, while it is there."""
        runner = web.AppRunner(self.app(), shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
        await runner.cleanup()
