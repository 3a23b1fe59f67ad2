"""Whoever comes in the instant in which they would be forgotten is not."""

from __future__ import annotations

from datetime import timedelta

from bot.services import deliveries, retention
from db import inbox, learners
from db.engine import Database, Session
from db.inbox import Entry
from tests.races.playing import LEARNER, NOW, arrive, rows
from tests.races.race import Race

MONTHS = 24
WARNED = NOW + timedelta(days=702)
OVER = WARNED + timedelta(days=31)


def look(session: Session) -> None:
    retention.go_on(session, 0, MONTHS, OVER)


def warned(database: Database) -> None:
    """The learner was told a month ago."""
    with database.begin() as session:
        arrive(session)
    with database.begin() as session:
        retention.go_on(session, 0, MONTHS, WARNED)
    with database.begin() as session:
        session.exec_driver_sql("UPDATE deliveries SET state = 'sent', sent_at = due_at")


def known(database: Database) -> list[int]:
    return [row.id for row in rows(database, "learners")]


async def test_an_act_at_the_same_moment_keeps_its_learner(race: Race, database: Database) -> None:
    warned(database)
    race.meet_after(learners, "change")  # seen, and not yet committed
    await race.in_turn(lambda session: arrive(session, now=OVER), look)
    assert known(database) == [LEARNER]


async def test_what_waits_to_be_handled_keeps_its_author(database: Database) -> None:
    warned(database)
    with database.begin() as session:
        inbox.insert(session, [Entry(1, LEARNER, "sealed")], OVER)
        look(session)
    assert known(database) == [LEARNER]
    with database.begin() as session:
        inbox.mark_handled(session, [1], OVER)
        look(session)
    assert known(database) == []


async def test_two_processes_tell_a_learner_once_and_forget_them_once(race: Race, database: Database) -> None:
    with database.begin() as session:
        arrive(session)
    race.meet_before(deliveries, "notify")
    await race.at_once(*[lambda session: retention.go_on(session, 0, MONTHS, WARNED)] * 2)
    assert len(rows(database, "deliveries")) == 1
    with database.begin() as session:
        session.exec_driver_sql("UPDATE deliveries SET state = 'blocked'")
    race.meet_before(learners, "lock")
    await race.at_once(look, look)
    assert known(database) == []
