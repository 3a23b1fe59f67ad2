"""Learners, and what the bot waits for each of them to type."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, delete, select, update

from db.engine import Session, insert_into
from db.models import expectations, learners


class LearnerRow(NamedTuple):
    id: int
    language: str
    zone: str
    expected: str | None  # the kind of the open expectation, expired or not
    expires_at: datetime | None


_ARRIVING = (
    select(
        learners.c.id,
        learners.c.language,
        learners.c.zone,
        expectations.c.kind,
        expectations.c.expires_at,
    )
    .select_from(learners.outerjoin(expectations))
    .where(learners.c.id == bindparam("learner"))
)


async def find(session: Session, learner_id: int) -> LearnerRow | None:
    row = (await session.execute(_ARRIVING, {"learner": learner_id})).one_or_none()
    return LearnerRow(*row) if row else None


async def insert(session: Session, learner_id: int, language: str, zone: str, now: datetime) -> None:
    statement = insert_into(session, learners).values(
        id=learner_id, language=language, zone=zone, created_at=now
    )
    await session.execute(statement.on_conflict_do_nothing())


async def set_language(session: Session, learner_id: int, language: str) -> None:
    await session.execute(update(learners).where(learners.c.id == learner_id).values(language=language))


async def set_zone(session: Session, learner_id: int, zone: str) -> None:
    await session.execute(update(learners).where(learners.c.id == learner_id).values(zone=zone))


async def expect(session: Session, learner_id: int, kind: str, expires_at: datetime) -> None:
    values = {"kind": kind, "expires_at": expires_at}
    statement = insert_into(session, expectations).values(learner_id=learner_id, **values)
    await session.execute(statement.on_conflict_do_update(index_elements=["learner_id"], set_=values))


async def expect_nothing(session: Session, learner_id: int) -> None:
    await session.execute(delete(expectations).where(expectations.c.learner_id == learner_id))
