"""What is made twice at once is one set: of a card tapped for twice, or of one code in two processes."""

from __future__ import annotations

from bot.errors import Refusal
from bot.learning.recipe import Recipe
from bot.services import answering, sets
from content.model import Bank
from db import sets as set_rows
from db.engine import Database, Session
from tests.races.playing import ITEM, NOW, RIGHT, arrive, begin, rows, stranger
from tests.races.race import Act, Race


def finished(database: Database, bank: Bank) -> int:
    """A quiz whose one question was answered right."""
    quiz_id = begin(database, bank, ITEM)
    with database.begin() as session:
        learner = arrive(session)
        answering.answer(session, bank, learner, quiz_id=quiz_id, position=0, option=RIGHT)
        answering.advance(session, bank, learner, quiz_id=quiz_id, position=0)
    return quiz_id


def sharing(bank: Bank, quiz_id: int, code: str, *, locks: bool) -> Act:
    def act(session: Session) -> str:
        learner = arrive(session) if locks else stranger()
        return sets.share(session, bank, learner, quiz_id=quiz_id, code=code)

    return act


async def test_two_taps_at_once_make_one_code(race: Race, database: Database, rivers: Bank) -> None:
    quiz_id = finished(database, rivers)
    race.meet_before(set_rows, "insert")
    outcomes = await race.at_once(*(sharing(rivers, quiz_id, code, locks=True) for code in ("aa", "bb")))
    [row] = rows(database, "sets")
    assert outcomes == [row.code, row.code]


async def test_two_acts_that_lock_nobody_make_one_code(race: Race, database: Database, rivers: Bank) -> None:
    quiz_id = finished(database, rivers)
    race.meet_before(set_rows, "insert")
    outcomes = await race.at_once(*(sharing(rivers, quiz_id, code, locks=False) for code in ("aa", "bb")))
    [row] = rows(database, "sets")
    assert {each for each in outcomes if not isinstance(each, Refusal)} == {row.code}


async def test_two_who_make_one_code_are_given_the_same_questions(
    race: Race, database: Database, rivers: Bank
) -> None:
    def making(seed: str) -> Act:
        def act(session: Session) -> sets.Set:
            recipe = Recipe(5, seed, "daily")
            return sets.make(session, rivers, None, recipe=recipe, code="day-20260302", now=NOW)

        return act

    race.meet_before(set_rows, "insert")
    first, second = await race.at_once(making("one"), making("two"))
    [row] = rows(database, "sets")
    assert first == second
    assert [(each.fact_id, each.question_id) for each in first.entries] == [
        (entry["fact"], entry["question"]) for entry in row.plan
    ]
