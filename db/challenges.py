"""Who was asked the questions of a set, and is done with them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import exists, func, select

from db.engine import Session
from db.models import answers, quizzes


class Played(NamedTuple):
    quiz_id: int
    learner_id: int


class Mark(NamedTuple):
    fact_id: str
    question_id: str
    is_right: bool
    is_half: bool


def first_done(
    session: Session,
    code: str,
    kinds: Collection[str],
    limit: int,
    *,
    of: int | None = None,
    but_of: int | None = None,
) -> list[Played]:
    """The first quiz of these kinds on the set that each learner ended with an answer: of one, or of all but
    one."""
    conditions = [
        quizzes.c.set_code == code,
        quizzes.c.kind.in_(sorted(kinds)),
        quizzes.c.learner_id.is_not(None),
        quizzes.c.ended_at.is_not(None),
        exists().where(answers.c.quiz_id == quizzes.c.id),
    ]
    conditions += [quizzes.c.learner_id == of] if of is not None else []
    conditions += [quizzes.c.learner_id != but_of] if but_of is not None else []
    first = func.min(quizzes.c.id)
    found = select(first, quizzes.c.learner_id).where(*conditions).group_by(quizzes.c.learner_id)
    return [Played(*row) for row in session.execute(found.order_by(first).limit(limit))]


def hold(session: Session, quiz_id: int) -> bool:
    """Whether a quiz is there, and stays until this transaction ends: whoever forgets this instant waits,
    and deletes it before what their chat is owed."""
    found = select(quizzes.c.id).where(quizzes.c.id == quiz_id)
    return session.execute(found.with_for_update(read=True)).scalar() is not None


def marks(session: Session, quiz_id: int) -> list[Mark]:
    """The first tries of a quiz."""
    columns = (answers.c.fact_id, answers.c.question_id, answers.c.is_right, answers.c.is_half)
    found = select(*columns).where(answers.c.quiz_id == quiz_id, answers.c.is_again.is_(False))
    return [Mark(*row) for row in session.execute(found)]


def codes_done(session: Session, learner_id: int, prefix: str) -> list[tuple[str, datetime]]:
    """The codes that begin with a prefix of all sets that a learner is done with, and when each was begun."""
    found = select(quizzes.c.set_code, quizzes.c.created_at).where(
        quizzes.c.learner_id == learner_id,
        quizzes.c.set_code.startswith(prefix, autoescape=True),
        quizzes.c.ended_at.is_not(None),
        exists().where(answers.c.quiz_id == quizzes.c.id),
    )
    return [(str(code), at) for code, at in session.execute(found)]
