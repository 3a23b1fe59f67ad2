"""The updates that wait for the bot."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from telegram.constants import UpdateType

from bot.playground.state import ApiError, Json, bad_request

_ON_REQUEST = {UpdateType.CHAT_MEMBER, UpdateType.MESSAGE_REACTION, UpdateType.MESSAGE_REACTION_COUNT}
_CONFLICT = (
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
)


class UpdateQueue:
    """Updates until they are acknowledged; one poller at a time."""

    def __init__(self, first_id: int) -> None:
        self.next_id = first_id
        self.pending: list[Json] = []
        self.allowed: frozenset[str] = frozenset(UpdateType) - _ON_REQUEST
        self._waiter: asyncio.Future[None] | None = None
        self._is_open = True
        self.on_news: Callable[[], None] = lambda: None
        """Called when there is something new to bring."""

    def add(self, kind: UpdateType, content: Json) -> None:
        if kind not in self.allowed:
            return
        self.pending.append({"update_id": self.next_id, kind.value: content})
        self.next_id += 1
        self._wake()

    def allow(self, kinds: Sequence[str]) -> None:
        """None means all but those that Telegram sends on request only."""
        unknown = set(kinds) - set(UpdateType)
        if unknown:
            raise bad_request(f"allowed_updates: there are no updates of type {', '.join(sorted(unknown))}")
        self.allowed = frozenset(kinds) or frozenset(UpdateType) - _ON_REQUEST

    def acknowledge(self, offset: int) -> None:
        """Forgets what is older than ``offset``; a negative one counts from the end."""
        if offset < 0:
            self.pending = self.pending[offset:]
        else:
            self.pending = [update for update in self.pending if update["update_id"] >= offset]

    def accept(self, update: Json) -> None:
        """The bot has this one: it was told to a webhook."""
        self.pending = [each for each in self.pending if each["update_id"] != update["update_id"]]

    async def take(self, limit: int, timeout_s: int) -> list[Json]:
        """At most ``limit`` updates, as soon as there is one; none after ``timeout_s``."""
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_exception(ApiError(409, _CONFLICT))
        if not self.pending and timeout_s > 0 and self._is_open:
            await self._wait(timeout_s)
        return self.pending[:limit]

    async def _wait(self, timeout_s: int) -> None:
        waiter = self._waiter = asyncio.get_running_loop().create_future()
        try:
            await asyncio.wait_for(waiter, timeout_s)
        except TimeoutError:
            return

    def _wake(self) -> None:
        self.on_news()
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    def close(self) -> None:
        """Nobody waits from now on."""
        self._is_open = False
        self._wake()
