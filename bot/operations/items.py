"""`python -m bot items`: how every question does, as a table."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

import aiohttp

from bot.operations.serve import opened
from bot.operations.table import MARK, PATH, tell
from bot.settings import Settings

HELP = "how every question does: a table from the learners' first answers"
OF_THIS_MACHINE = {"Host": "localhost"}
"""Asked by any other name than an address, the page does not exist."""
PATIENCE = 600
"""Seconds: a large database takes its time."""
_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - addresses that nobody can ask


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--flagged", action="store_true", help="only questions that ask to be looked at")
    parser.add_argument("--csv", action="store_true", help="comma-separated, for a spreadsheet")


async def run(settings: Settings, arguments: Namespace) -> int:
    """Ask the running bot, or if none listens, open the database. Raises AlreadyRunning, CannotStart."""
    told = await _ask_the_bot(settings, arguments.flagged, arguments.csv)
    if told is None:
        async with opened(settings, makes=False) as (database, bank):
            told = await tell(database, bank, flagged=arguments.flagged, as_csv=arguments.csv)
    print(told, end="")
    return 0


async def _ask_the_bot(settings: Settings, flagged: bool, as_csv: bool) -> str | None:
    """What the bot on this machine says; None if none does."""
    host = _EVERYWHERE.get(settings.host, settings.host)
    address = f"http://[{host}]" if ":" in host else f"http://{host}"
    query = {"flagged": str(int(flagged)), "csv": str(int(as_csv))}
    timeout = aiohttp.ClientTimeout(total=PATIENCE, connect=5)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout) as client,
            client.get(f"{address}:{settings.port}{PATH}", params=query, headers=OF_THIS_MACHINE) as answer,
        ):
            is_ours = answer.status == 200 and answer.headers.get("X-Hamkori") == MARK["X-Hamkori"]
            return await answer.text() if is_ours else None
    except (aiohttp.ClientError, TimeoutError):
        return None
