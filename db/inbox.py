"""Updates that wait to be handled: safe here before Telegram hears that it may forget them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from db.engine import Session, insert_into
from db.errors import Busy
from db.models import inbox

UNAVAILABLE = (OperationalError, NoConnectionFree, Busy)
"""What a database raises that cannot be used just now."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One update. ``body`` is its JSON as Telegram sent it; updates of chat 0 belong to no chat."""

    update_id: int
    chat_id: int
    body: str
    attempts: int | None = None  # how often a process began it that did not finish it; None = it is fresh


def insert(session: Session, entries: Sequence[Entry], now: datetime) -> set[int]:
    """Keep updates; gives the ids of those that were not known before."""
    if not entries:
        return set()
    statement = insert_into(session, inbox).on_conflict_do_nothing().returning(inbox.c.update_id)
    rows = [
        {"update_id": entry.update_id, "chat_id": entry.chat_id, "body": entry.body, "received_at": now}
        for entry in entries
    ]
    return set(session.execute(statement, rows).scalars())


def mark_handled(session: Session, update_ids: Sequence[int], now: datetime) -> None:
    """Keep of these updates only that they were handled."""
    statement = update(inbox).where(inbox.c.update_id.in_(update_ids))
    session.execute(statement.values(handled_at=now, body=""))


def delete_acknowledged(session: Session, offset: int) -> None:
    """Delete the handled updates below ``offset``: Telegram has heard that it need not send them again."""
    session.execute(delete(inbox).where(inbox.c.handled_at.is_not(None), inbox.c.update_id < offset))


def delete_handled_before(session: Session, moment: datetime) -> None:
    session.execute(delete(inbox).where(inbox.c.handled_at < moment))


def unhandled(session: Session) -> list[Entry]:
    """The updates that earlier processes left, in order of arrival."""
    columns = (inbox.c.update_id, inbox.c.chat_id, inbox.c.body, inbox.c.attempts)
    waiting = select(*columns).where(inbox.c.handled_at.is_(None))
    rows = session.execute(waiting.order_by(inbox.c.received_at, inbox.c.update_id))
    return [Entry(*row) for row in rows]


def count_attempt(session: Session, update_id: int) -> None:
    """Note that the handling of an update begins."""
    statement = update(inbox).where(inbox.c.update_id == update_id)
    session.execute(statement.values(attempts=inbox.c.attempts + 1))
