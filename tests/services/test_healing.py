"""What a wrong clock or older zone data wrote is set right, and one bad row harms only itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from bot.learning.learner import Learner
from bot.learning.meaning import DailyTime
from bot.learning.zones import zone_of
from bot.services import deliveries, exams, healing, learners, planning, subscriptions
from bot.services.subscriptions import Wish
from content.model import Bank
from db.engine import Database, Session
from db.models import deliveries as delivery_table
from db.models import expectations, lanes, memories, quizzes
from db.models import learners as learner_table
from db.models import subscriptions as subscription_table
from tests.delivery.waves import bank_of

NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
AHEAD = timedelta(days=10)
BANK = bank_of(["one", "two", "three"])
GOOD, BAD = 1001, 1002


def subscribe(session: Session, chat_id: int, now: datetime, local_time: str = "08:30") -> None:
    learners.arrive(session, chat_id, code="en", zone="Asia/Dushanbe", now=now)
    wish = Wish(chat_id, "en", "Asia/Dushanbe", local_time, learner_id=chat_id)
    subscriptions.subscribe(session, wish, now)


def due_at(session: Session, chat_id: int) -> datetime:
    found = subscriptions.find(session, chat_id)
    assert found is not None
    return found.next_at


def states(session: Session) -> dict[int, str]:
    columns = (delivery_table.c.chat_id, delivery_table.c.state)
    return dict(session.execute(select(*columns)).all())


async def test_zone_that_is_gone_becomes_the_default_one(either_database: Database) -> None:
    with either_database.begin() as session:
        subscribe(session, GOOD, NOW)
        subscribe(session, BAD, NOW)
        for table, column in ((subscription_table, "chat_id"), (learner_table, "id")):
            session.execute(update(table).where(table.c[column] == BAD).values(zone="US/Pacific-New"))
        healing.at_start(session, NOW, "Asia/Dushanbe")
        assert learners.arrive(session, BAD, code="en", zone="UTC", now=NOW).zone == "Asia/Dushanbe"
    with either_database.begin() as session:
        assert planning.plan(session, BANK, NOW + timedelta(hours=2)) == 2
        assert states(session) == {GOOD: "pending", BAD: "pending"}


async def test_until_then_it_is_as_good_as_utc_and_nobody_waits_for_it(
    either_database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    with either_database.begin() as session:
        subscribe(session, GOOD, NOW)
        subscribe(session, BAD, NOW)
        is_bad = subscription_table.c.chat_id == BAD
        session.execute(update(subscription_table).where(is_bad).values(zone="Mars/Olympus"))
        assert planning.plan(session, BANK, NOW + timedelta(hours=2)) == 2
    assert str(zone_of("Mars/Olympus")) == "UTC"


@pytest.mark.parametrize(
    "broken", [{"local_time": "noon"}, {"next_on": "tomorrow"}, {"kind": "horoscope"}], ids=str
)
async def test_subscription_that_cannot_be_read_is_set_aside(
    either_database: Database, broken: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    with either_database.begin() as session:
        subscribe(session, GOOD, NOW)
        subscribe(session, BAD, NOW)
        is_bad = subscription_table.c.chat_id == BAD
        session.execute(update(subscription_table).where(is_bad).values(broken))
        planning.plan(session, BANK, NOW + timedelta(hours=2))
        planning.plan(session, BANK, NOW + timedelta(hours=2))
        assert states(session) == {GOOD: "pending"}
    assert caplog.text.count("cannot be read; it is switched off") == 1


async def test_delivery_of_no_known_kind_is_given_up_and_the_others_go_out(
    either_database: Database,
) -> None:
    with either_database.begin() as session:
        subscribe(session, GOOD, NOW)
        planning.plan(session, BANK, NOW + timedelta(hours=2))
        owed = {"chat_id": BAD, "topic_id": 0, "kind": "horoscope", "occasion": "x", "language": "en"}
        times = {"due_at": NOW, "not_before": NOW}
        session.execute(insert(delivery_table).values(owed | times | {"fact_id": "", "state": "pending"}))
        claimed = deliveries.claim(session, BANK, NOW + timedelta(hours=2), 10, timedelta(minutes=1))
        assert [each.chat_id for each in claimed] == [GOOD]
        assert states(session)[BAD] == "failed"


@pytest.mark.parametrize("ahead", [AHEAD, timedelta(days=3653)], ids=["ten days", "ten years"])
async def test_clock_ahead_for_one_beat_costs_no_day(either_database: Database, ahead: timedelta) -> None:
    with either_database.begin() as session:
        subscribe(session, GOOD, NOW)
        planning.plan(session, BANK, NOW + ahead)
        assert due_at(session, GOOD) > NOW + timedelta(days=2)
        healing.every_beat(session, NOW)
        assert due_at(session, GOOD) == NOW.replace(hour=3, minute=30)


@pytest.mark.parametrize("ahead", [AHEAD, timedelta(days=3653)], ids=["ten days", "ten years"])
async def test_date_that_a_wrong_clock_planned_waits_for_its_day(
    either_database: Database, ahead: timedelta
) -> None:
    with either_database.begin() as session:
        subscribe(session, GOOD, NOW)
        for hours in (0, 1):
            planning.plan(session, BANK, NOW + ahead + timedelta(hours=hours))
        assert "pending" in states(session).values()
        later = NOW + timedelta(minutes=1)
        healing.at_start(session, later, "Asia/Dushanbe")
        assert deliveries.claim(session, BANK, later, 10, timedelta(minutes=1)) == []
        assert "pending" not in states(session).values()
        for day in range(1, 15):
            morning = NOW + timedelta(days=day, minutes=31)
            planning.plan(session, BANK, morning)
            [due] = deliveries.claim(session, BANK, morning, 10, timedelta(minutes=1))
            assert due.occasion == f"{morning:%Y-%m-%d}"


async def test_pauses_leases_and_what_is_awaited_come_back(either_database: Database, rivers: Bank) -> None:
    with either_database.begin() as session:
        subscribe(session, GOOD, NOW)
        later = NOW + AHEAD
        learner = Learner(GOOD, "en", "Asia/Dushanbe", later)
        learners.expect(session, learner, DailyTime())
        exams.begin(session, rivers, learner, nonce="n")
        deliveries.pause(session, later + timedelta(hours=1))
        memory = {"state": 2, "stability": 1.0, "difficulty": 5.0, "due_at": later, "reviewed_at": later}
        session.execute(insert(memories).values(learner_id=GOOD, fact_id="one", **memory))
        session.execute(insert(lanes).values(chat_id=GOOD, owner="dead", leased_until=later))
        healing.at_start(session, NOW, "Asia/Dushanbe")
        assert session.execute(select(expectations)).all() == []
        assert deliveries.paused_until(session) is None
        assert session.execute(select(memories.c.due_at)).scalar_one() == NOW
        assert session.execute(select(lanes.c.leased_until)).scalar_one() == NOW
        ends_at = session.execute(select(quizzes.c.ends_at)).scalar_one()
        assert ends_at is not None
        assert ends_at <= NOW + timedelta(minutes=31)


async def test_what_is_right_stays_as_it_is(either_database: Database, rivers: Bank) -> None:
    with either_database.begin() as session:
        subscribe(session, GOOD, NOW)
        learner = Learner(GOOD, "en", "Asia/Dushanbe", NOW)
        learners.expect(session, learner, DailyTime())
        exams.begin(session, rivers, learner, nonce="n")
        deliveries.pause(session, NOW + timedelta(hours=3))
        tables = (subscription_table, expectations, quizzes, learner_table)
        before = [session.execute(select(table)).all() for table in tables]
        healing.at_start(session, NOW, "Asia/Dushanbe")
        assert [session.execute(select(table)).all() for table in tables] == before
        assert deliveries.paused_until(session) == NOW + timedelta(hours=3)
