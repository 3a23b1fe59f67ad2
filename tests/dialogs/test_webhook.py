"""The playground's Telegram posts to the bot's own server: people notice nothing of which way it is."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot import web
from bot.playground.courier import courier_of
from bot.updates.health import Health
from bot.updates.webhook import Webhook
from tests.dialogs.conversation import World

URL = "https://bot.example.org/telegram"


@asynccontextmanager
async def posted_to(world: World) -> AsyncIterator[None]:
    """The bot of this world behind a webhook, as `make run` with WEBHOOK_URL has it."""
    app = world.app
    way_in = Webhook(app.application.bot, world.clock, URL, "a-secret-for-tests")
    health = Health(way_in.pulse, app.intake, app.house.database, world.clock)
    async with web.serve(web.application(health, web.posted_to(way_in)), "127.0.0.1", 0) as door:
        posting = asyncio.ensure_future(courier_of(world.telegram, door).run())
        work = asyncio.ensure_future(way_in.run(app.intake))
        try:
            yield
        finally:
            for each in (posting, work):
                each.cancel()
            await asyncio.gather(posting, work, return_exceptions=True)


async def is_answered(world: World) -> None:
    async with asyncio.timeout(10):
        while not world.telegram.webhook or world.telegram.queue.pending:  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.005)
    await world.app.intake.idle()


async def test_quiz_goes_on_whichever_way_updates_come(world: World) -> None:
    alice = world.person()
    await alice.say("/quiz")
    first = alice.text
    world.telegram.tap(alice.person, alice.last.id, alice.last.buttons[0][0]["callback_data"])
    async with posted_to(world):
        await is_answered(world)
        assert alice.text != first
        world.telegram.say(alice.person, "/help")
        world.telegram.say(alice.person, "/progress")
        await is_answered(world)
        texts = [message.text or "" for message in alice.from_bot[-2:]]
        assert len(set(texts)) == 2
    world.telegram.say(alice.person, "/help")
    await world.telegram.call("deleteWebhook", {})
    await world.settle()
    assert alice.text == texts[0]


async def test_what_the_server_cannot_take_is_posted_again(world: World) -> None:
    alice = world.person()
    await world.telegram.call("setWebhook", {"url": URL})
    lost = asyncio.ensure_future(courier_of(world.telegram, "http://127.0.0.1:1").run())
    world.telegram.say(alice.person, "/help")
    async with asyncio.timeout(5):
        while not world.telegram.webhook_error:  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.005)
    lost.cancel()
    info = await world.telegram.call("getWebhookInfo", {})
    assert isinstance(info, dict)
    assert info["pending_update_count"] == 1
    assert "Connection failed" in info["last_error_message"]
    async with posted_to(world):
        await is_answered(world)
    assert len(alice.from_bot) == 1
