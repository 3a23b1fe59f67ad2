"""What was answered last in each chat: "and who signed it?" leans on it."""

from __future__ import annotations

from datetime import datetime, timedelta

LONGEST = timedelta(minutes=10)
"""So long after an answer a question may lean on it."""
REMEMBERED = 10_000
"""Chats of which the last answer is remembered."""


class Threads:
    """Kept in memory: after a restart a question that leans on another is one that has to say more."""

    def __init__(self) -> None:
        self._last: dict[int, tuple[str, datetime]] = {}

    def keep(self, chat_id: int, thing_id: str, now: datetime) -> None:
        """``thing_id`` is of the fact or name that was answered."""
        self._last.pop(chat_id, None)
        self._last[chat_id] = (thing_id, now)
        if len(self._last) > REMEMBERED:
            del self._last[next(iter(self._last))]

    def find(self, chat_id: int, now: datetime) -> str | None:
        thing_id, at = self._last.get(chat_id, (None, now))
        return thing_id if now - at <= LONGEST else None
