"""The process that draws for the bot (`bot/studio.py`), until the bot lets go of the pipe to it."""

from __future__ import annotations

import os
import pickle
import signal
import sys
import traceback
from contextlib import suppress
from multiprocessing.connection import Connection

NICENESS = 10
"""Who taps goes before who looks at a picture."""


def main(descriptor: int) -> None:
    # A signal to all of the bot's processes is for the bot to act on: it may need a picture to finish.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)
    os.nice(NICENESS)
    with Connection(descriptor) as pipe, suppress(EOFError, ConnectionError):
        while True:
            pipe.send(_drawn(pipe.recv_bytes()))


def _drawn(order: bytes) -> tuple[bytes | None, str]:
    """The picture; or None, and what went wrong."""
    try:
        picture: bytes = pickle.loads(order)()  # noqa: S301 - from the bot itself, by a pipe that is nobody else's
    except Exception:
        return None, traceback.format_exc()
    return picture, ""


if __name__ == "__main__":
    main(int(sys.argv[1]))
