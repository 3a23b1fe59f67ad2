"""The next seven facts of a chat: shown, passed over, replaced, and come out as promised."""

from __future__ import annotations

from typing import Any

from db.engine import Database
from tests.dialogs.conversation import Talk, World, data_of
from tests.dialogs.gathering import Gathering, channel, group
from tests.dialogs.playing import rows
from tests.dialogs.test_group_polls import a_day
from tests.dialogs.test_groups import known

ORDER = [
    "Olmara was found",
    "Vesk was measured",
    "first bridge",
    "Three keepers",
    "River Council",
    "steamer",
    "Lunda",
]


async def subscribed(world: World) -> tuple[Talk, Gathering]:
    zarina = world.person("Zarina")
    room = await group(world, zarina)
    await room.subscribe(zarina)
    return zarina, room


async def promised(database: Database) -> list[str]:
    found = [row for row in await rows(database, "planned_facts") if row.occasion]
    return [row.fact_id for row in sorted(found, key=lambda row: str(row.occasion))]


async def test_seven_days_are_shown_by_date(world: World) -> None:
    zarina, room = await subscribed(world)
    await room.tap(zarina, "Next days")
    assert [part in room.text for part in ORDER] == [True] * 7
    assert "1. Monday, 2 March 2026" in room.text
    assert "7. Sunday, 8 March 2026" in room.text
    assert room.labels == ["1", "2", "3", "4", "5", "6", "7", "‹ Back"]


async def test_weekends_alone_are_shown_by_their_dates(world: World) -> None:
    zarina, room = await subscribed(world)
    await room.tap(zarina, "Days", "Weekends", "Next days")
    assert "1. Saturday, 7 March 2026" in room.text
    assert "7. Saturday, 28 March 2026" in room.text


async def test_what_is_shown_comes_out_as_promised(world: World, database: Database) -> None:
    zarina, room = await subscribed(world)
    await room.tap(zarina, "Next days", "1", "Another fact", "2", "Skip")
    assert "Vesk was measured" not in room.text
    facts = await promised(database)
    assert (facts[0], facts[-1], len(facts)) == ("deltas/park", "springs/olmara-spring", 7)
    told = []
    for _ in range(7):
        await a_day(world)
        told.append(room.text)
    bank = world.app.house.bank
    for fact_id, text in zip(facts, told, strict=True):
        fact = bank.find_fact(fact_id)
        assert fact is not None
        assert fact.statement.en in text


async def test_a_fact_that_was_passed_over_is_not_told_when_its_turn_comes(world: World) -> None:
    zarina, room = await subscribed(world)
    await room.tap(zarina, "Next days", "1", "Skip")
    for _ in range(8):
        await a_day(world)
        assert "spring of the river Olmara" not in room.text


async def test_the_same_button_twice_passes_over_one_fact(world: World, database: Database) -> None:
    zarina, room = await subscribed(world)
    await room.tap(zarina, "Next days", "1")
    skip = data_of(room.last, "Skip")
    for _ in range(2):
        world.telegram.tap(zarina.person, room.last.id, skip, chat=room.chat, is_late=True)
        await world.settle()
    passed = [row.fact_id for row in await rows(database, "planned_facts") if row.occasion is None]
    assert passed == ["springs/olmara-spring"]


async def test_what_was_promised_moves_to_the_new_days_in_its_order(world: World, database: Database) -> None:
    zarina, room = await subscribed(world)
    await room.tap(zarina, "Next days", "1", "Another fact", "Back", "Days", "Weekends", "Next days")
    bank, facts = world.app.house.bank, await promised(database)
    assert facts[:3] == ["deltas/first-steamer", "deltas/flood", "deltas/park"]
    world.clock.turn(days=5)
    for fact_id in facts[:2]:
        await a_day(world)
        fact = bank.find_fact(fact_id)
        assert fact is not None
        assert fact.statement.en in room.text


async def test_a_channels_next_days_are_settled_in_private(world: World, database: Database) -> None:
    zarina = await known(world, "Zarina")
    posts = await channel(world, zarina)
    for label in ("Set up", "08:00", "Next days", "1", "Another fact"):
        await zarina.tap(label)
    first: Any = (await promised(database))[0]
    world.clock.turn(days=1)
    await world.beat()
    fact = world.app.house.bank.find_fact(first)
    assert fact is not None
    assert fact.statement.en in posts.text


async def test_with_a_poll_the_promised_fact_is_asked(world: World, database: Database) -> None:
    zarina, room = await subscribed(world)
    await room.tap(zarina, "What comes", "A quiz question", "Next days", "1", "Another fact")
    assert (await promised(database))[0] == "deltas/park"
    await a_day(world)
    assert room.last.poll is not None
    assert room.last.poll["question"] == "How many kinds of birds nest in the delta?"
