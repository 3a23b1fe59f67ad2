"""Item statistics from the rows, on both databases: first tries only, a few learners at a time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert

from bot import measuring
from bot.learning.items import Figures
from bot.services import items, learners
from content.model import RIGHT, Bank
from db.engine import Database
from db.models import answers, quizzes

NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
FACT, QUESTION = "springs/keepers", "how-many"


async def answered(
    database: Database, learner_id: int, *given: str | None, again: bool = False, typed: bool = False
) -> None:
    """Answers to one question in a quiz of their own, a minute apart; each took ten seconds."""
    with database.begin() as session:
        learners.arrive(session, learner_id, code="en", zone="UTC", now=NOW)
        quiz = {
            "learner_id": learner_id,
            "origin": f"{again}{typed}{given}"[:64],
            "kind": "practice",
            "plan": [],
        }
        quiz |= {
            "position": 0,
            "shown_at": NOW,
            "bank_version": "v",
            "created_at": NOW,
        }
        added = insert(quizzes).values(quiz).returning(quizzes.c.id)
        quiz_id = (session.execute(added)).scalar_one()
        for position, key in enumerate(given):
            shown_at = NOW + timedelta(minutes=position)
            row = {"quiz_id": quiz_id, "position": position, "learner_id": learner_id, "fact_id": FACT}
            row |= {"question_id": QUESTION, "shown": ["right", "two", "four", "seven"], "is_again": again}
            row |= {"chosen": None if typed else key, "typed": key if typed else None}
            row |= {"is_right": key == RIGHT, "shown_at": shown_at, "language": "en", "bank_version": "v"}
            row |= {"answered_on": f"{shown_at:%Y-%m-%d}"}
            session.execute(insert(answers).values(row | {"answered_at": shown_at + timedelta(seconds=10)}))


async def figures(database: Database, bank: Bank) -> Figures:
    [found] = await measuring.measure(database, bank)
    return found


async def test_only_first_tries_count(either_database: Database, rivers: Bank) -> None:
    await answered(either_database, 11, "two", RIGHT, RIGHT)
    await answered(either_database, 12, "four", again=True)
    await answered(either_database, 13, RIGHT)
    found = await figures(either_database, rivers)
    assert found.item == (FACT, QUESTION)
    assert (found.n, found.facility, found.median_seconds) == (2, 0.5, 10)
    assert found.options == {RIGHT: 0.5, "two": 0.5, "four": 0.0, "seven": 0.0}


async def test_typed_and_unknown_are_told_apart(either_database: Database, rivers: Bank) -> None:
    await answered(either_database, 11, None)
    await answered(either_database, 12, "eighteen", typed=True)
    found = await figures(either_database, rivers)
    assert (found.n, found.unknown, found.typed) == (2, 0.5, 0.5)


async def test_learners_are_read_some_at_a_time_and_none_is_left_out(
    database: Database, rivers: Bank, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(items, "AT_ONCE", 2)
    with database.begin() as session:  # two who never answered fill a page of their own
        for learner_id in (1, 2):
            learners.arrive(session, learner_id, code="en", zone="UTC", now=NOW)
    for learner_id in range(10, 15):
        await answered(database, learner_id, RIGHT)
    assert (await figures(database, rivers)).n == 5


async def test_nothing_answered_measures_nothing(database: Database, rivers: Bank) -> None:
    assert await measuring.measure(database, rivers) == []


async def test_recent_figures_are_kept_for_a_while(database: Database, rivers: Bank) -> None:
    await answered(database, 11, RIGHT)
    assert [each.n for each in await measuring.recent(database, rivers, NOW)] == [1]
    await answered(database, 12, RIGHT)
    assert [each.n for each in await measuring.recent(database, rivers, NOW)] == [1]
    assert [each.n for each in await measuring.recent(database, rivers, NOW + measuring.FRESH)] == [2]
    await answered(database, 13, RIGHT)
    assert [
        each.n for each in await measuring.recent(database, rivers, NOW + measuring.FRESH, anew=True)
    ] == [3]
    await answered(database, 14, RIGHT)
    other = rivers.model_copy(update={"version": "another"})
    assert [each.n for each in await measuring.recent(database, other, NOW + measuring.FRESH)] == [4]
