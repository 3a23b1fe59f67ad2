"""How fast bulk messages may go: evenly spaced, under Telegram's limits, and after learners' own replies.

Telegram allows a bot about 30 messages a second, one a second to a chat and 20 a minute to a group
(core.telegram.org/bots/faq). PTB's own limiter lets twice as many out in its first second and holds
replies back as well, so bulk has this one and replies have none.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable

BULK_PER_SECOND = 25
CHAT_GAP = 1.0  # seconds
GROUP_MESSAGES = 20
GROUP_WINDOW = 60.0  # seconds
LONGEST_PUSH = 1.0
"""Seconds: however many replies go out, bulk keeps trickling."""


class Pacer:
    """One for the process. ``monotonic`` gives seconds, ``sleep`` waits them."""

    def __init__(
        self,
        per_second: float = BULK_PER_SECOND,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._gap = 1 / per_second
        self._monotonic = monotonic
        self._sleep = sleep
        self._free_at = monotonic()
        self._chats: dict[int, deque[float]] = {}
        self._swept_at = monotonic()

    def reply_sent(self, chat_id: int | None = None) -> None:
        """A learner was answered, at once: bulk moves back by one place."""
        now = self._monotonic()
        self._free_at = min(max(self._free_at, now) + self._gap, now + LONGEST_PUSH)
        if chat_id is not None:
            self._note(chat_id, now)

    def chat_wait(self, chat_id: int) -> float:
        """Seconds until this chat may get another bulk message; 0 = now."""
        past = self._chats.get(chat_id)
        if not past:
            return 0.0
        free_at = past[-1] + CHAT_GAP
        # Ids of groups are negative (Bot API, Chat).
        if chat_id < 0 and len(past) == GROUP_MESSAGES:
            free_at = max(free_at, past[0] + GROUP_WINDOW)
        return max(0.0, free_at - self._monotonic())

    async def turn(self, chat_id: int) -> None:
        """Wait until the next bulk message may go out, and count one to this chat."""
        # Asked again after each wait: replies sent meanwhile push it back.
        while (wait := max(self._free_at - self._monotonic(), self.chat_wait(chat_id))) > 0:
            await self._sleep(wait)
        now = self._monotonic()
        # A wait that was a little too long is made up for, so that the rate is kept, but never as a burst.
        self._free_at = max(self._free_at + self._gap, now + self._gap / 2)
        self._note(chat_id, now)

    def _note(self, chat_id: int, now: float) -> None:
        if now - self._swept_at > GROUP_WINDOW:
            self._swept_at = now
            self._chats = {chat: past for chat, past in self._chats.items() if now - past[-1] < GROUP_WINDOW}
        self._chats.setdefault(chat_id, deque(maxlen=GROUP_MESSAGES)).append(now)
