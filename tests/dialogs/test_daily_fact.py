"""Subscribing, the fact next morning, its question, other times and zones, and stopping."""

from __future__ import annotations

import pytest

from content.model import LANGUAGES, Bank, Language
from db.engine import Database
from tests.dialogs.conversation import World
from tests.dialogs.playing import NAMES, answer, question_on, rows

QUIZ_ME = {"tg": "Худро санҷидан", "ru": "Проверить себя", "en": "Quiz me on this"}
FACT = {"tg": "Далели рӯз", "ru": "Факт дня", "en": "Fact of the day"}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_fact_comes_next_morning_and_its_question_works(
    world: World, rivers: Bank, language: Language
) -> None:
    talk = world.person(language=language)
    await talk.say("/start")
    await talk.tap(NAMES[language])
    await talk.say("/daily 08:30")
    assert "08:30" in talk.text
    await world.beat()
    assert FACT[language] not in talk.text or "08:30" in talk.text
    world.clock.turn(hours=1)
    await world.beat()
    assert talk.text.startswith(f"☀️ {FACT[language]}")
    fact = talk.last
    await talk.tap(QUIZ_ME[language])
    assert fact.text is not None
    shown = await question_on(talk, rivers)
    assert shown.fact.statement.to(language) in fact.text
    await answer(talk, rivers, right=True)
    assert "✅" in talk.text
    assert talk.labels[2:] == ["⋯"], "another question on the fact, home, and what is seldom used"
    asked = talk.last.id
    await talk.tap(talk.labels[0])
    assert talk.last.id > asked, "below, so that the answer stays to be read"
    again = await question_on(talk, rivers)
    assert again.fact == shown.fact
    assert again.question != shown.question


async def test_quiz_me_works_again_later(world: World, rivers: Bank) -> None:
    talk = world.person()
    await talk.say("/daily 08:30")
    world.clock.turn(hours=1)
    await world.beat()
    fact = talk.last
    await talk.tap("Quiz me on this")
    first = talk.last.id
    await talk.tap("Quiz me on this", fact)
    again = await question_on(talk, rivers)
    await answer(talk, rivers, right=False)
    await talk.tap(talk.labels[0])
    await talk.tap("Quiz me on this", fact)
    assert (await question_on(talk, rivers)).fact == again.fact
    assert talk.last.id > first


async def test_one_fact_a_day_and_another_one_each_day(world: World, rivers: Bank) -> None:
    talk = world.person()
    await talk.say("/daily 08:30")
    world.clock.turn(hours=1 - 24)
    facts = []
    for _ in range(len(rivers.facts)):
        world.clock.turn(days=1)
        for _ in range(3):
            await world.beat()
        facts.append(talk.text.split("\n\n")[1])
    assert len(talk.from_bot) == 1 + len(rivers.facts)
    assert len(set(facts)) == len(rivers.facts)


async def test_refused_button_ends_the_waiting_too(world: World, database: Database) -> None:
    talk = world.person()
    await talk.say("/daily")
    await talk.tap("Other time")
    await talk.say("half past")
    assert len(await rows(database, "expectations")) == 1, "what was mistyped may be corrected"
    await talk.press(talk.last, "a:999:0:0")
    assert await rows(database, "expectations") == []


async def test_subscribing_by_buttons_and_stopping_in_one_tap(world: World) -> None:
    talk = world.person()
    await talk.say("/daily")
    await talk.tap("20:00")
    assert "Every day at 20:00" in talk.text
    assert "✓ 20:00" in talk.labels
    await talk.tap("Stop")
    assert "When shall it come?" in talk.text
    world.clock.turn(days=2)
    await world.beat()
    assert len(talk.from_bot) == 1


async def test_any_time_can_be_typed(world: World) -> None:
    talk = world.person()
    await talk.say("/daily")
    await talk.tap("Other time")
    await talk.say("25:00")
    assert "could not read" in talk.text
    await talk.say("6.45")
    assert "Every day at 06:45" in talk.text
    await talk.say("7:15")
    assert "every day" not in talk.text, "nothing is awaited any more"


@pytest.mark.parametrize("ending", ["/cancel", "button", "patience"])
async def test_what_the_bot_waits_for_ends(world: World, database: Database, ending: str) -> None:
    talk = world.person()
    await talk.say("/daily")
    await talk.tap("Other time")
    if ending == "/cancel":
        await talk.say("/cancel")
        assert "cancelled" in talk.text
    elif ending == "button":
        await talk.tap("Cancel")
    else:
        world.clock.turn(minutes=16)
    await talk.say("06:45")
    assert "06:45" not in talk.text
    assert await rows(database, "subscriptions") == []
    assert await rows(database, "expectations") == []


async def test_zone_from_the_list_moves_the_subscription(world: World) -> None:
    talk = world.person()
    await talk.say("/daily 12:00")
    await talk.tap("Time zone")
    await talk.tap("Moscow")
    assert "Moscow, where it is 06:00" in talk.text
    world.clock.turn(hours=4, minutes=1)  # noon in Dushanbe
    await world.beat()
    assert "Fact of the day" not in talk.text
    world.clock.turn(hours=2)
    await world.beat()
    assert "Fact of the day" in talk.text


async def test_zone_can_be_typed(world: World) -> None:
    talk = world.person()
    await talk.say("/daily 12:00")
    await talk.tap("Time zone")
    await talk.tap("Another zone")
    await talk.say("Atlantis/Nowhere")
    assert "do not know this place" in talk.text
    await talk.say("asia/tokyo")
    assert "Tokyo, where it is 12:00 now" in talk.text


@pytest.mark.parametrize(
    ("language", "time", "city", "clock"),
    [
        ("en", "8 pm", "Berlin", "Berlin, where it is 04:00 now"),
        ("ru", "8 вечера", "в Москве", "Москва, там сейчас 06:00"),
        ("tg", "соати 8-и бегоҳ", "Хуҷанд", "Душанбе, ҳоло дар он ҷо соати 08:00"),
    ],
)
async def test_time_and_place_are_typed_as_people_type_them(
    world: World, language: Language, time: str, city: str, clock: str
) -> None:
    talk = world.person(language=language)
    await talk.say("/start")
    await talk.tap(NAMES[language])
    await talk.say(f"/daily {time}")
    assert "20:00" in talk.text
    await talk.press(talk.last, "zo")
    await talk.say(city)
    assert clock in talk.text


@pytest.mark.parametrize(
    ("button", "zone"),
    [("22:00 (UTC-5)", "UTC-5, where it is 22:00"), ("08:00 (UTC+5)", "UTC+5, where it is 08:00")],
)
async def test_zone_whose_name_misleads_is_asked_about(world: World, button: str, zone: str) -> None:
    talk = world.person()
    await talk.say("/daily")
    await talk.tap("Time zone")
    await talk.tap("Another zone")
    await talk.say("Etc/GMT+5")
    assert "Etc/GMT+5 is UTC-5: it is 22:00 there now. What does your clock show?" in talk.text
    await talk.tap(button)
    assert zone in talk.text


async def test_zone_of_a_forged_button_is_refused(world: World) -> None:
    talk = world.person()
    await talk.say("/daily")
    await talk.tap("Time zone")
    await talk.press(talk.last, "z:Berlin")
    assert "do not know this place" in talk.alerts[-1]


async def test_bad_time_in_the_command_is_explained(world: World, database: Database) -> None:
    talk = world.person()
    await talk.say("/daily half past eight")
    assert "like 08:30" in talk.text
    assert await rows(database, "subscriptions") == []
    await talk.say("8:30")
    assert "Every day at 08:30" in talk.text, "the example it asked for is understood"


async def test_blocking_stops_the_fact_and_coming_back_revives_it(world: World) -> None:
    talk = world.person()
    await talk.say("/daily 08:30")
    world.telegram.block(talk.person)
    await world.settle()
    world.clock.turn(days=1, hours=1)
    await world.beat()
    assert len(talk.from_bot) == 1
    world.telegram.block(talk.person, False)
    await talk.say("/start")
    world.clock.turn(days=1)
    await world.beat()
    assert "Fact of the day" in talk.text


async def test_fact_speaks_the_language_chosen_last(world: World) -> None:
    talk = world.person()
    await talk.say("/daily 08:30")
    await talk.say("/language")
    await talk.tap("Русский")
    world.clock.turn(hours=1)
    await world.beat()
    assert "Факт дня" in talk.text


async def test_quiz_on_a_fact_leaves_the_open_quiz_open(world: World, rivers: Bank) -> None:
    talk = world.person()
    await talk.say("/daily 08:30")
    await talk.say("/start")
    await talk.tap("5 questions")
    world.clock.turn(hours=1)
    await world.beat()
    await talk.tap("Quiz me on this")
    await answer(talk, rivers, right=True)
    await talk.tap(talk.labels[0])
    await talk.say("/quiz")
    assert "question 1 of 5" in talk.text
