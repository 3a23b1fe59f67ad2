"""Who has not been here for long: learners in the order of their ids, and what they were told of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import exists, func, select

from db.engine import Session
from db.models import certificates, deliveries, inbox, learners

_SEEN = func.coalesce(learners.c.seen_at, learners.c.created_at)


class SeenRow(NamedTuple):
    id: int
    language: str
    zone: str
    seen_at: datetime


class ToldRow(NamedTuple):
    """A message to a learner. ``at`` is when it went out, or was to."""

    learner_id: int
    state: str
    at: datetime


def seen(session: Session, after: int, limit: int) -> list[SeenRow]:
    """The next learners behind this id."""
    statement = select(learners.c.id, learners.c.language, learners.c.zone, _SEEN)
    rows = session.execute(statement.where(learners.c.id > after).order_by(learners.c.id).limit(limit))
    return [SeenRow(*row) for row in rows]


def seen_at(session: Session, learner_id: int) -> datetime | None:
    """None of whom is not here any more."""
    return session.execute(select(_SEEN).where(learners.c.id == learner_id)).scalar()


def certified(session: Session, ids: Collection[int]) -> set[int]:
    """Those of them who have a certificate."""
    statement = select(certificates.c.learner_id).where(certificates.c.learner_id.in_(ids))
    return set(session.execute(statement).scalars())


def told(session: Session, ids: Collection[int], kind: str) -> Sequence[ToldRow]:
    """The messages of this kind to these learners, the newest last."""
    at = func.coalesce(deliveries.c.sent_at, deliveries.c.due_at)
    statement = select(deliveries.c.learner_id, deliveries.c.state, at).where(
        deliveries.c.learner_id.in_(ids), deliveries.c.kind == kind
    )
    return [ToldRow(*row) for row in session.execute(statement.order_by(deliveries.c.id))]


def is_heard(session: Session, chat_id: int) -> bool:
    """Whether something that came from this chat is still to be handled."""
    waits = exists().where(inbox.c.chat_id == chat_id, inbox.c.handled_at.is_(None))
    return bool(session.execute(select(waits)).scalar())
