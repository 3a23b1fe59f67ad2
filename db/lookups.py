"""How often a learner did what is allowed only so often."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from db.engine import Session, insert_into
from db.models import lookups


def find(session: Session, learner_id: int, kind: str) -> tuple[datetime, int] | None:
    """(since when, how many times)."""
    mine = (lookups.c.learner_id == learner_id) & (lookups.c.kind == kind)
    row = session.execute(select(lookups.c.since, lookups.c.times).where(mine)).one_or_none()
    return (row.since, row.times) if row else None


def put(session: Session, learner_id: int, kind: str, since: datetime, times: int) -> None:
    values = {"since": since, "times": times}
    statement = insert_into(session, lookups).values(learner_id=learner_id, kind=kind, **values)
    keys = ["learner_id", "kind"]
    session.execute(statement.on_conflict_do_update(index_elements=keys, set_=values))
