"""What the racers do: arrive, begin a quiz, answer; and what is in the database afterwards."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from bot.learning.learner import Learner
from bot.learning.play import PRACTICE, Play
from bot.learning.quiz import Item, Turn
from bot.services import answering, arrival, memories, quizzes
from content.model import Bank
from db.engine import Database, Session
from db.models import metadata
from tests.races.race import Act

NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
LEARNER = 5_000_000_001
FACT = "springs/keepers"
ITEM = Item(FACT, "how-many", ("two", "right", "seven", "four"))
RIGHT = 1


def arrive(session: Session, learner_id: int = LEARNER, now: datetime = NOW) -> Learner:
    return arrival.arrive(session, learner_id, code="en", zone="UTC", now=now)


def stranger(learner_id: int = LEARNER, now: datetime = NOW) -> Learner:
    """The learner as an act has it that locks nobody: what is behind the lock must hold by itself."""
    return Learner(learner_id, "en", "UTC", now)


def begin(database: Database, bank: Bank, *items: Item, play: Play = PRACTICE, origin: str = "tap-0") -> int:
    """A quiz of the learner's; gives its id."""
    with database.begin() as session:
        turn = quizzes.open_quiz(
            session, bank, arrive(session), play=play, origin=origin, scope=None, items=items
        )
    assert isinstance(turn, Turn)
    return turn.quiz_id


def answering_by(bank: Bank, quiz_id: int, option: int | None, *, locks: bool = True) -> Act:
    """The act of answering the first question."""

    def act(session: Session) -> Any:
        learner = arrive(session) if locks else stranger()
        return answering.answer(session, bank, learner, quiz_id=quiz_id, position=0, option=option)

    return act


def rows(database: Database, table: str) -> list[Any]:
    with database.begin() as session:
        found = metadata.tables[table]
        return list(session.execute(select(found).order_by(*found.primary_key)))


def memory_is_that_of_the_rows(database: Database, fact_id: str = FACT) -> bool:
    """Whether every answer and telling moved the memory once."""
    with database.begin() as session:
        return memories.of_learner(session, LEARNER)[fact_id] == memories.from_rows(session, LEARNER, fact_id)
