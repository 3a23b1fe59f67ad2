"""Acts that really happen at once: each waits in its midst until the others are there, or are kept out."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import wraps
from types import ModuleType
from typing import Any

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from bot.acts import run
from bot.errors import Refusal
from db.engine import Database, Session
from tests.patience import PATIENCE

Act = Callable[[Session], Any]

_KEPT_OUT = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
)


@dataclass
class Race:
    """Runs acts at once, in turn on each of the databases, which are processes of one and the same.

    Where they meet, each waits until every other act is there too, has ended, or waits for a lock. Without
    a guard all of them are in the middle at the same moment, and with it nobody waits in vain: luck and
    sleeping have no part in it. On SQLite acts are serial, so there is nobody to be met.
    """

    databases: Sequence[Database]
    patch: pytest.MonkeyPatch
    acts: int = 0
    ended: int = 0
    here: set[int] = field(default_factory=set)  # threads
    changed: threading.Condition = field(default_factory=threading.Condition)

    def meet_before(self, module: ModuleType, name: str) -> None:
        """Let acts meet before they call this."""
        self._meet(module, name, is_before=True)

    def meet_after(self, module: ModuleType, name: str) -> None:
        """Let acts meet when they have called this, and not yet committed."""
        self._meet(module, name, is_before=False)

    def _meet(self, module: ModuleType, name: str, *, is_before: bool) -> None:
        called = getattr(module, name)

        @wraps(called)
        def met(*args: Any, **kwargs: Any) -> Any:
            if is_before:
                self.come()
            value = called(*args, **kwargs)
            if not is_before:
                self.come()
            return value

        self.patch.setattr(module, name, met)

    async def at_once(self, *acts: Act) -> list[Any]:
        """What each act gave, or its refusal; anything else that one raises is raised."""
        return await self._run(acts, in_turn=False)

    async def in_turn(self, *acts: Act) -> list[Any]:
        """The same, but each begins when the one before it has come to where they meet."""
        return await self._run(acts, in_turn=True)

    async def _run(self, acts: Sequence[Act], *, in_turn: bool) -> list[Any]:
        self.acts, self.ended, self.here = len(acts), 0, set()
        tasks = []
        for number, act in enumerate(acts):
            database = self.databases[number % len(self.databases)]
            tasks.append(asyncio.ensure_future(self._one(database, act)))
            if in_turn:
                await asyncio.to_thread(self._wait, number + 1)
        outcomes = await asyncio.gather(*tasks, return_exceptions=True)
        for outcome in outcomes:
            if isinstance(outcome, BaseException) and not isinstance(outcome, Refusal):
                raise outcome
        return outcomes

    async def _one(self, database: Database, act: Act) -> Any:
        thread = 0

        def whole(session: Session) -> Any:
            nonlocal thread
            thread = threading.get_ident()
            return act(session)

        try:
            return await run(database, whole)
        finally:  # after the commit
            with self.changed:
                self.ended += 1
                self.here.discard(thread)
                self.changed.notify_all()

    def come(self) -> None:
        with self.changed:
            self.here.add(threading.get_ident())
            self.changed.notify_all()
        if not self.databases[0].is_sqlite:
            self._wait(self.acts)

    def _wait(self, acts: int) -> None:
        """Wait until so many are here, have ended, or are kept out by a lock."""
        ends_at = time.monotonic() + PATIENCE
        with self.changed:
            while len(self.here) + self.ended + self._kept_out() < acts:
                assert time.monotonic() < ends_at, "the acts do not meet"
                self.changed.wait(0.01)

    def _kept_out(self) -> int:
        if self.databases[0].is_sqlite:
            return 0
        engine = create_engine(self.databases[0].url, poolclass=NullPool)
        with engine.connect() as connection:
            return int(connection.execute(_KEPT_OUT).scalar_one())
