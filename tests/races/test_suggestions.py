"""Suggestions at the same moment: one update is one, a day's limit holds, one answer goes out, or none."""

from __future__ import annotations

from typing import Any

from bot.errors import Refusal
from bot.learning.learner import Learner
from bot.learning.suggestion import MOST_A_DAY
from bot.services import learners, suggestions
from content.model import Bank
from db import forget as forgetting
from db import suggestions as suggestion_rows
from db.engine import Database, Session
from tests.races.playing import LEARNER, NOW, arrive, rows, stranger
from tests.races.race import Act, Race

ADMIN, OTHER_ADMIN = 5_000_000_002, 5_000_000_003


def suggesting(bank: Bank, update_id: int, *, locks: bool = True) -> Act:
    def act(session: Session) -> None:
        learner: Learner = arrive(session) if locks else stranger()
        suggestions.suggest(session, bank, learner, update_id=update_id, sealed=f"sealed {update_id}")

    return act


def answering(suggestion_id: int, admin: int, sealed: str) -> Act:
    def act(session: Session) -> bool:
        arrive(session, admin)
        return suggestions.answer(session, suggestion_id, sealed, NOW)

    return act


def forget(session: Session) -> None:
    learners.forget(session, arrive(session).id)


def suggested(database: Database, bank: Bank, *update_ids: int) -> list[Any]:
    for update_id in update_ids:
        with database.begin() as session:
            suggesting(bank, update_id)(session)
    return rows(database, "suggestions")


async def test_one_update_handled_twice_at_once_suggests_once(
    race: Race, database: Database, rivers: Bank
) -> None:
    with database.begin() as session:
        arrive(session)
    race.meet_before(suggestion_rows, "insert")
    await race.at_once(suggesting(rivers, 7, locks=False), suggesting(rivers, 7, locks=False))
    assert [row.update_id for row in rows(database, "suggestions")] == [7]


async def test_update_that_comes_again_at_the_limit_is_no_refusal(database: Database, rivers: Bank) -> None:
    updates = range(MOST_A_DAY)
    suggested(database, rivers, *updates)
    assert len(suggested(database, rivers, *updates)) == MOST_A_DAY


async def test_limit_of_a_day_holds_for_two_at_once(race: Race, database: Database, rivers: Bank) -> None:
    suggested(database, rivers, *range(MOST_A_DAY - 1))
    race.meet_after(suggestion_rows, "insert")
    outcomes = await race.in_turn(suggesting(rivers, 8), suggesting(rivers, 9))
    assert [type(outcome) for outcome in outcomes] == [type(None), Refusal]
    assert len(rows(database, "suggestions")) == MOST_A_DAY


async def test_two_administrators_who_answer_at_once_send_one_answer(
    race: Race, database: Database, rivers: Bank
) -> None:
    [kept] = suggested(database, rivers, 7)
    race.meet_before(suggestion_rows, "answer")
    outcomes = await race.at_once(
        answering(kept.id, ADMIN, "first"), answering(kept.id, OTHER_ADMIN, "second")
    )
    assert sorted(outcomes) == [False, True]
    assert [row.answer for row in rows(database, "suggestions")] == [
        ("first", "second")[outcomes.index(True)]
    ]
    assert [row.learner_id for row in rows(database, "deliveries")] == [LEARNER]


async def test_author_who_is_being_forgotten_is_owed_no_answer(
    race: Race, database: Database, rivers: Bank
) -> None:
    """The answer comes first, and then the other way round: nothing of them is left in either case."""
    [kept] = suggested(database, rivers, 7)
    race.meet_after(suggestion_rows, "answer")
    await race.in_turn(answering(kept.id, ADMIN, "sealed"), forget)
    assert rows(database, "deliveries") == rows(database, "suggestions") == []
    [kept] = suggested(database, rivers, 8)
    race.meet_after(forgetting, "forget")
    outcomes = await race.in_turn(forget, answering(kept.id, ADMIN, "sealed"))
    assert outcomes == [None, False]
    assert rows(database, "deliveries") == rows(database, "suggestions") == []
