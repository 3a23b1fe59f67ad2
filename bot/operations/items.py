"""`python -m bot items`: how every question does, as a table."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from bot.operations.loopback import ask
from bot.operations.serve import opened
from bot.operations.table import PAGE, tell
from bot.settings import Settings

HELP = "how every question does: a table from the learners' first answers"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--flagged", action="store_true", help="only questions that ask to be looked at")
    parser.add_argument("--csv", action="store_true", help="comma-separated, for a spreadsheet")


async def run(settings: Settings, arguments: Namespace) -> int:
    """Ask the running bot, or if none listens, open the database. Raises AlreadyRunning, CannotStart."""
    query = {"flagged": str(int(arguments.flagged)), "csv": str(int(arguments.csv))}
    is_done, told = await ask(settings, PAGE, query=query)
    if not is_done or told is None:
        async with opened(settings, makes=False) as (database, bank):
            told = await tell(database, bank, flagged=arguments.flagged, as_csv=arguments.csv)
    print(told, end="")
    return 0
