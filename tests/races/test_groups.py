"""Two administrators settle one chat at the same moment: one thing after the other, and nothing is lost."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

from bot.learning.queue import token
from bot.services import chats, groups, planning
from bot.services.contents import Content
from bot.services.groups import Where
from bot.services.polls import keep
from content.model import Bank
from db import chats as chat_rows
from db import planned
from db import quizzes as quiz_rows
from db import subscriptions as subscription_rows
from db.engine import Database
from tests.races.playing import NOW, rows
from tests.races.race import Act, Race

CLASS = -1005
HERE = Where(CLASS)
OLMARA = "springs/olmara-spring"


def subscribe(database: Database) -> None:
    with database.begin() as session:
        chats.enter(session, CLASS, "en", "Asia/Dushanbe", NOW)
        groups.subscribe_at(session, HERE, "20:00", NOW)


def next_days(database: Database, bank: Bank) -> dict[str, str]:
    with database.begin() as session:
        return groups.next_days(session, bank, HERE, NOW)


def doing(act: Any, **named: Any) -> Act:
    return lambda session: act(session, where=HERE, now=NOW, **named)


async def test_of_two_settings_chosen_at_once_both_hold(race: Race, database: Database) -> None:
    subscribe(database)
    race.meet_before(subscription_rows, "put")
    await race.at_once(doing(groups.change, form="poll"), doing(groups.change, is_silent=True))
    [row] = rows(database, "subscriptions")
    assert (row.form, row.is_silent) == ("poll", True)


async def test_of_two_days_left_out_at_once_both_are(race: Race, database: Database) -> None:
    subscribe(database)
    race.meet_before(subscription_rows, "put")
    await race.at_once(*(doing(groups.set_day, day=day, is_on=False) for day in (5, 6)))
    [row] = rows(database, "subscriptions")
    assert row.days == 0b0011111


async def test_two_that_pass_over_one_fact_pass_over_no_second_one(
    race: Race, database: Database, rivers: Bank
) -> None:
    subscribe(database)
    [day, *_] = [day for day, fact in next_days(database, rivers).items() if fact == OLMARA]
    race.meet_before(planned, "put")
    skip = doing(groups.pass_over, bank=rivers, day=day, fact=token(OLMARA))
    first, second = await race.at_once(skip, skip)
    assert first == second
    assert [row.fact_id for row in rows(database, "planned_facts") if row.occasion is None] == [OLMARA]


async def test_one_that_passes_over_and_one_that_replaces_the_same_fact_do_not_undo_each_other(
    race: Race, database: Database, rivers: Bank
) -> None:
    subscribe(database)
    day = next(iter(next_days(database, rivers)))
    race.meet_before(planned, "put")
    named = {"bank": rivers, "day": day, "fact": token(OLMARA)}
    await race.at_once(doing(groups.pass_over, **named), doing(groups.replace_fact, **named))
    kept = rows(database, "planned_facts")
    assert len([row for row in kept if row.occasion]) == 7
    assert next(row for row in kept if row.occasion == day).fact_id != OLMARA


async def test_a_fact_planned_while_the_next_days_are_looked_at_is_the_one_that_was_shown(
    race: Race, database: Database, rivers: Bank
) -> None:
    subscribe(database)
    [subscription] = rows(database, "subscriptions")
    due = subscription.next_at + timedelta(seconds=1)
    plan = partial(planning.plan, bank=rivers, now=due)
    look = partial(groups.next_days, bank=rivers, where=HERE, now=due)
    race.meet_before(planned, "put")
    await race.at_once(plan, look)
    with database.begin() as session:
        planning.plan(session, rivers, due)
    shown = {row.fact_id for row in rows(database, "planned_facts") if row.occasion > subscription.next_on}
    [delivery] = rows(database, "deliveries")
    assert delivery.fact_id not in shown


async def test_a_poll_that_was_sent_twice_is_one_quiz(race: Race, database: Database, rivers: Bank) -> None:
    subscribe(database)
    race.meet_before(quiz_rows, "insert")

    def kept(poll_id: str) -> Act:
        content = Content(OLMARA, "when-found")
        return lambda session: keep(session, rivers, 7, CLASS, content, poll_id, NOW)

    await race.at_once(kept("a"), kept("b"))
    [quiz] = rows(database, "quizzes")
    assert [row.quiz_id for row in rows(database, "polls")] == [quiz.id, quiz.id]


async def test_a_group_that_is_met_under_its_new_id_while_it_moves_there_stays_one(
    race: Race, database: Database
) -> None:
    """Telegram tells of both in updates of two chats, which do not wait for each other."""
    subscribe(database)
    race.meet_after(chat_rows, "insert")
    later = NOW + timedelta(seconds=1)
    await race.in_turn(
        partial(chats.enter, chat_id=-1001005, language="tg", zone="UTC", now=later),
        partial(chats.move, old_chat_id=CLASS, new_chat_id=-1001005),
    )
    [chat] = rows(database, "chats")
    assert (chat.chat_id, chat.language, chat.zone) == (-1001005, "en", "Asia/Dushanbe")
    assert [row.chat_id for row in rows(database, "subscriptions")] == [-1001005]
