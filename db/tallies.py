"""Numbers over all: who was there, what is subscribed, what waits to be sent, and what came of it all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Column, ColumnElement, Row, case, func, select, text

from db.engine import Session
from db.models import answers as answered
from db.models import certificates as earned
from db.models import chats, deliveries, learners, memories, quizzes, subscriptions

# Spelled like the condition of the partial index: SQLite takes that index only for its very words.
_WAITING = text("deliveries.state IN ('pending', 'sending')")


def seen(
    session: Session, today: datetime, week: datetime, month: datetime
) -> Sequence[Row[str, int, int, int, int]]:
    """(language, all learners, those seen since each of the three moments)."""
    columns = [_since(learners.c.seen_at, moment) for moment in (today, week, month)]
    statement = select(learners.c.language, func.count(), *columns).group_by(learners.c.language)
    return session.execute(statement).all()


def _since(column: Column[datetime], moment: datetime) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((column >= moment, 1), else_=0)), 0)


def running(session: Session) -> dict[tuple[str, str], int]:
    """How many subscriptions are on, by their kind and that of the chat: private, group, channel."""
    chat = case((subscriptions.c.chat_id > 0, "private"), else_=func.coalesce(chats.c.kind, "group"))
    each = (
        select(subscriptions.c.kind, chat.label("chat"))
        .select_from(subscriptions.outerjoin(chats, chats.c.chat_id == subscriptions.c.chat_id))
        .where(subscriptions.c.stopped_at.is_(None))
        .subquery()
    )
    statement = select(each.c.kind, each.c.chat, func.count()).group_by(each.c.kind, each.c.chat)
    return {(kind, where): number for kind, where, number in session.execute(statement)}


def due(session: Session, now: datetime) -> tuple[int, datetime | None]:
    """How many deliveries could go out now, and since when the first of them could."""
    is_due = (deliveries.c.state == "pending") & (deliveries.c.not_before <= now)
    statement = select(func.count(), func.min(deliveries.c.not_before)).where(_WAITING, is_due)
    number, since = session.execute(statement).one()
    return int(number), since


def asked(session: Session, first: int, last: int) -> list[int]:
    """On how many facts each of the learners with ids from ``first`` to ``last`` was asked; 0 is left out."""
    # State 0 is a fact that was told and not asked.
    is_one = memories.c.learner_id.between(first, last) & (memories.c.state > 0)
    statement = select(func.count()).where(is_one).group_by(memories.c.learner_id)
    return list(session.execute(statement).scalars())


def answers(session: Session, first: int, last: int) -> int:
    is_one = answered.c.learner_id.between(first, last)
    return int(session.execute(select(func.count()).select_from(answered).where(is_one)).scalar_one())


def exams(session: Session, first: int, last: int) -> int:
    """How many exams were finished, passed or not."""
    is_over = (quizzes.c.kind == "exam") & quizzes.c.ended_at.is_not(None)
    is_one = quizzes.c.learner_id.between(first, last) & is_over
    return int(session.execute(select(func.count()).select_from(quizzes).where(is_one)).scalar_one())


def certificates(session: Session) -> dict[str, int]:
    """How many there are in each language."""
    statement = select(earned.c.language, func.count()).group_by(earned.c.language)
    return {row[0]: row[1] for row in session.execute(statement)}


def certificates_since(session: Session, moments: Sequence[datetime]) -> list[int]:
    """How many were earned since each of these moments."""
    row = session.execute(select(*(_since(earned.c.passed_at, moment) for moment in moments))).one()
    return [int(number) for number in row]
