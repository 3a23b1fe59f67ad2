"""Answering the daily question of a private chat: the tap begins the quiz of it, and answers it."""

from __future__ import annotations

from bot.errors import Refusal
from bot.learning.learner import Learner
from bot.learning.play import ASIDE
from bot.learning.polls import laid_out
from bot.learning.quiz import Result, Turn, on_paper
from bot.services import answering, deliveries, quizzes
from bot.services.contents import question_of
from content.model import Bank
from content.questions import look_up
from db.engine import Session


def find(session: Session, bank: Bank, learner: Learner, *, delivery_id: int) -> Turn:
    """The question as it was sent; refuses what is not this learner's, and what has left the bank."""
    delivery = deliveries.find(session, delivery_id)
    if delivery is None or delivery.learner_id != learner.id or delivery.kind != "poll":
        raise Refusal("error-button-old")
    found = look_up(bank, delivery.fact_id, question_of(delivery.about) or "")
    if found is None:
        raise Refusal("error-fact-gone")
    return on_paper(*found, laid_out(*found, delivery_id))


def answer(session: Session, bank: Bank, learner: Learner, *, delivery_id: int, number: int) -> Turn | Result:
    """Answer by the option of a number, from 1, or say by 0 that it is not known; twice equals once."""
    asked = find(session, bank, learner, delivery_id=delivery_id)
    if number > len(asked.options):
        raise Refusal("error-button-old")
    item = laid_out(asked.fact, asked.question, delivery_id)
    origin = f"daily/{delivery_id}"
    quiz = quizzes.open_quiz(session, bank, learner, play=ASIDE, origin=origin, scope=None, items=(item,))
    option = number - 1 if number else None
    return answering.answer(session, bank, learner, quiz_id=quiz.quiz_id, position=0, option=option)
