"""`python -m bot`: with BOT_TOKEN the bot on Telegram; without it, the playground in the browser.

`python -m bot VERB` does one thing to the bot's database, or asks the running bot for it.
"""

from __future__ import annotations

# Before all other imports: starting makes a million objects that stay, and looking through them again and
# again for garbage is a quarter of its cost. bot.running switches it on again.
import gc

gc.disable()

import asyncio
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import uvloop

from bot import log
from bot.operations import asked, audit, backup, doctor, items, move_data, rekey, restore, serve, status, who
from bot.settings import Settings, SettingsError, read_settings
from bot.updates.polling import TAKEN_ELSEWHERE, Hopeless
from bot.vault import UnusableKey
from bot.version import version
from bot.web import CannotListen
from content.loader import ContentError
from db.errors import AlreadyRunning, CannotStart

OWNER_ONLY = 0o077
"""The umask: what people typed and the keys to it are nobody else's on this machine."""
UNUSABLE = 78
"""Exit code (sysexits EX_CONFIG): something has to be put right before another start makes sense."""


@dataclass(frozen=True)
class Verb:
    """What `python -m bot` can do besides running the bot; ``run`` gives the exit code."""

    help: str
    add_arguments: Callable[[ArgumentParser], None]
    run: Callable[[Settings, Namespace], Coroutine[Any, Any, int]]


VERBS: Mapping[str, Verb] = {
    "asked": Verb(asked.HELP, asked.add_arguments, asked.run),
    "audit": Verb(audit.HELP, audit.add_arguments, audit.run),
    "backup": Verb(backup.HELP, backup.add_arguments, backup.run),
    "doctor": Verb(doctor.HELP, doctor.add_arguments, doctor.run),
    "items": Verb(items.HELP, items.add_arguments, items.run),
    "move-data": Verb(move_data.HELP, move_data.add_arguments, move_data.run),
    "rekey": Verb(rekey.HELP, rekey.add_arguments, rekey.run),
    "restore": Verb(restore.HELP, restore.add_arguments, restore.run),
    "status": Verb(status.HELP, status.add_arguments, status.run),
    "who": Verb(who.HELP, who.add_arguments, who.run),
}


def main(arguments: Sequence[str] | None = None) -> int:
    given = _parser().parse_args(arguments)
    try:
        settings = read_settings()
    except SettingsError as error:
        if given.verb == "doctor":
            return doctor.tell_settings(str(error))
        print(f"These settings cannot be used:\n{error}", file=sys.stderr)
        return UNUSABLE
    log.configure(settings.log_level)
    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            return runner.run(_work(settings, given)) or 0
    except AlreadyRunning as error:
        print(error, file=sys.stderr)
        return TAKEN_ELSEWHERE
    except (CannotListen, CannotStart, ContentError, UnusableKey) as error:
        print(error, file=sys.stderr)
        return UNUSABLE
    except Hopeless as error:
        print(error, file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        pass
    return 0


def _parser() -> ArgumentParser:
    parser = ArgumentParser(
        "python -m bot", description="Without a verb: the bot, or without BOT_TOKEN the playground."
    )
    parser.add_argument("--version", action="version", version=f"Hamkori {version()}")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB")
    for name, verb in VERBS.items():
        verb.add_arguments(verbs.add_parser(name, help=verb.help, description=verb.help))
    return parser


def _work(settings: Settings, given: Namespace) -> Coroutine[Any, Any, int | None]:
    if given.verb is not None:
        gc.enable()
        return VERBS[given.verb].run(settings, given)
    return serve.serve(settings) if settings.bot_token else _play(settings)


def _play(settings: Settings) -> Coroutine[Any, Any, None]:
    # Imported only here: with a token the playground is never needed, and a start should be quick.
    from bot.playground.__main__ import play

    return play(settings)


if __name__ == "__main__":
    os.umask(OWNER_ONLY)
    sys.exit(main())
