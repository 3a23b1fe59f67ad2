"""The whole program's start and stop: a signal ends it at once, whatever Telegram is doing."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable

import pytest
from telegram.error import NetworkError
from telegram.request import BaseRequest, RequestData

from bot.app import build
from bot.clock import utc_now
from bot.running import App
from bot.settings import Secret, Settings
from bot.updates.polling import NO_SERVER, TOKEN_REFUSED, Hopeless
from bot.wire.answers import judge
from content.model import Bank
from db.engine import Database
from tests.patience import PATIENCE

TOKEN = "123456789:" + "a_token_of_no_bot_" * 2
ME = {"id": 1, "is_bot": True, "first_name": "Hamkori", "username": "hamkori_bot"}
RESULTS = {"getMe": ME, "getUpdates": [], "deleteWebhook": True}

React = Callable[[str], Awaitable[tuple[int, bytes]]]


class Scripted(BaseRequest):
    """Answers every call as ``react`` says, and knows whether it is open."""

    read_timeout = 1.0

    def __init__(self, react: React) -> None:
        self.react = react
        self.is_open = False
        self.called = asyncio.Event()

    async def initialize(self) -> None:
        self.is_open = True

    async def shutdown(self) -> None:
        self.is_open = False

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: object, **__: object
    ) -> tuple[int, bytes]:
        name = url.rpartition("/")[2]
        if name not in ("getUpdates", "deleteWebhook"):
            self.called.set()
        status, payload = await self.react(name)
        judge(status, payload)
        return status, payload


async def unreachable(_: str) -> tuple[int, bytes]:
    raise NetworkError("no route")


async def silent(_: str) -> tuple[int, bytes]:
    await asyncio.Event().wait()
    raise AssertionError("never answered")


async def silent_about_the_profile(name: str) -> tuple[int, bytes]:
    if name not in RESULTS:
        return await silent(name)
    return 200, json.dumps({"ok": True, "result": RESULTS[name]}).encode()


async def token_unknown(_: str) -> tuple[int, bytes]:
    return 401, b'{"ok": false, "error_code": 401, "description": "Unauthorized"}'


def app_on(request: Scripted, bank: Bank, database: Database) -> App:
    settings = Settings(bot_token=Secret(TOKEN))
    return build(settings, bank, database, utc_now, request=lambda _: request)


@pytest.mark.parametrize("react", [unreachable, silent, silent_about_the_profile])
async def test_a_signal_ends_the_bot_though_telegram_does_not_answer(
    rivers: Bank, database: Database, react: React
) -> None:
    request, stopping = Scripted(react), asyncio.Event()
    async with asyncio.timeout(PATIENCE), asyncio.TaskGroup() as tasks:
        tasks.create_task(app_on(request, rivers, database).serve(stopping))
        await request.called.wait()
        stopping.set()
    assert not request.is_open


async def test_a_refused_token_ends_the_start_with_its_code(rivers: Bank, database: Database) -> None:
    request = Scripted(token_unknown)
    with pytest.raises(Hopeless) as hopeless:
        await app_on(request, rivers, database).serve(asyncio.Event())
    assert hopeless.value.exit_code == TOKEN_REFUSED
    assert TOKEN not in str(hopeless.value)
    assert not request.is_open


@pytest.mark.parametrize(
    "me",
    [
        "true",
        "7",
        '"Hamkori"',
        "[]",
        "{}",
        '{"id": 1, "is_bot": true, "username": "hamkori_bot"}',
        '{"id": 1, "is_bot": true, "first_name": "Hamkori"}',
    ],
)
async def test_a_server_that_does_not_say_who_the_bot_is_ends_the_start_with_a_sentence(
    rivers: Bank, database: Database, me: str
) -> None:
    async def say_who(_: str) -> tuple[int, bytes]:
        return 200, f'{{"ok": true, "result": {me}}}'.encode()

    request = Scripted(say_who)
    with pytest.raises(Hopeless, match="BOT_API_URL is no Bot API server") as hopeless:
        await app_on(request, rivers, database).serve(asyncio.Event())
    assert hopeless.value.exit_code == NO_SERVER
    assert not request.is_open


@pytest.mark.parametrize("status", [200, 400, 401, 403, 404, 502])
async def test_a_start_outwaits_answers_that_are_not_telegrams(
    rivers: Bank, database: Database, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [b"404: Not Found", b"<html></html>", b"", b"{}", b"[]", b"null", b'{"ok":true}']
    stopping = asyncio.Event()
    monkeypatch.setattr("bot.running.FIRST_PAUSE", 0.001)

    async def come_back(name: str) -> tuple[int, bytes]:
        if answers:
            return status, answers.pop()
        if name == "getUpdates":
            stopping.set()
        return await silent_about_the_profile(name)

    async with asyncio.timeout(PATIENCE):
        await app_on(Scripted(come_back), rivers, database).serve(stopping)
    assert not answers
