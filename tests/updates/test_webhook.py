"""The webhook over HTTP: 200 is told of what is kept, and of nothing else; Telegram repeats the rest."""

from __future__ import annotations

import asyncio
import io
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

import aiohttp
import pytest
from sqlalchemy.exc import OperationalError
from telegram import Update

from bot import web
from bot.operations.alive import is_serving
from bot.settings import Secret, Settings
from bot.updates import webhook
from bot.updates.health import Health
from bot.updates.polling import ALLOWED_UPDATES, TAKEN_ELSEWHERE, TOKEN_REFUSED, Hopeless
from bot.updates.webhook import Webhook
from db import inbox
from tests.end_to_end.stand_in import TOKEN, WELL, Fate, StandIn, text_update
from tests.patience import until
from tests.updates.conftest import Bot, MakeBot

URL = "https://bot.example.org/telegram"
SECRET = "a-secret-that-only-telegram-knows"
GOOD = {"update_id": 1, **text_update(5, "hi")}


@dataclass
class Posted:
    """A bot behind a webhook, and its address."""

    bot: Bot
    way_in: Webhook
    address: str
    work: asyncio.Future[None]

    async def post(self, body: object, secret: str = SECRET) -> int:
        text = io.BytesIO((body if isinstance(body, str) else json.dumps(body)).encode())
        async with (
            aiohttp.ClientSession() as client,
            client.post(f"{self.address}/telegram", data=text, headers={web.KNOWN_BY: secret}) as answer,
        ):
            return answer.status

    async def ask(self, page: str) -> tuple[int, str]:
        async with aiohttp.ClientSession() as client, client.get(f"{self.address}/{page}") as answer:
            return answer.status, (await answer.json()).get("reason", "")


@asynccontextmanager
async def posted(bot: Bot, *, host: str = "127.0.0.1") -> AsyncIterator[Posted]:
    """The bot with its webhook open for the length of the block; the server stands before and after."""
    way_in = Webhook(bot.application.bot, lambda: bot.now, URL, SECRET)
    health = Health(way_in.pulse, bot.intake, bot.database, lambda: bot.now)
    async with web.serve(web.application(health, web.posted_to(way_in)), host, 0) as address:
        bot.server.doors[:] = [address]
        work = asyncio.ensure_future(way_in.run(bot.intake))
        try:
            await until(lambda: bot.intake.is_open or work.done())
            yield Posted(bot, way_in, address, work)
            await bot.intake.stop()
            await work
        finally:
            bot.server.doors.clear()
            work.cancel()
            await asyncio.gather(work, return_exceptions=True)


async def test_the_webhook_is_set_with_its_secret_and_what_is_posted_is_handled(
    make_bot: MakeBot, server: StandIn
) -> None:
    async with posted(await make_bot()) as it:
        ids = server.feed(*(text_update(5 + number % 3, "hi") for number in range(30)))
        await until(lambda: len(it.bot.ended) == 30)
    [wish] = [call.fields for call in server.calls if call.method == "setWebhook"]
    assert (wish["url"], wish["secret_token"]) == (URL, SECRET)
    assert json.loads(wish["allowed_updates"]) == list(ALLOWED_UPDATES)
    assert "drop_pending_updates" not in wish
    assert sorted(it.bot.ended) == ids
    for chat in range(3):
        assert [each for each in it.bot.ended if each % 3 == chat] == [
            each for each in ids if each % 3 == chat
        ]
    assert server.queue == []


async def test_what_is_no_update_of_telegrams_is_told_so_and_kept_by_nobody(make_bot: MakeBot) -> None:
    async with posted(await make_bot()) as it:
        assert await it.post(GOOD, secret="") == 403
        assert await it.post(GOOD, secret=SECRET[:-1] + "x") == 403
        assert await it.post(GOOD, secret=SECRET + "ё".encode().decode("latin-1")) == 403
        assert await it.post('{"update_id": 1, "mess') == 400
        assert await it.post(" " * (webhook.LARGEST + 1)) == 413
        assert await it.bot.rows() == []
        # Telegram would repeat what it can only send so, and nothing else of that chat meanwhile.
        for odd in ("[]", "7", "{}", '{"update_id": "x"}', '{"update_id": -1}'):
            assert await it.post(odd) == 200
        assert await it.post({"update_id": 2, "gift_of_next_year": {}}) == 200
        assert it.bot.begun == []


async def test_an_update_posted_twice_is_handled_once(make_bot: MakeBot) -> None:
    async with posted(await make_bot()) as it:
        statuses = await asyncio.gather(*(it.post(GOOD) for _ in range(5)))
        assert set(statuses) == {200}
        await it.bot.intake.idle()
        assert await it.post(GOOD) == 200
        await it.bot.intake.idle()
        assert it.bot.begun == [1]


async def test_200_is_told_only_of_what_is_kept(
    make_bot: MakeBot, server: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, failures = inbox.insert, [OperationalError("INSERT", {}, Exception("read-only"))] * 2

    def insert(*given: Any) -> Any:
        fresh = kept(*given)
        if failures:
            raise failures.pop()
        return fresh

    monkeypatch.setattr(inbox, "insert", insert)
    async with posted(await make_bot()) as it:
        assert await it.post(GOOD) == 503
        assert await it.bot.rows() == []
        server.feed(text_update(6, "again"))  # Telegram's first try fails, its second does not
        await until(lambda: len(it.bot.ended) == 1)
        assert not failures


async def test_more_than_can_wait_hears_503_and_nothing_is_lost(
    make_bot: MakeBot, server: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook, "CAPACITY", 3)
    bot = await make_bot()
    may_keep, take = asyncio.Event(), bot.intake.take

    async def slow(updates: Any, **more: Any) -> None:
        await may_keep.wait()
        await take(updates, **more)

    monkeypatch.setattr(bot.intake, "take", slow)
    async with posted(bot) as it:
        posts = [asyncio.ensure_future(it.post({**GOOD, "update_id": number})) for number in range(1, 9)]
        await until(lambda: sum(post.done() for post in posts) >= 4)
        may_keep.set()
        statuses = await asyncio.gather(*posts)
        assert set(statuses) == {200, 503}
        kept = [number for number, status in enumerate(statuses, 1) if status == 200]
        assert [row.update_id for row in await it.bot.rows()] == kept
        server.feed(*(text_update(70 + number, "hi") for number in range(20)))
        await until(lambda: len(it.bot.ended) == 20 + len(kept))


async def test_post_that_waits_too_long_hears_503_and_is_not_kept_behind_its_back(
    make_bot: MakeBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook, "PATIENCE", 0.05)
    bot = await make_bot()
    has_room = asyncio.Event()
    monkeypatch.setattr(bot.intake, "room", has_room.wait)
    async with posted(bot) as it:
        assert await it.post(GOOD) == 503
        has_room.set()
        assert await it.post({**GOOD, "update_id": 2}) == 200
        assert [row.update_id for row in await it.bot.rows()] == [2]


async def test_switching_either_way_loses_no_update_and_handles_none_twice(
    make_bot: MakeBot, server: StandIn
) -> None:
    bots: list[Bot] = []

    async def next_life(way: str) -> None:
        bots.append(bot := await make_bot())
        server.feed(*(text_update(number, "hi") for number in range(50, 60)))  # while nobody is there
        async with posted(bot) if way == "webhook" else bot.polling():
            server.feed(*(text_update(number, "hi") for number in range(60, 70)))
            await until(lambda: len(bot.ended) >= 5)
            server.feed(*(text_update(number, "hi") for number in range(60, 70)))

    for way in ("polling", "webhook", "polling", "webhook"):
        await next_life(way)
    bots.append(last := await make_bot())
    async with last.polling():
        await until(lambda: not server.queue)
        await last.intake.idle()
    ended = [update_id for bot in bots for update_id in bot.ended]
    assert sorted(ended) == list(range(700_000_001, 700_000_001 + 4 * 30))


async def test_webhook_that_was_taken_away_is_set_again(
    make_bot: MakeBot, server: StandIn, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(webhook, "LOOK", 0.02)
    async with posted(await make_bot()) as it:
        await until(lambda: server.webhook)
        server.webhook = {}
        await until(lambda: server.webhook)
        server.feed(text_update(5, "hi"))
        await until(lambda: it.bot.ended)
        assert await it.post(GOOD, secret="wrong") == 403
        await until(lambda: "without its secret" in caplog.text)
    assert "taken away" in caplog.text
    assert server.webhook, "what comes while nobody runs waits with Telegram"


async def test_whoever_takes_it_away_again_and_again_ends_this_one(
    make_bot: MakeBot, server: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook, "LOOK", 0.01)

    def fate(call: Any) -> Fate:
        if call.method == "getWebhookInfo":
            server.webhook = {}
        return WELL

    server.fate = fate
    with pytest.raises(Hopeless) as ended:
        async with posted(await make_bot()) as it:
            await it.work
    assert ended.value.exit_code == TAKEN_ELSEWHERE


async def test_refused_token_ends_it_and_an_outage_does_not(
    make_bot: MakeBot, server: StandIn, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    failures = [Fate(status=404, description="Not Found")]
    server.fate = lambda call: failures.pop(0) if call.method == "setWebhook" and failures else WELL
    async with posted(await make_bot()) as it:
        assert it.way_in.pulse.ailment is not None
        await until(lambda: it.way_in.pulse.ailment is None)
        assert "Telegram does not take the webhook" in caplog.text
    last = await make_bot()
    server.fate = lambda call: Fate(status=401, description="Unauthorized")
    with pytest.raises(Hopeless) as ended:
        async with posted(last) as it:
            await it.work
    assert ended.value.exit_code == TOKEN_REFUSED


async def test_ready_is_who_may_be_brought_updates(
    make_bot: MakeBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = asyncio.Event()

    async def wait(_: Update) -> None:
        await gate.wait()

    bot = await make_bot(wait)
    async with posted(bot) as it:
        assert await it.ask("readyz") == (200, "")
        assert await it.post(GOOD) == 200
        await bot.has_begun()
        stopping = asyncio.ensure_future(bot.intake.stop())
        await until(lambda: bot.intake.stopping.is_set())
        assert await it.ask("readyz") == (503, "it stops")
        assert await it.post({**GOOD, "update_id": 2}) == 503
        gate.set()
        await stopping


def is_well(it: Posted) -> bool:
    return it.way_in.pulse.ailment is None


async def test_health_is_asked_at_the_address_that_is_listened_on(make_bot: MakeBot) -> None:
    for host in ("127.0.0.1", "::1", "::"):
        async with posted(await make_bot(), host=host) as it:
            await until(partial(is_well, it))
            asked = partial(is_serving, {"HOST": host, "PORT": it.address.rpartition(":")[2]})
            assert await asyncio.to_thread(asked)
    assert not await asyncio.to_thread(is_serving, {"HOST": "::", "PORT": "1"})


def test_secret_follows_from_token_and_address_unless_it_is_given() -> None:
    def word(**given: Any) -> str:
        return Settings(bot_token=Secret(TOKEN), **given).webhook_word

    assert word(webhook_url=URL, webhook_secret=Secret(SECRET)) == SECRET
    derived = word(webhook_url=URL)
    assert derived == word(webhook_url=URL)
    assert derived != word(webhook_url=URL + "2")
    assert len(derived) == 64
