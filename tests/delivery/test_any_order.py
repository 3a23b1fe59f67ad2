"""Whatever happens in whatever order: each date has its fact once, none is missing without its reason.

Careless variants of the same acts must be caught by the very same machine, or it would prove nothing.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from hypothesis import HealthCheck, Phase, Verbosity, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import delete, func, insert, select

from bot.learning.timetable import EVERY_DAY, SCHOOL_DAYS
from bot.services import deliveries, planning
from bot.services.deliveries import Delivery
from content.model import Bank
from db import deliveries as rows
from db import learners, models
from db.engine import Database, Session
from tests.delivery.waves import bank_of
from tests.prove.acting import FATES, Bot, Fate
from tests.prove.book import Span, judge

BEGIN = datetime(2027, 3, 26, 12, 0, tzinfo=UTC)
"""Two days before the clocks of Europe change, nine before those of New Zealand."""
CHATS = st.sampled_from((1, 2, -5))
LEARNERS = st.sampled_from((1, 2))
WEEKDAYS = st.sampled_from((EVERY_DAY, SCHOOL_DAYS, 0b1010101))
ZONES = st.sampled_from(
    ("Asia/Dushanbe", "Europe/Berlin", "America/New_York", "Pacific/Auckland", "Pacific/Honolulu")
)
TIMES = st.sampled_from(("00:00", "02:30", "08:00", "23:30"))
BANK = bank_of(["one", "two", "three"])
LONG = timedelta(hours=22)
"""Without a beat for so long, two dates may come due together, and only the later one is caught up."""


class AnyOrder(RuleBasedStateMachine):
    """``database`` is emptied for each run."""

    database: Database

    @initialize()
    def begin(self) -> None:
        with self.database.begin() as session:
            for table in reversed(models.metadata.sorted_tables):
                session.execute(delete(table))
            for person in (1, 2):
                learners.insert(session, person, "en", "UTC", BEGIN)
        self.bot = Bot(self.database, BANK, BEGIN, lambda _: "well", planned_at=BEGIN)
        self.away: list[Span] = []
        self.bot.start()
        for chat, zone in ((1, "Europe/Berlin"), (2, "Pacific/Auckland")):
            self.subscribe(chat, zone, "02:30")

    @rule(chat=CHATS, zone=ZONES, local_time=TIMES)
    def subscribe(self, chat: int, zone: str, local_time: str) -> None:
        self.bot.subscribe(chat, zone, local_time, chat if chat > 0 else None)

    @rule(chat=CHATS, zone=ZONES)
    def move(self, chat: int, zone: str) -> None:
        if chat in self.bot.accounts:
            self.bot.move(chat, zone)

    @rule(chat=LEARNERS, weekdays=WEEKDAYS)
    def choose_days(self, chat: int, weekdays: int) -> None:
        if self.bot.accounts[chat].is_on:
            self.bot.choose_days(chat, weekdays)

    @rule(chat=LEARNERS, days=st.integers(0, 4))
    def pause(self, chat: int, days: int) -> None:
        if self.bot.accounts[chat].is_on:
            self.bot.pause(chat, days)

    @rule(chat=CHATS)
    def stop(self, chat: int) -> None:
        if chat in self.bot.accounts:
            self.bot.stop(chat)

    @rule(chat=CHATS)
    def come_back(self, chat: int) -> None:
        if chat in self.bot.accounts:
            self.bot.come_back(chat)

    @rule(hours=st.sampled_from((0.01, 1.0, 6.0, 12.0, 24.0, 60.0)))
    def turn_the_clock(self, hours: float) -> None:
        self.bot.now += timedelta(hours=hours)

    @rule(
        hours=st.sampled_from((1.0, 8.0, 24.0)),
        fates=st.lists(st.sampled_from(FATES), min_size=1, max_size=4),
    )
    def wait_beat_and_send(self, hours: float, fates: list[Fate]) -> None:
        self.turn_the_clock(hours)
        waiting = fates[::-1]
        self.bot.fate = lambda _: waiting.pop() if waiting else "well"
        self._beat()
        self.bot.send()
        self._look()

    @rule()
    def restart(self) -> None:
        self.bot.start()

    @rule(days=st.integers(1, 3))
    def be_misled_by_the_clock(self, days: int) -> None:
        # By less than two days it looks like any subscription's next date: those are passed over, on record.
        self.away.append((self.bot.planned_at, self.bot.true_now + timedelta(days=days)))
        self._set_clock(timedelta(days=days))
        self.bot.fate = lambda _: "well"
        self._beat()
        self.bot.send()
        self._excuse_what_waits()
        self._set_clock(timedelta(0))

    def _excuse_what_waits(self) -> None:
        """What a wrong clock has planned may wait for a morning by it, and go out when the clock is right."""
        waiting = select(models.deliveries.c.chat_id, models.deliveries.c.occasion)
        with self.database.begin() as session:
            for chat, occasion in session.execute(waiting.where(models.deliveries.c.state == "pending")):
                self.bot.accounts[chat].untimely.add(date.fromisoformat(occasion))

    def teardown(self) -> None:
        """A week goes by in which nothing goes wrong any more."""
        self.bot.fate = lambda _: "well"
        for _ in range(7 * 3):
            self.bot.now += timedelta(hours=8)
            self._beat()
            self.bot.send()
        self._look()
        with self.database.begin() as session:
            # What is late waits for the morning; nothing else waits.
            waiting = select(models.deliveries.c.state).where(
                models.deliveries.c.state.in_(("pending", "sending")),
                models.deliveries.c.not_before <= self.bot.now,
            )
            assert not session.execute(waiting).all()

    def _set_clock(self, drift: timedelta) -> None:
        true_now, self.bot.drift = self.bot.true_now, drift
        self.bot.now = true_now + drift
        self.bot.start()

    def _beat(self) -> None:
        before = self.bot.planned_at
        self.bot.beat()
        if self.bot.true_now - before > LONG:
            self.away.append((before, self.bot.true_now))

    def _look(self) -> None:
        with self.database.begin() as session:
            wrong = judge(session, self.bot.accounts, self.bot.true_now, self.away).wrong
            assert not wrong, wrong
            claimed = select(func.count()).where(models.deliveries.c.state == "sending")
            assert session.execute(claimed).scalar() == 0, "claimed by a process that is dead"


def explore(database: Database, examples: int) -> None:
    machine = type("AnyOrderHere", (AnyOrder,), {"database": database})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=25,
            derandomize=True,
            database=None,
            deadline=None,
            report_multiple_bugs=False,
            phases=(Phase.generate,),
            verbosity=Verbosity.quiet,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_every_date_has_its_fact_once_whatever_happens(database: Database) -> None:
    explore(database, 45)


def without_recovery(patch: pytest.MonkeyPatch, _: Database) -> None:
    patch.setattr(deliveries, "recover", lambda *_: 0)


def without_a_unique_key(patch: pytest.MonkeyPatch, database: Database) -> None:
    with database.begin() as session:
        operations = Operations(MigrationContext.configure(session))
        with operations.batch_alter_table("deliveries") as table:
            table.drop_constraint("uq_deliveries_chat_id_topic_id_kind_occasion", type_="unique")
    patch.setattr(rows, "insert", lambda session, new: session.execute(insert(models.deliveries), list(new)))


def acknowledging_first(patch: pytest.MonkeyPatch, _: Database) -> None:
    claim = deliveries.claim

    def claim_and_mark(
        session: Session,
        bank: Bank,
        now: datetime,
        limit: int,
        lease: timedelta,
        in_flight: Collection[int] = (),
    ) -> list[Delivery]:
        claimed = claim(session, bank, now, limit, lease, in_flight)
        rows.settle(session, [delivery.id for delivery in claimed], "sent", sent_at=now)
        return claimed

    patch.setattr(deliveries, "claim", claim_and_mark)


def without_a_record_of_missed_dates(patch: pytest.MonkeyPatch, _: Database) -> None:
    patch.setattr(planning, "_missed", lambda *_: None)


@pytest.mark.parametrize(
    "careless",
    [without_recovery, without_a_unique_key, acknowledging_first, without_a_record_of_missed_dates],
)
def test_a_careless_variant_is_caught(
    careless: object, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert callable(careless)
    careless(monkeypatch, database)
    with pytest.raises(AssertionError):
        explore(database, 60)
