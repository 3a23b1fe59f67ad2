"""What Telegram says of the webhook, and what answers at its address."""

from __future__ import annotations

import asyncio
import os
import ssl
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import web as aiohttp_web

from bot.operations import reaching
from bot.settings import Settings
from tests.deployed import ROOT
from tests.operations.looking_in import ME, TOKEN, now, telegram
from tests.operations.tls import Tls

pytestmark = pytest.mark.sqlite

ADDRESS = "https://bot.example.org/telegram"


@pytest.mark.parametrize(
    ("wish", "info", "verdict", "words"),
    [
        (None, {"url": ""}, "OK", "the bot asks Telegram"),
        (
            None,
            {"url": "https://old.example.org/secret"},
            "WARN",
            "posts to old.example.org: a start here takes",
        ),
        (
            ADDRESS,
            {"url": "https://old.example.org/secret"},
            "WARN",
            "posts to old.example.org: a start here",
        ),
        (ADDRESS, {"url": ""}, "OK", "the start sets it"),
        (ADDRESS, {"url": ADDRESS, "pending_update_count": 7}, "OK", "is set; 7 updates wait"),
        (ADDRESS, {"url": ADDRESS, "pending_update_count": 1}, "OK", "is set; 1 update waits"),
        (ADDRESS, {"url": ADDRESS, "pending_update_count": 500}, "WARN", "500 updates wait at Telegram"),
    ],
)
async def test_what_telegram_says_of_the_webhook_is_told(
    settings: Settings,
    wish: str | None,
    info: dict[str, object],
    verdict: str,
    words: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    async with telegram(webhook=info) as server:
        settings = replace(settings, webhook_url=wish, bot_api_url=server)
        found = {finding.what: finding async for finding in reaching.telegram(settings)}
    assert found["webhook"].verdict == verdict
    assert words in found["webhook"].words
    assert "secret" not in found["webhook"].words


@pytest.mark.parametrize(("ago", "verdict"), [(timedelta(minutes=5), "WARN"), (timedelta(hours=2), "OK")])
async def test_what_telegram_met_at_the_address_of_late_is_told(
    settings: Settings, ago: timedelta, verdict: str
) -> None:
    error = {"last_error_date": int((now() - ago).timestamp()), "last_error_message": "502 Bad Gateway"}
    async with telegram(webhook={"url": ADDRESS, "pending_update_count": 3, **error}) as server:
        settings = replace(settings, webhook_url=ADDRESS, bot_api_url=server)
        found = {finding.what: finding async for finding in reaching.telegram(settings)}
    assert found["webhook"].verdict == verdict
    if verdict == "WARN":
        assert "could not post 5 min ago (502 Bad Gateway); 3 updates wait" in found["webhook"].words


@asynccontextmanager
async def proxy(tls: Tls, pages: dict[str, int | object]) -> AsyncIterator[str]:
    """What stands at the webhook's address: a status for each page, or what it tells; gives its address."""

    async def answer(request: aiohttp_web.Request) -> aiohttp_web.Response:
        told = pages.get(request.path, 404)
        if isinstance(told, int):
            return aiohttp_web.Response(status=told)
        return aiohttp_web.json_response(told)

    runner = aiohttp_web.ServerRunner(aiohttp_web.Server(answer))  # type: ignore[arg-type]
    await runner.setup()
    await aiohttp_web.TCPSite(runner, "127.0.0.1", 0, ssl_context=tls.server).start()
    yield f"https://localhost:{runner.addresses[0][1]}"
    await runner.cleanup()


@pytest.mark.parametrize(
    ("pages", "verdict", "words"),
    [
        ({"/telegram": 405}, "OK", "leads to the bot"),
        ({"/telegram": 502}, "WARN", "the proxy answers 502: no bot runs behind it"),
        ({}, "BAD", "answers 404, where the bot would 405: let the proxy forward /telegram"),
        ({"/telegram": 200}, "BAD", "answers 200"),
        ({"/telegram": 405, "/healthz": {"last_poll_seconds": 1}}, "WARN", "forwards /healthz to everybody"),
    ],
)
async def test_what_answers_at_the_address_of_the_webhook_is_told(
    settings: Settings, tls: Tls, pages: dict[str, int | object], verdict: str, words: str
) -> None:
    async with proxy(tls, pages) as there:
        settings = replace(settings, webhook_url=f"{there}/telegram", bot_api_url="http://127.0.0.1")
        found = [finding async for finding in reaching.address(settings)]
    assert (found[-1].verdict, words in found[-1].words) == (verdict, True), found


async def test_a_certificate_that_nobody_trusts_is_told(
    settings: Settings, tls: Tls, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reaching, "trusted", ssl.create_default_context)
    async with proxy(tls, {"/telegram": 405}) as there:
        settings = replace(settings, webhook_url=f"{there}/telegram")
        found = [finding async for finding in reaching.address(settings)]
    assert (found[-1].verdict, "its certificate is not trusted" in found[-1].words) == ("BAD", True), found


async def test_an_address_that_is_away_or_has_a_port_to_which_nobody_posts_is_told(
    settings: Settings,
) -> None:
    settings = replace(settings, webhook_url="https://127.0.0.1:1/telegram")
    found = [finding async for finding in reaching.address(settings)]
    assert [finding.verdict for finding in found] == ["BAD", "WARN"]
    assert "the ports 443, 80, 88 and 8443 alone" in found[0].words
    assert "is not reached from here" in found[1].words


async def test_a_process_of_its_own_speaks_tls_with_whom_this_machine_trusts(
    settings: Settings, tls: Tls, tmp_path: Path
) -> None:
    """In the program aiohttp's own contexts trust nobody (bot/wire/certificates.py)."""
    pages = {f"/bot{TOKEN}/getMe": ME, f"/bot{TOKEN}/getWebhookInfo": {"ok": True, "result": {"url": ""}}}
    async with proxy(tls, {**pages}) as there:
        environment = {"PATH": os.defpath, "PYTHONPATH": str(ROOT), "SSL_CERT_FILE": str(tls.authority)}
        environment |= {"BOT_TOKEN": TOKEN, "BOT_API_URL": there, "PORT": "0"}
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "doctor"), cwd=tmp_path, env=environment, stdout=subprocess.PIPE
        )
        said = (await process.communicate())[0].decode()
    assert "OK    telegram" in said, said
