"""The HTTP client under the bot: what it sends, what each failure means, and that the token stays inside."""

from __future__ import annotations

import asyncio
import socket
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import aiohttp
import pytest
from aiohttp import BodyPartReader, web
from telegram import Bot, InputFile
from telegram.error import (
    BadRequest,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.wire.answers import NotTelegram, TooLarge, seconds_asked
from bot.wire.call import call
from bot.wire.fate import Fate, fate_of
from bot.wire.request import AiohttpRequest, surely_undelivered
from tests.patience import PATIENCE

TOKEN = "987654321:" + "a_token_that_opens_no_door_at_all_"

Handler = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]


@asynccontextmanager
async def serving(handler: Handler) -> AsyncIterator[str]:
    runner = web.ServerRunner(web.Server(handler, access_log=None), shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/bot"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def bot_at(base_url: str, request: AiohttpRequest | None = None) -> AsyncIterator[Bot]:
    request = request or AiohttpRequest()
    await request.initialize()
    try:
        yield Bot(TOKEN, base_url=base_url, request=request, get_updates_request=request)
    finally:
        await request.shutdown()


async def failure(base_url: str, request: AiohttpRequest | None = None) -> TelegramError:
    """What a send raises there."""
    async with bot_at(base_url, request) as bot:
        with pytest.raises(TelegramError) as caught:
            await bot.send_message(1, "hello")
    assert_keeps_the_token(caught.value)
    return caught.value


def assert_keeps_the_token(error: BaseException) -> None:
    secret = TOKEN.partition(":")[2]
    assert secret not in "".join(traceback.format_exception(error))
    assert secret not in repr(error)
    assert secret not in repr(error.__cause__)
    assert secret not in str(error.__cause__)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answering(status: int, **body: object) -> Handler:
    """As Telegram does: a refusal carries its status as a code."""
    said = body if body.get("ok") else {"error_code": status, "description": "No", **body}

    async def answer(_: web.BaseRequest) -> web.StreamResponse:
        return web.json_response(said, status=status)

    return answer


def answering_with(status: int, body: bytes) -> Handler:
    async def answer(_: web.BaseRequest) -> web.StreamResponse:
        return web.Response(body=body, status=status)

    return answer


async def silent(_: web.BaseRequest) -> web.StreamResponse:
    await asyncio.sleep(5)
    return web.Response()


async def breaking(request: web.BaseRequest) -> web.StreamResponse:
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


def message(text: str) -> dict[str, object]:
    return {"message_id": 7, "date": 0, "chat": {"id": 1, "type": "private"}, "text": text}


async def test_fields_arrive_as_an_object() -> None:
    async def echo(request: web.BaseRequest) -> web.StreamResponse:
        fields = await request.json()
        assert request.path == f"/bot{TOKEN}/sendMessage"
        assert request.content_type == "application/json"
        assert fields["chat_id"] == 1
        assert "reply_markup" not in fields
        return web.json_response({"ok": True, "result": message(str(fields["text"]))})

    async with serving(echo) as url, bot_at(url) as bot:
        assert (await bot.send_message(1, "Ҳамкорӣ & <b>=?")).text == "Ҳамкорӣ & <b>=?"


async def test_a_file_arrives_as_multipart_with_its_name_and_type() -> None:
    async def look(request: web.BaseRequest) -> web.StreamResponse:
        seen = []
        async for part in await request.multipart():
            assert isinstance(part, BodyPartReader)
            content = await part.read()
            type_ = part.headers.get("Content-Type", "")
            seen.append(f"{part.name} {part.filename} {type_.partition(';')[0]} {len(content)}")
        return web.json_response({"ok": True, "result": message(", ".join(sorted(seen)))})

    async with serving(look) as url, bot_at(url) as bot:
        picture = InputFile(b"\x89PNG" * 200_000, filename="card.png", attach=False)
        sent = await bot.send_photo(1, picture, caption="карта")
    assert sent.text is not None
    assert "photo card.png image/png 800000" in sent.text
    assert "caption None text/plain 10" in sent.text


async def test_a_file_is_fetched_by_get() -> None:
    async def content(request: web.BaseRequest) -> web.StreamResponse:
        return web.Response(body=request.method.encode())

    async with serving(content) as url:
        request = AiohttpRequest()
        async with request:
            assert await request.retrieve(f"{url}/file") == b"GET"


async def test_refusals_of_telegram_keep_their_kind() -> None:
    refusals: list[tuple[Handler, type[TelegramError]]] = [
        (answering(400, ok=False, description="Bad Request: chat not found"), BadRequest),
        (answering(401, ok=False, description="Unauthorized"), InvalidToken),
        (answering(403, ok=False, description="Forbidden: bot was blocked by the user"), Forbidden),
        (answering(429, ok=False, description="Too Many", parameters={"retry_after": 3}), RetryAfter),
        (answering(502, ok=False, description="Bad Gateway"), NetworkError),
    ]
    for handler, kind in refusals:
        async with serving(handler) as url:
            assert type(await failure(url)) is kind


NOT_TELEGRAMS = [
    b"",
    b"404: Not Found",
    b"<html><body>Forbidden \xff</body></html>",
    b"null",
    b"[]",
    b"{}",
    b'"ok"',
    b"true",
    b"[" * 100_000,
    b'{"ok": true}',
    b'{"ok": true, "result": null}',
    b'{"ok": 1, "result": {}}',
    b'{"ok": false}',
    b'{"ok": false, "error_code": 403}',
    b'{"ok": false, "error_code": "403", "description": "Forbidden"}',
    b'{"ok": false, "error_code": true, "description": "Forbidden"}',
    b'{"ok": false, "error_code": 403, "description": null}',
    b'{"ok": false, "error_code": 429, "description": "Slow", "parameters": {"retry_after": "soon"}}',
    b'{"ok": false, "error_code": 429, "description": "Slow", "parameters": {"retry_after": -1}}',
    b'{"ok": false, "error_code": 429, "description": "Slow", "parameters": {"retry_after": 1e99}}',
    b'{"ok": false, "error_code": 400, "description": "Moved", "parameters": {"migrate_to_chat_id": "x"}}',
    b'{"ok": false, "error_code": 400, "description": "Moved", "parameters": "many"}',
]
"""Answers that are no word of Telegram's, and so come from something in its place."""


@pytest.mark.parametrize("body", NOT_TELEGRAMS, ids=lambda body: body[:60].decode("ascii", "replace"))
async def test_what_is_not_telegrams_word_passes_whatever_its_status(body: bytes) -> None:
    for status in (200, 302, 400, 401, 403, 404, 409, 413, 429, 500, 502):
        async with serving(answering_with(status, body)) as url:
            error = await failure(url)
        assert type(error) is NotTelegram, status
        assert fate_of(error) is Fate.AWAY


async def test_a_word_of_telegrams_counts_whatever_its_status() -> None:
    refusal = b'{"ok": false, "error_code": 403, "description": "Forbidden: bot was blocked by the user"}'
    for status in (200, 403, 500):
        async with serving(answering_with(status, refusal)) as url:
            assert type(await failure(url)) is Forbidden
        done = b'{"ok": true, "result": {"message_id": 7}}'
        async with serving(answering_with(status, done)) as url, bot_at(url) as bot:
            assert await call(bot, "sendMessage", {"chat_id": 1, "text": "hello"}) == {"message_id": 7}


async def test_a_flood_answer_without_a_number_has_it_in_its_words_or_means_a_second() -> None:
    for words, seconds in (("Too Many Requests: retry after 17", 17), ("Too Many Requests", 1)):
        async with serving(answering(429, ok=False, description=words)) as url:
            error = await failure(url)
        assert isinstance(error, RetryAfter)
        assert seconds_asked(error) == seconds


async def test_a_file_too_large_stays_so_whoever_says_it() -> None:
    own = b'{"ok": false, "error_code": 413, "description": "Request Entity Too Large"}'
    for body in (own, b"<html>413</html>"):
        async with serving(answering_with(413, body)) as url, bot_at(url) as bot:
            with pytest.raises(TooLarge):
                await bot.send_document(1, b"%PDF", filename="large.pdf")


async def test_an_answer_that_repeats_the_address_does_not_tell_the_token() -> None:
    async def echo(request: web.BaseRequest) -> web.StreamResponse:
        return web.Response(text=f"The requested URL {request.path} was not found", status=404)

    async with serving(echo) as url:
        assert "requested URL" in str(await failure(url))


async def test_a_refused_connection_is_surely_undelivered() -> None:
    error = await failure(f"http://127.0.0.1:{free_port()}/bot")
    assert type(error) is NetworkError
    assert isinstance(error.__cause__, aiohttp.ClientConnectorError)
    assert surely_undelivered(error)


async def test_a_name_that_does_not_resolve_is_surely_undelivered() -> None:
    error = await failure("http://no-such-host.invalid/bot")
    assert type(error) is NetworkError
    assert surely_undelivered(error)


async def test_a_connection_that_takes_too_long_is_surely_undelivered() -> None:
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)  # takes one connection into its backlog and leaves the others waiting
        address = full.getsockname()
        waiting = [socket.socket() for _ in range(4)]
        for client in waiting:
            client.setblocking(False)
            client.connect_ex(address)
        error = await failure(f"http://127.0.0.1:{address[1]}/bot", AiohttpRequest(connect_timeout=0.2))
        for client in waiting:
            client.close()
    assert type(error) is TimedOut
    assert isinstance(error.__cause__, aiohttp.ConnectionTimeoutError)
    assert surely_undelivered(error)


async def test_waiting_in_vain_for_a_free_connection_is_surely_undelivered() -> None:
    request, held = AiohttpRequest(connections=1, connect_timeout=0.5, pool_timeout=0.1), asyncio.Event()

    async def holding(_: web.BaseRequest) -> web.StreamResponse:
        held.set()
        await asyncio.sleep(PATIENCE)
        return web.Response()

    async with serving(holding) as url, bot_at(url, request) as bot:
        first = asyncio.ensure_future(bot.send_message(1, "holds the only connection"))
        await held.wait()
        with pytest.raises(TimedOut) as caught:
            await bot.send_message(1, "waits for it")
        assert surely_undelivered(caught.value)
        assert_keeps_the_token(caught.value)
        first.cancel()
        await asyncio.gather(first, return_exceptions=True)


async def test_no_answer_in_time_leaves_the_fate_unknown() -> None:
    async with serving(silent) as url:
        error = await failure(url, AiohttpRequest(read_timeout=0.1))
    assert type(error) is TimedOut
    assert isinstance(error.__cause__, aiohttp.SocketTimeoutError)
    assert not surely_undelivered(error)


async def test_a_connection_that_breaks_leaves_the_fate_unknown() -> None:
    async with serving(breaking) as url:
        error = await failure(url)
    assert type(error) is NetworkError
    assert not surely_undelivered(error)


async def test_a_server_error_leaves_the_fate_unknown_and_a_refusal_does_not() -> None:
    async with serving(answering(502, ok=False, description="Bad Gateway")) as url:
        assert not surely_undelivered(await failure(url))
    async with serving(answering(429, ok=False, parameters={"retry_after": 3})) as url:
        assert surely_undelivered(await failure(url))
    async with serving(answering(403, ok=False, description="Forbidden: kicked")) as url:
        assert surely_undelivered(await failure(url))


async def test_a_url_that_is_none_does_not_tell_the_token() -> None:
    await failure("http://[not-a-host/bot")
    await failure("ftp://127.0.0.1/bot")


async def test_a_proxy_of_the_environment_is_passed_by(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{free_port()}")
    monkeypatch.setenv("NO_PROXY", "")
    async with serving(answering(200, ok=True, result=message("direct"))) as url, bot_at(url) as bot:
        assert (await bot.send_message(1, "hello")).text == "direct"


async def test_the_proxy_of_the_settings_is_used() -> None:
    async def proxy(request: web.BaseRequest) -> web.StreamResponse:
        assert request.raw_path.startswith("http://api.invalid/bot")
        return web.json_response({"ok": True, "result": message("by proxy")})

    async with serving(proxy) as url:
        request = AiohttpRequest(proxy=url.removesuffix("/bot"))
        async with bot_at("http://api.invalid/bot", request) as bot:
            assert (await bot.send_message(1, "hello")).text == "by proxy"


async def test_a_proxy_that_is_down_or_refuses_is_surely_undelivered() -> None:
    error = await failure("http://api.invalid/bot", AiohttpRequest(proxy=f"http://127.0.0.1:{free_port()}"))
    assert surely_undelivered(error)
    async with serving(answering(407)) as url:
        error = await failure("https://api.invalid/bot", AiohttpRequest(proxy=url.removesuffix("/bot")))
    assert surely_undelivered(error)


async def test_a_long_poll_may_take_longer_than_the_usual_answer() -> None:
    async def slow(_: web.BaseRequest) -> web.StreamResponse:
        await asyncio.sleep(0.4)
        return web.json_response({"ok": True, "result": []})

    async with serving(slow) as url, bot_at(url, AiohttpRequest(read_timeout=0.2)) as bot:
        assert await bot.get_updates(timeout=1, read_timeout=PATIENCE) == ()


async def test_it_can_be_started_and_stopped_twice() -> None:
    request = AiohttpRequest()
    await request.initialize()
    await request.initialize()
    await request.shutdown()
    await request.shutdown()
    with pytest.raises(NetworkError, match="not initialized"):
        await request.post("http://127.0.0.1/")
