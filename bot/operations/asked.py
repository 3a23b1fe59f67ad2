"""`python -m bot asked`: what learners asked in vain, so that authors can answer it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from contextlib import closing

from bot.operations.in_vain import PAGE, PROOF, tell
from bot.operations.loopback import ask
from bot.operations.serve import opened
from bot.settings import Settings
from bot.vault import open_vault
from db.engine import Database

HELP = "what learners asked and the bank did not answer, with how often and in which language"


def add_arguments(_: ArgumentParser) -> None:
    """There are none."""


async def run(settings: Settings, _: Namespace) -> int:
    """Ask the running bot, or if none listens, open the database. Raises AlreadyRunning, CannotStart."""
    with closing(Database(settings.database_url)) as unopened:
        vault = open_vault(settings.data_keys, unopened.directory)
    is_done, told = await ask(settings, PAGE, headers={PROOF: vault.mark(PAGE)})
    if not is_done or told is None:
        async with opened(settings, makes=False) as (database, _bank):
            told = await tell(database, vault)
    print(told, end="")
    return 0
