"""`python -m bot audit`: what administrators did."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from bot.operations.audited import PAGE, tell
from bot.operations.loopback import ask
from bot.operations.serve import opened
from bot.settings import Settings

HELP = "what administrators did in the last year: when, who (a keyed hash), what"


def add_arguments(_: ArgumentParser) -> None:
    """There are none."""


async def run(settings: Settings, _: Namespace) -> int:
    """Ask the running bot, or if none listens, open the database. Raises AlreadyRunning, CannotStart."""
    is_done, told = await ask(settings, PAGE)
    if not is_done or told is None:
        async with opened(settings, makes=False) as (database, _bank):
            told = await tell(database)
    print(told, end="")
    return 0
