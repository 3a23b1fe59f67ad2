"""Broadcasts: one text for many, from the draft to its end; and the messages that show how far one is."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, delete, exists, func, select, text, update

from db.engine import Session, insert_into
from db.models import (
    broadcast_texts,
    broadcast_views,
    broadcasts,
    deliveries,
    learners,
    reports,
    subscriptions,
    suggestions,
)


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


class Audience(NamedTuple):
    """Learners of some languages: those seen since then, or those who have reported or suggested."""

    languages: tuple[str, ...]
    seen_since: datetime | None = None
    has_reported: bool = False


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


def count(session: Session, audience: Audience, after_id: int = 0) -> int:
    """How many there are, from those on whose ids are greater."""
    statement = select(func.count()).select_from(learners).where(learners.c.id > after_id, *_are_in(audience))
    return int(session.execute(statement).scalar_one())


def members(session: Session, audience: Audience, after_id: int, limit: int) -> Sequence[Row[int, str, str]]:
    """(id, language, zone) of the next ones by their ids; on PostgreSQL locked, as by an act of theirs."""
    columns = (learners.c.id, learners.c.language, learners.c.zone)
    statement = select(*columns).where(learners.c.id > after_id, *_are_in(audience))
    ordered = statement.order_by(learners.c.id).limit(limit)
    return session.execute(ordered.with_for_update(of=learners)).all()


def _are_in(audience: Audience) -> list[ColumnElement[bool]]:
    is_shut_out = exists().where(
        subscriptions.c.chat_id == learners.c.id, subscriptions.c.stop_reason.in_(("blocked", "gone"))
    )
    conditions = [learners.c.language.in_(audience.languages), ~is_shut_out]
    if audience.seen_since is not None:
        conditions.append(learners.c.seen_at >= audience.seen_since)
    if audience.has_reported:
        has_reported = exists().where(reports.c.learner_id == learners.c.id)
        conditions.append(has_reported | exists().where(suggestions.c.learner_id == learners.c.id))
    return conditions


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
