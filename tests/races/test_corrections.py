"""A key is put right while a learner still answers: every answer is marked anew, and nobody is in the way."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.learning.correction import Told
from bot.learning.learner import LearnerSettings
from bot.learning.play import ASIDE
from bot.learning.report import Reason
from bot.services import answering, corrections, learners, reports
from content.model import Bank
from db import answers
from db import corrections as correction_rows
from db import quizzes as quiz_rows
from db import reports as report_rows
from db.engine import Database, Session
from tests.races.playing import (
    ITEM,
    NOW,
    RIGHT,
    answering_by,
    arrive,
    begin,
    memory_is_that_of_the_rows,
    rows,
)
from tests.races.race import Act, Race

KEY = (ITEM.fact_id, ITEM.question_id)
FOUR = 3
"""Where the option stands that was right all along."""
LATER = NOW + timedelta(minutes=1)


def give(database: Database, bank: Bank, option: int) -> None:
    """An answer of some time before."""
    quiz_id = begin(database, bank, ITEM, play=ASIDE, origin=f"before-{option}")
    with database.begin() as session:
        answering_by(bank, quiz_id, option)(session)


def begin_correction(database: Database, bank: Bank) -> None:
    with database.begin() as session:
        corrections.begin(session, bank, KEY, "four", origin="tap-1", now=LATER)


def going_on(bank: Bank) -> Act:
    return lambda session: corrections.go_on(session, bank, "tap-1", LATER)


def marks(database: Database) -> list[tuple[str, bool]]:
    return [(row.chosen, row.is_right) for row in rows(database, "answers")]


async def test_answer_on_its_way_is_marked_anew_with_those_before(
    race: Race, database: Database, rivers: Bank
) -> None:
    """It was given before the correction, and is not yet kept when the correction reads."""
    give(database, rivers, RIGHT)
    quiz_id = begin(database, rivers, ITEM, play=ASIDE)
    begin_correction(database, rivers)
    race.meet_after(quiz_rows, "insert_answer")
    await race.in_turn(answering_by(rivers, quiz_id, FOUR), going_on(rivers))
    assert marks(database) == [("right", False), ("four", True)]
    assert memory_is_that_of_the_rows(database)
    assert [Told.read(row.about).outcome for row in rows(database, "deliveries")] == ["gained"]


async def test_answer_that_comes_while_marks_are_made_moves_the_new_memory(
    race: Race, database: Database, rivers: Bank
) -> None:
    give(database, rivers, FOUR)
    quiz_id = begin(database, rivers, ITEM, play=ASIDE)
    begin_correction(database, rivers)
    race.meet_before(correction_rows, "mark")
    await race.in_turn(going_on(rivers), answering_by(rivers, quiz_id, None))
    assert marks(database) == [("four", True), (None, False)]
    assert memory_is_that_of_the_rows(database)


async def test_saying_how_sure_one_is_and_a_correction_do_not_wait_for_each_other(
    race: Race, database: Database, rivers: Bank
) -> None:
    with database.begin() as session:
        learners.choose(session, arrive(session).id, LearnerSettings(asks_confidence=True))
    quiz_id = begin(database, rivers, ITEM)
    with database.begin() as session:
        answering_by(rivers, quiz_id, FOUR)(session)
    begin_correction(database, rivers)

    def say(session: Session) -> Any:
        learner = arrive(session)
        return answering.say_confidence(
            session, rivers, learner, quiz_id=quiz_id, position=0, confidence="sure"
        )

    race.meet_before(answers, "say_confidence")
    await race.in_turn(say, going_on(rivers))
    assert [(row.is_right, row.confidence) for row in rows(database, "answers")] == [(True, "sure")]
    assert memory_is_that_of_the_rows(database)


async def test_report_that_pauses_and_a_correction_do_not_wait_for_each_other(
    race: Race, database: Database, rivers: Bank
) -> None:
    def reporting(reason: Reason, pause_after: int) -> Act:
        return lambda session: reports.report(
            session, rivers, arrive(session), KEY, reason, pause_after=pause_after
        )

    def correct(session: Session) -> None:
        corrections.begin(session, rivers, KEY, "four", origin="tap-1", now=LATER)

    with database.begin() as session:
        reporting("wording", 0)(session)
    race.meet_after(report_rows, "put")
    await race.in_turn(reporting("key", 1), correct)
    assert len(rows(database, "pauses")) == 1
    assert [row.closed_at for row in rows(database, "reports")] == [LATER]
