"""The token never reaches the log, by whichever road it comes."""

from __future__ import annotations

import asyncio
import io
import logging
import sys
from collections.abc import Iterator

import pytest
from telegram import Bot
from telegram.error import InvalidToken
from telegram.ext import ApplicationBuilder
from telegram.request import HTTPXRequest

from bot import log

SECRET = "the-secret-half_of_a_token_for_tests"
TOKEN = f"1234567890:{SECRET}"


@pytest.fixture
def stream(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What the process writes to its log at DEBUG."""
    root = logging.getLogger()
    before = (root.handlers[:], root.level, sys.excepthook)
    levels = {name: logging.getLogger(name).level for name in (*log.CHATTY, *log.PERSONAL)}
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    log.configure("DEBUG")
    logging.getLogger("telegram").setLevel("DEBUG")  # whoever lets it speak is told no token either
    yield stream
    logging.captureWarnings(False)
    root.handlers[:], root.level, sys.excepthook = before
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


@pytest.fixture(params=["redacted", "as the library formats"])
def roads(request: pytest.FixtureRequest, stream: io.StringIO) -> tuple[io.StringIO, bool]:
    """The stream, and whether it is redacted; the other case shows that there is something to redact."""
    if request.param == "redacted":
        return stream, True
    logging.getLogger().handlers[0].setFormatter(logging.Formatter(logging.BASIC_FORMAT))
    for name in log.CHATTY:
        logging.getLogger(name).setLevel(logging.DEBUG)
    return stream, False


def check(roads: tuple[io.StringIO, bool], marker: str) -> None:
    stream, is_redacted = roads
    assert marker in stream.getvalue()
    assert (SECRET in stream.getvalue()) is not is_redacted


def test_the_line_of_httpx_does_not_tell_the_token(roads: tuple[io.StringIO, bool]) -> None:
    """httpx writes the URL of every request at INFO; here even with its level turned up again."""
    logging.getLogger("httpx").setLevel(logging.INFO)
    logging.getLogger("httpx").info(
        'HTTP Request: POST %s "200 OK"', f"https://api.telegram.org/bot{TOKEN}/getMe"
    )
    check(roads, "HTTP Request")


async def test_httpx_itself_does_not_tell_the_token(stream: io.StringIO) -> None:
    server = await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server, HTTPXRequest(httpx_kwargs={"trust_env": False}) as request:
        with pytest.raises(Exception, match="httpx"):
            await request.post(f"http://127.0.0.1:{port}/bot{TOKEN}/getMe")
    assert SECRET not in stream.getvalue()


def test_the_debug_line_of_a_new_bot_does_not_tell_the_token(roads: tuple[io.StringIO, bool]) -> None:
    Bot(TOKEN)
    check(roads, "Set Bot API URL")


def test_the_repr_of_a_bot_does_not_tell_the_token(roads: tuple[io.StringIO, bool]) -> None:
    logging.getLogger("bot").error("this bot: %r", Bot(TOKEN))
    check(roads, "this bot")


def test_the_repr_of_an_application_does_not_tell_the_token(roads: tuple[io.StringIO, bool]) -> None:
    logging.getLogger("bot").error(
        "this application: %r", ApplicationBuilder().token(TOKEN).updater(None).build()
    )
    check(roads, "this application")


def test_a_traceback_about_the_token_does_not_tell_it(roads: tuple[io.StringIO, bool]) -> None:
    try:
        raise InvalidToken(f"The token `{TOKEN}` was rejected by the server.")
    except InvalidToken:
        logging.getLogger("bot").exception("cannot start")
    check(roads, "cannot start")


def test_an_error_nobody_caught_does_not_tell_the_token(stream: io.StringIO) -> None:
    error = InvalidToken(f"The token `{TOKEN}` was rejected by the server.")
    sys.excepthook(InvalidToken, error, None)
    assert "InvalidToken" in stream.getvalue()
    assert SECRET not in stream.getvalue()


def test_a_percent_encoded_token_is_cut_out_too() -> None:
    assert log.redact(f"/bot1234567890%3A{SECRET}/getMe") == "/bot[token]/getMe"


def test_ordinary_times_and_numbers_stay() -> None:
    line = "2026-11-23 12:30:45 chat 1234567890: 200 OK http://127.0.0.1:8080/healthz"
    assert log.redact(line) == line
