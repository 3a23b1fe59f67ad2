"""What is offered once: a fact a day, with the first result."""

from __future__ import annotations

from bot.learning.learner import Learner
from bot.learning.play import play_of
from bot.services import subscriptions
from db import quizzes
from db.engine import Session

LOOKED_BACK = 50
"""Ended quizzes among which a finished one is looked for: who left so many needs no offer either."""


def is_fact_offered(session: Session, *, learner: Learner, quiz_id: int) -> bool:
    """Whether the result of this quiz is the first one they ever saw, and they never wanted a fact a day.

    Read from the rows, so that the same result makes the same offer again, and no other ever makes one.
    """
    if subscriptions.was_ever(session, learner.private_chat):
        return False
    earlier = quizzes.ended_before(session, learner.id, quiz_id, LOOKED_BACK)
    return len(earlier) < LOOKED_BACK and not any(
        row.is_answered and row.position + 1 >= len(row.plan) and not play_of(row.kind).stands_aside
        for row in earlier
    )
