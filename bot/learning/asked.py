"""A question that the bank had no answer to."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct


class InVain(Struct, frozen=True):
    """Asked so many times, and ``at`` the last time; ``text`` is None if it cannot be decrypted."""

    text: str | None
    language: str
    times: int
    at: datetime
