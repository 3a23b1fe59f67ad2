"""Classes at the same moment: one name, one last attempt, one showing of results, one invitation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from bot.classes import assigning, doing, roll
from bot.errors import Refusal
from bot.learning.quiz import Turn
from bot.services import learners
from content.model import Bank
from db import classes as class_rows
from db import homework as homework_rows
from db import quizzes as quiz_rows
from db.engine import Database, Session
from tests.races.playing import LEARNER, NOW, arrive, rows, stranger
from tests.races.race import Act, Race
from tests.races.teaching import OTHER_TEACHER, TEACHER, give_homework, make_class

OTHER_PUPIL = 5_000_000_013


@dataclass(frozen=True)
class School:
    class_id: int
    homework_id: int


@pytest.fixture
def school(database: Database, rivers: Bank) -> School:
    """A class of two teachers, without pupils, that was given a piece of homework."""
    with database.begin() as session:
        class_id = make_class(session)
        homework_id = give_homework(session, rivers, class_id)
        for learner_id in (LEARNER, OTHER_PUPIL):
            arrive(session, learner_id)
    return School(class_id, homework_id)


def joining(class_id: int, learner_id: int, mark: str) -> Act:
    def act(session: Session) -> None:
        learner = arrive(session, learner_id)
        roll.join(session, learner, class_id=class_id, sealed=f"sealed {learner_id}", mark=mark)

    return act


def showing(bank: Bank, learner_id: int, homework_id: int, at: datetime) -> Act:
    """Gives since when the results are shown."""

    def act(session: Session) -> datetime | None:
        teacher = arrive(session, learner_id, at)
        return assigning.show(session, bank, teacher, homework_id=homework_id)[1].shown_at

    return act


async def test_two_who_come_in_with_one_name_are_not_both_in(
    race: Race, database: Database, school: School
) -> None:
    race.meet_before(class_rows, "insert_member")
    outcomes = await race.at_once(
        *(joining(school.class_id, each, "one mark") for each in (LEARNER, OTHER_PUPIL))
    )
    assert sorted(isinstance(each, Refusal) for each in outcomes) == [False, True]
    assert len(rows(database, "class_members")) == 1


async def test_two_who_come_in_at_once_are_in_different_halves(
    race: Race, database: Database, school: School
) -> None:
    race.meet_before(class_rows, "insert_member")
    await race.at_once(*(joining(school.class_id, each, str(each)) for each in (LEARNER, OTHER_PUPIL)))
    assert sorted(row.half for row in rows(database, "class_members")) == [0, 1]


async def test_last_attempt_begun_twice_is_one(
    race: Race, database: Database, rivers: Bank, school: School
) -> None:
    """Also by acts that lock nobody."""
    with database.begin() as session:
        joining(school.class_id, LEARNER, "mark")(session)

    def beginning(session: Session) -> int | None:
        at = doing.begin(session, rivers, stranger(), homework_id=school.homework_id)
        return at.quiz_id if isinstance(at, Turn) else None

    race.meet_before(quiz_rows, "insert")
    outcomes = await race.at_once(beginning, beginning)
    [attempt] = rows(database, "homework_attempts")
    assert outcomes == [attempt.quiz_id] * 2
    assert len(rows(database, "quizzes")) == 1


async def test_two_teachers_who_show_the_results_at_once_show_them_once(
    race: Race, database: Database, rivers: Bank, school: School
) -> None:
    race.meet_before(homework_rows, "show")
    outcomes = await race.at_once(
        showing(rivers, TEACHER, school.homework_id, NOW),
        showing(rivers, OTHER_TEACHER, school.homework_id, NOW + timedelta(minutes=1)),
    )
    [row] = rows(database, "homework")
    assert outcomes == [row.shown_at] * 2


async def test_two_who_accept_one_invitation_are_one_teacher_more(
    race: Race, database: Database, rivers: Bank, school: School
) -> None:
    with database.begin() as session:
        teacher = arrive(session, TEACHER)
        roll.invite(session, rivers, teacher, class_id=school.class_id, code="dddddddd")

    def accepting(learner_id: int) -> Act:
        return lambda session: roll.accept(session, rivers, arrive(session, learner_id), code="dddddddd")

    race.meet_before(class_rows, "take_invitation")
    outcomes = await race.at_once(accepting(LEARNER), accepting(OTHER_PUPIL))
    assert sorted(isinstance(each, Refusal) for each in outcomes) == [False, True]
    assert len(rows(database, "class_teachers")) == 3


async def test_two_teachers_who_are_forgotten_at_once_leave_no_class(
    race: Race, database: Database, school: School
) -> None:
    def forgetting(learner_id: int) -> Act:
        return lambda session: learners.forget(session, arrive(session, learner_id).id)

    race.meet_before(class_rows, "drop")
    await race.at_once(forgetting(TEACHER), forgetting(OTHER_TEACHER))
    assert rows(database, "classes") == rows(database, "homework") == rows(database, "sets") == []


async def test_two_processes_remind_a_pupil_once(race: Race, database: Database, school: School) -> None:
    with database.begin() as session:
        joining(school.class_id, LEARNER, "mark")(session)
        [place] = class_rows.memberships(session, LEARNER)
        roll.set_reminded(session, place.id, on=True)
    [given] = rows(database, "homework")
    race.meet_before(homework_rows, "mark_reminded")

    def beating(session: Session) -> None:
        assigning.beat(session, given.remind_at)

    await race.at_once(beating, beating)
    assert [row.learner_id for row in rows(database, "deliveries")] == [LEARNER]
