"""What administrators did, as a table in plain text: of the command, and of the running bot's page for it."""

from __future__ import annotations

from aiohttp import web

from bot.acts import run
from bot.operations.loopback import marked
from bot.services import audits
from bot.web import private
from db.engine import Database

PAGE = "audit"


def route(database: Database) -> web.RouteDef:
    """``GET /audit`` of the running bot."""

    async def audited(_: web.Request) -> web.Response:
        return web.Response(text=await tell(database), headers=marked(PAGE))

    return web.get(f"/{PAGE}", private(audited))


async def tell(database: Database) -> str:
    """A line for each act, the newest last: when (UTC), who (a keyed hash), what, and on what."""
    rows = await run(database, audits.every)
    if not rows:
        return "Administrators have done nothing that is noted.\n"
    lines = (f"{row.noted_at:%Y-%m-%d %H:%M}  {row.who}  {row.what:<17} {row.about}" for row in rows)
    return "".join(f"{line.rstrip()}\n" for line in lines)
