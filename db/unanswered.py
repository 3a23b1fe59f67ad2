"""Questions that were asked in vain: each once, with how often it was asked, and nobody's name."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import delete, desc, func, select

from db.engine import Session, insert_into
from db.models import unanswered


class UnansweredRow(NamedTuple):
    text: str  # sealed
    language: str
    times: int
    asked_at: datetime


_ORDER = (desc(unanswered.c.times), desc(unanswered.c.asked_at), unanswered.c.key)


def count(session: Session, values: dict[str, Any]) -> None:
    """Insert a question that was asked once, or count it once more. An update handled again counts once.

    ``values`` are all columns but the times.
    """
    statement = insert_into(session, unanswered).values(**values, times=1)
    changed = {name: values[name] for name in ("text", "language", "update_id", "asked_at")}
    statement = statement.on_conflict_do_update(
        index_elements=["key"],
        set_={**changed, "times": unanswered.c.times + 1},
        where=unanswered.c.update_id != values["update_id"],
    )
    session.execute(statement)


def drop(session: Session, before: datetime, most: int) -> int:
    """Delete what was last asked before an instant, and all but the ``most`` that were asked most often."""
    old = session.execute(delete(unanswered).where(unanswered.c.asked_at < before)).rowcount
    rest = select(unanswered.c.key).order_by(*_ORDER).limit(1_000_000).offset(most).subquery()
    return old + session.execute(delete(unanswered).where(unanswered.c.key.in_(select(rest.c.key)))).rowcount


def how_many(session: Session) -> int:
    return int(session.execute(select(func.count()).select_from(unanswered)).scalar_one())


def page(session: Session, limit: int, offset: int = 0) -> list[UnansweredRow]:
    """What was asked most often comes first."""
    statement = select(*(unanswered.c[name] for name in UnansweredRow._fields))
    rows = session.execute(statement.order_by(*_ORDER).limit(limit).offset(offset))
    return [UnansweredRow._make(row) for row in rows]
