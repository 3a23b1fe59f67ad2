"""Reports of mistakes: one row a learner, fact and question."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import desc, distinct, func, select, update

from db.engine import Session, insert_into
from db.models import answers, reports


class ReportRow(NamedTuple):
    id: int
    fact_id: str
    question_id: str
    reason: str
    text: str | None
    language: str
    created_at: datetime


class CountRow(NamedTuple):
    fact_id: str
    question_id: str
    reason: str
    times: int
    newest: int  # the id of the newest one


_REPORT = select(*(reports.c[name] for name in ReportRow._fields))
_IS_OPEN = reports.c.closed_at.is_(None)


def put(session: Session, values: dict[str, Any]) -> int:
    """Insert a report, or change the one that is there, and open it again; gives its id.

    ``values`` are all columns but the id, the text and the closing.
    """
    statement = insert_into(session, reports).values(values)
    changed = {name: values[name] for name in ("reason", "language", "bank_version", "created_at")}
    statement = statement.on_conflict_do_update(
        index_elements=["learner_id", "fact_id", "question_id"], set_={**changed, "closed_at": None}
    )
    return int(session.execute(statement.returning(reports.c.id)).scalar_one())


def find(session: Session, learner_id: int, report_id: int) -> ReportRow | None:
    """A report of this learner."""
    statement = _REPORT.where(reports.c.id == report_id, reports.c.learner_id == learner_id)
    row = session.execute(statement).one_or_none()
    return ReportRow._make(row) if row else None


def set_text(session: Session, report_id: int, sealed: str) -> None:
    session.execute(update(reports).where(reports.c.id == report_id).values(text=sealed))


def close(session: Session, fact_id: str, question_id: str, now: datetime) -> int:
    """Close every open report on a question or fact; gives how many there were."""
    is_on = (reports.c.fact_id == fact_id) & (reports.c.question_id == question_id)
    return (session.execute(update(reports).where(is_on, _IS_OPEN).values(closed_at=now))).rowcount


def reporters(session: Session, fact_id: str, question_id: str, experience: int) -> int:
    """How many learners with so many answers have an open report on it."""
    given = select(func.count()).where(answers.c.learner_id == reports.c.learner_id).scalar_subquery()
    statement = select(func.count(distinct(reports.c.learner_id))).where(
        reports.c.fact_id == fact_id, reports.c.question_id == question_id, _IS_OPEN, given >= experience
    )
    return int(session.execute(statement).scalar_one())


def count(session: Session) -> int:
    """How many are open."""
    return int(session.execute(select(func.count()).where(_IS_OPEN)).scalar_one())


def others_since(session: Session, learner_id: int, fact_id: str, question_id: str, since: datetime) -> int:
    """How many reports on something else this learner has made or changed since."""
    is_it = (reports.c.fact_id == fact_id) & (reports.c.question_id == question_id)
    mine = (reports.c.learner_id == learner_id) & (reports.c.created_at > since)
    return int(session.execute(select(func.count()).where(mine, ~is_it)).scalar_one())


def counts(session: Session) -> list[CountRow]:
    """The open reports by what they are on and by reason, the most frequent reason first."""
    keys = (reports.c.fact_id, reports.c.question_id, reports.c.reason)
    times = func.count()
    statement = (
        select(*keys, times, func.max(reports.c.id))
        .where(_IS_OPEN)
        .group_by(*keys)
        .order_by(desc(times), reports.c.reason)
    )
    return [CountRow._make(row) for row in session.execute(statement)]


def newest(session: Session, fact_id: str, question_id: str, limit: int) -> list[ReportRow]:
    """The newest open reports with a text."""
    statement = (
        _REPORT.where(
            reports.c.fact_id == fact_id,
            reports.c.question_id == question_id,
            reports.c.text.is_not(None),
            _IS_OPEN,
        )
        .order_by(desc(reports.c.created_at), desc(reports.c.id))
        .limit(limit)
    )
    return [ReportRow._make(row) for row in session.execute(statement)]
