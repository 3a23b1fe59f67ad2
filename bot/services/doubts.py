"""What a learner is sure of and wrong about."""

from __future__ import annotations

from bot.learning.learner import Learner
from bot.learning.play import SURE
from bot.learning.quiz import Miss, Result, Turn
from bot.services import quizzes
from content import questions
from content.model import Bank
from db import answers
from db.answers import JudgedRow
from db.engine import Session


def sure_and_wrong(session: Session, bank: Bank, learner: Learner) -> tuple[Miss, ...]:
    """What was answered wrong by a learner who was sure, and not right since; the last one first.

    What is right later in the same quiz was only just read, and settles nothing.
    """
    open_misses: dict[str, JudgedRow] = {}
    for row in answers.judged(session, learner.id):
        miss = open_misses.get(row.fact_id)
        if not row.is_right and row.confidence == "sure":
            open_misses[row.fact_id] = row
        elif row.is_right and miss is not None and miss.quiz_id != row.quiz_id:
            del open_misses[row.fact_id]
    found = [_miss(bank, row.fact_id, row.question_id) for row in open_misses.values()]
    return tuple(miss for miss in reversed(found) if miss is not None)


def practise(session: Session, bank: Bank, learner: Learner, *, origin: str, most: int) -> Turn | Result:
    """Ask about these facts again."""
    misses = sure_and_wrong(session, bank, learner)
    facts = [miss.fact for miss in misses[:most]]
    return quizzes.start_on(session, bank, learner, play=SURE, facts=facts, origin=origin)


def _miss(bank: Bank, fact_id: str, question_id: str) -> Miss | None:
    found = questions.look_up(bank, fact_id, question_id)
    return Miss(*found) if found else None
