"""Audits: one row for each act of an administrator, for a year."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import delete, select

from db.engine import Session, insert_into
from db.models import audits


class AuditRow(NamedTuple):
    noted_at: datetime
    who: str
    what: str
    about: str


def insert(session: Session, values: dict[str, Any]) -> None:
    """Insert what its update has not inserted yet."""
    statement = insert_into(session, audits).values(values)
    session.execute(statement.on_conflict_do_nothing(index_elements=["update_id", "what"]))


def every(session: Session) -> list[AuditRow]:
    """All of them, the oldest first."""
    columns = (audits.c[name] for name in AuditRow._fields)
    statement = select(*columns).order_by(audits.c.noted_at, audits.c.id)
    return [AuditRow._make(row) for row in session.execute(statement)]


def delete_before(session: Session, moment: datetime) -> None:
    session.execute(delete(audits).where(audits.c.noted_at < moment))
