"""What `python -m bot VERB` can do besides running the bot."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Coroutine, Mapping
from typing import Any

from msgspec import Struct

from bot.operations import asked, audit, backup, doctor, draw, items, move_data, rekey, restore, status, who
from bot.settings import Settings
from bot.version import version


class Verb(Struct, frozen=True):
    """One of them; ``run`` gives the exit code."""

    help: str
    add_arguments: Callable[[ArgumentParser], None]
    run: Callable[[Settings, Namespace], Coroutine[Any, Any, int]]


VERBS: Mapping[str, Verb] = {
    "asked": Verb(asked.HELP, asked.add_arguments, asked.run),
    "audit": Verb(audit.HELP, audit.add_arguments, audit.run),
    "backup": Verb(backup.HELP, backup.add_arguments, backup.run),
    "doctor": Verb(doctor.HELP, doctor.add_arguments, doctor.run),
    "draw": Verb(draw.HELP, draw.add_arguments, draw.run),
    "items": Verb(items.HELP, items.add_arguments, items.run),
    "move-data": Verb(move_data.HELP, move_data.add_arguments, move_data.run),
    "rekey": Verb(rekey.HELP, rekey.add_arguments, rekey.run),
    "restore": Verb(restore.HELP, restore.add_arguments, restore.run),
    "status": Verb(status.HELP, status.add_arguments, status.run),
    "who": Verb(who.HELP, who.add_arguments, who.run),
}


def parser() -> ArgumentParser:
    parser = ArgumentParser(
        "python -m bot", description="Without a verb: the bot, or without BOT_TOKEN the playground."
    )
    parser.add_argument("--version", action="version", version=f"Hamkori {version()}")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB")
    for name, verb in VERBS.items():
        verb.add_arguments(verbs.add_parser(name, help=verb.help, description=verb.help))
    return parser
