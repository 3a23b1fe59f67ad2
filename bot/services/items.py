"""Measuring how every question does."""

from __future__ import annotations

from itertools import groupby

from bot.learning.items import Tally, Try
from db import items
from db.engine import Session
from db.items import TryRow

AT_ONCE = 20
"""Learners whose answers are read in one transaction."""


def add_next(session: Session, tally: Tally, after: int) -> int | None:
    """Add to ``tally`` the first answers of the next learners by id; the last of them, None at the end."""
    ids = items.learners_after(session, after, AT_ONCE)
    if not ids:
        return None
    rows = items.tries(session, ids[0], ids[-1])
    for _, of_learner in groupby(rows, key=lambda row: row.learner_id):
        tally.add([_try(row) for row in of_learner])
    return ids[-1]


def _try(row: TryRow) -> Try:
    return Try(
        fact_id=row.fact_id,
        question_id=row.question_id,
        is_right=row.is_right and not row.is_hinted,
        is_half=row.is_half,
        chosen=tuple((row.chosen or "").split()),
        is_typed=row.typed is not None,
        seconds=(row.answered_at - row.shown_at).total_seconds(),
    )
