"""Answers to one question at once: the first one counts, and everybody sees it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.learning.play import ASIDE
from bot.learning.quiz import Item, Turn
from bot.services import answering
from content.model import Bank
from db import quizzes as quiz_rows
from db.engine import Database, Session
from tests.races.playing import (
    FACT,
    ITEM,
    LEARNER,
    NOW,
    RIGHT,
    answering_by,
    arrive,
    begin,
    memory_is_that_of_the_rows,
    rows,
)
from tests.races.race import Act, Race

TOWNS = Item("lakes/treaty", "signed", ("vesk", "lunda", "arvo", "belt"))
OTHER = LEARNER + 1


def all_show_the_same(outcomes: Sequence[Any]) -> bool:
    return isinstance(outcomes[0], Turn) and all(each == outcomes[0] for each in outcomes)


async def test_six_answers_at_once_are_one(race: Race, database: Database, rivers: Bank) -> None:
    quiz_id = begin(database, rivers, ITEM)
    race.meet_before(quiz_rows, "insert_answer")
    outcomes = await race.at_once(
        *(answering_by(rivers, quiz_id, option) for option in (0, RIGHT, 2, 3, None, RIGHT))
    )
    assert all_show_the_same(outcomes)
    [answer] = rows(database, "answers")
    assert outcomes[0].given.chosen == tuple((answer.chosen or "").split())
    assert memory_is_that_of_the_rows(database)


async def test_six_misses_at_once_bring_the_fact_back_once(
    race: Race, database: Database, rivers: Bank
) -> None:
    """Whoever did not wait for the first one would show a quiz that ends here."""
    quiz_id = begin(database, rivers, ITEM)
    race.meet_before(quiz_rows, "insert_answer")
    outcomes = await race.at_once(*(answering_by(rivers, quiz_id, 0) for _ in range(6)))
    assert all_show_the_same(outcomes)
    assert not outcomes[0].is_last
    [quiz] = rows(database, "quizzes")
    assert [entry.get("again", False) for entry in quiz.plan] == [False, True]


async def test_of_answers_that_all_found_the_question_open_one_is_kept(
    race: Race, database: Database, rivers: Bank
) -> None:
    """The unique key alone: nobody locks the learner, and everybody has read before anybody writes."""
    quiz_id = begin(database, rivers, ITEM, play=ASIDE)
    race.meet_before(quiz_rows, "insert_answer")
    outcomes = await race.at_once(
        *(answering_by(rivers, quiz_id, option, locks=False) for option in (0, RIGHT, 2, 3, None, RIGHT))
    )
    assert all_show_the_same(outcomes)
    assert len(rows(database, "answers")) == 1
    assert memory_is_that_of_the_rows(database)


async def test_answered_question_takes_no_more_ticks(database: Database, lakes: Bank) -> None:
    """That the question is answered is seen before anything is done, and not only by the unique key."""
    quiz_id = begin(database, lakes, TOWNS)
    where = {"quiz_id": quiz_id, "position": 0}
    with database.begin() as session:
        learner = arrive(session)
        answering.tick(session, lakes, learner, **where, option=0, on=True)
        answered = answering.check(session, lakes, learner, **where)
    with database.begin() as session:
        assert answering.tick(session, lakes, arrive(session), **where, option=2, on=True) == answered
    assert [quiz.selection for quiz in rows(database, "quizzes")] == [["vesk"]]


async def test_two_ticks_at_once_both_count(race: Race, database: Database, lakes: Bank) -> None:
    quiz_id = begin(database, lakes, TOWNS)

    def tick(option: int) -> Act:
        def act(session: Session) -> Any:
            where = {"quiz_id": quiz_id, "position": 0}
            return answering.tick(session, lakes, arrive(session), **where, option=option, on=True)

        return act

    race.meet_before(quiz_rows, "select_keys")
    outcomes = await race.at_once(tick(0), tick(2))
    assert max(len(turn.selection) for turn in outcomes) == 2
    assert [quiz.selection for quiz in rows(database, "quizzes")] == [["vesk", "arvo"]]


async def test_learners_answer_one_question_of_a_chats_quiz_each_once(
    race: Race, database: Database, rivers: Bank
) -> None:
    quiz_id = begin_in_chat(database)
    race.meet_before(quiz_rows, "insert_answer")
    kept = await race.at_once(*(answer_in_chat(quiz_id, who) for who in (LEARNER, OTHER, LEARNER, OTHER)))
    assert sorted(kept) == [False, False, True, True]
    found = [(row.quiz_id, row.position, row.learner_id) for row in rows(database, "answers")]
    assert sorted(found) == [(quiz_id, 0, LEARNER), (quiz_id, 0, OTHER)]


def begin_in_chat(database: Database) -> int:
    with database.begin() as session:
        arrive(session, LEARNER), arrive(session, OTHER)
        values = {"chat_id": -7, "origin": "live-1", "kind": "practice", "plan": [], "position": 0}
        quiz_rows.insert(session, values | {"shown_at": NOW, "bank_version": "1", "created_at": NOW})
    [quiz] = rows(database, "quizzes")
    assert (quiz.learner_id, quiz.chat_id) == (None, -7)
    return int(quiz.id)


def answer_in_chat(quiz_id: int, learner_id: int) -> Act:
    def act(session: Session) -> bool:
        values = {"quiz_id": quiz_id, "position": 0, "learner_id": learner_id, "fact_id": FACT}
        values |= {"question_id": "how-many", "shown": list(ITEM.options), "is_right": True}
        values |= {"chosen": "right", "typed": None, "pace": None}
        values |= {"is_half": False, "is_slip": False, "is_again": False, "is_hinted": False}
        values |= {"shown_at": NOW, "answered_at": NOW, "answered_on": "2026-03-02"}
        return quiz_rows.insert_answer(session, values | {"language": "en", "bank_version": "1"})

    return act
