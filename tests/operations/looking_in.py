"""What the tests of the doctor ask: what it tells, with a server in Telegram's place."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web as aiohttp_web

from bot import web
from bot.operations import doctor
from bot.operations.backups import Backups
from bot.settings import Settings
from db.engine import Database

TOKEN = "123456789:" + "a_token_of_no_bot_" * 2
ME = {"ok": True, "result": {"id": 1, "is_bot": True, "first_name": "H", "username": "hamkori_bot"}}
REFUSED = {"ok": False, "error_code": 401, "description": "Unauthorized"}


def now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - the doctor looks at the clock of the machine


@asynccontextmanager
async def telegram(
    answer: object = ME, off: timedelta = timedelta(0), webhook: dict[str, object] | None = None
) -> AsyncIterator[str]:
    """A server that answers getMe, by a clock that is off, and tells of a webhook."""

    async def get_me(_: aiohttp_web.Request) -> aiohttp_web.Response:
        headers = {"Date": format_datetime(now() + off, usegmt=True)}
        if isinstance(answer, str):
            return aiohttp_web.Response(text=answer, status=404, headers=headers)
        return aiohttp_web.json_response(answer, headers=headers)

    async def get_webhook_info(_: aiohttp_web.Request) -> aiohttp_web.Response:
        return aiohttp_web.json_response({"ok": True, "result": webhook or {"url": ""}})

    site = aiohttp_web.Application()
    site.router.add_get(f"/bot{TOKEN}/getMe", get_me)
    site.router.add_get(f"/bot{TOKEN}/getWebhookInfo", get_webhook_info)
    async with web.serve(site, "127.0.0.1", 0) as address:
        yield address


async def told(
    settings: Settings, capsys: pytest.CaptureFixture[str], **more: Any
) -> tuple[int, dict[str, str]]:
    """The exit code, and the line about each thing; the worst one where there are several."""
    code = await doctor.run(replace(settings, **more), Namespace())
    output = capsys.readouterr().out
    assert TOKEN not in output
    lines: dict[str, str] = {}
    for line in output.splitlines()[1:]:
        verdict, what, words = line.split(maxsplit=2)
        if verdict != "OK" or what not in lines:
            lines[what] = f"{verdict} {words}"
    return code, lines


async def told_here(settings: Settings, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, str]]:
    async with telegram() as address:
        return await told(settings, capsys, bot_api_url=address)


async def copy_of(settings: Settings, at: datetime) -> Path:
    database = Database(settings.database_url)
    copy = (await Backups(database, settings, lambda: at).make()).file
    database.close()
    return copy
