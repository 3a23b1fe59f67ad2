"""What was asked in vain, as a list in plain text: of the command, and of the running bot's page for it."""

from __future__ import annotations

import hmac
from collections.abc import Sequence

from aiohttp import web
from msgspec.structs import replace

from bot import acts
from bot.learning.asked import InVain
from bot.operations.loopback import marked
from bot.services import asked
from bot.vault import Vault
from bot.web import private
from db.engine import Database

PAGE = "asked"
PROOF = "X-Proof"
"""A header that only who has the key can send: the words of learners are not for every program here."""


def route(database: Database, vault: Vault) -> web.RouteDef:
    """``GET /asked`` of the running bot."""

    async def page(request: web.Request) -> web.Response:
        if not hmac.compare_digest(request.headers.get(PROOF, "").encode(), vault.mark(PAGE).encode()):
            raise web.HTTPNotFound
        return web.Response(text=await tell(database, vault), headers=marked(PAGE))

    return web.get(f"/{PAGE}", private(page))


async def tell(database: Database, vault: Vault) -> str:
    """The list as text, what was asked most often first."""
    found = await acts.run(database, asked.listed)
    return _table([replace(each, text=vault.open(each.text or "")) for each in found])


def _table(found: Sequence[InVain]) -> str:
    if not found:
        return "Nothing was asked in vain.\n"
    lines = [f"{each.times:>5}  {each.language}  {each.at:%Y-%m-%d}  {_shown(each.text)}\n" for each in found]
    return f"{'times':>5}  in  {'last':10}  question\n{''.join(lines)}"


def _shown(text: str | None) -> str:
    """On one line, and nothing in it that a terminal obeys."""
    if text is None:
        return "(cannot be read with the present key)"
    return "".join(letter if letter.isprintable() else " " for letter in text)
