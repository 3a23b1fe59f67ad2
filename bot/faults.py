"""Errors that nobody foresaw, since this process began; each has a number, which finds it in the log."""

from __future__ import annotations

import secrets


class Faults:
    def __init__(self) -> None:
        self.count = 0
        self.last = ""
        """The number of the last one."""

    def add(self) -> str:
        """The number of one more."""
        self.count += 1
        self.last = secrets.token_hex(4)
        return self.last
