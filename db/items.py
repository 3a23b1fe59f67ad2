"""The answers that item statistics are made of, some learners at a time."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select, true

from db.engine import Session
from db.models import answers, learners


class TryRow(NamedTuple):
    learner_id: int
    fact_id: str
    question_id: str
    chosen: str | None
    typed: str | None
    is_right: bool
    is_half: bool
    is_hinted: bool
    shown_at: datetime
    answered_at: datetime


def learners_after(session: Session, learner_id: int, limit: int) -> list[int]:
    """The next learners by their ids."""
    statement = select(learners.c.id).where(learners.c.id > learner_id).order_by(learners.c.id).limit(limit)
    return list(session.execute(statement).scalars())


def tries(session: Session, first: int, last: int) -> list[TryRow]:
    """The answers of the learners with ids from ``first`` to ``last``, misses that came back left out.

    Learner by learner, the first answer first.
    """
    is_banks = answers.c.fact_id.not_like("own:%")  # what a teacher wrote is measured nowhere
    statement = (
        select(*(answers.c[name] for name in TryRow._fields))
        .where(answers.c.learner_id.between(first, last), answers.c.is_again.is_not(true()), is_banks)
        .order_by(answers.c.learner_id, answers.c.answered_at, answers.c.id)
    )
    return [TryRow._make(row) for row in session.execute(statement)]
