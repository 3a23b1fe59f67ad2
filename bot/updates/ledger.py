"""Which updates were handled and which lanes are free, written down many in one transaction."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from bot.acts import run
from bot.clock import Clock
from bot.tasks import spawn
from db import inbox, lanes
from db.engine import Database, Session
from db.errors import UNAVAILABLE

FLUSH_LIMIT = 500


class Ledger:
    """``written`` hears which updates are written down, and in which chats more waits; ``idle`` is run when
    nothing is left to write."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        owner: str,
        written: Callable[[Sequence[int], set[int]], None],
        idle: Callable[[], Awaitable[None]],
    ) -> None:
        self._database = database
        self._clock = clock
        self._owner = owner
        self._written = written
        self._idle = idle
        self._handled: list[int] = []
        self._ended: list[int] = []  # chats of which nothing is in hand any more
        self._flusher: asyncio.Task[None] | None = None

    @property
    def is_clear(self) -> bool:
        return not (self._handled or self._flusher)

    def note_handled(self, update_id: int) -> None:
        self._handled.append(update_id)
        self._flush_soon()

    def note_ended(self, chat_id: int) -> None:
        self._ended.append(chat_id)
        self._flush_soon()

    def _flush_soon(self) -> None:
        if self._flusher is None:
            self._flusher = spawn(self._flush(), name="inbox flush")

    async def _flush(self) -> None:
        try:
            while self._handled or self._ended:
                await self._flush_once()
        finally:
            self._flusher = None
            await self._idle()

    async def _flush_once(self) -> None:
        now = self._clock()

        def flush(session: Session) -> tuple[list[int], list[int], set[int]]:
            # Looked at only now: what was finished while this waited for the database goes along.
            ids, chats = self._handled[:FLUSH_LIMIT], self._ended[:FLUSH_LIMIT]
            if ids:
                inbox.mark_handled(session, ids, now)
            return ids, chats, lanes.release(session, chats, self._owner) if chats else set()

        try:
            ids, chats, waiting = await run(self._database, flush)
        except UNAVAILABLE:
            await asyncio.sleep(1.0)
            return
        del self._handled[: len(ids)], self._ended[: len(chats)]
        self._written(ids, waiting)
