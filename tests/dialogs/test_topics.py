"""A reply goes to the topic the person wrote in, also in a private chat with topics (Bot API 10)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.app import build
from bot.running import App
from bot.settings import Secret, Settings
from content.model import Bank
from db.engine import Database
from tests.end_to_end.stand_in import TOKEN, Call, Fate, StandIn, buttons, tap_update, text_update

ALICE = 5
TOPIC = {"message_thread_id": 77, "is_topic_message": True}


@pytest.fixture
async def server() -> AsyncIterator[StandIn]:
    async with StandIn() as server:
        yield server


@pytest.fixture
async def app(server: StandIn, rivers: Bank, database: Database) -> AsyncIterator[App]:
    settings = Settings(bot_token=Secret(TOKEN), bot_api_url=server.url)
    app = build(settings, rivers, database)
    async with app.started():
        yield app


async def handle(app: App, server: StandIn, update: dict[str, Any]) -> list[Call]:
    """The calls that this update gave rise to."""
    before = len(server.calls)
    await app.intake.take([{"update_id": before + 1, **update}])
    await app.intake.idle()
    return server.calls[before:]


def written(text: str, **more: object) -> dict[str, Any]:
    update = text_update(ALICE, text)
    update["message"] |= more
    return update


def topics(calls: list[Call]) -> list[str | None]:
    return [call.fields.get("message_thread_id") for call in calls if call.method.startswith("send")]


@pytest.mark.parametrize("text", ["/start", "/quiz", "/no_such_command", "What is a river?"])
async def test_reply_goes_to_the_topic_of_the_message(app: App, server: StandIn, text: str) -> None:
    assert topics(await handle(app, server, written(text, **TOPIC))) == ["77"]


async def test_thread_of_a_reply_is_no_topic(app: App, server: StandIn) -> None:
    assert topics(await handle(app, server, written("/start", message_thread_id=77))) == [None]


async def test_new_message_after_a_tap_goes_to_the_topic_of_the_tapped_one(app: App, server: StandIn) -> None:
    await handle(app, server, written("/quiz", **TOPIC))
    [shown] = server.messages.values()
    button = next(iter(buttons(shown).values()))
    gone = Fate(status=400, description="Bad Request: message can't be edited")
    server.fate = lambda call: gone if call.method == "editMessageText" else Fate()
    calls = await handle(app, server, tap_update(ALICE, shown | TOPIC, button, "1"))
    assert topics(calls) == ["77"]


async def test_topic_that_is_gone_is_no_reason_to_be_silent(app: App, server: StandIn) -> None:
    gone = Fate(status=400, description="Bad Request: message thread not found")
    server.fate = lambda call: gone if "message_thread_id" in call.fields else Fate()
    assert topics(await handle(app, server, written("/start", **TOPIC))) == ["77", None]
