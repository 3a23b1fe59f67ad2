"""`python -m bot who ID`: the signs by which the log, and the list of administrators' acts, know somebody."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from bot.settings import Settings
from bot.vault import KEY_FILE, open_vault
from db.address import sqlite_file

HELP = "the signs that stand for a person or chat in the log, and among what administrators did"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("id", type=int, metavar="ID", help="numeric Telegram id, negative of a group")


async def run(settings: Settings, given: Namespace) -> int:
    """Gives 1 if there is no key yet, by which signs are made. Raises UnusableKey."""
    file = sqlite_file(settings.database_url)
    directory = file.parent if file else Path("data")
    if not settings.data_keys and not (directory / KEY_FILE).exists():
        print(f"There is no key yet, so nothing was signed: {directory / KEY_FILE}", file=sys.stderr)
        return 1
    vault = open_vault(settings.data_keys, directory)
    for fingerprint, sign in zip(vault.fingerprints, vault.signs(given.id), strict=True):
        print(f"{sign}  in the log, under the key {fingerprint}")
    print(f"{vault.administrator(given.id)}  in python -m bot audit")
    return 0
