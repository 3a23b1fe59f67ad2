"""Deliveries: one row per message that is owed to a chat, from planned to its receipt."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, bindparam, case, delete, func, select, text, tuple_, update

from db.engine import Session, UtcDateTime, insert_for
from db.models import deliveries, learners
from db.prepared import Prepared, prepared


class DeliveryRow(NamedTuple):
    id: int
    chat_id: int
    topic_id: int
    learner_id: int | None  # whose private chat it is
    kind: str
    occasion: str
    language: str
    fact_id: str
    about: str | None
    state: str
    attempts: int
    due_at: datetime
    reason: str | None


_DELIVERY = select(*(deliveries.c[name] for name in DeliveryRow._fields))
_KEY = ("chat_id", "topic_id", "kind", "occasion")

# Spelled like the condition of the partial index: SQLite takes that index only for its very words.
_WAITING = text("deliveries.state IN ('pending', 'sending')")


def find(session: Session, delivery_id: int) -> DeliveryRow | None:
    row = session.execute(_DELIVERY.where(deliveries.c.id == delivery_id)).one_or_none()
    return DeliveryRow(*row) if row else None


def has(session: Session, chat_id: int, topic_id: int, kinds: Collection[str], occasion: str) -> bool:
    """Whether there is one of these kinds."""
    statement = select(deliveries.c.id).where(
        deliveries.c.chat_id == chat_id,
        deliveries.c.topic_id == topic_id,
        deliveries.c.kind.in_(kinds),
        deliveries.c.occasion == occasion,
    )
    return session.execute(statement.limit(1)).scalar() is not None


def newest(session: Session, chat_id: int, kind: str) -> Row[datetime, str] | None:
    """When the newest message of a kind is or was due in a chat, and its state."""
    statement = select(deliveries.c.due_at, deliveries.c.state).where(
        deliveries.c.chat_id == chat_id, deliveries.c.kind == kind
    )
    return session.execute(statement.order_by(deliveries.c.id.desc()).limit(1)).one_or_none()


def insert(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert what is not there yet by its unique key."""
    _INSERT.run_each(session, ({**_EMPTY, **row} for row in rows))


_EMPTY: Mapping[str, Any] = {"topic_id": 0, "learner_id": None, "about": None, "reason": None}
_NEW = (
    *_KEY,
    *("learner_id", "language", "fact_id", "about", "state", "due_at", "not_before", "reason"),
)
_INSERT = Prepared(
    lambda dialect: (
        insert_for(dialect, deliveries)
        .values({name: bindparam(name) for name in _NEW})
        .on_conflict_do_nothing(index_elements=_KEY)
    )
)


def _is_told() -> ColumnElement[bool]:
    return deliveries.c.state.in_(("pending", "sending", "sent"))


def told(session: Session, chat_ids: Sequence[int]) -> Sequence[Row[int, int, str, int]]:
    """(chat, topic, fact, id of the last delivery) of the daily facts sent or about to be sent."""
    # The last by id, which is as good as by date and spares reading an instant from each of many rows.
    columns = (deliveries.c.chat_id, deliveries.c.topic_id, deliveries.c.fact_id)
    statement = (
        select(*columns, func.max(deliveries.c.id))
        .where(deliveries.c.chat_id.in_(chat_ids), deliveries.c.kind.in_(("fact", "poll")), _is_told())
        .group_by(*columns)
    )
    return session.execute(statement).all()


def tellings(session: Session, chat_ids: Collection[int]) -> Sequence[Row[int, str, int, int]]:
    """(chat, fact, on how many dates, id of the last delivery) of the same in private chats."""
    return session.execute(_TELLINGS, {"chats": [*chat_ids]}).all()


_TELLINGS = (
    select(
        deliveries.c.chat_id,
        deliveries.c.fact_id,
        func.count(deliveries.c.occasion.distinct()),
        func.max(deliveries.c.id),
    )
    .where(deliveries.c.chat_id.in_(bindparam("chats", expanding=True)))
    .where(deliveries.c.kind.in_(("fact", "poll")), _is_told())
    .group_by(deliveries.c.chat_id, deliveries.c.fact_id)
)


def told_at(session: Session, learner_id: int, fact_id: str) -> list[datetime]:
    """When this fact was sent to a learner as their fact of the day."""
    statement = select(deliveries.c.sent_at).where(
        deliveries.c.learner_id == learner_id,
        deliveries.c.kind == "fact",
        deliveries.c.fact_id == fact_id,
        deliveries.c.sent_at.is_not(None),
    )
    return [moment for moment in session.execute(statement).scalars() if moment is not None]


def unanswered(session: Session, learner_ids: Collection[int], kind: str) -> Sequence[Row[int, datetime]]:
    """(learner, instant) of what of a kind was sent to learners since they were last there."""
    statement = (
        select(learners.c.id, deliveries.c.sent_at)
        .join(learners, learners.c.id == deliveries.c.learner_id)
        .where(
            deliveries.c.learner_id.in_(learner_ids),
            deliveries.c.kind == kind,
            deliveries.c.state == "sent",
            deliveries.c.sent_at > learners.c.seen_at,
        )
    )
    return session.execute(statement).all()


def claimable(
    session: Session, now: datetime, limit: int, but_not: Collection[int] = ()
) -> list[DeliveryRow]:
    """Rows that may be sent now, new ones first, then those whose lease ended; locked on PostgreSQL."""
    waiting = _DELIVERY.where(_WAITING)
    if but_not:
        waiting = waiting.where(deliveries.c.id.not_in(but_not))
    new = waiting.where(deliveries.c.state == "pending", deliveries.c.not_before <= now)
    lost = waiting.where(deliveries.c.state == "sending", deliveries.c.leased_until <= now)
    rows: list[DeliveryRow] = []
    for statement in (new, lost):
        ordered = statement.order_by(deliveries.c.not_before).limit(limit - len(rows))
        found = session.execute(ordered.with_for_update(skip_locked=True))
        rows += [DeliveryRow(*row) for row in found]
        if len(rows) == limit:
            break
    return rows


def lease(session: Session, ids: Sequence[int], until: datetime) -> None:
    statement = update(deliveries).where(deliveries.c.id.in_(ids))
    session.execute(statement.values(state="sending", leased_until=until))


def end_leases(session: Session, now: datetime) -> int:
    """End every lease; gives how many there were."""
    is_leased = deliveries.c.state == "sending"
    leased = update(deliveries).where(_WAITING, is_leased, deliveries.c.leased_until > now)
    return int((session.execute(leased.values(leased_until=now))).rowcount)


def end_waiting(session: Session, state: str, reason: str) -> int:
    """Give all that waits or is being sent its last state; gives how many there were."""
    ended = update(deliveries).where(_WAITING).values(state=state, reason=reason, leased_until=None)
    return int(session.execute(ended).rowcount)


def settle(session: Session, ids: Sequence[int], state: str, **values: Any) -> None:
    """Move rows from being sent to another state, with whatever else is to be set."""
    statement = update(deliveries).where(deliveries.c.id.in_(ids))
    session.execute(statement.values(state=state, leased_until=None, **values))


def drop(session: Session, ids: Sequence[int]) -> None:
    """As if they had never been planned."""
    session.execute(delete(deliveries).where(deliveries.c.id.in_(ids)))


def receive(session: Session, delivery_id: int, message_id: int | None, now: datetime) -> bool:
    """Write down that it was sent; False if that was written before, by whoever sent it first."""
    return bool(_RECEIVE.run(session, of=delivery_id, message=message_id, now=now))


_RECEIVE = prepared(
    update(deliveries)
    .where(deliveries.c.id == bindparam("of"), deliveries.c.state != "sent")
    .values(
        state="sent",
        leased_until=None,
        message_id=bindparam("message"),
        sent_at=bindparam("now"),
        reason=None,
    )
)


def call_off(
    session: Session, chat_id: int, kind: str | None, state: str, reason: str, topic_id: int | None = None
) -> None:
    """Give what waits for a chat, or a topic of it, and is not being sent at this moment, its last state."""
    statement = update(deliveries).where(deliveries.c.chat_id == chat_id, deliveries.c.state == "pending")
    if kind is not None:
        statement = statement.where(deliveries.c.kind == kind)
    if topic_id is not None:
        statement = statement.where(deliveries.c.topic_id == topic_id)
    session.execute(statement.values(state=state, reason=reason))


def set_content(session: Session, delivery_id: int, fact_id: str, about: str | None) -> None:
    statement = update(deliveries).where(deliveries.c.id == delivery_id)
    session.execute(statement.values(fact_id=fact_id, about=about))


def set_language(session: Session, chat_id: int, language: str, topic_id: int = 0) -> None:
    """Let what still waits for a chat, or a topic of it, speak this language."""
    is_there = (deliveries.c.chat_id == chat_id) & (deliveries.c.topic_id == topic_id)
    statement = update(deliveries).where(is_there, deliveries.c.state == "pending")
    session.execute(statement.values(language=language))


def next_at(session: Session) -> datetime | None:
    """When the next row may be sent or its lease ends; None if nothing waits."""
    instant = case(
        (deliveries.c.state == "pending", deliveries.c.not_before), else_=deliveries.c.leased_until
    )
    statement = select(func.min(instant, type_=UtcDateTime())).where(_WAITING)
    earliest: datetime | None = session.execute(statement).scalar()
    return earliest


def rename_chat(session: Session, old_chat_id: int, new_chat_id: int) -> None:
    """Give every row of one chat to another; where the other has its own row, that one stays."""
    is_old = deliveries.c.chat_id == old_chat_id
    twins = select(deliveries.c.topic_id, deliveries.c.kind, deliveries.c.occasion).where(
        deliveries.c.chat_id == new_chat_id
    )
    has_twin = tuple_(deliveries.c.topic_id, deliveries.c.kind, deliveries.c.occasion).in_(twins)
    session.execute(delete(deliveries).where(is_old, has_twin))
    session.execute(update(deliveries).where(is_old).values(chat_id=new_chat_id))
