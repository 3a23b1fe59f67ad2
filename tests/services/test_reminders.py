"""Reminders: only of what is due, by the learner's own day and hour, silent when ignored, back at a touch."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import insert

from bot.learning.learner import Learner
from bot.services import arrival, deliveries, learners, planning, reminders, subscriptions
from bot.services.deliveries import Delivery
from bot.services.subscriptions import Subscription, Wish
from db import memories
from db.engine import Database
from db.memories import MemoryRow
from db.models import answers, quizzes
from tests.delivery.waves import bank_of, rows

PERSON = 1001
ZONE = "Asia/Dushanbe"
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
NOON = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)  # in Dushanbe
SIX = NOON + timedelta(hours=6)  # 18:00 in Dushanbe, the usual hour of whoever has no habit yet
BANK = bank_of(["one", "two", "three"])


async def arrive(database: Database, now: datetime = NOON, zone: str = ZONE) -> Learner:
    """A touch, with what it wakes."""
    with database.begin() as session:
        return arrival.arrive(session, PERSON, code="en", zone=zone, now=now)


async def remind(
    database: Database, local_time: str | None = None, now: datetime = NOON, zone: str = ZONE
) -> None:
    """Ask for reminders at a time, or at the usual hour."""
    learner = await arrive(database, now, zone)
    with database.begin() as session:
        if local_time is None:
            reminders.remind_usually(session, learner)
        else:
            reminders.remind_at(session, learner, local_time)


async def remember(database: Database, *fact_ids: str, due_at: datetime = NOON) -> None:
    with database.begin() as session:
        for fact_id in fact_ids:
            memories.put(session, PERSON, fact_id, MemoryRow(2, None, 3.0, 5.0, due_at, NOON - DAY))


async def practise(database: Database, *moments: datetime) -> None:
    """An answer at each of some moments."""
    everywhere = {"learner_id": PERSON, "position": 0, "bank_version": "1"}
    on = {"fact_id": "one", "question_id": "question", "shown": [], "is_right": True, "language": "en"}
    with database.begin() as session:
        for moment in moments:
            quiz = {"origin": f"{moment:%d %b %H}", "kind": "practice", "plan": []}
            times = {"shown_at": moment, "created_at": moment}
            statement = insert(quizzes).values(**everywhere, **quiz, **times).returning(quizzes.c.id)
            quiz_id = (session.execute(statement)).scalar_one()
            given = {
                "quiz_id": quiz_id,
                "shown_at": moment,
                "answered_at": moment,
                "answered_on": "2026-11-01",
            }
            session.execute(insert(answers).values(**everywhere, **on, **given))


async def plan(database: Database, now: datetime) -> None:
    with database.begin() as session:
        planning.plan(session, BANK, now)


async def claim(database: Database, now: datetime) -> list[Delivery]:
    with database.begin() as session:
        return deliveries.claim(session, BANK, now, 10, timedelta(minutes=1))


async def send(database: Database, now: datetime) -> list[str | None]:
    """A beat from plan to receipt; gives what the messages were about."""
    await plan(database, now)
    claimed = await claim(database, now)
    with database.begin() as session:
        for delivery in claimed:
            deliveries.sent(session, delivery, 7, now)
    return [delivery.about for delivery in claimed]


async def subscription(database: Database) -> Subscription | None:
    with database.begin() as session:
        return subscriptions.find(session, PERSON, "review")


async def test_what_is_due_today_is_counted(either_database: Database) -> None:
    await remind(either_database)
    await remember(either_database, "one", "left-the-bank")
    await remember(either_database, "two", due_at=SIX + timedelta(hours=5))  # an hour before midnight
    await remember(either_database, "three", due_at=SIX + timedelta(hours=6))
    assert await send(either_database, SIX - MINUTE) == []
    assert await send(either_database, SIX) == ["2"]
    assert await send(either_database, SIX + MINUTE) == []
    assert await rows(either_database, "kind", "occasion", "fact_id") == [("review", "2026-11-23", "")]


async def test_on_a_day_with_nothing_due_there_is_nothing(database: Database) -> None:
    await remind(database)
    await remember(database, "one", due_at=SIX + 2 * DAY)
    assert [await send(database, SIX + day * DAY) for day in range(4)] == [[], [], ["1"], ["1"]]
    assert len(await rows(database, "id")) == 2, "no row is kept of a day without a reminder"


async def test_what_was_practised_since_it_was_planned_is_not_reminded_of(database: Database) -> None:
    await remind(database)
    await remember(database, "one", "two")
    await plan(database, SIX)
    await remember(database, "one", due_at=SIX + 3 * DAY)
    [left] = await claim(database, SIX + MINUTE)
    assert left.about == "1"
    await remember(database, "two", due_at=SIX + 3 * DAY)
    assert await claim(database, SIX + 3 * MINUTE) == []
    assert await rows(database, "state", "reason") == [("stale", "nothing to say")]


async def test_a_snooze_is_respected(database: Database) -> None:
    await remind(database)
    await remember(database, "one")
    with database.begin() as session:
        learners.snooze(session, PERSON, SIX + timedelta(hours=6))
    assert await send(database, SIX) == []
    assert await send(database, SIX + DAY) == ["1"]


async def test_the_usual_hour_follows_the_habit(database: Database) -> None:
    await arrive(database)
    await practise(database, *(NOON - day * DAY for day in range(1, 4)))
    await remind(database, now=NOON - timedelta(hours=1))
    await remember(database, "one", due_at=NOON - DAY)
    assert await send(database, NOON) == ["1"]
    evening = NOON + timedelta(hours=8, minutes=30)
    await arrive(database, evening)
    await practise(database, *(evening - day * DAY for day in range(26)))
    await send(database, NOON + DAY)
    present = await subscription(database)
    assert present is not None
    assert (present.local_time, present.follows_habit) == ("20:00", True)
    assert present.next_on == date(2026, 11, 25), "never two reminders for a day"
    assert await send(database, NOON + 2 * DAY) == []
    assert await send(database, NOON + 2 * DAY + timedelta(hours=8)) == ["1"]


async def test_what_is_long_past_is_no_habit(database: Database) -> None:
    await arrive(database)
    await practise(database, *(NOON - day * DAY for day in range(29, 40)))
    await remind(database)
    present = await subscription(database)
    assert present is not None
    assert present.local_time == "18:00"


async def test_a_chosen_hour_stays_whatever_the_habit(database: Database) -> None:
    await arrive(database)
    await practise(database, *(NOON - day * DAY for day in range(1, 4)))
    await remind(database, "23:30")
    await remember(database, "one")
    assert await send(database, NOON + timedelta(hours=11, minutes=30)) == ["1"]
    present = await subscription(database)
    assert present is not None
    assert (present.local_time, present.follows_habit) == ("23:30", False)


async def test_a_late_reminder_is_dropped_at_night_and_after_three_hours(database: Database) -> None:
    await remind(database, "21:00")
    await remember(database, "one")
    nine = NOON + timedelta(hours=9)
    assert await send(database, nine + timedelta(hours=1)) == []
    await plan(database, nine + DAY)
    assert await claim(database, nine + DAY + timedelta(minutes=70)) == []
    await remind(database, "08:00", now=nine + DAY + timedelta(hours=2))
    eight = NOON + 2 * DAY - timedelta(hours=4)
    assert await send(database, eight + timedelta(hours=3, minutes=1)) == []
    assert (await rows(database, "state", "reason"))[1:] == [("stale", "late")]
    assert await send(database, eight + DAY + timedelta(hours=3)) == ["1"]


async def test_three_ignored_reminders_are_followed_by_a_last_word(either_database: Database) -> None:
    database = either_database
    await remind(database)
    await remember(database, "one")
    told = [await send(database, SIX + day * DAY) for day in range(6)]
    assert told == [["1"], ["1"], ["1"], ["pause"], [], []]
    assert await subscription(database) is None


async def test_a_touch_begins_the_count_anew(database: Database) -> None:
    await remind(database)
    await remember(database, "one")
    for day in range(3):
        await send(database, SIX + day * DAY)
    await arrive(database, SIX + 2 * DAY + timedelta(hours=1))
    told = [await send(database, SIX + day * DAY) for day in range(3, 7)]
    assert told == [["1"], ["1"], ["1"], ["pause"]]


async def test_a_touch_within_the_minute_of_a_reminder_counts(database: Database) -> None:
    await remind(database)
    await remember(database, "one")
    await arrive(database, SIX - timedelta(seconds=20))  # and again 40 seconds later, which is not kept
    told = [await send(database, SIX + day * DAY) for day in range(5)]
    assert told == [["1"], ["1"], ["1"], ["1"], ["pause"]]


@pytest.mark.parametrize("is_usual", [True, False])
async def test_any_touch_wakes_it_from_the_next_day_on(database: Database, is_usual: bool) -> None:
    await remind(database, None if is_usual else "18:00")
    await remember(database, "one")
    for day in range(5):
        await send(database, SIX + day * DAY)
    await arrive(database, NOON + 5 * DAY)
    present = await subscription(database)
    assert present is not None
    assert (present.next_at, present.follows_habit) == (SIX + 6 * DAY, is_usual)
    told = [await send(database, SIX + day * DAY) for day in range(5, 10)]
    assert told == [[], ["1"], ["1"], ["1"], ["pause"]]


async def test_what_was_stopped_on_purpose_sleeps_on(database: Database) -> None:
    await remind(database)
    with database.begin() as session:
        subscriptions.stop(session, PERSON, NOON, kind="review")
    await arrive(database, NOON + DAY)
    assert await subscription(database) is None


async def test_who_comes_back_before_the_last_word_is_just_reminded(database: Database) -> None:
    await remind(database)
    await remember(database, "one")
    for day in range(3):
        await send(database, SIX + day * DAY)
    await plan(database, SIX + 3 * DAY)
    await arrive(database, SIX + 3 * DAY + MINUTE)
    assert [delivery.about for delivery in await claim(database, SIX + 3 * DAY + 2 * MINUTE)] == ["1"]


async def test_who_comes_back_while_the_last_word_is_on_its_way_is_not_paused(database: Database) -> None:
    await remind(database)
    await remember(database, "one")
    for day in range(3):
        await send(database, SIX + day * DAY)
    now = SIX + 3 * DAY
    await plan(database, now)
    [last] = await claim(database, now)
    assert last.about == "pause"
    await arrive(database, now + timedelta(seconds=1))
    with database.begin() as session:
        deliveries.sent(session, last, 7, now + timedelta(seconds=2))
    assert await subscription(database) is not None


async def test_a_last_word_that_does_not_go_out_is_said_the_next_day(database: Database) -> None:
    await remind(database)
    await remember(database, "one")
    for day in range(3):
        await send(database, SIX + day * DAY)
    await plan(database, SIX + 3 * DAY)
    assert await claim(database, SIX + 3 * DAY + timedelta(hours=3, minutes=1)) == []
    assert await send(database, SIX + 4 * DAY) == ["pause"]


async def test_a_blocked_chat_is_reminded_again_when_it_is_back(database: Database) -> None:
    await remind(database)
    await remember(database, "one")
    await plan(database, SIX)
    [delivery] = await claim(database, SIX)
    with database.begin() as session:
        deliveries.blocked(session, delivery, SIX)
    assert await send(database, SIX + DAY) == []
    with database.begin() as session:
        assert subscriptions.revive(session, PERSON, SIX + DAY + MINUTE)
    present = await subscription(database)
    assert present is not None
    assert present.follows_habit
    assert await send(database, SIX + 2 * DAY) == ["1"]


async def test_another_zone_keeps_the_wall_time_of_both_kinds(database: Database) -> None:
    await remind(database)
    with database.begin() as session:
        subscriptions.subscribe(session, Wish(PERSON, "en", ZONE, "20:00", learner_id=PERSON), NOON)
        subscriptions.move_to_zone(session, PERSON, "Europe/Vienna", NOON)
        fact = subscriptions.find(session, PERSON)
    reminder = await subscription(database)
    assert fact is not None
    assert reminder is not None
    assert (fact.zone, fact.local_time, fact.follows_habit) == ("Europe/Vienna", "20:00", False)
    assert (reminder.zone, reminder.local_time, reminder.follows_habit) == ("Europe/Vienna", "18:00", True)
    assert reminder.next_at == SIX + timedelta(hours=4)


async def test_the_wall_time_stays_when_summer_time_begins(database: Database) -> None:
    saturday = datetime(2027, 3, 27, 17, 0, tzinfo=UTC)  # 18:00 in Berlin
    await remind(database, now=saturday - MINUTE, zone="Europe/Berlin")
    await remember(database, "one")
    assert await send(database, saturday) == ["1"]
    assert await send(database, saturday + DAY - timedelta(hours=1)) == ["1"]


async def test_both_kinds_at_one_minute_both_go_out(database: Database) -> None:
    await remind(database, "18:00")
    await remember(database, "one")
    with database.begin() as session:
        subscriptions.subscribe(session, Wish(PERSON, "en", ZONE, "18:00", learner_id=PERSON), NOON)
    await plan(database, SIX)
    assert sorted(each.kind for each in await claim(database, SIX)) == ["fact", "review"]


async def test_stopping_one_kind_leaves_the_other(database: Database) -> None:
    await remind(database, "18:00")
    with database.begin() as session:
        subscriptions.subscribe(session, Wish(PERSON, "en", ZONE, "18:00", learner_id=PERSON), NOON)
        subscriptions.stop(session, PERSON, NOON)
        assert subscriptions.find(session, PERSON) is None
    assert await subscription(database) is not None


async def test_what_was_claimed_before_a_stop_and_a_kill_is_not_sent_afterwards(database: Database) -> None:
    await remind(database)
    await remember(database, "one")
    await plan(database, SIX)
    assert len(await claim(database, SIX)) == 1
    with database.begin() as session:
        subscriptions.stop(session, PERSON, SIX, kind="review")
        deliveries.recover(session, SIX)
    assert await claim(database, SIX + MINUTE) == []


async def test_a_group_has_no_reminders(database: Database) -> None:
    with database.begin() as session:
        subscriptions.subscribe(session, Wish(-5, "en", ZONE, "18:00", kind="review"), NOON)
    assert await send(database, SIX) == []
