"""Measuring how every question does."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import groupby
from weakref import WeakKeyDictionary

from bot.learning.items import Figures, Tally, Try
from content.model import Bank
from db import items
from db.engine import Database
from db.items import TryRow

AT_ONCE = 50
"""Learners whose answers are read in one transaction."""
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

    Reads all answers, in many short transactions instead of its caller's one: so nobody waits for it, and of
    all answers there are never more in memory than those of AT_ONCE learners.
    """
    tally = Tally()
    last = 0
    while True:
        async with database.begin() as session:
            ids = await items.learners_after(session, last, AT_ONCE)
            rows = await items.tries(session, ids[0], ids[-1]) if ids else []
        if not ids:
            return tally.figures(bank)
        last = ids[-1]
        for _, of_learner in groupby(rows, key=lambda row: row.learner_id):
            tally.add([_try(row) for row in of_learner])


def _try(row: TryRow) -> Try:
    return Try(
        fact_id=row.fact_id,
        question_id=row.question_id,
        is_right=row.is_right,
        is_half=row.is_half,
        chosen=tuple((row.chosen or "").split()),
        is_typed=row.typed is not None,
        seconds=(row.answered_at - row.shown_at).total_seconds(),
    )
