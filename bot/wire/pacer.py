"""How fast the bot may speak: one limiter under Telegram's limits, learners' replies first, bulk after them.

Telegram allows a bot about 30 messages a second, one a second to a chat, a few at once now and then, and 20 a
minute to a group (core.telegram.org/bots/faq); an edit counts as a message does, an answered tap does not.
PTB's own limiter lets twice as many out in its first second and has no turns, so this one is ours.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable

PER_SECOND = 30
WINDOW = 1.05
"""Seconds for so many: a second, and what the network may push two messages together."""
CHAT_GAP = 1.05  # seconds
CHAT_BURST = 3
GROUP_MESSAGES = 20
GROUP_WINDOW = 60.0  # seconds
TOGETHER = 5.0
"""Seconds between two chats' being shut, in which both are because the whole bot is."""
LONGEST_SHUT = 60.0
"""Seconds, for everybody: two people who flood for hours must not be the end of all talk."""
LONGEST_PUSH = 1.0
"""Seconds: however many replies go out, bulk keeps trickling. ``WINDOW`` has room for one a second more."""

Sleep = Callable[[float], Awaitable[None]]


class Pacer:
    """One for the process. ``monotonic`` gives seconds, ``sleep`` waits them.

    ``per_second`` is for all chats together; 0 is for a server without any limits, and then nobody waits.
    """

    def __init__(
        self,
        per_second: int = PER_SECOND,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._most = per_second
        self._bulk_most = max(1, per_second - per_second // 10)  # the rest is free for who taps this instant
        self._gap = WINDOW / per_second if per_second else 0.0
        self._bulk_gap = 6 / 5 / per_second if per_second else 0.0
        self._monotonic = monotonic
        self._sleep = sleep
        self._told: deque[float] = deque(
            maxlen=per_second
        )  # the last instants, in order, with those promised
        self._bulk_at = monotonic()
        self._chats: dict[int, float] = {}  # the instant at which a chat has nothing more to wait for
        self._groups: dict[int, deque[float]] = {}
        self._swept_at = monotonic()
        self._shut_until = 0.0
        self._shuts = 0
        self._halted = 0, -TOGETHER  # the last chat that Telegram shut, and when it said so

    async def reply(self, chat_id: int) -> None:
        """Wait until a reply to this chat may go out, and count it; whoever asks first goes first."""
        if not self._most:
            return
        now = self._monotonic()
        if (at := self._place_in(chat_id, now)) > now:
            await self._sleep(at - now)
            now = self._monotonic()
        while (at := self._place(now)) > now:
            shuts = self._shuts
            await self._sleep(at - now)
            if shuts == self._shuts:
                return
            now = self._monotonic()  # what was promised before Telegram shut everybody out counts no more

    async def turn(self, chat_id: int) -> None:
        """Wait until the next bulk message may go out, and count it."""
        if not self._most:
            return
        asked_at = self._monotonic()
        # Asked again after each wait: replies sent meanwhile push it back.
        while (wait := self._bulk_wait(chat_id, asked_at)) > 0:
            await self._sleep(wait)
        now = self._monotonic()
        # A wait that was a little too long is made up for, so that the rate is kept, but never as a burst.
        self._bulk_at = max(self._bulk_at + self._bulk_gap, now + self._bulk_gap / 2)
        self._place_in(chat_id, now)
        if not self._told or self._told[-1] <= now:
            self._told.append(now)

    def chat_wait(self, chat_id: int) -> float:
        """Seconds until this chat may get a bulk message; 0 = now."""
        if not self._most:
            return 0.0
        free_at = max(self._chats.get(chat_id, 0.0), self._group_free_at(chat_id))
        return max(0.0, free_at - self._monotonic())

    def halt(self, chat_id: int, seconds: float) -> None:
        """Telegram takes nothing for this chat for so long; said of two chats at once, it holds for all."""
        if not self._most:
            return
        now = self._monotonic()
        (other, said_at), self._halted = self._halted, (chat_id, now)
        until = now + seconds + (CHAT_BURST - 1) * CHAT_GAP
        self._chats[chat_id] = max(self._chats.get(chat_id, 0.0), until)
        if other != chat_id and now - said_at < TOGETHER:
            self._shut_until = max(self._shut_until, now + min(seconds, LONGEST_SHUT))
            self._shuts += 1
            self._told.clear()

    def _place(self, now: float) -> float:
        """The next instant for a message to anybody, behind those that wait; it is promised."""
        at, told = max(now, self._shut_until), self._told
        if len(told) == self._most:
            at = max(at, told[0] + WINDOW)
        if told and (at > now or told[-1] > now):
            at = max(at, told[-1] + self._gap)
        told.append(at)
        return at

    def _place_in(self, chat_id: int, now: float) -> float:
        """The next instant for a message to this chat; it is promised."""
        self._sweep(now)
        free_at = self._chats.get(chat_id, 0.0)
        at = max(now, free_at - (CHAT_BURST - 1) * CHAT_GAP, self._group_free_at(chat_id))
        self._chats[chat_id] = max(free_at, at) + CHAT_GAP
        if chat_id < 0:
            self._groups.setdefault(chat_id, deque(maxlen=GROUP_MESSAGES)).append(at)
        return at

    def _group_free_at(self, chat_id: int) -> float:
        past = (
            self._groups.get(chat_id) if chat_id < 0 else None
        )  # ids of groups are negative (Bot API, Chat)
        return past[0] + GROUP_WINDOW if past and len(past) == GROUP_MESSAGES else 0.0

    def _bulk_wait(self, chat_id: int, asked_at: float) -> float:
        now = self._monotonic()
        behind = self._told[-self._bulk_most] + WINDOW if len(self._told) >= self._bulk_most else 0.0
        behind = min(behind, asked_at + LONGEST_PUSH)
        return max(self._bulk_at - now, self._shut_until - now, behind - now, self.chat_wait(chat_id))

    def _sweep(self, now: float) -> None:
        """Forget chats that have nothing to wait for."""
        if now - self._swept_at > GROUP_WINDOW:
            self._swept_at = now
            self._chats = {chat: at for chat, at in self._chats.items() if at > now}
            self._groups = {
                chat: past for chat, past in self._groups.items() if past[-1] > now - GROUP_WINDOW
            }
