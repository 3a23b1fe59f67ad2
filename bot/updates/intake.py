"""Updates, kept in the inbox before Telegram may forget them and handled in order within each chat."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

from telegram.ext import Application

from bot.acts import run
from bot.clock import Clock
from bot.counted import counted
from bot.log import about
from bot.tasks import spawn, stops_within
from bot.updates import envelope
from bot.updates.gate import Gate
from bot.updates.ledger import Ledger
from bot.updates.patience import RETRY_PAUSES
from bot.updates.trying import Trying
from bot.vault import Vault
from db import inbox, lanes
from db.engine import Database, Session
from db.errors import UNAVAILABLE

log = logging.getLogger(__name__)

BACKLOG = 1000
"""With so many updates in hand no more are asked for: the rest is safe with Telegram."""
IN_HAND = 20
"""Updates of one chat in hand at most: the rest of a flood waits in the table, and nobody else for it."""
ADOPTED_AT_ONCE = 200
LEASE = timedelta(seconds=15)
RENEWAL = 5.0
"""Seconds between two renewals of the leases."""
TELEGRAM_FORGETS_AFTER = timedelta(days=2)
"""Telegram keeps updates for a day; a handled one of before cannot come again."""

Flooded = Callable[[int], Coroutine[Any, Any, None]]
"""Says a word in a chat; must not raise."""


@dataclass
class _Lane:
    """The updates of one chat that wait for their turn. ``moved_at`` is when one of them was handled."""

    moved_at: datetime
    entries: deque[inbox.Entry] = field(default_factory=deque)
    has_more: bool = False  # in the table, behind these
    is_lost: bool = False  # another process holds it now
    telling: asyncio.Task[None] | None = None  # a word to a flood, once for each
    task: asyncio.Task[None] | None = None


class Intake:
    """Keeps updates and handles them, wherever they came from.

    ``concurrency`` chats at most are served at the same time; many of them wait for their turn to speak. A
    chat is served by one process: the one that holds its lane, by a lease that is renewed while it lives. Of
    one that sends more than is taken in hand, ``on_flood`` hears once; what is beyond anybody's allowance,
    the ``gate`` keeps out.
    """

    def __init__(
        self,
        application: Application[Any, Any, Any, Any, Any, Any],
        database: Database,
        clock: Clock,
        vault: Vault,
        *,
        concurrency: int = 128,
        retry_pauses: Sequence[float] = RETRY_PAUSES,
        on_flood: Flooded | None = None,
        gate: Gate | None = None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._vault = vault
        self._on_flood = on_flood
        self._gate = gate
        self._owner = uuid4().hex
        self._renewed = time.monotonic()
        self._taking = asyncio.Lock()
        self._lanes: dict[int, _Lane] = {}
        self._known: set[int] = set()  # updates in hand, or handled and not yet written down as such
        self._ledger = Ledger(database, clock, self._owner, self._written, self._notify)
        self._in_hand = 0
        self._changed = asyncio.Condition()
        self.stopping, self.is_open = asyncio.Event(), False
        self._trying = Trying(application, database, self.stopping, concurrency, retry_pauses)

    @property
    def passed_over(self) -> int:
        """How many updates were passed over since the start."""
        return self._gate.passed_over if self._gate else 0

    @property
    def in_hand(self) -> int:
        """How many updates wait here or are being handled."""
        return self._in_hand

    def moving(self, within: timedelta) -> set[int]:
        """The chats in hand of which an update was handled within this time, or that were taken in hand."""
        since = self._clock() - within
        return {chat_id for chat_id, lane in self._lanes.items() if lane.moved_at >= since}

    @asynccontextmanager
    async def holding(self) -> AsyncIterator[None]:
        """Handle what earlier processes left, before anything new; hold the lanes while the block lasts."""
        if self._database.is_sqlite:  # only one process opens the file, so whoever held a lane is dead
            await run(self._database, lanes.end_all)
        await self._sweep()
        while await self._adopt():
            pass
        housekeeping = spawn(self._keep_house(), name="housekeeping of the inbox")
        self.is_open = True
        try:
            yield
        finally:
            housekeeping.cancel()

    async def _keep_house(self) -> None:
        """Renew the leases, and take over what dead processes left, until it is time to stop."""
        while not await stops_within(self.stopping, RENEWAL):
            with suppress(*UNAVAILABLE):
                await self._renew()
                if not self._database.is_sqlite:
                    await self._adopt()
                await self._sweep()

    async def room(self) -> None:
        """Wait until there is room for more updates."""
        async with self._changed:
            await self._changed.wait_for(lambda: self._in_hand < BACKLOG)

    async def take(self, updates: Sequence[dict[str, Any]], *, acknowledged: int = 0) -> None:
        """Keep updates that came from Telegram, and begin to handle those that are new.

        Those below ``acknowledged`` it need not send again, so they may go once they are handled.
        """
        updates = self._gate.let_in(updates) if self._gate else updates
        if not updates:
            return
        entries, odd = envelope.read(updates)
        now = self._clock()

        def keep(session: Session) -> tuple[set[int], set[int], set[int]]:
            inbox.delete_acknowledged(session, acknowledged)
            fresh = inbox.insert(session, [envelope.sealed(entry, self._vault) for entry in entries], now)
            chats = {entry.chat_id for entry in entries if entry.update_id in fresh}
            held = lanes.hold(session, chats, self._owner, now, now + LEASE)
            return fresh, held, self._preceded(session, held, fresh)

        async with self._taking:  # what came first is begun first
            fresh, held, preceded = await run(self._database, keep)
            for update_id in odd:  # only now: what is not kept comes again
                log.warning("update %d cannot be read; it is skipped", update_id)
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
            await self._changed.wait_for(lambda: not self._lanes and self._ledger.is_clear)

    async def stop(self, patience: float = 20.0) -> None:
        """Finish what is being handled; what has not begun waits for the next start."""
        self.stopping.set()
        self.is_open = False
        try:
            async with asyncio.timeout(patience):
                await self.idle()
        except TimeoutError:
            were = counted(self._in_hand, "update was", "updates were")
            log.warning("%s still in hand; the next start goes on with that", were)
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
            if self._lanes.get(chat_id) is not lane:  # it had come to its end, and was let go of
                continue
            updates = counted(len(lane.entries), "update")
            log.warning("another process has taken over a chat, with %s", updates)
            lane.is_lost = True

    def _begin(self, entries: Iterable[inbox.Entry]) -> None:
        """Handle these in their turn; of one chat a few are in hand, and the rest waits in the table."""
        for entry in entries:
            if entry.update_id in self._known:  # found in the table meanwhile
                continue
            lane = self._lane(entry.chat_id)
            if lane.has_more or len(lane.entries) >= IN_HAND:
                lane.has_more = True
                self._tell_flood(entry.chat_id, lane)
                continue
            self._put(lane, entry)

    def _tell_flood(self, chat_id: int, lane: _Lane) -> None:
        if self._on_flood is not None and len(lane.entries) >= IN_HAND and lane.telling is None:
            lane.telling = spawn(self._on_flood(chat_id), name="a word to a flood")

    def _load(self, chat_ids: Iterable[int]) -> None:
        """Handle what waits in the table for these chats."""
        for chat_id in chat_ids:
            self._lane(chat_id).has_more = True

    def _lane(self, chat_id: int) -> _Lane:
        lane = self._lanes.get(chat_id)
        if lane is None:
            lane = self._lanes[chat_id] = _Lane(self._clock())
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
                elif await self._handle(chat_id, lane):
                    lane.moved_at = self._clock()
                    self._in_hand -= 1
                    self._ledger.note_handled(lane.entries.popleft().update_id)
        finally:
            self._known.difference_update(entry.update_id for entry in lane.entries)
            self._in_hand -= len(lane.entries)
            del self._lanes[chat_id]
            self._ledger.note_ended(chat_id)
            await self._notify()

    async def _handle(self, chat_id: int, lane: _Lane) -> bool:
        """Whether the first update of the lane is handled; whatever is logged on the way carries its sign."""
        with about(self._vault.sign(chat_id)):
            return await self._trying.handle(lane.entries[0], partial(self._still_holds, lane))

    async def _refill(self, chat_id: int, lane: _Lane) -> None:
        """Take the next updates of this chat from the table, if no other process has its lane by now."""
        now = self._clock()

        def refill(session: Session) -> tuple[set[int], list[inbox.Entry]]:
            held = lanes.hold(session, [chat_id], self._owner, now, now + LEASE)
            return held, inbox.waiting(session, held, IN_HAND, frozenset(self._known))

        try:
            held, entries = await run(self._database, refill)
            readable = await self._readable(entries)
        except UNAVAILABLE:
            await stops_within(self.stopping, 1.0)
            return
        lane.is_lost = not held
        lane.has_more = len(entries) == IN_HAND
        for entry in readable:
            self._put(lane, entry)

    async def _readable(self, entries: Sequence[inbox.Entry]) -> list[inbox.Entry]:
        readable, dropped = envelope.readable(entries, self._vault)
        if dropped:
            drop = partial(inbox.mark_handled, update_ids=dropped, now=self._clock())
            await run(self._database, drop)
        return readable

    async def _still_holds(self, lane: _Lane) -> bool:
        if time.monotonic() - self._renewed > LEASE.total_seconds():
            await self._renew()  # this process was halted for a while: others may have taken over
        return not lane.is_lost

    def _written(self, update_ids: Sequence[int], waiting: set[int]) -> None:
        self._known.difference_update(update_ids)
        if not self.stopping.is_set():
            self._load(waiting - self._lanes.keys())

    async def _notify(self) -> None:
        async with self._changed:
            self._changed.notify_all()
