"""The first result offers a fact a day, once; and one place tells all that is sent."""

from __future__ import annotations

import pytest

from content.model import LANGUAGES, Bank, Language
from db.engine import Database
from tests.dialogs.conversation import Talk, World
from tests.dialogs.playing import answer, play_to_the_end, rows, start_quiz

DUSHANBE = {"tg": "Душанбе, ҳоло", "ru": "Душанбе, там", "en": "Dushanbe, where"}
OFFER = {
    "tg": "☀️ Фардо соати 08:00 далел?",
    "ru": "☀️ Факт завтра в 08:00?",
    "en": "☀️ A fact tomorrow at 08:00?",
}
FIVE = {"tg": "5 савол", "ru": "5 вопросов", "en": "5 questions"}


async def at_the_first_result(world: World, rivers: Bank, language: Language = "en") -> Talk:
    talk = await start_quiz(world, language)
    await play_to_the_end(talk, rivers, lambda number: number > 1)
    return talk


@pytest.mark.parametrize("language", LANGUAGES)
async def test_one_tap_on_the_first_result_brings_a_fact_next_morning(
    world: World, rivers: Bank, database: Database, language: Language
) -> None:
    talk = await at_the_first_result(world, rivers, language)
    result = talk.last
    await talk.tap(OFFER[language])
    assert talk.last.id > result.id, "below the result, which stays to be read"
    assert "08:00" in talk.text
    assert DUSHANBE[language] in talk.text
    assert "✓ 08:00" in talk.labels, "and how to change it stands below"
    [subscription] = await rows(database, "subscriptions")
    assert (subscription.kind, subscription.local_time) == ("fact", "08:00")
    assert subscription.next_on == "2026-03-03"
    world.clock.turn(days=1)
    await world.beat()
    assert talk.text.startswith("☀️")


async def test_at_dawn_too_tomorrow_is_tomorrow(world: World, rivers: Bank, database: Database) -> None:
    world.clock.turn(hours=-3)
    talk = await at_the_first_result(world, rivers)
    await talk.tap(OFFER["en"])
    [subscription] = await rows(database, "subscriptions")
    assert subscription.next_on == "2026-03-03"


@pytest.mark.parametrize("language", LANGUAGES)
async def test_no_other_result_offers_it(world: World, rivers: Bank, language: Language) -> None:
    talk = await at_the_first_result(world, rivers, language)
    assert talk.labels[0] == OFFER[language]
    await talk.tap(FIVE[language])
    await play_to_the_end(talk, rivers, lambda _: True)
    assert OFFER[language] not in talk.labels


async def test_whoever_left_a_quiz_is_offered_it_with_the_first_result(world: World, rivers: Bank) -> None:
    talk = await start_quiz(world)
    await answer(talk, rivers, right=True)
    await talk.say("/cancel")
    await talk.tap("Leave this quiz")
    await talk.tap("5 questions")
    await play_to_the_end(talk, rivers, lambda _: True)
    assert talk.labels[0] == OFFER["en"]


@pytest.mark.parametrize("is_stopped", [False, True], ids=["subscribed", "stopped"])
async def test_whoever_has_chosen_is_not_asked(world: World, rivers: Bank, *, is_stopped: bool) -> None:
    talk = await start_quiz(world)
    question = talk.last
    await talk.say("/daily 20:00")
    if is_stopped:
        await talk.tap("Stop the daily fact")
    await talk.say("/start")
    await talk.tap("Go on")
    assert question.id != talk.last.id
    await play_to_the_end(talk, rivers, lambda _: True)
    assert OFFER["en"] not in talk.labels


async def test_offer_tapped_late_keeps_the_time_chosen_since(
    world: World, rivers: Bank, database: Database
) -> None:
    talk = await at_the_first_result(world, rivers)
    result = talk.last
    await talk.say("/daily 20:00")
    await talk.tap(OFFER["en"], result)
    assert "Every day at 20:00" in talk.text
    [subscription] = await rows(database, "subscriptions")
    assert subscription.local_time == "20:00"


async def test_fact_and_reminder_and_what_waits_stand_in_one_place(world: World, rivers: Bank) -> None:
    talk = await at_the_first_result(world, rivers)
    world.clock.turn(days=40)
    await talk.say("/daily 07:00")
    await talk.say("/remind 19:30")
    shown = talk.text
    assert "Every day at 07:00" in shown
    assert "I remind you at 19:30" in shown
    assert "5 facts are due for review" in shown
    assert "Time zone: Dushanbe" in shown
    for way in ("/daily", "/remind"):
        await talk.say(way)
        assert talk.text == shown
    await talk.say("/home")
    assert "🔁 Review: 5 due" in talk.labels
    await talk.tap("⋯")
    await talk.tap("A fact a day")
    assert talk.text == shown
