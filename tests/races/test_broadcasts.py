"""Broadcasts at the same moment: sent by two once, planned by two once, stopped or forgotten in between."""

from __future__ import annotations

import pytest

from bot.learning.broadcast import Audience
from bot.services import broadcasts, chats, learners
from db import audiences
from db import broadcasts as broadcast_rows
from db import chats as chat_rows
from db import deliveries as delivery_rows
from db import forget as forgetting
from db.engine import Database, Session
from tests.races.playing import NOW, arrive, rows
from tests.races.race import Race

ROOT, ALICE, BOB, CAROL = 1, 2, 3, 4
ROOM, HALL = -501, -502


def draft(session: Session) -> int:
    broadcast_id = broadcasts.draft(session, Audience(), origin="tap-0", now=NOW)
    broadcasts.write(session, broadcast_id, 0, "sealed", NOW)
    return broadcast_id


def start(session: Session) -> bool:
    arrive(session, ROOT)
    return broadcasts.start(session, 1, NOW)


def stop(session: Session) -> bool:
    arrive(session, ROOT)
    return broadcasts.cancel(session, 1, NOW)


def plan(session: Session) -> int:
    return broadcasts.plan(session, NOW)


def forget_alice(session: Session) -> None:
    learners.forget(session, arrive(session, ALICE).id)


def begun(database: Database, *, is_started: bool = True) -> None:
    with database.begin() as session:
        for learner_id in (ROOT, ALICE, BOB, CAROL):
            arrive(session, learner_id)
        draft(session)
        if is_started:
            start(session)


def owed(database: Database) -> list[tuple[int, str]]:
    return sorted((row.chat_id, row.state) for row in rows(database, "deliveries"))


async def test_two_who_begin_by_one_button_begin_one(race: Race, database: Database) -> None:
    race.meet_before(broadcast_rows, "insert")
    assert await race.at_once(draft, draft) == [1, 1]
    assert len(rows(database, "broadcasts")) == 1


async def test_two_who_confirm_at_once_send_once(race: Race, database: Database) -> None:
    begun(database, is_started=False)
    race.meet_before(broadcast_rows, "move")
    assert sorted(await race.at_once(start, start)) == [False, True]


async def test_two_processes_that_plan_at_once_owe_each_learner_one(race: Race, database: Database) -> None:
    begun(database)
    race.meet_before(audiences, "members")
    outcomes = await race.at_once(plan, plan)
    assert sum(outcomes) == 4
    assert owed(database) == [(each, "pending") for each in (ROOT, ALICE, BOB, CAROL)]


async def test_learner_who_is_forgotten_meanwhile_is_owed_nothing(race: Race, database: Database) -> None:
    begun(database)
    race.meet_after(forgetting, "forget")
    await race.in_turn(forget_alice, plan)
    assert owed(database) == [(each, "pending") for each in (ROOT, BOB, CAROL)]


async def test_learner_who_is_forgotten_right_after_is_owed_nothing(race: Race, database: Database) -> None:
    begun(database)
    race.meet_after(delivery_rows, "insert")
    await race.in_turn(plan, forget_alice)
    assert owed(database) == [(each, "pending") for each in (ROOT, BOB, CAROL)]


async def test_stopping_while_it_is_planned_leaves_nothing_to_send(race: Race, database: Database) -> None:
    """Also where the administrator is one of those who are written to: neither waits for the other."""
    begun(database)
    race.meet_after(audiences, "members")
    assert await race.in_turn(plan, stop) == [4, True]
    assert {state for _, state in owed(database)} == {"stale"}


async def test_planning_after_it_was_stopped_owes_nothing(race: Race, database: Database) -> None:
    begun(database)
    race.meet_after(broadcast_rows, "drop_texts")
    assert await race.in_turn(stop, plan) == [True, 0]
    assert owed(database) == []


async def test_message_that_shows_how_far_it_is_is_shown_by_one_process(
    race: Race, database: Database
) -> None:
    begun(database)
    with database.begin() as session:
        broadcasts.show_in(session, 1, ROOT, 77, NOW - broadcasts.SHOW_EVERY)
    race.meet_before(broadcast_rows, "take_views")

    def views(session: Session) -> int:
        return len(broadcasts.views(session, NOW))

    assert sorted(await race.at_once(views, views)) == [0, 1]


def enter(database: Database) -> None:
    """Two groups, and a text for groups that is on its way."""
    with database.begin() as session:
        for chat_id in (ROOM, HALL):
            chats.enter(session, chat_id, "en", "UTC", NOW)
        audience = Audience(whom="groups")
        broadcast_id = broadcasts.draft(session, audience, origin="tap-0", now=NOW)
        broadcasts.write(session, broadcast_id, 0, "sealed", NOW)
        broadcasts.start(session, broadcast_id, NOW)


def leave_hall(session: Session) -> None:
    chats.leave(session, HALL, NOW)


def move_room(session: Session) -> None:
    chats.move(session, ROOM, -1000501)


async def test_two_processes_that_plan_at_once_owe_each_group_one(race: Race, database: Database) -> None:
    enter(database)
    race.meet_before(audiences, "members")
    assert sum(await race.at_once(plan, plan)) == 2
    assert owed(database) == [(HALL, "pending"), (ROOM, "pending")]


async def test_group_that_puts_the_bot_out_meanwhile_is_owed_nothing(race: Race, database: Database) -> None:
    enter(database)
    race.meet_after(chat_rows, "drop")
    await race.in_turn(leave_hall, plan)
    assert owed(database) == [(ROOM, "pending")]


async def test_group_that_puts_the_bot_out_right_after_is_written_to_no_more(
    race: Race, database: Database
) -> None:
    enter(database)
    race.meet_after(delivery_rows, "insert")
    await race.in_turn(plan, leave_hall)
    assert owed(database) == [(HALL, "stale"), (ROOM, "pending")]


async def test_group_that_becomes_a_supergroup_meanwhile_is_owed_one_and_so_are_those_behind_it(
    race: Race, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter(database)
    monkeypatch.setattr(broadcasts, "PLAN_CHUNK", 1)
    race.meet_after(chat_rows, "rename_chat")
    await race.in_turn(move_room, plan)
    for _ in range(4):
        with database.begin() as session:
            plan(session)
    assert owed(database) == [(-1000501, "pending"), (HALL, "pending")]
