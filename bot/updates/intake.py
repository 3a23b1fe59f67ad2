"""Updates, kept in the inbox before Telegram may forget them and handled in order within each chat."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections import deque
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import orjson
from telegram import Update
from telegram.ext import Application

from bot.acts import run
from bot.clock import Clock
from bot.tasks import spawn
from bot.updates.patience import RETRY_PAUSES, Patience, will_pass
from bot.updates.slim import slim
from bot.vault import Vault
from db import inbox, lanes
from db.engine import Database, Session

log = logging.getLogger(__name__)

MOST_ATTEMPTS = 10
"""An update that processes began so often, and ended before it did, may be what ends them; it is dropped."""
BACKLOG = 1000
"""With so many updates in hand no more are asked for: the rest is safe with Telegram."""
FLUSH_LIMIT = 500
IN_HAND = 20
"""Updates of one chat in hand at most: the rest of a flood waits in the table, and nobody else for it."""
ADOPTED_AT_ONCE = 200
LEASE = timedelta(seconds=15)
RENEWAL = 5.0
"""Seconds between two renewals of the leases."""
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


@dataclass
class _Lane:
    """The updates of one chat that wait for their turn."""

    entries: deque[inbox.Entry] = field(default_factory=deque)
    has_more: bool = False  # in the table, behind these
    is_lost: bool = False  # another process holds it now
    task: asyncio.Task[None] | None = None


class Intake:
    """Keeps updates and handles them, wherever they came from.

    ``concurrency`` chats at most are served at the same time. A chat is served by one process: the one that
    holds its lane, by a lease that is renewed while it lives.
    """

    def __init__(
        self,
        application: Application[Any, Any, Any, Any, Any, Any],
        database: Database,
        clock: Clock,
        vault: Vault,
        *,
        concurrency: int = 64,
        retry_pauses: Sequence[float] = RETRY_PAUSES,
    ) -> None:
        self._application = application
        self._database = database
        self._clock = clock
        self._vault = vault
        self._retry_pauses = retry_pauses
        self._owner = uuid4().hex
        self._renewed = time.monotonic()
        self._slots = asyncio.Semaphore(concurrency)
        self._taking = asyncio.Lock()
        self._lanes: dict[int, _Lane] = {}
        self._known: set[int] = set()  # updates in hand, or handled and not yet written down as such
        self._handled: list[int] = []  # handled, but not yet written down as such
        self._ended: list[int] = []  # chats of which nothing is in hand any more
        self._flusher: asyncio.Task[None] | None = None
        self._in_hand = 0
        self._changed = asyncio.Condition()
        self.stopping = asyncio.Event()

    @property
    def in_hand(self) -> int:
        """How many updates wait here or are being handled."""
        return self._in_hand

    @asynccontextmanager
    async def holding(self) -> AsyncIterator[None]:
        """Handle what earlier processes left, before anything new; hold the lanes while the block lasts."""
        if self._database.is_sqlite:  # only one process opens the file, so whoever held a lane is dead
            await run(self._database, lanes.end_all)
        await self._sweep()
        while await self._adopt():
            pass
        housekeeping = spawn(self._keep_house(), name="housekeeping of the inbox")
        try:
            yield
        finally:
            housekeeping.cancel()

    async def _keep_house(self) -> None:
        """Renew the leases, and take over what dead processes left, until it is time to stop."""
        while not await self._stopped_within(RENEWAL):
            try:
                await self._renew()
                if not self._database.is_sqlite:
                    await self._adopt()
                await self._sweep()
            except inbox.UNAVAILABLE as error:
                log.warning("leases of chats could not be renewed (%s)", error)

    async def room(self) -> None:
        """Wait until there is room for more updates."""
        async with self._changed:
            await self._changed.wait_for(lambda: self._in_hand < BACKLOG)

    async def take(self, updates: Sequence[dict[str, Any]], *, acknowledged: int = 0) -> None:
        """Keep updates that came from Telegram, and begin to handle those that are new.

        Those below ``acknowledged`` it need not send again, so they may go once they are handled.
        """
        if not updates:
            return
        slimmed = [slim(update) for update in updates]
        entries = [inbox.Entry(update["update_id"], chat_of(update), _body(update)) for update in slimmed]
        now = self._clock()

        def keep(session: Session) -> tuple[set[int], set[int], set[int]]:
            inbox.delete_acknowledged(session, acknowledged)
            fresh = inbox.insert(session, [self._sealed(entry) for entry in entries], now)
            chats = {entry.chat_id for entry in entries if entry.update_id in fresh}
            held = lanes.hold(session, chats, self._owner, now, now + LEASE)
            return fresh, held, self._preceded(session, held, fresh)

        async with self._taking:  # what came first is begun first
            fresh, held, preceded = await run(self._database, keep)
            self._begin(
                [entry for entry in entries if entry.update_id in fresh and entry.chat_id in held - preceded]
            )
            self._load(preceded)

    def _preceded(self, session: Session, held: set[int], fresh: set[int]) -> set[int]:
        """Chats in which something waits that came before, to another process: one that is dead, or that
        leaves to this one what belongs to its lanes."""
        if self._database.is_sqlite or not held:  # there is no other process
            return set()
        return {entry.chat_id for entry in inbox.waiting(session, held, 1, fresh | self._known)}

    async def idle(self) -> None:
        """Wait until every update taken was handled and that is written down."""
        async with self._changed:
            await self._changed.wait_for(lambda: not (self._lanes or self._handled or self._flusher))

    async def stop(self, patience: float = 20.0) -> None:
        """Finish what is being handled; what has not begun waits for the next start."""
        self.stopping.set()
        try:
            async with asyncio.timeout(patience):
                await self.idle()
        except TimeoutError:
            log.warning("%d updates were still in hand; the next start handles them", self._in_hand)
            for lane in list(self._lanes.values()):
                if lane.task is not None:
                    lane.task.cancel()

    async def _sweep(self) -> None:
        """Handled rows go, also where no offset acknowledges them."""
        moment = self._clock() - TELEGRAM_FORGETS_AFTER
        await run(self._database, partial(inbox.delete_handled_before, moment=moment))

    async def _adopt(self) -> bool:
        """Take over some chats whose process is dead; whether there may be more of them."""
        now = self._clock()

        def adopt(session: Session) -> set[int]:
            found = set(lanes.abandoned(session, now, ADOPTED_AT_ONCE)) - self._lanes.keys()
            return lanes.hold(session, found, self._owner, now, now + LEASE)

        held = await run(self._database, adopt)
        self._load(held)
        return len(held) == ADOPTED_AT_ONCE

    async def _renew(self) -> None:
        """Keep the lanes that are held; of those that were lost nothing more is begun here."""
        began, until = time.monotonic(), self._clock() + LEASE
        served = dict(self._lanes)  # those that are held only meanwhile are not asked about
        held = await run(self._database, partial(lanes.renew, owner=self._owner, until=until))
        self._renewed = began
        for chat_id in served.keys() - held:
            lane = served[chat_id]
            log.warning("another process has taken over a chat, with %d updates", len(lane.entries))
            lane.is_lost = True

    def _forget_entry(self, entry: inbox.Entry) -> None:
        self._known.discard(entry.update_id)
        self._in_hand -= 1

    def _sealed(self, entry: inbox.Entry) -> inbox.Entry:
        """Not even until it is handled shall what people type stand in the file in clear: the write-ahead
        log and free pages keep what was deleted."""
        return replace(entry, body=self._vault.seal(entry.body))

    def _open(self, body: str) -> str | None:
        """A version before the vault left them as they came."""
        return body if body.startswith("{") else self._vault.open(body)

    def _begin(self, entries: Iterable[inbox.Entry]) -> None:
        """Handle these in their turn; of one chat a few are in hand, and the rest waits in the table."""
        for entry in entries:
            if entry.update_id in self._known:  # found in the table meanwhile
                continue
            lane = self._lane(entry.chat_id)
            if lane.has_more or len(lane.entries) >= IN_HAND:
                lane.has_more = True
                continue
            self._put(lane, entry)

    def _load(self, chat_ids: Iterable[int]) -> None:
        """Handle what waits in the table for these chats."""
        for chat_id in chat_ids:
            self._lane(chat_id).has_more = True

    def _lane(self, chat_id: int) -> _Lane:
        lane = self._lanes.setdefault(chat_id, _Lane())
        if lane.task is None:
            lane.task = spawn(self._serve(chat_id, lane), name="updates of a chat")
        return lane

    def _put(self, lane: _Lane, entry: inbox.Entry) -> None:
        lane.entries.append(entry)
        self._known.add(entry.update_id)
        self._in_hand += 1

    async def _serve(self, chat_id: int, lane: _Lane) -> None:
        """Handle the updates of one chat, one after the other, until none is left or the lane is lost."""
        try:
            while not (self.stopping.is_set() or lane.is_lost) and (lane.entries or lane.has_more):
                if not lane.entries:
                    await self._refill(chat_id, lane)
                elif await self._handle(lane, lane.entries[0]):
                    self._handled.append(lane.entries.popleft().update_id)
                    self._in_hand -= 1
                    self._flush_soon()
        finally:
            for entry in lane.entries:
                self._forget_entry(entry)
            del self._lanes[chat_id]
            self._ended.append(chat_id)
            self._flush_soon()
            await self._notify()

    async def _refill(self, chat_id: int, lane: _Lane) -> None:
        """Take the next updates of this chat from the table, if no other process has its lane by now."""
        now = self._clock()

        def refill(session: Session) -> tuple[set[int], list[inbox.Entry]]:
            held = lanes.hold(session, [chat_id], self._owner, now, now + LEASE)
            return held, inbox.waiting(session, held, IN_HAND, frozenset(self._known))

        try:
            held, entries = await run(self._database, refill)
            readable = await self._readable(entries)
        except inbox.UNAVAILABLE as error:
            log.warning("the updates of a chat wait for the database (%s)", error)
            await self._stopped_within(1.0)
            return
        lane.is_lost = not held
        lane.has_more = len(entries) == IN_HAND
        for entry in readable:
            self._put(lane, entry)

    async def _readable(self, entries: Sequence[inbox.Entry]) -> list[inbox.Entry]:
        """Opened. Dropped, and said so, is what cannot be read and what may be what ends processes."""
        bodies = {entry.update_id: self._open(entry.body) for entry in entries}
        lost = [update_id for update_id, body in bodies.items() if body is None]
        deadly = [entry.update_id for entry in entries if (entry.attempts or 0) >= MOST_ATTEMPTS]
        for update_id in deadly:
            log.error("update %d was begun %d times and never ended; it is dropped", update_id, MOST_ATTEMPTS)
        if lost:
            log.error("%d updates were sealed with a key that is gone; they are dropped", len(lost))
        if lost or deadly:
            drop = partial(inbox.mark_handled, update_ids=[*lost, *deadly], now=self._clock())
            await run(self._database, drop)
        kept = [entry for entry in entries if entry.update_id not in deadly]
        return [replace(entry, body=body) for entry in kept if (body := bodies[entry.update_id]) is not None]

    async def _handle(self, lane: _Lane, entry: inbox.Entry) -> bool:
        """Handle one update, again if need be; False if it is not handled yet."""
        patience = Patience(self._retry_pauses)
        # Only what comes from the table is counted: the others, nearly all, cost no write.
        is_counted = entry.attempts is None
        while True:
            try:
                async with self._slots:
                    if not await self._still_holds(lane):
                        return False
                    if not is_counted:
                        await run(self._database, partial(inbox.count_attempt, update_id=entry.update_id))
                        is_counted = True
                    await self._attempt(entry)
            except Exception as error:
                wait = patience.after(error)
                if wait is None:
                    # Without the database nothing of it is done, so it cannot be given up: it starts over.
                    is_undone = isinstance(error, inbox.UNAVAILABLE)
                    log.exception(
                        "update %d %s", entry.update_id, "starts over" if is_undone else "is given up"
                    )
                    return not is_undone
                log.warning("update %d failed (%s); again in %.0f s", entry.update_id, error, wait)
            else:
                return True
            if await self._stopped_within(wait):
                return False

    async def _still_holds(self, lane: _Lane) -> bool:
        if time.monotonic() - self._renewed > LEASE.total_seconds():
            await self._renew()  # this process was halted for a while: others may have taken over
        return not lane.is_lost

    async def _attempt(self, entry: inbox.Entry) -> None:
        update = Update.de_json(orjson.loads(entry.body), self._application.bot)
        await self._application.process_update(update)

    def _flush_soon(self) -> None:
        if self._flusher is None:
            self._flusher = spawn(self._flush(), name="inbox flush")

    async def _flush(self) -> None:
        """Write down which updates were handled and which lanes are free, many in one transaction."""
        try:
            while self._handled or self._ended:
                await self._flush_once()
        finally:
            self._flusher = None
            await self._notify()

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
        except inbox.UNAVAILABLE:
            log.exception("the database does not take what was handled")
            await asyncio.sleep(1.0)
            return
        del self._handled[: len(ids)], self._ended[: len(chats)]
        self._known.difference_update(ids)
        if not self.stopping.is_set():
            self._load(waiting - self._lanes.keys())

    async def _notify(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    async def _stopped_within(self, seconds: float) -> bool:
        try:
            async with asyncio.timeout(seconds):
                return await self.stopping.wait()
        except TimeoutError:
            return False


def chat_of(update: dict[str, Any]) -> int:
    """The chat an update belongs to, or the person where there is no chat; 0 if neither."""
    content = next((part for part in update.values() if isinstance(part, dict)), {})
    message = content.get("message") or {}
    place = content.get("chat") or message.get("chat") or content.get("from") or content.get("user") or {}
    return int(place.get("id", 0))
