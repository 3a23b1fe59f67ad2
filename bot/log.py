"""What the program writes for its operator: without any bot token, and with a sign instead of an id."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from types import TracebackType

# A token as it stands in a URL, in a message or in repr(bot); the colon may be percent-encoded.
TOKEN = re.compile(r"\d{6,}(?::|%3A)[A-Za-z0-9_-]{30,}")
CHATTY = ("httpx", "httpcore", "aiohttp.access")
QUIET = ("alembic", "apscheduler", "fontTools", "fpdf", "telegram.ext")
"""Their news is for whoever debugs; at INFO they would hide the few lines an operator should read."""
PERSONAL = ("telegram",)
"""At DEBUG it would write down what people type, and who they are: it never does."""
FORMAT = "%(asctime)s %(levelname)s %(event)s%(sign)s: %(message)s"
"""The event is the act that tells it, by its name: what an operator searches for and counts. Where the line
is about one person or chat, their sign follows in brackets (`python -m bot who ID`)."""

_sign: ContextVar[str] = ContextVar("sign", default="")


@contextmanager
def about(sign: str) -> Iterator[None]:
    """What is logged in here carries this sign, in tasks begun in here too."""
    token = _sign.set(sign)
    try:
        yield
    finally:
        _sign.reset(token)


def redact(text: str) -> str:
    """The text without anything that has the shape of a bot token."""
    return TOKEN.sub("[token]", text)


class RedactingFormatter(logging.Formatter):
    """Cuts tokens out of the finished text: message, arguments, traceback and stack alike.

    A record is formatted where it is made, so the sign is that of whom it is about.
    """

    def format(self, record: logging.LogRecord) -> str:
        record.event = f"{record.name}.{record.funcName}"
        record.sign = f" [{sign}]" if (sign := _sign.get()) else ""
        return redact(super().format(record))


def configure(level: str) -> None:
    """Send all logging of the process to stderr, redacted; ``level`` is a level's name."""
    handler = logging.StreamHandler()
    handler.setFormatter(RedactingFormatter(FORMAT))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in CHATTY if level == "DEBUG" else (*CHATTY, *QUIET):
        logging.getLogger(name).setLevel(logging.WARNING)
    for name in PERSONAL:
        logging.getLogger(name).setLevel(logging.INFO)
    logging.captureWarnings(True)
    sys.excepthook = _log_uncaught


def _log_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    # Python itself would print the traceback past every formatter, and InvalidToken's text is the token.
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    logging.getLogger("bot").critical("the program ends by an error", exc_info=(kind, error, trace))
