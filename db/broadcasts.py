"""Broadcasts: one text for many, from the draft to its end; and the messages that show how far one is."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import delete, func, select, text, update

from db.engine import Session, insert_into
from db.models import broadcast_texts, broadcast_views, broadcasts, deliveries


class BroadcastRow(NamedTuple):
    id: int
    state: str
    languages: str
    whom: str
    created_at: datetime
    started_at: datetime | None
    planned_to: int | None  # NULL when everybody's delivery is there


class ViewRow(NamedTuple):
    broadcast_id: int
    chat_id: int
    message_id: int


_BROADCAST = select(*(broadcasts.c[name] for name in BroadcastRow._fields))

# Spelled like the condition of the partial index: SQLite takes that index only for its very words.
_IS_OF_A_BROADCAST = text("deliveries.kind = 'broadcast'")


def insert(session: Session, values: dict[str, Any]) -> int:
    """Insert what its origin has not inserted yet; gives the id of the one that is there."""
    statement = insert_into(session, broadcasts).values(values)
    session.execute(statement.on_conflict_do_nothing(index_elements=["origin"]))
    of_origin = select(broadcasts.c.id).where(broadcasts.c.origin == values["origin"])
    return int(session.execute(of_origin).scalar_one())


def find(session: Session, broadcast_id: int) -> BroadcastRow | None:
    row = session.execute(_BROADCAST.where(broadcasts.c.id == broadcast_id)).one_or_none()
    return BroadcastRow._make(row) if row else None


def of_state(session: Session, state: str) -> list[BroadcastRow]:
    rows = session.execute(_BROADCAST.where(broadcasts.c.state == state).order_by(broadcasts.c.id))
    return [BroadcastRow._make(row) for row in rows]


def move(session: Session, broadcast_id: int, before: str, after: str, **values: Any) -> bool:
    """From one state to the next; False if it is in that state no more. Of two at once only one moves it."""
    statement = update(broadcasts).where(broadcasts.c.id == broadcast_id, broadcasts.c.state == before)
    moved = statement.values(state=after, **values).returning(broadcasts.c.id)
    return session.execute(moved).scalar() is not None


def go_on(session: Session, row: BroadcastRow, planned_to: int | None) -> bool:
    """Note how far the deliveries are there; False if somebody else was quicker, or it has ended."""
    statement = update(broadcasts).where(
        broadcasts.c.id == row.id,
        broadcasts.c.state == "sending",
        broadcasts.c.planned_to == row.planned_to,
    )
    went_on = statement.values(planned_to=planned_to).returning(broadcasts.c.id)
    return session.execute(went_on).scalar() is not None


def put_text(session: Session, broadcast_id: int, language: str, sealed: str) -> None:
    values = {"broadcast_id": broadcast_id, "language": language, "text": sealed}
    statement = insert_into(session, broadcast_texts).values(values)
    keys = ["broadcast_id", "language"]
    session.execute(statement.on_conflict_do_update(index_elements=keys, set_={"text": sealed}))


def texts(session: Session, ids: Collection[int]) -> dict[tuple[int, str], str]:
    """The sealed text of each broadcast and language; the empty language is everybody else's."""
    columns = (broadcast_texts.c.broadcast_id, broadcast_texts.c.language, broadcast_texts.c.text)
    rows = session.execute(select(*columns).where(broadcast_texts.c.broadcast_id.in_(ids)))
    return {(row.broadcast_id, row.language): row.text for row in rows}


def drop_texts(session: Session, broadcast_id: int) -> None:
    session.execute(delete(broadcast_texts).where(broadcast_texts.c.broadcast_id == broadcast_id))


def delete_before(session: Session, moment: datetime, state: str) -> None:
    """Delete those of a state that were begun before then, with their texts."""
    is_old = (broadcasts.c.created_at < moment) & (broadcasts.c.state == state)
    for table in (broadcast_texts, broadcast_views):
        old = select(broadcasts.c.id).where(is_old)
        session.execute(delete(table).where(table.c.broadcast_id.in_(old)))
    session.execute(delete(broadcasts).where(is_old))


def counts(session: Session, broadcast_id: int) -> dict[str, int]:
    """How many deliveries of a broadcast there are in each state."""
    statement = (
        select(deliveries.c.state, func.count().label("number"))
        .where(_IS_OF_A_BROADCAST, deliveries.c.occasion == str(broadcast_id))
        .group_by(deliveries.c.state)
    )
    return {row.state: row.number for row in session.execute(statement)}


def count_waiting(session: Session, broadcast_id: int, now: datetime) -> int:
    """How many could go out now: whoever is asleep does not count."""
    statement = select(func.count()).where(
        _IS_OF_A_BROADCAST,
        deliveries.c.occasion == str(broadcast_id),
        deliveries.c.state == "pending",
        deliveries.c.not_before <= now,
    )
    return int(session.execute(statement).scalar_one())


def call_off(session: Session, broadcast_id: int, reason: str) -> None:
    """What is not being sent at this moment is not sent any more."""
    statement = update(deliveries).where(
        _IS_OF_A_BROADCAST, deliveries.c.occasion == str(broadcast_id), deliveries.c.state == "pending"
    )
    session.execute(statement.values(state="stale", reason=reason))


def put_view(session: Session, view: ViewRow, now: datetime) -> None:
    statement = insert_into(session, broadcast_views).values(**view._asdict(), shown_at=now)
    newest = {"message_id": view.message_id, "shown_at": now}
    keys = ["broadcast_id", "chat_id"]
    session.execute(statement.on_conflict_do_update(index_elements=keys, set_=newest))


def take_views(session: Session, now: datetime, shown_before: datetime) -> list[ViewRow]:
    """Those that may be shown anew, each taken by one process alone."""
    statement = update(broadcast_views).where(broadcast_views.c.shown_at <= shown_before)
    columns = (broadcast_views.c[name] for name in ViewRow._fields)
    rows = session.execute(statement.values(shown_at=now).returning(*columns))
    return [ViewRow._make(row) for row in rows]


def drop_view(session: Session, view: ViewRow) -> None:
    where = (broadcast_views.c.broadcast_id == view.broadcast_id, broadcast_views.c.chat_id == view.chat_id)
    session.execute(delete(broadcast_views).where(*where))


def has_views(session: Session) -> bool:
    return session.execute(select(broadcast_views.c.chat_id).limit(1)).scalar() is not None
