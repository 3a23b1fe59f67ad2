"""Sums over a learner's answers."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Integer, cast, desc, func, select

from db.engine import Session
from db.models import answers


class FactRow(NamedTuple):
    fact_id: str
    answered: int
    right: int
    is_last_right: bool


async def by_fact(session: Session, learner_id: int) -> list[FactRow]:
    """For each fact: answers, right ones, and whether the last one was right."""
    mine = answers.c.learner_id == learner_id
    sums = (
        select(
            answers.c.fact_id,
            func.count().label("answered"),
            func.sum(cast(answers.c.is_right, Integer)).label("right"),
            func.max(answers.c.id).label("last_id"),
        )
        .where(mine)
        .group_by(answers.c.fact_id)
        .subquery()
    )
    statement = select(sums.c.fact_id, sums.c.answered, sums.c.right, answers.c.is_right).join(
        answers, answers.c.id == sums.c.last_id
    )
    return [FactRow(*row) for row in await session.execute(statement)]


async def moments(session: Session, learner_id: int, before: datetime, limit: int) -> list[datetime]:
    """The instants of the last answers before ``before``, the latest first."""
    statement = (
        select(answers.c.answered_at)
        .where(answers.c.learner_id == learner_id, answers.c.answered_at < before)
        .order_by(desc(answers.c.answered_at))
        .limit(limit)
    )
    return list((await session.execute(statement)).scalars())
