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
from argparse import Namespace
from collections.abc import Coroutine, Sequence
from typing import Any

import uvloop

import bot.wire.certificates  # noqa: F401 - before all that imports aiohttp
from bot import log
from bot.operations import serve
from bot.settings import Settings, SettingsError, read_settings
from bot.updates.polling import TAKEN_ELSEWHERE, Hopeless
from bot.vault import UnusableKey
from bot.web import CannotListen
from content.loader import ContentError
from db.errors import AlreadyRunning, CannotStart

OWNER_ONLY = 0o077
"""The umask: what people typed and the keys to it are nobody else's on this machine."""
UNUSABLE = 78
"""Exit code (sysexits EX_CONFIG): something has to be put right before another start makes sense."""


def main(arguments: Sequence[str] | None = None) -> int:
    given = _parsed(sys.argv[1:] if arguments is None else arguments)
    try:
        settings = read_settings()
    except SettingsError as error:
        if given.verb == "doctor":
            from bot.operations import doctor

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


def _parsed(arguments: Sequence[str]) -> Namespace:
    if not arguments:
        return Namespace(verb=None)
    # Imported only here, and where a verb is given: what the commands need a start of the bot does not.
    from bot.operations import verbs

    return verbs.parser().parse_args(arguments)


def _work(settings: Settings, given: Namespace) -> Coroutine[Any, Any, int | None]:
    if given.verb is not None:
        from bot.operations.verbs import VERBS

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
