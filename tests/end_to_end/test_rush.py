"""A rush: many people at once, before a Telegram that keeps its limits; nobody is left without an answer."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.app import build
from bot.running import App
from bot.settings import Secret, Settings
from content.model import Bank
from db.engine import Database
from tests.end_to_end.stand_in import TOKEN, Limits, StandIn, buttons, tap_update, text_update
from tests.patience import PATIENCE

PEOPLE = range(5_000_000_001, 5_000_000_201)


class Hall:
    """The running bot, its Telegram with limits, and whom it has answered."""

    def __init__(self, server: StandIn, app: App, limits: Limits) -> None:
        self.server = server
        self.app = app
        self.limits = limits
        self._told = asyncio.Event()
        server.shown = lambda _: self._told.set()

    @property
    def answers(self) -> Counter[int]:
        """How many messages each chat has been sent."""
        return Counter(call.chat_id for call in self.server.sent("sendMessage"))

    async def until_answered(self, *people: int) -> float:
        """Wait until each of them has a message; gives the seconds."""
        began = time.monotonic()
        async with asyncio.timeout(PATIENCE):
            while not all(self.answers[person] for person in people):
                self._told.clear()
                await self._told.wait()
        return time.monotonic() - began


@asynccontextmanager
async def hall(bank: Bank, database: Database, send_rate: int = 30, in_all: int = 30) -> AsyncIterator[Hall]:
    limits = Limits(in_all=in_all)
    async with StandIn(fate=limits) as server:
        settings = Settings(
            bot_token=Secret(TOKEN),
            bot_api_url=server.url,
            send_rate=send_rate,
        )
        app, stopping = build(settings, bank, database), asyncio.Event()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(app.serve(stopping))
            await server.wait_for_poll()
            yield Hall(server, app, limits)
            stopping.set()


async def test_two_hundred_who_start_at_once_are_all_answered(rivers: Bank, database: Database) -> None:
    async with hall(rivers, database) as here:
        here.server.feed(*(text_update(person, "/start") for person in PEOPLE))
        seconds = await here.until_answered(*PEOPLE)
        await here.app.intake.idle()
    assert set(here.answers.values()) == {1}, "somebody was answered twice"
    # A loop that is busy elsewhere may bring two messages together that were a second apart.
    assert here.limits.refused < len(PEOPLE) / 10, "the limiter went faster than Telegram lets it"
    assert seconds < 5 * len(PEOPLE) / 30


async def test_a_limiter_that_knows_no_limit_loses_nobody_either(rivers: Bank, database: Database) -> None:
    people = PEOPLE[:12]
    # So few a second that also a busy machine answers faster.
    async with hall(rivers, database, send_rate=0, in_all=3) as here:
        here.server.feed(*(text_update(person, "/start") for person in people))
        await here.until_answered(*people)
        await here.app.intake.idle()
    assert here.limits.refused > 0, "this Telegram has no limits"
    assert set(here.answers.values()) == {1}


async def test_who_taps_quickly_gets_every_answer(rivers: Bank, database: Database) -> None:
    [person] = PEOPLE[:1]
    async with hall(rivers, database) as here:
        here.server.feed(text_update(person, "/start"))
        await here.until_answered(person)
        [message] = here.server.messages.values()
        data = next(iter(buttons(message).values()))
        here.server.feed(*(tap_update(person, message, data, str(number)) for number in range(8)))
        async with asyncio.timeout(PATIENCE):
            while len(here.server.sent("answerCallbackQuery")) < 8:  # noqa: ASYNC110 - the stand-in tells of messages
                await asyncio.sleep(0.01)
        await here.app.intake.idle()
    assert here.limits.refused == 0
