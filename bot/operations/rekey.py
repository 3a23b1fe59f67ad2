"""`python -m bot rekey`: seal what learners typed anew, with the first key of DATA_KEY."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from bot.app import beside
from bot.operations.serve import opened
from bot.settings import Settings
from bot.vault import Vault, open_vault
from db import sealed
from db.engine import Database

HELP = "seal what learners typed anew with the first key of DATA_KEY, after a key was put before the old one"


def add_arguments(_: ArgumentParser) -> None:
    """There are none."""


async def run(settings: Settings, _: Namespace) -> int:
    """Gives 1 if something could not be read, and so stays as it is. The bot must not be running."""
    async with opened(settings) as (database, _bank):
        kept, lost = await _seal_anew(database, open_vault(settings.data_keys, beside(database)))
    print(f"{kept} texts are sealed with the first key.")
    if lost:
        print(f"{lost} could not be read with any key and stay as they are: keep the old key in DATA_KEY.")
    return 1 if lost else 0


async def _seal_anew(database: Database, vault: Vault) -> tuple[int, int]:
    kept = lost = 0
    async with database.begin() as session:
        for place, row_id, token in await sealed.every(session):
            text = token if token.startswith("{") else vault.open(token)  # an update from before the vault
            if text is None:
                lost += 1
                continue
            await sealed.replace(session, place, row_id, vault.seal(text))
            kept += 1
    return kept, lost
