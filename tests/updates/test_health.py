"""What /healthz says, and what a taken port is told."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

import aiohttp
import pytest
from sqlalchemy.exc import OperationalError
from telegram import Update

from bot import web
from bot.updates import health, polling
from bot.updates.health import Health
from bot.updates.pulse import Pulse
from db import inbox
from db.engine import POOL_SIZE
from tests.end_to_end.stand_in import BAD_GATEWAY, LOST, WELL, StandIn, text_update
from tests.patience import PATIENCE
from tests.updates.conftest import NOON, Bot, MakeBot


class TurnedSeconds:
    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def health_of(bot: Bot) -> Health:
    return Health(bot.poll.pulse, bot.intake, bot.database, lambda: bot.now)


@asynccontextmanager
async def asking(bot: Bot) -> AsyncIterator[Callable[[], Awaitable[tuple[int, str]]]]:
    """Asks a real server for its health: gives the status and the reason."""
    async with (
        web.serve(web.application(health_of(bot)), "127.0.0.1", 0) as address,
        aiohttp.ClientSession() as client,
    ):

        async def ask() -> tuple[int, str]:
            async with client.get(f"{address}/healthz") as answer:
                return answer.status, (await answer.json()).get("reason", "")

        yield ask


def test_the_pulse_is_of_the_last_answer_and_not_of_the_process() -> None:
    seconds = TurnedSeconds()
    pulse = Pulse(longest_gap=40, monotonic=seconds)
    assert pulse.ailment == "Telegram has not answered since the start"
    pulse.beat(NOON)
    seconds.seconds += 40
    assert pulse.ailment is None
    assert pulse.last_at == NOON
    seconds.seconds += 5
    assert pulse.ailment == "Telegram has not answered for 45 seconds"
    pulse.beat(NOON)
    assert pulse.ailment is None


async def test_healthz_is_ill_until_telegram_answers(server: StandIn, make_bot: MakeBot) -> None:
    bot = await make_bot()
    async with (
        web.serve(web.application(health_of(bot)), "127.0.0.1", 0) as address,
        aiohttp.ClientSession() as client,
    ):
        async with client.get(f"{address}/healthz") as answer:
            assert answer.status == 503
            assert (await answer.json())["reason"] == "Telegram has not answered since the start"
        async with bot.polling():
            await server.wait_for_poll()
            await server.wait_for_poll()
            async with client.get(f"{address}/healthz") as answer:
                assert answer.status == 200
                body = await answer.json()
        assert (body["status"], body["in_hand"]) == ("ok", 0)
        assert 0 <= body["last_poll_seconds"] < PATIENCE


async def test_healthz_is_ill_while_the_database_refuses(
    make_bot: MakeBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    bot = await make_bot()
    bot.poll.pulse.beat(NOON)
    begin = bot.database.begin

    def refuse() -> object:
        raise OperationalError("SELECT", {}, Exception("disk I/O error"))

    async with asking(bot) as ask:
        assert await ask() == (200, "")
        monkeypatch.setattr(bot.database, "begin", refuse)
        assert await ask() == (503, "the database does not answer")
        monkeypatch.setattr(bot.database, "begin", begin)
        assert await ask() == (200, "")


async def test_healthz_is_ill_while_the_database_says_nothing(
    make_bot: MakeBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "DATABASE_PATIENCE", 0.05)
    bot = await make_bot()
    bot.poll.pulse.beat(NOON)
    let_go = threading.Event()
    async with asking(bot) as ask:
        hanging = [bot.database.submit(lambda _: let_go.wait(PATIENCE)) for _ in range(POOL_SIZE)]
        assert await ask() == (503, "the database does not answer")
        let_go.set()
        await asyncio.gather(*map(asyncio.wrap_future, hanging))
        monkeypatch.setattr(health, "DATABASE_PATIENCE", PATIENCE)
        assert await ask() == (200, "")


async def test_healthz_is_ill_when_an_update_waits_for_more_than_a_minute(make_bot: MakeBot) -> None:
    let_go = asyncio.Event()

    async def hang(_: Update) -> None:
        await let_go.wait()

    bot = await make_bot(hang)
    bot.poll.pulse.beat(NOON)
    async with asking(bot) as ask:
        await bot.intake.take([{"update_id": 1, **text_update(5, "hi")}])
        bot.now += timedelta(seconds=60)
        assert await ask() == (200, "")
        bot.now += timedelta(seconds=1)
        assert await ask() == (503, "an update waits for 61 seconds")
        let_go.set()
        await bot.intake.idle()
        assert await ask() == (200, "")


async def test_healthz_sees_what_nobody_has_in_hand(make_bot: MakeBot) -> None:
    bot = await make_bot()
    bot.poll.pulse.beat(NOON)
    with bot.database.begin() as session:
        inbox.insert(session, [inbox.Entry(1, 5, "{}")], NOON - timedelta(minutes=2))
    async with asking(bot) as ask:
        assert await ask() == (503, "an update waits for 120 seconds")


async def test_one_who_sends_a_flood_does_not_make_the_bot_ill(make_bot: MakeBot) -> None:
    bot = await make_bot()

    async def take_half_a_minute(update: Update) -> None:
        bot.now += timedelta(seconds=30)
        if update.update_id == 5:
            told.append(await ask())

    bot.reaction = take_half_a_minute
    bot.poll.pulse.beat(NOON)
    told: list[tuple[int, str]] = []
    async with asking(bot) as ask:
        await bot.intake.take([{"update_id": number, **text_update(5, "hi")} for number in range(1, 10)])
        await bot.intake.idle()
    assert told == [(200, "")]


async def test_an_outage_of_the_database_is_two_lines_of_the_log(
    make_bot: MakeBot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, server: StandIn
) -> None:
    caplog.set_level(logging.INFO, "bot")
    bot = await make_bot()
    begin, refusals = bot.database.begin, 0

    def refuse() -> object:
        nonlocal refusals
        refusals += 1
        raise OperationalError("SELECT", {}, Exception("disk I/O error"))

    async with bot.polling():
        await server.wait_for_poll()
        caplog.clear()
        monkeypatch.setattr(bot.database, "begin", refuse)
        server.feed(*(text_update(person, "hi") for person in range(5, 10)))
        while refusals < 3:
            await server.wait_for_poll()
        monkeypatch.setattr(bot.database, "begin", begin)
        await server.wait_for_poll()
        await bot.intake.idle()
    assert len(bot.ended) == 5
    begun, over = [record.getMessage() for record in caplog.records]
    assert begun.startswith("the database cannot be used (")
    assert over.startswith("it is over after ")


async def test_an_outage_of_telegram_is_two_lines_of_the_log(
    server: StandIn, make_bot: MakeBot, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.INFO, "bot")
    monkeypatch.setattr(polling, "LONGEST_PAUSE", 0.0)
    fates = iter([LOST, BAD_GATEWAY, LOST, BAD_GATEWAY])
    bot = await make_bot()
    async with bot.polling():
        await server.wait_for_poll()
        caplog.clear()
        server.poll_fate = lambda call: next(fates, WELL)
        for _ in range(6):
            await server.wait_for_poll()
    begun, over = [record.getMessage() for record in caplog.records]
    assert begun.startswith("getUpdates fails (")
    assert over.startswith("it is over after ")


async def test_a_taken_port_is_told_what_to_do(make_bot: MakeBot) -> None:
    bot = await make_bot()
    async with web.serve(web.application(health_of(bot)), "127.0.0.1", 0) as address:
        port = int(address.rpartition(":")[2])
        with pytest.raises(web.PortTaken, match=f"Port {port} is taken .* PORT={port + 1} make run"):
            async with web.serve(web.application(health_of(bot)), "127.0.0.1", port):
                pass
