"""Which of several processes plans, sends and does the chores: one at a time, by a lease in the database."""

from __future__ import annotations

import asyncio
import logging
import math
import time
from collections.abc import Callable, Coroutine
from datetime import timedelta
from functools import partial
from typing import Any, TypeVar

from bot.acts import run
from bot.tasks import spawn
from db import leases
from db.engine import Database, Session
from db.errors import UNAVAILABLE

log = logging.getLogger(__name__)

T = TypeVar("T")

LEASE = timedelta(seconds=8)
"""So long after its last word a leader counts as dead."""
RENEWAL = 2.0
"""Seconds between two renewals, and between two tries of the others to take over."""
LEADER = "leader"


class Superseded(Exception):
    """Another process leads by now: nothing of the act was done."""


class Leading:
    """``taken`` is done in the transaction in which this process takes over: what the one before it had in
    hand is nobody's from then on, since all that a leader does is ``fenced`` by the epoch of its lease.

    An SQLite file is locked by its one process, which always leads.
    """

    def __init__(self, database: Database, owner: str, taken: Callable[[Session], object]) -> None:
        self.is_alone = database.is_sqlite
        """Whether no other process can serve this database."""
        self.epoch = 0
        self._database = database
        self._owner = owner
        self._taken = taken
        self._held_until = -math.inf  # by the clock that nobody turns
        self._beginning: asyncio.Task[None] | None = None

    @property
    def is_held(self) -> bool:
        """Whether this process leads, as far as it can know. One that was halted learns it here, before it
        goes on with what it had in hand."""
        return self.is_alone or time.monotonic() < self._held_until

    async def run(self, gained: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Renew the lease, or try to take it, until cancelled; ``gained`` is run whenever this process begins
        to lead."""
        leads = False
        while not self.is_alone:
            led, was_held = leads, self.is_held
            await self._hold()
            leads = self.is_held
            if leads and not (led and was_held):
                log.info("this process leads: it plans and sends (no. %d)", self.epoch)
                self._beginning = spawn(gained(), name="beginning to lead")
            elif led and not leads:
                log.warning("this process leads no more")
            await asyncio.sleep(RENEWAL)

    async def _hold(self) -> None:
        began = time.monotonic()
        try:
            epoch = await run(self._database, self._take)
        except UNAVAILABLE:
            return  # the lease ends by our own clock, if it goes on
        self._held_until = -math.inf if epoch is None else began + LEASE.total_seconds()
        self.epoch = epoch or self.epoch

    def _take(self, session: Session) -> int | None:
        epoch = leases.hold(session, LEADER, self._owner, LEASE)
        if epoch is not None and epoch != self.epoch:
            self._taken(session)
        return epoch

    async def leave(self) -> None:
        """Let another take over at once. Raises what a database raises that cannot be used."""
        if not self.is_alone:
            self._held_until = -math.inf
            await run(self._database, partial(leases.release, name=LEADER, owner=self._owner))

    def fenced(self, act: Callable[[Session], T], epoch: int) -> Callable[[Session], T]:
        """The act, for a leader alone: in its transaction it raises Superseded if the lease is another's."""

        def checked(session: Session) -> T:
            if not (self.is_alone or leases.is_held(session, LEADER, self._owner, epoch)):
                self._held_until = -math.inf
                raise Superseded
            return act(session)

        return checked
