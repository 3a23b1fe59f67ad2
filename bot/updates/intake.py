"""Updates in: kept in the inbox before Telegram may forget them, handled in order within each chat."""

from __future__ import annotations

import asyncio
import json
import logging
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from typing import Any

import orjson
from telegram import Update
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError
from telegram.ext import Application

from bot.acts import run
from bot.clock import Clock
from bot.tasks import done_before, spawn
from bot.updates.polling import Hopeless, Polling
from bot.updates.pulse import Pulse
from bot.vault import Vault
from bot.wire.fate import Fate, fate_of
from db import inbox
from db.engine import Database, Session

__all__ = ["HamkoriApplication", "Hopeless", "Intake"]

log = logging.getLogger(__name__)

RETRY_PAUSES = (1.0, 3.0, 10.0, 30.0, 60.0)
LONGEST_RETRY_AFTER = 60.0
MOST_ATTEMPTS = 10
"""An update that processes began so often, and ended before it did, may be what ends them; it is dropped."""
BACKLOG = 1000
"""With so many updates in hand no more are asked for: the rest is safe with Telegram."""
FLUSH_LIMIT = 500
TELEGRAM_FORGETS_AFTER = timedelta(days=2)
"""Telegram keeps updates for a day; a handled one of before cannot come again."""


class HamkoriApplication(Application[Any, Any, Any, Any, Any, Any]):
    """An Application whose ``process_update`` raises errors that pass, so that the update is tried again."""

    async def process_error(
        self, update: object | None, error: Exception, job: Any = None, coroutine: Any = None
    ) -> bool:
        if job is None and coroutine is None and will_pass(error):
            raise error
        return await super().process_error(update, error, job, coroutine)


def _body(update: dict[str, Any]) -> str:
    try:
        return orjson.dumps(update).decode()
    except TypeError:
        # Half of a surrogate pair is no text: no database takes it, so a question mark stands for it.
        return json.dumps(update, ensure_ascii=False).encode("utf-8", "replace").decode()


def will_pass(error: Exception) -> bool:
    """Whether the same update may well succeed a little later."""
    if isinstance(error, BadRequest):  # a NetworkError by inheritance only
        return False
    return isinstance(error, (NetworkError, RetryAfter, *inbox.UNAVAILABLE))


@dataclass
class _Lane:
    """The updates of one chat that wait for their turn."""

    entries: deque[inbox.Entry] = field(default_factory=deque)
    task: asyncio.Task[None] | None = None


class Intake:
    """Polls, keeps, handles, acknowledges. ``concurrency`` chats at most are served at the same time."""

    def __init__(
        self,
        application: Application[Any, Any, Any, Any, Any, Any],
        database: Database,
        clock: Clock,
        vault: Vault,
        *,
        concurrency: int = 64,
        poll_timeout: int = 10,
        retry_pauses: Sequence[float] = RETRY_PAUSES,
    ) -> None:
        self._application = application
        self._database = database
        self._clock = clock
        self._vault = vault
        self._retry_pauses = retry_pauses
        self._polling = Polling(application.bot, clock, poll_timeout)
        self._offset = 0
        self._slots = asyncio.Semaphore(concurrency)
        self._lanes: dict[int, _Lane] = {}
        self._handled: list[int] = []  # handled, but not yet written down as such
        self._flusher: asyncio.Task[None] | None = None
        self._in_hand = 0
        self._changed = asyncio.Condition()
        self._stopping = asyncio.Event()
        self._fetching: asyncio.Task[Any] | None = None

    @property
    def pulse(self) -> Pulse:
        return self._polling.pulse

    @property
    def in_hand(self) -> int:
        """How many updates wait or are being handled."""
        return self._in_hand

    async def run(self) -> None:
        """Handle what earlier processes left, then poll until ``stop``. Raises Hopeless."""
        await self._resume()
        await done_before(self._stopping, self._polling.drop_webhook())
        while not self._stopping.is_set():
            updates = await self._fetch()
            try:
                await self.take(updates)
            except inbox.UNAVAILABLE:
                log.exception("the database takes no updates; Telegram keeps them")
                await self._stopped_within(1.0)
                continue
            if updates:
                self._offset = updates[-1]["update_id"] + 1

    async def take(self, updates: Sequence[dict[str, Any]]) -> None:
        """Keep updates as they came from Telegram, and begin to handle those that are new."""
        if not updates:
            return
        entries = [inbox.Entry(update["update_id"], chat_of(update), _body(update)) for update in updates]
        now, offset = self._clock(), self._offset

        def keep(session: Session) -> set[int]:
            inbox.delete_acknowledged(session, offset)
            return inbox.insert(session, [self._sealed(entry) for entry in entries], now)

        fresh = await run(self._database, keep)
        self._begin(entry for entry in entries if entry.update_id in fresh)

    async def idle(self) -> None:
        """Wait until every update taken was handled and that is written down."""
        async with self._changed:
            await self._changed.wait_for(lambda: not (self._lanes or self._handled or self._flusher))

    async def stop(self, patience: float = 20.0) -> None:
        """Ask for no more, finish what is being handled; what has not begun waits for the next start."""
        self._stopping.set()
        if self._fetching is not None:
            self._fetching.cancel()
        try:
            async with asyncio.timeout(patience):
                await self.idle()
        except TimeoutError:
            log.warning("%d updates were still in hand; the next start handles them", self._in_hand)
            for lane in list(self._lanes.values()):
                if lane.task is not None:
                    lane.task.cancel()

    async def _resume(self) -> None:
        now = self._clock()

        def left(session: Session) -> tuple[list[inbox.Entry], list[int]]:
            inbox.delete_handled_before(session, now - TELEGRAM_FORGETS_AFTER)
            entries = inbox.unhandled(session)
            deadly = [entry.update_id for entry in entries if (entry.attempts or 0) >= MOST_ATTEMPTS]
            if deadly:
                inbox.mark_handled(session, deadly, now)
            return entries, deadly

        entries, deadly = await run(self._database, left)
        for update_id in deadly:
            log.error("update %d was begun %d times and never ended; it is dropped", update_id, MOST_ATTEMPTS)
        self._begin(await self._opened([entry for entry in entries if entry.update_id not in deadly]))

    def _sealed(self, entry: inbox.Entry) -> inbox.Entry:
        """Not even until it is handled shall what people type stand in the file in clear: the write-ahead
        log and free pages keep what was deleted."""
        return replace(entry, body=self._vault.seal(entry.body))

    def _open(self, body: str) -> str | None:
        """A version before the vault left them as they came."""
        return body if body.startswith("{") else self._vault.open(body)

    async def _opened(self, entries: Sequence[inbox.Entry]) -> list[inbox.Entry]:
        """What can be read of an earlier process's updates; the rest is dropped, and said so."""
        bodies = {entry.update_id: self._open(entry.body) for entry in entries}
        lost = [update_id for update_id, body in bodies.items() if body is None]
        if lost:
            log.error("%d updates were sealed with a key that is gone; they are dropped", len(lost))
            await run(self._database, partial(inbox.mark_handled, update_ids=lost, now=self._clock()))
        return [
            replace(entry, body=body) for entry in entries if (body := bodies[entry.update_id]) is not None
        ]

    async def _fetch(self) -> list[dict[str, Any]]:
        """The next updates; none when it is time to stop."""
        self._fetching = asyncio.current_task()
        try:
            async with self._changed:
                await self._changed.wait_for(lambda: self._in_hand < BACKLOG)
            return await self._polling.fetch(self._offset)
        except asyncio.CancelledError:
            if not self._stopping.is_set() or self._fetching is None:
                raise
            self._fetching.uncancel()
            return []
        finally:
            self._fetching = None

    def _begin(self, entries: Iterable[inbox.Entry]) -> None:
        for entry in entries:
            self._in_hand += 1
            lane = self._lanes.setdefault(entry.chat_id, _Lane())
            lane.entries.append(entry)
            if lane.task is None:
                lane.task = spawn(self._serve(entry.chat_id, lane), name="updates of a chat")

    async def _serve(self, chat_id: int, lane: _Lane) -> None:
        """Handle the updates of one chat, one after the other, until none is left."""
        try:
            while lane.entries and not self._stopping.is_set():
                if await self._handle(lane.entries[0]):
                    self._handled.append(lane.entries.popleft().update_id)
                    self._in_hand -= 1
                    self._flush_soon()
        finally:
            self._in_hand -= len(lane.entries)
            del self._lanes[chat_id]
            await self._notify()

    async def _handle(self, entry: inbox.Entry) -> bool:
        """Handle one update, again if need be; False if it is not handled yet."""
        unknown = 0
        for pause in (*self._retry_pauses, None):
            try:
                async with self._slots:
                    await self._attempt(entry)
            except Exception as error:
                # A reply that may have arrived is sent once more, and then no more.
                unknown += isinstance(error, TelegramError) and fate_of(error) is Fate.UNKNOWN
                if pause is None or unknown > 1 or not will_pass(error):
                    # Without the database nothing of it is done, so it cannot be given up: it starts over.
                    is_undone = isinstance(error, inbox.UNAVAILABLE)
                    log.exception(
                        "update %d %s", entry.update_id, "starts over" if is_undone else "is given up"
                    )
                    return not is_undone
                wait = _seconds(error, pause)
                log.warning("update %d failed (%s); again in %.0f s", entry.update_id, error, wait)
            else:
                return True
            if await self._stopped_within(wait):
                return False
        return True

    async def _attempt(self, entry: inbox.Entry) -> None:
        # Only what an earlier process left is counted: the others, nearly all, cost no write.
        if entry.attempts is not None:
            await run(self._database, partial(inbox.count_attempt, update_id=entry.update_id))
        update = Update.de_json(orjson.loads(entry.body), self._application.bot)
        await self._application.process_update(update)

    def _flush_soon(self) -> None:
        if self._flusher is None:
            self._flusher = spawn(self._flush(), name="inbox flush")

    async def _flush(self) -> None:
        """Write down which updates were handled, as many as there are in one transaction."""
        try:
            while self._handled:
                await self._flush_once()
        finally:
            self._flusher = None
            await self._notify()

    async def _flush_once(self) -> None:
        now = self._clock()

        def flush(session: Session) -> int:
            # Looked at only now: what was finished while this waited for the database goes along.
            ids = self._handled[:FLUSH_LIMIT]
            inbox.mark_handled(session, ids, now)
            return len(ids)

        try:
            count = await run(self._database, flush)
        except inbox.UNAVAILABLE:
            log.exception("the database does not take what was handled")
            await asyncio.sleep(1.0)
        else:
            del self._handled[:count]

    async def _notify(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    async def _stopped_within(self, seconds: float) -> bool:
        try:
            async with asyncio.timeout(seconds):
                return await self._stopping.wait()
        except TimeoutError:
            return False


def chat_of(update: dict[str, Any]) -> int:
    """The chat an update belongs to, or the person where there is no chat; 0 if neither."""
    content = next((part for part in update.values() if isinstance(part, dict)), {})
    message = content.get("message") or {}
    place = content.get("chat") or message.get("chat") or content.get("from") or content.get("user") or {}
    return int(place.get("id", 0))


def _seconds(error: Exception, pause: float) -> float:
    if isinstance(error, RetryAfter):
        return min(error._retry_after.total_seconds(), LONGEST_RETRY_AFTER)
    return pause
