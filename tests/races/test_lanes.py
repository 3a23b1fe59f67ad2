"""Lanes held, renewed and let go of, all at once: an update always has somebody to handle it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from db import inbox, lanes
from db.engine import Database, Session
from db.models import lanes as rows_of_lanes
from tests.races.playing import NOW, rows
from tests.races.race import Act, Race

UNTIL = NOW + timedelta(seconds=15)
CHAT = 5


def taking(owner: str, update_id: int = 1) -> Act:
    """Keep an update and hold its chat's lane, if it is free."""

    def act(session: Session) -> set[int]:
        inbox.insert(session, [inbox.Entry(update_id, CHAT, "{}")], NOW)
        return lanes.hold(session, [CHAT], owner, NOW, UNTIL)

    return act


def letting_go(owner: str) -> Act:
    return lambda session: lanes.release(session, [CHAT], owner)


def holding(owner: str, *chats: int, now: Any = NOW) -> Act:
    return lambda session: lanes.hold(session, chats, owner, now, now + timedelta(seconds=15))


def done(database: Database, act: Act) -> None:
    with database.begin() as session:
        act(session)


@pytest.mark.parametrize("newcomer", ["a", "b"])
async def test_update_that_comes_while_its_lane_is_let_go_of_has_somebody_to_handle_it(
    race: Race, database: Database, newcomer: str
) -> None:
    """It is not yet to be seen when "a" looks whether anything waits."""
    done(database, holding("a", CHAT))
    race.meet_after(lanes, "hold")
    held, kept = await race.in_turn(taking(newcomer), letting_go("a"))
    owners = {row.chat_id: row.owner for row in rows(database, "lanes")}
    told = {newcomer} if CHAT in held else set()
    told |= {"a"} if CHAT in kept else set()
    assert told == {owners.get(CHAT)}, "whoever holds the lane knows of it"


async def test_two_who_want_a_free_lane_at_once_do_not_both_get_it(race: Race, database: Database) -> None:
    race.meet_after(lanes, "hold")
    first, second = await race.at_once(holding("a", CHAT, 6), holding("b", CHAT, 6))
    assert sorted([len(first), len(second)]) == [0, 2]
    assert len({row.owner for row in rows(database, "lanes")}) == 1


async def test_two_who_take_over_from_a_dead_one_at_once_do_not_both_get_it(
    race: Race, database: Database
) -> None:
    done(database, taking("dead"))

    def taking_over(owner: str) -> Act:
        def act(session: Session) -> set[int]:
            later = UNTIL + timedelta(seconds=1)
            found = lanes.abandoned(session, later, 10)
            return lanes.hold(session, found, owner, later, later + timedelta(seconds=15))

        return act

    race.meet_before(lanes, "hold")
    assert sorted(await race.at_once(taking_over("a"), taking_over("b")), key=len) == [set(), {CHAT}]


def test_what_is_held_is_nobody_elses_until_its_lease_ends(database: Database) -> None:
    with database.begin() as session:
        inbox.insert(session, [inbox.Entry(1, CHAT, "{}")], NOW)
        assert lanes.hold(session, [CHAT], "a", NOW, UNTIL) == {CHAT}
        assert lanes.abandoned(session, NOW, 10) == []
        assert lanes.hold(session, [CHAT], "b", NOW, UNTIL) == set()
        assert lanes.renew(session, "b", UNTIL) == set()
        assert lanes.abandoned(session, UNTIL, 10) == [CHAT]
        assert lanes.hold(session, [CHAT], "b", UNTIL, UNTIL + timedelta(seconds=15)) == {CHAT}
        assert lanes.renew(session, "a", UNTIL) == set()


@pytest.mark.parametrize("held_back", [3, 9])
@pytest.mark.parametrize("owners_act", ["renew", "release"])
async def test_those_who_want_several_lanes_take_them_in_one_order(
    race: Race, database: Database, owners_act: str, held_back: int
) -> None:
    """The rows lie in no order, and a third one holds back whoever wants the one lane before the other."""
    for chat_id in (9, 3):
        done(database, holding("a", chat_id))

    def hold_back(session: Session) -> None:
        is_it = rows_of_lanes.c.chat_id == held_back
        session.execute(select(rows_of_lanes.c.chat_id).where(is_it).with_for_update())
        race.come()

    def owner(session: Session) -> set[int]:
        if owners_act == "renew":
            return lanes.renew(session, "a", UNTIL + timedelta(seconds=5))
        return lanes.release(session, [3, 9], "a")

    await race.in_turn(hold_back, holding("b", 3, 9), owner)
