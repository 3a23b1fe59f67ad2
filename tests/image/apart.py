"""What stands beside the bot: a copy that another machine fetches, and a word to a dead man's switch."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path

from aiohttp import web

from tests.deployed import ROOT
from tests.image.workshop import Workshop

Say = Callable[[str], None]
DEPLOY = ROOT / "docs/deploy"


def fetched(workshop: Workshop, place: Path) -> Path:
    """The newest copy of the bot at that place, as another machine gets it, opened with its identity."""
    identity, recipients = workshop.root / "identity", workshop.root / "recipients"
    identity.unlink(missing_ok=True)
    workshop.run("age-keygen", "--output", str(identity))
    workshop.run("sh", "-c", f"age-keygen -y {identity} > {recipients}")
    sealed, opened = workshop.root / "copy.age", workshop.root / "copy.db"
    given = f"HAMKORI={place} RECIPIENTS={recipients}"
    workshop.run("sh", "-c", f"{given} {DEPLOY}/hamkori-copy > {sealed}")
    assert sealed.read_bytes().startswith(b"age-encryption.org")
    workshop.run("age", "--decrypt", "--identity", str(identity), "--output", str(opened), str(sealed))
    assert opened.read_bytes().startswith(b"SQLite format 3")
    return opened


async def watched(workshop: Workshop, place: Path) -> int:
    """How often the switch hears of a bot at that place that is looked at once."""
    heard = 0

    async def hear(_: web.BaseRequest) -> web.Response:
        nonlocal heard
        heard += 1
        return web.Response(status=HTTPStatus.OK)

    runner = web.ServerRunner(web.Server(hear))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    address = f"http://127.0.0.1:{runner.addresses[0][1]}/"
    words = ("env", f"HAMKORI={place}", str(DEPLOY / "hamkori-watch"), address)
    await asyncio.to_thread(workshop.run, *words, may_fail=True)
    await runner.cleanup()
    return heard
