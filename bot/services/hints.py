"""Taking a hint: once a question, and the answer to it remembers."""

from __future__ import annotations

from msgspec.structs import replace

from bot.errors import Refusal
from bot.learning.hint import can_hint
from bot.learning.learner import Learner
from bot.learning.quiz import Result, Turn
from bot.services import answering
from content.model import Bank
from db import quizzes
from db.engine import Session


def hint(session: Session, bank: Bank, learner: Learner, *, quiz_id: int, position: int) -> Turn | Result:
    """The turn with its hint. It stays in the quiz's plan, so that it outlives a restart; asked for again, or
    once the question is answered, it changes nothing. Refuses where there is none to give."""
    quiz, turn = answering.stand(session, bank, learner, quiz_id, position)
    if not answering.is_open_at(turn, position) or turn.is_hinted:
        return turn
    if not can_hint(turn):
        raise Refusal("error-button-old")
    plan = list(quiz.plan)
    plan[position] = {**plan[position], "hint": True}
    quizzes.plan_anew(session, quiz.id, plan)
    return replace(turn, is_hinted=True)
