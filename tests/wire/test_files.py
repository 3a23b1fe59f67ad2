"""Fetching what somebody sent: what it is, what is none, and that the token in its address stays inside."""

from __future__ import annotations

import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from telegram import Bot
from telegram.error import NetworkError

from bot.wire.files import NotThere, fetch
from bot.wire.request import AiohttpRequest

TOKEN = "987654321:" + "a_token_that_opens_no_door_at_all_"
FILE = {"file_id": "f", "file_unique_id": "u", "file_path": "documents/a.csv", "file_size": 3}
Answer = Callable[[], Awaitable[web.StreamResponse]]


@asynccontextmanager
async def bot_at(found: dict[str, object], answer: Answer) -> AsyncIterator[Bot]:
    """A bot whose server knows one file, and hands it out so."""

    async def handle(request: web.BaseRequest) -> web.StreamResponse:
        if request.path.endswith("/getFile"):
            return web.json_response(found)
        assert request.path == f"/file/bot{TOKEN}/documents/a.csv"
        return await answer()

    runner = web.ServerRunner(web.Server(handle, access_log=None), shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    at = f"http://127.0.0.1:{runner.addresses[0][1]}"
    request = AiohttpRequest()
    await request.initialize()
    try:
        yield Bot(TOKEN, f"{at}/bot", f"{at}/file/bot", request=request, get_updates_request=request)
    finally:
        await request.shutdown()
        await runner.cleanup()


def handed(body: bytes = b"a;b", status: int = 200) -> Answer:
    async def answer() -> web.StreamResponse:
        return web.Response(body=body, status=status)

    return answer


async def test_content_of_a_file_is_given_as_it_is() -> None:
    async with bot_at({"ok": True, "result": FILE}, handed(b"\0\xff;")) as bot:
        assert await fetch(bot, "f", 3) == b"\0\xff;"


@pytest.mark.parametrize(
    "found",
    [
        {"ok": False, "error_code": 400, "description": "Bad Request: file is too big"},
        {"ok": True, "result": {**FILE, "file_size": 4}},
        {"ok": True, "result": {**FILE, "file_path": None}},
        {"ok": True, "result": {**FILE, "file_path": f"/var/lib/{TOKEN}/documents/a.csv"}},
    ],
)
async def test_file_that_telegram_does_not_give_is_not_there(found: dict[str, object]) -> None:
    async with bot_at(found, handed()) as bot:
        with pytest.raises(NotThere):
            await fetch(bot, "f", 3)


async def test_file_that_is_gone_is_not_there() -> None:
    async with bot_at({"ok": True, "result": FILE}, handed(status=404)) as bot:
        with pytest.raises(NotThere):
            await fetch(bot, "f", 3)


async def test_file_larger_than_it_was_said_to_be_is_not_there() -> None:
    told = {name: value for name, value in FILE.items() if name != "file_size"}
    async with bot_at({"ok": True, "result": told}, handed(b"1234")) as bot:
        with pytest.raises(NotThere):
            await fetch(bot, "f", 3)


async def test_what_will_pass_is_tried_again_and_tells_no_token() -> None:
    async def broken() -> web.StreamResponse:
        raise ConnectionResetError

    for answer in (handed(status=502), broken):
        async with bot_at({"ok": True, "result": FILE}, answer) as bot:
            with pytest.raises(NetworkError) as caught:
                await fetch(bot, "f", 3)
        assert TOKEN.partition(":")[2] not in "".join(traceback.format_exception(caught.value))
