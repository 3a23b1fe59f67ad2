"""Exams begun at once: one is open, and nothing else is."""

from __future__ import annotations

from typing import Any

from bot.errors import Refusal
from bot.learning.quiz import Turn
from bot.services import exams, quizzes
from content.model import Bank
from db import quizzes as quiz_rows
from db.engine import Database, Session
from tests.races.playing import LEARNER, NOW, arrive, rows, stranger
from tests.races.race import Act, Race


def beginning(bank: Bank, nonce: str, *, locks: bool = True) -> Act:
    def act(session: Session) -> Any:
        return exams.begin(session, bank, arrive(session) if locks else stranger(), nonce=nonce)

    return act


def practising(bank: Bank) -> Act:
    def act(session: Session) -> Any:
        return quizzes.start(session, bank, arrive(session), origin="tap-1", scope=None, count=3)

    return act


def come(database: Database) -> None:
    with database.begin() as session:
        arrive(session)


def open_kinds(database: Database) -> list[str]:
    return [quiz.kind for quiz in rows(database, "quizzes") if quiz.ended_at is None]


async def test_of_two_exams_begun_at_once_one_is_open_and_the_other_says_so(
    race: Race, database: Database, rivers: Bank
) -> None:
    come(database)
    race.meet_before(quiz_rows, "insert")
    outcomes = await race.at_once(beginning(rivers, "a"), beginning(rivers, "b"))
    assert sum(isinstance(each, Turn) for each in outcomes) == 1
    assert [each.key for each in outcomes if isinstance(each, Refusal)] == ["exam-running"]
    assert open_kinds(database) == ["exam"]


async def test_one_tap_that_comes_twice_at_once_begins_one_exam(
    race: Race, database: Database, rivers: Bank
) -> None:
    come(database)
    race.meet_before(quiz_rows, "insert")
    first, second = await race.at_once(beginning(rivers, "a"), beginning(rivers, "a"))
    assert isinstance(first, Turn)
    assert first == second
    assert open_kinds(database) == ["exam"]


async def test_practice_begun_with_an_exam_is_not_open_beside_it(
    race: Race, database: Database, rivers: Bank
) -> None:
    come(database)
    race.meet_before(quiz_rows, "insert")
    await race.at_once(practising(rivers), beginning(rivers, "a"))
    assert open_kinds(database) == ["exam"]


async def test_exams_begun_by_acts_that_lock_nobody_are_never_open_together(
    race: Race, database: Database, rivers: Bank
) -> None:
    come(database)
    race.meet_before(quiz_rows, "insert")
    await race.at_once(*(beginning(rivers, nonce, locks=False) for nonce in "ab"))
    assert open_kinds(database) == ["exam"]


async def test_database_itself_takes_one_open_exam(race: Race, database: Database) -> None:
    come(database)

    def insert(origin: str) -> Act:
        values = {"learner_id": LEARNER, "origin": origin, "kind": "exam", "plan": [], "position": 0}
        values |= {"shown_at": NOW, "bank_version": "1", "created_at": NOW}
        return lambda session: quiz_rows.insert(session, values)

    race.meet_after(quiz_rows, "insert")
    assert sorted(await race.at_once(insert("a"), insert("b"))) == [False, True]
    assert open_kinds(database) == ["exam"]
