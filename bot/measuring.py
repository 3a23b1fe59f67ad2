"""How every question does: read in many short acts, so that nobody's tap waits for it."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from weakref import WeakKeyDictionary

from bot.acts import run
from bot.learning.items import Figures, Tally
from bot.services import items
from content.model import Bank
from db.engine import Database

FRESH = timedelta(minutes=10)
"""How long figures are good enough for somebody who looks from one question to the next."""

_recent: WeakKeyDictionary[Database, tuple[datetime, str, list[Figures]]] = WeakKeyDictionary()


async def recent(database: Database, bank: Bank, now: datetime, *, anew: bool = False) -> list[Figures]:
    """The same as ``measure``, FRESH old at most; ``anew`` measures in any case."""
    known = _recent.get(database)
    if known is not None and not anew:
        at, version, figures = known
        if version == bank.version and now - at < FRESH:
            return figures
    figures = await measure(database, bank)
    _recent[database] = (now, bank.version, figures)
    return figures


async def measure(database: Database, bank: Bank) -> list[Figures]:
    """Every question that was answered, in the bank's order.

    Of all answers there are never more in memory than those of a few learners.
    """
    tally = Tally()
    last: int | None = 0
    while last is not None:
        last = await run(database, partial(items.add_next, tally=tally, after=last))
    return tally.figures(bank)
