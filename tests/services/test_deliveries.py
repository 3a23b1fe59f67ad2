"""Planning, claiming and receipts: each local date once, each fact in its turn, nothing forgotten."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.services import chats, deliveries, planning, subscriptions
from bot.services.deliveries import BACKOFF, Delivery
from content.model import Bank
from db import deliveries as queries
from db.engine import Database
from db.subscriptions import due as due_subscriptions
from tests.delivery.waves import DUE, EIGHT, bank_of, rows, subscribe_all

PERSON = 1001
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
LEASE = timedelta(seconds=60)
BANK = bank_of(["one", "two", "three"])


async def plan(database: Database, now: datetime, bank: Bank = BANK, limit: int = 500) -> int:
    with database.begin() as session:
        return planning.plan(session, bank, now, limit)


async def claim(database: Database, now: datetime, limit: int = 100, bank: Bank = BANK) -> list[Delivery]:
    with database.begin() as session:
        return deliveries.claim(session, bank, now, limit, LEASE)


async def tell(database: Database, now: datetime, bank: Bank = BANK) -> list[str]:
    """A day from plan to receipt; gives the facts that were told."""
    await plan(database, now, bank)
    claimed = await claim(database, now, bank=bank)
    with database.begin() as session:
        for delivery in claimed:
            deliveries.sent(session, delivery, 7, now)
    return [delivery.fact_id for delivery in claimed]


async def test_nothing_is_planned_before_its_time(database: Database) -> None:
    await subscribe_all(database, [PERSON])
    assert await plan(database, DUE - SECOND) == 0


async def test_a_due_subscription_becomes_one_delivery(database: Database) -> None:
    await subscribe_all(database, [PERSON])
    assert await plan(database, DUE) == 1
    assert await plan(database, DUE) == 0
    planned = await rows(database, "chat_id", "occasion", "language", "fact_id", "state", "due_at")
    assert planned == [(PERSON, "2026-11-23", "en", "one", "pending", DUE)]


async def test_many_due_subscriptions_are_planned_in_chunks(database: Database) -> None:
    await subscribe_all(database, range(1, 26))
    assert [await plan(database, DUE, limit=10) for _ in range(4)] == [10, 10, 5, 0]
    assert len(await rows(database, "id")) == 25


async def test_missed_days_are_on_record_and_not_caught_up_but_today_is(database: Database) -> None:
    await subscribe_all(database, [PERSON])
    now = DUE + 5 * DAY + timedelta(hours=2)
    assert await plan(database, now) == 1
    assert await plan(database, now) == 0
    assert await rows(database, "occasion", "state", "reason") == [
        ("2026-11-23/2026-11-27", "stale", "missed"),
        ("2026-11-28", "pending", None),
    ]


async def test_a_fact_too_late_to_be_welcome_is_recorded_as_stale(database: Database) -> None:
    await subscribe_all(database, [PERSON])
    await plan(database, DUE + timedelta(hours=13))
    assert await rows(database, "occasion", "state", "reason") == [("2026-11-23", "stale", "late")]
    assert await claim(database, DUE + timedelta(hours=13)) == []
    await plan(database, DUE + DAY)
    assert (await rows(database, "occasion", "fact_id"))[1:] == [("2026-11-24", "one")]


async def test_a_planned_fact_that_became_too_late_is_not_claimed(database: Database) -> None:
    await subscribe_all(database, [PERSON])
    await plan(database, DUE)
    assert await claim(database, DUE + timedelta(hours=13)) == []
    assert await rows(database, "state", "reason") == [("stale", "late")]


async def test_a_stopped_subscription_is_not_planned(database: Database) -> None:
    await subscribe_all(database, [PERSON])
    with database.begin() as session:
        subscriptions.stop(session, PERSON, EIGHT)
    assert await plan(database, DUE) == 0


async def test_facts_come_in_teaching_order_and_then_the_longest_untold(database: Database) -> None:
    await subscribe_all(database, [PERSON])
    told = [await tell(database, DUE + day * DAY) for day in range(5)]
    assert told == [["one"], ["two"], ["three"], ["one"], ["two"]]


async def test_a_fact_new_in_the_bank_comes_next(database: Database) -> None:
    await subscribe_all(database, [PERSON])
    await tell(database, DUE)
    await tell(database, DUE + DAY)
    grown = bank_of(["one", "one-and-a-half", "two", "three"])
    assert await tell(database, DUE + 2 * DAY, grown) == ["one-and-a-half"]
    assert await tell(database, DUE + 3 * DAY, grown) == ["three"]


async def test_each_chat_has_its_own_place_in_the_order(database: Database) -> None:
    await subscribe_all(database, [1])
    await tell(database, DUE)
    await subscribe_all(database, [2], now=DUE)
    await plan(database, DUE + DAY)
    assert sorted((await rows(database, "chat_id", "fact_id"))[1:]) == [(1, "two"), (2, "one")]


async def test_a_fact_that_left_the_bank_is_replaced_when_it_is_claimed(database: Database) -> None:
    await subscribe_all(database, [PERSON])
    await plan(database, DUE)
    claimed = await claim(database, DUE, bank=bank_of(["two", "three"]))
    assert [delivery.fact_id for delivery in claimed] == ["two"]
    assert await rows(database, "fact_id", "state") == [("two", "sending")]


async def test_without_any_fact_a_delivery_is_stale(database: Database) -> None:
    await subscribe_all(database, [PERSON])
    await plan(database, DUE)
    assert await claim(database, DUE, bank=bank_of([])) == []
    assert await rows(database, "state", "reason") == [("stale", "nothing to say")]


async def notify(database: Database, occasion: str, **values: Any) -> None:
    with database.begin() as session:
        deliveries.notify(
            session,
            learner_id=PERSON,
            language="tg",
            kind="correction",
            occasion=occasion,
            now=DUE,
            fact_id="one",
            **values,
        )


async def test_a_message_outside_the_timetable_is_owed_once(either_database: Database) -> None:
    for _ in range(2):
        await notify(either_database, "question 7", about="question")
    [owed] = await claim(either_database, DUE)
    assert (owed.chat_id, owed.kind, owed.language) == (PERSON, "correction", "tg")
    assert (owed.occasion, owed.fact_id, owed.about) == ("question 7", "one", "question")
    with either_database.begin() as session:
        deliveries.sent(session, owed, 7, DUE)
    await notify(either_database, "question 7")
    assert await rows(either_database, "state") == [("sent",)]


async def test_a_correction_is_welcome_for_two_weeks(database: Database) -> None:
    await notify(database, "first")
    [owed] = await claim(database, DUE + 14 * DAY)
    with database.begin() as session:
        deliveries.put_back(session, [owed.id], DUE)
    assert await claim(database, DUE + 14 * DAY + SECOND) == []
    assert await rows(database, "state", "reason") == [("stale", "late")]


async def test_a_correction_goes_with_its_fact(database: Database) -> None:
    await notify(database, "first")
    assert await claim(database, DUE, bank=bank_of(["two"])) == []
    assert await rows(database, "fact_id", "state", "reason") == [("one", "stale", "nothing to say")]


async def test_a_correction_is_no_daily_fact_told(database: Database) -> None:
    await subscribe_all(database, [PERSON])
    await notify(database, "first")
    await plan(database, DUE)
    assert await rows(database, "kind", "fact_id") == [("correction", "one"), ("fact", "one")]


async def test_a_stopped_daily_fact_leaves_a_correction_owed(database: Database) -> None:
    await subscribe_all(database, [PERSON])
    await plan(database, DUE)
    await notify(database, "first")
    with database.begin() as session:
        subscriptions.stop(session, PERSON, DUE)
    assert [delivery.kind for delivery in await claim(database, DUE)] == ["correction"]


async def test_what_is_claimed_is_not_claimed_again_while_its_lease_runs(database: Database) -> None:
    await subscribe_all(database, [1, 2, 3])
    await plan(database, DUE)
    assert len(await claim(database, DUE, limit=2)) == 2
    assert len(await claim(database, DUE, limit=2)) == 1
    assert await claim(database, DUE + LEASE - SECOND) == []
    assert len(await claim(database, DUE + LEASE)) == 3


async def test_recovered_rows_come_last(database: Database) -> None:
    await subscribe_all(database, [1])
    await plan(database, DUE)
    await claim(database, DUE)
    await subscribe_all(database, [2], now=DUE - SECOND)
    await plan(database, DUE)
    with database.begin() as session:
        assert deliveries.recover(session, DUE) == 1
    assert [delivery.chat_id for delivery in await claim(database, DUE)] == [2, 1]


async def test_a_receipt_is_kept(database: Database) -> None:
    await subscribe_all(database, [PERSON])
    await tell(database, DUE)
    assert await rows(database, "state", "message_id", "sent_at") == [("sent", 7, DUE)]
    with database.begin() as session:
        assert deliveries.next_at(session) is None


async def test_a_blocked_chat_gets_nothing_more(database: Database) -> None:
    await subscribe_all(database, [PERSON])
    await plan(database, DUE)
    [delivery] = await claim(database, DUE)
    with database.begin() as session:
        deliveries.blocked(session, delivery, DUE)
        assert subscriptions.find(session, PERSON) is None
    assert await plan(database, DUE + DAY) == 0
    assert await rows(database, "state", "reason") == [("blocked", "blocked")]


async def test_server_errors_are_tried_again_six_times_in_all(database: Database) -> None:
    await subscribe_all(database, [PERSON])
    await plan(database, DUE)
    now = DUE
    for wait in BACKOFF:
        [delivery] = await claim(database, now)
        with database.begin() as session:
            deliveries.failed(session, delivery, now)
        assert await claim(database, now + wait - SECOND) == []
        now += wait
    [delivery] = await claim(database, now)
    with database.begin() as session:
        deliveries.failed(session, delivery, now)
    assert await rows(database, "state", "attempts") == [("failed", 6)]


async def test_an_unknown_fate_is_sent_once_more_and_then_given_up(database: Database) -> None:
    await subscribe_all(database, [PERSON])
    await plan(database, DUE)
    now = DUE
    for state in ("pending", "failed"):
        [delivery] = await claim(database, now)
        with database.begin() as session:
            deliveries.unknown(session, delivery, now)
        assert await rows(database, "state", "reason") == [(state, "fate unknown")]
        now += BACKOFF[0]


async def test_what_surely_did_not_arrive_counts_no_attempt(database: Database) -> None:
    await subscribe_all(database, [PERSON])
    await plan(database, DUE)
    for _ in range(20):
        [delivery] = await claim(database, DUE)
        with database.begin() as session:
            deliveries.put_back(session, [delivery.id], DUE)
    assert await rows(database, "state", "attempts") == [("pending", 0)]


async def test_a_pause_holds_everybody_until_it_ends(database: Database) -> None:
    await subscribe_all(database, [1, 2])
    await plan(database, DUE)
    until = DUE + timedelta(seconds=2282)
    with database.begin() as session:
        deliveries.pause(session, until)
        deliveries.pause(session, DUE + SECOND)
        assert deliveries.next_at(session) == until
    assert await claim(database, until - SECOND) == []
    assert len(await claim(database, until)) == 2


async def test_a_chat_with_a_new_id_keeps_what_it_has_and_what_it_is_owed(database: Database) -> None:
    await subscribe_all(database, [-5])
    await tell(database, DUE)
    await plan(database, DUE + DAY)
    for _ in range(2):
        with database.begin() as session:
            chats.move(session, -5, -1005)
    assert await rows(database, "chat_id", "state") == [(-1005, "sent"), (-1005, "pending")]
    with database.begin() as session:
        assert subscriptions.find(session, -5) is None
        assert subscriptions.find(session, -1005) is not None


async def test_a_new_id_that_is_subscribed_already_has_one_fact_a_day(database: Database) -> None:
    await subscribe_all(database, [-5, -1005])
    await plan(database, DUE)
    with database.begin() as session:
        chats.move(session, -5, -1005)
    assert await rows(database, "chat_id") == [(-1005,)]
    assert await plan(database, DUE + DAY) == 1


async def test_a_delivery_is_found_by_the_id_under_its_button(database: Database) -> None:
    await subscribe_all(database, [PERSON])
    await tell(database, DUE)
    with database.begin() as session:
        delivery = deliveries.find(session, 1)
        assert deliveries.find(session, 2) is None
    assert delivery is not None
    assert (delivery.chat_id, delivery.fact_id) == (PERSON, "one")


@pytest.mark.sqlite
async def test_the_hot_queries_take_their_rows_from_an_index_in_order(database: Database) -> None:
    hot: list[str] = []  # as SQLite itself heard them, with their values
    with database.begin() as session:
        driver: Any = session.connection.driver_connection
        driver.set_trace_callback(hot.append)
        queries.claimable(session, DUE, 10)
        due_subscriptions(session, DUE, 10)
        driver.set_trace_callback(None)
        plans = [
            [str(row.detail) for row in session.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}")]
            for statement in hot
        ]
    assert plans == [
        ["SEARCH deliveries USING INDEX ix_deliveries_waiting (not_before<?)"],
        ["SCAN deliveries USING INDEX ix_deliveries_waiting"],
        ["SEARCH subscriptions USING INDEX ix_subscriptions_due (next_at<?)"],
    ]


async def test_two_planners_and_claimers_at_once_never_double(either_database: Database) -> None:
    database = either_database
    await subscribe_all(database, range(1, 201))
    planned = await asyncio.gather(*(plan(database, DUE, limit=40) for _ in range(8)))
    assert sum(planned) == 200
    claims = await asyncio.gather(*(claim(database, DUE, limit=30) for _ in range(8)))
    counts = Counter(delivery.id for chunk in claims for delivery in chunk)
    assert len(counts) == 200
    assert set(counts.values()) == {1}


async def test_the_whole_path_is_the_same_on_either_database(either_database: Database) -> None:
    await subscribe_all(either_database, [1, 2, -3])
    assert await tell(either_database, DUE) == ["one"] * 3
    assert await tell(either_database, DUE + DAY) == ["two"] * 3
    with either_database.begin() as session:
        chats.move(session, -3, -1003)
        deliveries.pause(session, DUE + 3 * DAY)
    assert await plan(either_database, DUE + 2 * DAY) == 3
    assert await claim(either_database, DUE + 2 * DAY) == []
    with either_database.begin() as session:
        assert deliveries.next_at(session) == DUE + 3 * DAY
