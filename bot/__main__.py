"""`python -m bot`: with BOT_TOKEN the bot on Telegram; without it, the playground in the browser."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Coroutine
from typing import Any

import uvloop

from bot import log
from bot.operations import serve
from bot.polling import TAKEN_ELSEWHERE, Hopeless
from bot.settings import Settings, SettingsError, read_settings
from bot.web import CannotListen
from content.loader import ContentError
from db.errors import AlreadyRunning, CannotStart

UNUSABLE = 78
"""Exit code (sysexits EX_CONFIG): something has to be put right before another start makes sense."""


def main() -> int:
    try:
        settings = read_settings()
    except SettingsError as error:
        print(f"These settings cannot be used:\n{error}", file=sys.stderr)
        return UNUSABLE
    log.configure(settings.log_level)
    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(serve.serve(settings) if settings.bot_token else _play(settings))
    except AlreadyRunning as error:
        print(error, file=sys.stderr)
        return TAKEN_ELSEWHERE
    except (CannotListen, CannotStart, ContentError) as error:
        print(error, file=sys.stderr)
        return UNUSABLE
    except Hopeless as error:
        print(error, file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        pass
    return 0


def _play(settings: Settings) -> Coroutine[Any, Any, None]:
    # Imported only here: with a token the playground is never needed, and a start should be quick.
    from bot.playground.__main__ import play

    return play(settings)


if __name__ == "__main__":
    sys.exit(main())
