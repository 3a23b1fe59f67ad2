"""Forgetting whoever does not come any more: first a word, and a month later every row, unless they came."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import cast

from bot.learning.learner import private_chat
from bot.learning.retention import NOTICE, goes_at, months_before
from bot.learning.zones import zone_of
from bot.services import deliveries
from bot.services.subscriptions import Kind
from content.model import Language
from db import forget as rows
from db import learners, retention
from db.engine import Session
from db.retention import SeenRow, ToldRow

log = logging.getLogger(__name__)

KIND: Kind = "inactive"
PAGE = 500
"""Learners that are looked at in one transaction."""
MOST = 20
"""Of these so many are told or forgotten in it: others wait for the database."""
_WAS_TOLD = ("sent", "blocked", "failed")
_NOT_YET = ("pending", "sending")


def go_on(session: Session, after: int, months: int, now: datetime) -> int:
    """Look at the next learners behind this id; gives behind which to go on, 0 for beginning anew.

    Whoever has a certificate stays: others go by it.
    """
    page = retention.seen(session, after, PAGE)
    aged = [row for row in page if row.seen_at < months_before(now + NOTICE, months)]
    ids = [row.id for row in aged]
    certified = retention.certified(session, ids)
    told = {each.learner_id: each for each in retention.told(session, ids, KIND)}
    acts = 0
    for row in aged:
        if acts == MOST:
            return row.id - 1
        if row.id not in certified:
            acts += _see_off(session, row, told.get(row.id), months, now)
    return page[-1].id if len(page) == PAGE else 0


def _see_off(session: Session, row: SeenRow, told: ToldRow | None, months: int, now: datetime) -> bool:
    """Tell or forget a learner, as it is time for; whether there was anything to do."""
    is_told = told is not None and told.at > row.seen_at
    if told is not None and is_told and told.state in _NOT_YET:
        return False
    if told is None or not is_told or told.state not in _WAS_TOLD:
        _tell(session, row, months, now)
        return True
    if now - told.at < NOTICE or row.seen_at >= months_before(now, months):
        return False
    return _forget(session, row)


def _tell(session: Session, row: SeenRow, months: int, now: datetime) -> None:
    """Once a day at most, should it come to nothing."""
    deliveries.notify(
        session,
        learner_id=row.id,
        language=cast(Language, row.language),
        kind=KIND,
        occasion=now.date().isoformat(),
        about=goes_at(row.seen_at, now, months).astimezone(zone_of(row.zone)).date().isoformat(),
        now=now,
    )


def _forget(session: Session, row: SeenRow) -> bool:
    """Not whoever has come this instant: behind the lock they have been seen, or what they sent waits."""
    learners.lock(session, [row.id])
    has_come = retention.seen_at(session, row.id) != row.seen_at
    if has_come or retention.is_heard(session, private_chat(row.id)):
        return False
    rows.forget(session, row.id)
    log.info("a learner was forgotten who has not been here for long")
    return True
