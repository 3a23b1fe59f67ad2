"""Two wishes for one daily fact at once, or one while it is planned: both hold, and one fact comes."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

from bot.learning.learner import Learner
from bot.services import arrival, planning, subscriptions, wishes
from bot.services.subscriptions import Wish
from content.model import Bank
from db import subscriptions as subscription_rows
from db.engine import Database, Session
from tests.races.playing import NOW, rows
from tests.races.race import Act, Race

PERSON = 7
ZONE = "Asia/Dushanbe"


def subscribe(database: Database) -> None:
    with database.begin() as session:
        arrival.arrive(session, PERSON, code="en", zone=ZONE, now=NOW)
        wish = Wish(PERSON, "en", ZONE, "20:00", learner_id=PERSON)
        subscriptions.subscribe(session, wish, NOW)


def doing(act: Any, *, after: timedelta = timedelta(0), **named: Any) -> Act:
    """An act of the learner, who arrives as with every tap."""

    def whole(session: Session) -> object:
        learner: Learner = arrival.arrive(session, PERSON, code="en", zone=ZONE, now=NOW + after)
        return act(session, learner, **named)

    return whole


async def test_of_two_wishes_at_once_both_hold(race: Race, database: Database) -> None:
    subscribe(database)
    race.meet_before(subscription_rows, "put")
    await race.at_once(doing(wishes.change, form="poll"), doing(wishes.set_day, day=6, is_on=False))
    [row] = rows(database, "subscriptions")
    assert (row.form, row.days) == ("poll", 0b0111111)


async def test_a_wish_while_the_fact_is_planned_leaves_one_message_for_the_date(
    race: Race, database: Database, rivers: Bank
) -> None:
    subscribe(database)
    [row] = rows(database, "subscriptions")
    late = row.next_at - NOW + timedelta(seconds=1)
    race.meet_before(subscription_rows, "put")
    plan = partial(planning.plan, bank=rivers, now=NOW + late)
    await race.in_turn(doing(wishes.change, after=late, form="poll"), plan)
    with database.begin() as session:
        planning.plan(session, rivers, NOW + late)
    [delivery] = rows(database, "deliveries")
    assert delivery.occasion == row.next_on
    [after] = rows(database, "subscriptions")
    assert after.form == "poll"
    assert after.next_on > row.next_on
