"""Progress is read from the answers, on both databases, by the learner's own days."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta

from msgspec.structs import replace
from sqlalchemy import func, select, update

from bot.learning.grading import grade_chosen
from bot.learning.learner import Learner
from bot.learning.quiz import Result, Turn
from bot.services import answering, contents, learners, progress, quizzes
from bot.services.contents import Content, Wanted
from content.answers import right_answer
from content.model import Bank, Match, Order, Several
from db import answers
from db.engine import Database, Session
from db.models import answers as table

START = datetime(2026, 3, 1, 20, 0, tzinfo=UTC)  # one in the morning of 2 March in Dushanbe
LATE = START - timedelta(minutes=30)
ZONE = "Asia/Dushanbe"
LEARNER = 5_000_000_001


async def play(database: Database, bank: Bank, now: datetime, right: int) -> None:
    """A quiz of five, the first ``right`` questions answered right."""
    player = Learner(LEARNER, "en", ZONE, now, 1)
    with database.begin() as session:
        learners.arrive(session, LEARNER, code="en", zone=ZONE, now=now)
        turn = quizzes.start(session, bank, player, origin=f"tap-{now:%d%H}", scope=None, count=5)
        firsts = itertools.count()
        for position in itertools.count():
            if isinstance(turn, Result):
                break
            is_right = turn.is_again or next(firsts) < right
            give(session, bank, player, turn, is_right=is_right)
            turn = answering.advance(session, bank, player, quiz_id=turn.quiz_id, position=position)
        assert isinstance(turn, Result)
        assert turn.right == right


def give(session: Session, bank: Bank, player: Learner, turn: Turn, *, is_right: bool) -> None:
    """Answer right, or say "don't know"."""
    where = {"quiz_id": turn.quiz_id, "position": turn.position}
    question = turn.question
    if not is_right:
        answering.answer(session, bank, player, **where, option=None)
    elif isinstance(question, Several | Order | Match):
        right = question.right if isinstance(question, Several) else [each.key for each in question.options]
        answering.answer_whole(session, bank, player, **where, keys=tuple(right))
    elif turn.options:
        grades = [grade_chosen(question, (key,)).is_right for key in turn.options]
        answering.answer(session, bank, player, **where, option=grades.index(True))
    else:
        answering.answer_typed(session, bank, player, turn, right_answer(question, "en"))


async def test_sums_eras_and_streak(either_database: Database, rivers: Bank) -> None:
    for day, right in enumerate((5, 3, 0)):
        await play(either_database, rivers, START + timedelta(days=day), right)
    now = START + timedelta(days=2, hours=1)
    with either_database.begin() as session:
        done = progress.read(session, rivers, Learner(LEARNER, "en", ZONE, now))
    assert (done.answered, done.right, done.percent, done.streak.days) == (15, 8, 53, 3)
    assert sum(era.asked for era in done.eras) == len(rivers.facts)
    assert done.seen == len(rivers.facts)
    assert all(era.mastered <= era.asked <= era.facts for era in done.eras)


async def test_numbers_move_after_the_first_quiz(either_database: Database, rivers: Bank) -> None:
    await play(either_database, rivers, START, 3)
    with either_database.begin() as session:
        done = progress.read(session, rivers, Learner(LEARNER, "en", ZONE, START + timedelta(hours=1)))
    # What came back in the quiz was only just read.
    assert (done.seen, done.learning, done.mastered) == (5, 3, 0)


async def test_the_local_date_is_kept_with_the_answer(database: Database, rivers: Bank) -> None:
    await play(database, rivers, START, 5)  # 2 March in Dushanbe, still 1 March in London
    with database.begin() as session:
        assert {row.answered_on for row in answers.by_day(session, LEARNER)} == {"2026-03-02"}


async def test_the_database_sums_up_what_the_rows_say(either_database: Database, rivers: Bank) -> None:
    for day, count in enumerate((5, 3, 0, 4)):
        await play(either_database, rivers, START + timedelta(days=day), count)
    columns = (table.c.fact_id, table.c.answered_on, table.c.is_right, table.c.is_again, table.c.is_hinted)
    with either_database.begin() as session:
        hinted = select(func.max(table.c.id)).where(table.c.is_right, ~table.c.is_again).scalar_subquery()
        session.execute(update(table).where(table.c.id == hinted).values(is_hinted=True))
        rows = session.execute(select(*columns).where(table.c.learner_id == LEARNER)).all()
        by_fact, by_day = answers.by_fact(session, LEARNER), answers.by_day(session, LEARNER)
        left_out = by_fact[0].fact_id
        without = answers.by_day(session, LEARNER, {left_out})
    firsts = [row for row in rows if not row.is_again]
    assert len(firsts) < len(rows), "misses came back"
    known = {(row.fact_id, row.answered_on) for row in firsts if row.is_right and not row.is_hinted}
    right = [row for row in firsts if row.is_right]
    assert len(known) < len(right), "one was hinted"
    assert {row.fact_id: row[1:] for row in by_fact} == {
        fact: (sum(row.fact_id == fact for row in right), sum(each[0] == fact for each in known))
        for fact in {row.fact_id for row in rows}
    }
    for days, hidden in ((by_day, frozenset[str]()), (without, frozenset({left_out}))):
        assert {row.answered_on: row[1:] for row in days} == {
            day: (
                sum(row.answered_on == day for row in rows),
                sum(row.answered_on == day and row.fact_id not in hidden for row in firsts),
                sum(row.answered_on == day and row.fact_id not in hidden for row in right),
            )
            for day in {row.answered_on for row in rows}
        }


async def test_moving_to_another_zone_rewrites_no_day_of_the_past(database: Database, rivers: Bank) -> None:
    # Half past midnight in Dushanbe, which is the afternoon of the day before in New York.
    for day in range(21):
        await play(database, rivers, LATE + timedelta(days=day), 1)
    here = Learner(LEARNER, "en", ZONE, LATE + timedelta(days=20, hours=1))
    there = replace(here, zone="America/New_York")
    with database.begin() as session:
        before, after = progress.read(session, rivers, here), progress.read(session, rivers, there)
    assert before.streak.days == after.streak.days == 21
    assert before.days == after.days
    assert before.eras == after.eras


async def test_a_freeze_bridges_a_gap(database: Database, rivers: Bank) -> None:
    for day in (0, 1, 3, 4):
        await play(database, rivers, START + timedelta(days=day), 5)
    with database.begin() as session:
        done = progress.read(
            session, rivers, Learner(LEARNER, "en", ZONE, START + timedelta(days=4, hours=2))
        )
    assert done.streak.days == 4, "a freeze bridged the missed day"


async def test_the_daily_fact_is_none_that_is_mastered_while_there_are_others(
    either_database: Database, rivers: Bank
) -> None:
    for day in (0, 10, 30):
        await play(either_database, rivers, START + timedelta(days=day), 5)
    with either_database.begin() as session:
        mastered = progress.mastered_by(session, LEARNER)
        assert progress.mastered_by_each(session, [LEARNER, 6]) == {LEARNER: mastered}
        others = [fact.id for fact in rivers.facts if fact.id not in mastered]
        first = rivers.facts[0].id
        assert first in mastered, "else it would come first in any case"
        wanted = Wanted(1, LEARNER, 0, "2026-08-09", LEARNER)
        assert contents.facts(session, rivers, [wanted]) == {1: Content(others[0])}
