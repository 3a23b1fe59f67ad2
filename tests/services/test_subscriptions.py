"""Subscribing, changing and stopping: never a second fact for a local date, never a due one lost."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from bot.services import deliveries, planning, subscriptions
from bot.services.subscriptions import Subscription, Wish
from db.engine import Database
from tests.delivery.waves import DUE, EIGHT, bank_of, rows

PERSON = 1001
TODAY = date(2026, 11, 23)
TOMORROW = date(2026, 11, 24)
BANK = bank_of(["one", "two", "three"])


async def subscribe(
    database: Database, local_time: str, now: datetime, zone: str = "Asia/Dushanbe"
) -> Subscription:
    with database.begin() as session:
        return subscriptions.subscribe(session, Wish(PERSON, "en", zone, local_time, learner_id=PERSON), now)


async def plan(database: Database, now: datetime) -> int:
    with database.begin() as session:
        return planning.plan(session, BANK, now)


async def test_a_new_subscription_is_due_at_its_next_time(database: Database) -> None:
    subscription = await subscribe(database, "08:30", EIGHT)
    assert (subscription.next_at, subscription.next_on) == (DUE, TODAY)


async def test_subscribing_twice_equals_once(database: Database) -> None:
    first = await subscribe(database, "08:30", EIGHT)
    assert await subscribe(database, "08:30", EIGHT + timedelta(minutes=1)) == first


async def test_another_time_of_the_same_day_moves_todays_fact(database: Database) -> None:
    await subscribe(database, "08:30", EIGHT)
    subscription = await subscribe(database, "20:00", EIGHT)
    assert subscription.next_on == TODAY
    assert await plan(database, DUE) == 0


async def test_a_later_time_gives_no_second_fact_on_a_day_that_had_one(database: Database) -> None:
    await subscribe(database, "08:30", EIGHT)
    await plan(database, DUE)
    subscription = await subscribe(database, "20:00", DUE)
    assert subscription.next_on == TOMORROW


async def test_another_zone_gives_no_second_fact_on_a_day_that_had_one(database: Database) -> None:
    await subscribe(database, "08:30", EIGHT)
    await plan(database, DUE)
    subscription = await subscribe(database, "08:30", DUE, zone="Europe/Vienna")
    assert subscription.next_on == TOMORROW


async def test_a_fact_that_is_due_survives_a_change_of_time(database: Database) -> None:
    await subscribe(database, "08:30", EIGHT)
    late = DUE + timedelta(minutes=5)
    await subscribe(database, "08:00", late)
    assert await plan(database, late) == 1
    assert await rows(database, "occasion", "state") == [("2026-11-23", "pending")]
    with database.begin() as session:
        subscription = subscriptions.find(session, PERSON)
    assert subscription is not None
    assert (subscription.next_at, subscription.next_on) == (EIGHT + timedelta(days=1), TOMORROW)


async def test_a_due_fact_moved_to_the_evening_comes_once_that_day(database: Database) -> None:
    await subscribe(database, "08:30", EIGHT)
    late = DUE + timedelta(minutes=5)
    await subscribe(database, "20:00", late)
    await plan(database, late)
    await plan(database, late + timedelta(hours=13))
    assert await rows(database, "occasion") == [("2026-11-23",)]


async def test_stopping_ends_also_what_was_planned(database: Database) -> None:
    await subscribe(database, "08:30", EIGHT)
    await plan(database, DUE)
    with database.begin() as session:
        subscriptions.stop(session, PERSON, DUE)
        assert subscriptions.find(session, PERSON) is None
        assert deliveries.claim(session, BANK, DUE, 10, timedelta(minutes=1)) == []
    assert await rows(database, "state", "reason") == [("stale", "stopped: asked")]
    assert await plan(database, DUE + timedelta(days=2)) == 0


async def test_a_stopped_subscription_is_taken_up_again(database: Database) -> None:
    await subscribe(database, "08:30", EIGHT)
    with database.begin() as session:
        subscriptions.stop(session, PERSON, EIGHT)
    later = EIGHT + timedelta(days=10)
    subscription = await subscribe(database, "08:30", later)
    assert subscription.stop_reason is None
    assert subscription.next_on == TODAY + timedelta(days=10)


async def test_a_chat_that_is_back_gets_again_what_it_had(database: Database) -> None:
    await subscribe(database, "08:30", EIGHT)
    with database.begin() as session:
        subscriptions.stop(session, PERSON, EIGHT, reason="blocked", kind=None)
        assert subscriptions.revive(session, PERSON, DUE)
        subscription = subscriptions.find(session, PERSON)
    assert subscription is not None
    assert subscription.next_on == TOMORROW


async def test_a_chat_that_asked_to_stop_is_not_revived(database: Database) -> None:
    await subscribe(database, "08:30", EIGHT)
    with database.begin() as session:
        subscriptions.stop(session, PERSON, EIGHT)
        assert not subscriptions.revive(session, PERSON, DUE)
        assert subscriptions.find(session, PERSON) is None


async def test_another_language_reaches_also_what_is_planned(database: Database) -> None:
    await subscribe(database, "08:30", EIGHT)
    await plan(database, DUE)
    with database.begin() as session:
        subscriptions.set_language(session, PERSON, "tg")
        subscription = subscriptions.find(session, PERSON)
    assert subscription is not None
    assert subscription.language == "tg"
    assert await rows(database, "language") == [("tg",)]
