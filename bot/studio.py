"""A process of its own that draws: begun for the first picture, ended when none was asked for in a while."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from threading import Lock

ROOT = Path(__file__).resolve().parent.parent


class Studio:
    """One for the bot. Drawing in a thread would hold the interpreter, and a tap would wait for it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._pipe: Connection | None = None
        self._is_idle = True

    def draw(self, draw: Callable[[], bytes]) -> bytes:
        """What ``draw`` gives there; it must be picklable. Raises RuntimeError with what went wrong there."""
        order = pickle.dumps(draw)
        with self._lock:
            self._is_idle = False
            try:
                picture, wrong = self._ask(order)
            except (EOFError, OSError):  # the process is gone, killed for want of memory perhaps
                self._end()
                picture, wrong = self._ask(order)
        if picture is None:
            raise RuntimeError(wrong)
        return picture

    def beat(self, _: datetime) -> None:
        """End the process if nothing was drawn since the last beat."""
        if self._lock.acquire(blocking=False):  # else it is at work
            try:
                if self._is_idle:
                    self._end()
                self._is_idle = True
            finally:
                self._lock.release()

    def close(self) -> None:
        with self._lock:
            self._end()

    def _ask(self, order: bytes) -> tuple[bytes | None, str]:
        pipe = self._pipe or self._begin()
        pipe.send_bytes(order)
        answer: tuple[bytes | None, str] = pipe.recv()
        return answer

    def _begin(self) -> Connection:
        # Not by multiprocessing: its children import the bot's own __main__, with all that it stands on.
        pipe, theirs = Pipe()
        with theirs:
            descriptor = theirs.fileno()
            self._process = subprocess.Popen(  # noqa: S603 - our own module
                [sys.executable, "-m", "bot.pictures", str(descriptor)],
                stdin=subprocess.DEVNULL,
                pass_fds=(descriptor,),
                env={**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), *sys.path))},
            )
        self._pipe = pipe
        return pipe

    def _end(self) -> None:
        pipe, process, self._pipe, self._process = self._pipe, self._process, None, None
        if pipe is not None:
            pipe.close()
        if process is not None:
            process.wait()
