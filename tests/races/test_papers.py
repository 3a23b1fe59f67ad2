"""Papers at the same moment: one that is counted twice counts once, whoever enters it."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from bot.classes import doing, on_paper, pile, roll
from bot.errors import Refusal
from bot.learning.recipe import Recipe
from bot.services import papers, sets
from content.model import Bank
from db import classes as class_rows
from db import papers as paper_rows
from db import quizzes as quiz_rows
from db.engine import Database, Session
from tests.races.playing import LEARNER, NOW, arrive, rows, stranger
from tests.races.race import Act, Race
from tests.races.teaching import CODES, OTHER_TEACHER, TEACHER, give_homework, make_class


@dataclass(frozen=True)
class School:
    homework_id: int
    member_id: int


@pytest.fixture
def school(database: Database, rivers: Bank) -> School:
    """A class of two teachers and a pupil, whose homework is printed."""
    with database.begin() as session:
        class_id = make_class(session)
        homework_id = give_homework(session, rivers, class_id)
        roll.join(session, arrive(session), class_id=class_id, sealed="pupil", mark="mark")
        [place] = class_rows.memberships(session, LEARNER)
        found = sets.find(session, rivers, CODES[0])
        assert found is not None
        papers.make(session, rivers, found, "A", NOW)
    return School(homework_id, place.id)


def own_set(database: Database, bank: Bank) -> str:
    """A set of the learner's own."""
    with database.begin() as session:
        return sets.make_own(
            session, bank, arrive(session), recipe=Recipe(5, "a", "topic"), code="dddddddd"
        ).code


def entered(database: Database, bank: Bank, school: School, learner_id: int, text: str = "1a 2b") -> int:
    """The pupil's paper, read by its pupil or by a teacher, and not counted yet."""
    with database.begin() as session:
        learner = arrive(session, learner_id)
        if learner_id == LEARNER:
            at = on_paper.enter(session, bank, learner, code=CODES[0], version="A", origin="tap-2")
        else:
            at = pile.enter(
                session,
                bank,
                learner,
                homework_id=school.homework_id,
                member_id=school.member_id,
                version="A",
                origin="tap-2",
            )
        assert at.reading_id is not None
        papers.take(session, bank, learner, reading_id=at.reading_id, text=text)
        return at.reading_id


def counting(bank: Bank, reading_id: int) -> Act:
    """By the pupil; gives the quiz that the paper has become."""

    def act(session: Session) -> int:
        return on_paper.count(session, bank, arrive(session), reading_id=reading_id).quiz_id

    return act


def counting_of_a_pile(bank: Bank, teacher_id: int, reading_id: int) -> Act:
    """As the bot does it: the teacher has come before, and is not held meanwhile."""

    def act(session: Session) -> int:
        return pile.count(session, bank, stranger(teacher_id), reading_id=reading_id)[2].quiz_id

    return act


async def test_two_who_print_one_version_at_once_print_the_same(
    race: Race, database: Database, rivers: Bank
) -> None:
    code = own_set(database, rivers)

    def printing(session: Session) -> tuple[object, ...]:
        found = sets.find(session, rivers, code)
        assert found is not None
        return papers.make(session, rivers, found, "A", arrive(session).now).items

    race.meet_before(paper_rows, "insert")
    one, other = await race.at_once(printing, printing)
    assert one == other
    assert len(rows(database, "papers")) == 1


async def test_a_paper_that_is_counted_twice_at_once_counts_once(
    race: Race, database: Database, rivers: Bank, school: School
) -> None:
    reading = entered(database, rivers, school, LEARNER)
    race.meet_before(quiz_rows, "insert")
    one, other = await race.at_once(*[counting(rivers, reading)] * 2)
    assert one == other
    assert len(rows(database, "homework_attempts")) == len(rows(database, "quizzes")) == 1


async def test_a_teacher_who_counts_one_paper_twice_at_once_counts_it_once(
    race: Race, database: Database, rivers: Bank, school: School
) -> None:
    reading = entered(database, rivers, school, TEACHER)
    race.meet_before(quiz_rows, "insert")
    one, other = await race.at_once(*[counting_of_a_pile(rivers, TEACHER, reading)] * 2)
    assert one == other
    assert len(rows(database, "homework_attempts")) == 1


async def test_two_teachers_who_enter_the_paper_of_one_pupil_enter_one(
    race: Race, database: Database, rivers: Bank, school: School
) -> None:
    readings = {each: entered(database, rivers, school, each) for each in (TEACHER, OTHER_TEACHER)}
    race.meet_before(quiz_rows, "insert")
    outcomes = await race.at_once(*(counting_of_a_pile(rivers, *each) for each in readings.items()))
    assert sorted(isinstance(each, Refusal) for each in outcomes) == [False, True]
    assert len(rows(database, "homework_attempts")) == len(rows(database, "quizzes")) == 1


async def test_a_pupil_and_a_teacher_who_enter_one_paper_at_once_enter_it_once(
    race: Race, database: Database, rivers: Bank, school: School
) -> None:
    mine, theirs = (entered(database, rivers, school, each) for each in (LEARNER, TEACHER))
    race.meet_before(quiz_rows, "insert")
    outcomes = await race.at_once(counting(rivers, mine), counting_of_a_pile(rivers, TEACHER, theirs))
    assert sorted(isinstance(each, Refusal) for each in outcomes) == [False, True]
    assert len(rows(database, "homework_attempts")) == 1


async def test_a_paper_and_the_first_tap_at_once_are_one_attempt(
    race: Race, database: Database, rivers: Bank, school: School
) -> None:
    reading = entered(database, rivers, school, TEACHER)

    def beginning(session: Session) -> None:
        doing.begin(session, rivers, arrive(session), homework_id=school.homework_id)

    race.meet_before(quiz_rows, "insert")
    await race.at_once(counting_of_a_pile(rivers, TEACHER, reading), beginning)
    assert len(rows(database, "homework_attempts")) == 1
