"""Two first updates of a person at once: one learner, and nobody is turned away."""

from __future__ import annotations

from typing import Any

from bot.learning.quiz import Turn
from bot.services import quizzes
from content.model import Bank
from db import learners
from db.engine import Database, Session
from tests.races.playing import LEARNER, arrive, rows
from tests.races.race import Act, Race


def starting(bank: Bank, origin: str) -> Act:
    def act(session: Session) -> Any:
        learner = arrive(session)
        return learner, quizzes.start(session, bank, learner, origin=origin, scope=None, count=3)

    return act


async def test_two_first_updates_at_once_make_one_learner_and_both_are_served(
    race: Race, database: Database, rivers: Bank
) -> None:
    race.meet_before(learners, "insert")
    outcomes = await race.at_once(starting(rivers, "tap-1"), starting(rivers, "tap-2"))
    assert sorted(learner.is_new for learner, _ in outcomes) == [False, True]
    assert all(isinstance(turn, Turn) for _, turn in outcomes)
    assert [learner.id for learner in rows(database, "learners")] == [LEARNER]
    assert [quiz.ended_at is None for quiz in rows(database, "quizzes")] == [False, True]
