"""How every question does: read in many short acts, so that nobody's tap waits for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import cached_property, partial
from weakref import WeakKeyDictionary

from msgspec import Struct

from bot.acts import run
from bot.learning.items import ENOUGH, Figures, Tally
from bot.learning.picking import QuestionKey
from bot.services import items
from bot.tasks import spawn
from content.model import Bank
from db.engine import Database

FRESH = timedelta(minutes=10)
"""How long figures are good enough for somebody who looks from one question to the next."""

DAY = timedelta(days=1)
"""How old they may be for a learner: reading every answer is work, and a share of many hardly moves."""


class _Taken(Struct, frozen=True, dict=True):
    """What was measured, when, and of which bank."""

    at: datetime
    version: str
    figures: list[Figures]

    @cached_property
    def shares(self) -> Mapping[QuestionKey, int]:
        return {each.item: round(each.facility * 100) for each in self.figures if each.n >= ENOUGH}


_recent: WeakKeyDictionary[Database, _Taken] = WeakKeyDictionary()


async def recent(database: Database, bank: Bank, now: datetime, *, anew: bool = False) -> list[Figures]:
    """The same as ``measure``, FRESH old at most; ``anew`` measures in any case."""
    known = _recent.get(database)
    if known is not None and not anew and known.version == bank.version and now - known.at < FRESH:
        return known.figures
    figures = await measure(database, bank)
    _recent[database] = _Taken(now, bank.version, figures)
    return figures


def knew(database: Database, bank: Bank, item: QuestionKey) -> int | None:
    """Percent of those asked a question for the first time who were right, as last measured.

    None if nothing was measured yet, or fewer than ENOUGH were asked; nothing is read for it.
    """
    known = _recent.get(database)
    return known.shares.get(item) if known is not None and known.version == bank.version else None


class Daily:
    """Measures once a day, beside everything else."""

    def __init__(self, database: Database, bank: Callable[[], Bank]) -> None:
        self._database, self._bank = database, bank
        self._task: asyncio.Task[list[Figures]] | None = None

    def beat(self, now: datetime) -> None:
        known, bank = _recent.get(self._database), self._bank()
        is_due = known is None or known.version != bank.version or now - known.at >= DAY
        if is_due and (self._task is None or self._task.done()):
            self._task = spawn(recent(self._database, bank, now, anew=True), name="measuring")

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)


async def measure(database: Database, bank: Bank) -> list[Figures]:
    """Every question that was answered, in the bank's order.

    Of all answers there are never more in memory than those of a few learners.
    """
    tally = Tally()
    last: int | None = 0
    while last is not None:
        last = await run(database, partial(items.add_next, tally=tally, after=last))
    return tally.figures(bank)
