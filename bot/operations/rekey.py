"""`python -m bot rekey`: seal what learners typed anew, with the first key of DATA_KEY."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from functools import partial

from bot import acts
from bot.clock import utc_now
from bot.counted import counted
from bot.operations.serve import opened
from bot.services import keys
from bot.settings import Settings
from bot.vault import Vault, open_vault
from db import presence, sealed
from db.engine import Session
from db.errors import AlreadyRunning

HELP = "seal what learners typed anew with the first key of DATA_KEY, after a key was put before the old one"


def add_arguments(_: ArgumentParser) -> None:
    """There are none."""


async def run(settings: Settings, _: Namespace) -> int:
    """Gives 1 if something could not be read, and so stays as it is. Raises AlreadyRunning."""
    async with opened(settings, makes=False) as (database, _bank):
        vault = open_vault(settings.data_keys, database.directory)
        kept, lost = await acts.run(database, partial(_seal_anew, vault=vault))
    print(f"{counted(kept, 'text is', 'texts are')} sealed with the first key.")
    if lost:
        print(f"{_unread(lost)}: keep the old key in DATA_KEY.")
    return 1 if lost else 0


def _unread(texts: int) -> str:
    unread = "could not be read with any key and"
    return counted(texts, f"{unread} stays as it is", f"{unread} stay as they are")


def _seal_anew(session: Session, vault: Vault) -> tuple[int, int]:
    if presence.alive(session, utc_now()):
        raise AlreadyRunning(
            "A bot is running on this database, and would go on sealing with the keys it was started with; "
            "stop it first. One that was killed counts as running for three minutes."
        )
    kept = lost = 0
    for place, row_id, token in sealed.every(session):
        text = token if token.startswith("{") else vault.open(token)  # an update from before the vault
        if text is None:
            lost += 1
            continue
        sealed.replace(session, place, row_id, vault.seal(text))
        kept += 1
    if not lost:
        keys.forget_others(session, vault.fingerprints[0])
    return kept, lost
