"""What is known of a learner when a quiz is put together."""

from __future__ import annotations

from collections import defaultdict

from bot.learning.pace import LOOKED_BACK
from bot.learning.picking import ENOUGH, Known, LastAnswer, QuestionKey
from bot.services import memories
from db import answers, pauses
from db.engine import Session


def read(session: Session, learner_id: int) -> Known:
    questions: defaultdict[str, set[str]] = defaultdict(set)
    last: dict[str, LastAnswer] = {}
    for row in answers.last_of_each(session, learner_id):
        questions[row.fact_id].add(row.question_id)
        last[row.fact_id] = LastAnswer(row.question_id, row.is_right)
    tries = answers.last_tries(session, learner_id, LOOKED_BACK)
    share = sum(row.is_right for row in tries) / len(tries) if len(tries) >= ENOUGH else None
    return Known(memories.of_learner(session, learner_id), questions, last, share)


def read_on(session: Session, learner_id: int, fact_id: str) -> Known:
    """The same of one fact alone: with every miss, and so it must be cheap."""
    ids = answers.questions_on(session, learner_id, fact_id)
    last = {fact_id: LastAnswer(ids[-1], is_right=False)} if ids else {}
    return Known(questions={fact_id: set(ids)}, last=last)


def paused(session: Session) -> frozenset[QuestionKey]:
    """The questions that are not asked for the time being."""
    return pauses.keys(session)


def paused_on(session: Session, fact_id: str) -> frozenset[QuestionKey]:
    """Those of one fact: whoever answers, or goes on, asks for no more."""
    return pauses.keys_on(session, fact_id)
