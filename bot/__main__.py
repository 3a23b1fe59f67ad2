"""`python -m bot`: with BOT_TOKEN the bot on Telegram; without it, the playground in the browser."""

from __future__ import annotations

import asyncio
import sys

import uvloop

from bot import log
from bot.operations import serve
from bot.playground.__main__ import play
from bot.polling import TAKEN_ELSEWHERE, Hopeless
from bot.settings import SettingsError, read_settings
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
    program = serve.serve(settings) if settings.bot_token else play(settings)
    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(program)
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


if __name__ == "__main__":
    sys.exit(main())
