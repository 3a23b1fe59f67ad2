"""Subscriptions: what a chat wants to be sent, and when it is next due."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, func, select, tuple_, update

from db.engine import Session, insert_into
from db.models import subscriptions
from db.prepared import prepared


class SubscriptionRow(NamedTuple):
    id: int
    chat_id: int
    topic_id: int
    learner_id: int | None  # whose private chat it is
    kind: str
    language: str
    zone: str
    local_time: str
    next_at: datetime
    next_on: str
    follows_habit: bool
    form: str
    days: int
    resumes_on: str | None
    is_silent: bool
    era: str | None
    stopped_at: datetime | None
    stop_reason: str | None


_SUBSCRIPTION = select(*(subscriptions.c[name] for name in SubscriptionRow._fields))
_KEY = ("chat_id", "topic_id", "kind")


def find(session: Session, chat_id: int, topic_id: int, kind: str) -> SubscriptionRow | None:
    statement = _SUBSCRIPTION.where(
        subscriptions.c.chat_id == chat_id,
        subscriptions.c.topic_id == topic_id,
        subscriptions.c.kind == kind,
    )
    row = session.execute(statement).one_or_none()
    return SubscriptionRow(*row) if row else None


def lock(session: Session, chat_id: int, topic_id: int, kind: str) -> SubscriptionRow | None:
    """The same, on PostgreSQL held for this session: what is planned meanwhile passes it by."""
    statement = _SUBSCRIPTION.where(
        subscriptions.c.chat_id == chat_id,
        subscriptions.c.topic_id == topic_id,
        subscriptions.c.kind == kind,
    )
    row = session.execute(statement.with_for_update()).one_or_none()
    return SubscriptionRow(*row) if row else None


def of_chats(session: Session, chat_ids: Collection[int], kind: str) -> list[SubscriptionRow]:
    """What of a kind is on in these chats."""
    statement = _SUBSCRIPTION.where(
        subscriptions.c.chat_id.in_(chat_ids),
        subscriptions.c.kind == kind,
        subscriptions.c.stopped_at.is_(None),
    )
    return [SubscriptionRow(*row) for row in session.execute(statement)]


def of_keys(
    session: Session, keys: Collection[tuple[int, int, str]]
) -> dict[tuple[int, int, str], SubscriptionRow]:
    """Those of (chat, topic, kind), on or off."""
    if not keys:
        return {}
    statement = _SUBSCRIPTION.where(tuple_(*(subscriptions.c[name] for name in _KEY)).in_(keys))
    rows = [SubscriptionRow(*row) for row in session.execute(statement)]
    return {(row.chat_id, row.topic_id, row.kind): row for row in rows}


def change(session: Session, subscription_id: int, **values: Any) -> None:
    session.execute(update(subscriptions).where(subscriptions.c.id == subscription_id).values(**values))


def put(session: Session, values: Mapping[str, Any], now: datetime) -> SubscriptionRow:
    """Insert, or set anew, the subscription of this chat, topic and kind; it is on afterwards."""
    statement = insert_into(session, subscriptions).values(
        **values, created_at=now, stopped_at=None, stop_reason=None
    )
    statement = statement.on_conflict_do_update(
        index_elements=_KEY, set_={**values, "stopped_at": None, "stop_reason": None}
    )
    row = session.execute(statement.returning(*_SUBSCRIPTION.selected_columns))
    return SubscriptionRow(*row.one())


def due(session: Session, now: datetime, limit: int) -> list[SubscriptionRow]:
    """Running subscriptions that are due, the longest due first; on PostgreSQL locked for this session."""
    return list(map(SubscriptionRow._make, _DUE.rows(session, now=now, most=limit)))


_DUE = prepared(
    _SUBSCRIPTION.where(subscriptions.c.next_at <= bindparam("now"), subscriptions.c.stopped_at.is_(None))
    .order_by(subscriptions.c.next_at)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)


def beyond(session: Session, moment: datetime, of_some_days: datetime, limit: int) -> list[SubscriptionRow]:
    """Running subscriptions that are not due before an instant so far ahead, of daily ones or of others."""
    is_daily = (subscriptions.c.days == 127) & subscriptions.c.resumes_on.is_(None)
    is_beyond = (subscriptions.c.next_at > moment) & (is_daily | (subscriptions.c.next_at > of_some_days))
    statement = _SUBSCRIPTION.where(is_beyond, subscriptions.c.stopped_at.is_(None)).limit(limit)
    return [SubscriptionRow(*row) for row in session.execute(statement)]


def set_aside(session: Session, subscription_id: int, now: datetime) -> None:
    """Switch off a row that cannot be read."""
    statement = update(subscriptions).where(subscriptions.c.id == subscription_id)
    session.execute(statement.values(stopped_at=now, stop_reason="unreadable"))


def next_at(session: Session) -> datetime | None:
    """When the next subscription falls due, or fell due."""
    statement = select(func.min(subscriptions.c.next_at)).where(subscriptions.c.stopped_at.is_(None))
    moment: datetime | None = session.execute(statement).scalar()
    return moment


def move_on(session: Session, nexts: Sequence[tuple[int, datetime, str, str]]) -> None:
    """Set when each subscription (id) is next due (instant, local date, wall time)."""
    names = ("of", "at", "on", "time")
    _MOVE_ON.run_each(session, (dict(zip(names, each, strict=True)) for each in nexts))


_MOVE_ON = prepared(
    update(subscriptions)
    .where(subscriptions.c.id == bindparam("of"))
    .values(next_at=bindparam("at"), next_on=bindparam("on"), local_time=bindparam("time"))
)


def stop(
    session: Session,
    chat_id: int,
    kind: str | None,
    reason: str,
    now: datetime,
    topic_id: int | None = None,
) -> None:
    """Switch off what is on in this chat, or in a topic of it: one kind, or everything."""
    statement = update(subscriptions).where(
        subscriptions.c.chat_id == chat_id, subscriptions.c.stopped_at.is_(None)
    )
    if kind is not None:
        statement = statement.where(subscriptions.c.kind == kind)
    if topic_id is not None:
        statement = statement.where(subscriptions.c.topic_id == topic_id)
    session.execute(statement.values(stopped_at=now, stop_reason=reason))


def running(session: Session, chat_id: int) -> list[SubscriptionRow]:
    """What is on in this chat."""
    statement = _SUBSCRIPTION.where(subscriptions.c.chat_id == chat_id, subscriptions.c.stopped_at.is_(None))
    return [SubscriptionRow(*row) for row in session.execute(statement)]


def stopped(session: Session, chat_id: int, reasons: Sequence[str]) -> list[SubscriptionRow]:
    """What is off in this chat for one of these reasons."""
    statement = _SUBSCRIPTION.where(
        subscriptions.c.chat_id == chat_id, subscriptions.c.stop_reason.in_(reasons)
    )
    return [SubscriptionRow(*row) for row in session.execute(statement)]


def set_language(session: Session, chat_id: int, language: str) -> None:
    session.execute(update(subscriptions).where(subscriptions.c.chat_id == chat_id).values(language=language))


def rename_chat(session: Session, old_chat_id: int, new_chat_id: int) -> None:
    """Give everything of one chat to another; what the other has already stays as it is."""
    is_old = subscriptions.c.chat_id == old_chat_id
    twins = select(subscriptions.c.topic_id, subscriptions.c.kind).where(
        subscriptions.c.chat_id == new_chat_id
    )
    has_twin = tuple_(subscriptions.c.topic_id, subscriptions.c.kind).in_(twins)
    session.execute(delete(subscriptions).where(is_old, has_twin))
    session.execute(update(subscriptions).where(is_old).values(chat_id=new_chat_id))
