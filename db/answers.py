"""A learner's answers, over all quizzes."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select

from db.engine import Session
from db.models import answers


class GivenRow(NamedTuple):
    fact_id: str
    is_right: bool
    answered_at: datetime


async def given(session: Session, learner_id: int) -> list[GivenRow]:
    """Every answer of a learner, the first one first."""
    statement = (
        select(answers.c.fact_id, answers.c.is_right, answers.c.answered_at)
        .where(answers.c.learner_id == learner_id)
        .order_by(answers.c.answered_at, answers.c.id)
    )
    return [GivenRow(*row) for row in await session.execute(statement)]
