"""What an app sends as several messages and a person meant as one: it gets one answer."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec import Struct
from telegram import Message

TOGETHER = timedelta(seconds=2)
"""By Telegram's clock: what is sent at once arrives within a second."""
CUT = 4000
"""Characters from which on a text was cut by the app: it cuts near 4096 (Bot API, Message.text)."""
REMEMBERED = 10_000
"""Chats of which the last message is remembered."""


class _Last(Struct, frozen=True):
    message_id: int
    at: datetime
    album: str | None
    is_forwarded: bool
    is_cut: bool


class Bursts:
    """The last message of each chat. Forgotten with the process: then one answer more is no harm."""

    def __init__(self) -> None:
        self._last: dict[int, _Last] = {}

    def goes_on(self, message: Message) -> bool:
        """Whether the message goes on what the one before it began, which has been answered."""
        now = _Last(
            message.message_id,
            message.date,
            message.media_group_id,
            message.forward_origin is not None,
            len(message.text or "") >= CUT,
        )
        before = self._last.pop(message.chat_id, None)
        if before is not None and before.message_id == now.message_id:
            self._last[message.chat_id] = before
            return False  # the same message, handled again
        self._last[message.chat_id] = now
        if len(self._last) > REMEMBERED:
            del self._last[next(iter(self._last))]
        return before is not None and _is_one(before, now)


def _is_one(before: _Last, now: _Last) -> bool:
    if now.album is not None and now.album == before.album:
        return True
    is_together = timedelta(0) <= now.at - before.at <= TOGETHER
    return is_together and ((before.is_forwarded and now.is_forwarded) or before.is_cut)
