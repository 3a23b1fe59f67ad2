"""Numbers over all: learners by when they were there, subscriptions, and what waits to be sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Row, case, func, select, text

from db.engine import Session
from db.models import deliveries, learners, subscriptions

# Spelled like the condition of the partial index: SQLite takes that index only for its very words.
_WAITING = text("deliveries.state IN ('pending', 'sending')")


def seen(
    session: Session, today: datetime, week: datetime, month: datetime
) -> Sequence[Row[str, int, int, int, int]]:
    """(language, all learners, those seen since each of the three moments)."""
    columns = (_since(today), _since(week), _since(month))
    statement = select(learners.c.language, func.count(), *columns).group_by(learners.c.language)
    return session.execute(statement).all()


def _since(moment: datetime) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((learners.c.seen_at >= moment, 1), else_=0)), 0)


def running(session: Session) -> dict[str, int]:
    """How many subscriptions of each kind are on."""
    is_on = subscriptions.c.stopped_at.is_(None)
    statement = (
        select(subscriptions.c.kind, func.count().label("number")).where(is_on).group_by(subscriptions.c.kind)
    )
    return {row.kind: row.number for row in session.execute(statement)}


def due(session: Session, now: datetime) -> tuple[int, datetime | None]:
    """How many deliveries could go out now, and since when the first of them could."""
    is_due = (deliveries.c.state == "pending") & (deliveries.c.not_before <= now)
    statement = select(func.count(), func.min(deliveries.c.not_before)).where(_WAITING, is_due)
    number, since = session.execute(statement).one()
    return int(number), since
