"""Questions of one's own, facts on their own, and links for a class."""

from __future__ import annotations

import pytest

from content.model import LANGUAGES, Bank, Language
from db.engine import Database
from tests.dialogs.conversation import World, data_of
from tests.dialogs.playing import NAMES, answer, question_on, rows, start_quiz

SPRING = "springs/olmara-spring"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "question", ["When was the spring of the Olmara found?", "когда нашли исток Олмары", "sarchashmai olmara"]
)
async def test_question_in_any_language_is_answered_in_the_learners(
    world: World, rivers: Bank, language: Language, question: str
) -> None:
    talk = world.person(language=language)
    await talk.say("/start")
    await talk.tap(NAMES[language])
    await talk.say(question)
    fact = rivers.find_fact(SPRING)
    assert fact is not None
    assert fact.story is not None
    assert fact.statement.to(language) in talk.text
    assert fact.story.to(language) in talk.text
    assert rivers.source(fact.sources[0]).title in talk.text


async def test_fact_leads_to_its_question_and_to_its_neighbours(world: World, rivers: Bank) -> None:
    talk = world.person()
    await talk.say("the spring of the river Olmara")
    told = talk.last
    await talk.tap("See also 1")
    assert talk.last.id > told.id, "what was asked for stays to be read"
    assert "Olmara was found" not in talk.text
    await talk.tap("Quiz me on this", told)
    assert (await question_on(talk, rivers)).fact.id == SPRING
    await answer(talk, rivers, right=True)
    assert "✅" in talk.text


async def test_ask_explains_itself_and_answers(world: World) -> None:
    talk = world.person()
    await talk.say("/ask")
    assert "Ask me anything" in talk.text
    assert "Rivers. For example: How long is the Vesk?" in talk.text, "both are the bank's own"
    await talk.say("/ask when was the Vesk measured")
    assert "320 kilometres" in talk.text


@pytest.mark.parametrize("language", LANGUAGES)
async def test_off_topic_is_declined_and_the_quiz_is_a_tap_away(world: World, language: Language) -> None:
    talk = await start_quiz(world, language)
    await talk.say("how do I cook plov?")
    declined = {"en": "That is outside", "ru": "Это не по моей", "tg": "Ин аз доираи"}
    assert talk.text.startswith(declined[language])
    assert talk.labels[0].startswith("▶️")


async def test_question_changes_nothing_in_an_open_quiz(world: World, database: Database) -> None:
    talk = await start_quiz(world)
    await talk.say("When was the spring of the Olmara found?")
    assert "1901" in talk.text
    assert talk.labels[-2] == "▶️ Go on: 1/5"
    assert await rows(database, "answers") == []


async def test_hostile_question_is_no_markup(world: World) -> None:
    talk = world.person()
    for text in ("<b>Olmara</b> spring & <a href='x'>", "Olmara " * 500, "\u202eOlmara", "🙂" * 300):
        await talk.say(text)
        assert "<a href" not in talk.text


async def test_link_leads_whoever_is_known_straight_there(world: World) -> None:
    talk = world.person()
    await talk.say("/start")
    await talk.tap("English")
    await talk.say("/start f_springs_olmara-spring")
    assert "spring of the river Olmara" in talk.text
    await talk.tap("⋯")
    await talk.tap("Link for a class")
    assert "?start=f_springs_olmara-spring" in talk.text
    await talk.say("/start e_deltas")
    assert talk.text.startswith("The deltas")
    await talk.tap("Link for a class")
    assert "?start=e_deltas" in talk.text


async def test_link_leads_a_newcomer_there_after_the_language(world: World) -> None:
    talk = world.person()
    await talk.say("/start e_springs")
    assert set(talk.labels) == set(NAMES.values())
    await talk.tap("Русский")
    assert talk.text.startswith("Истоки")


@pytest.mark.parametrize("payload", ["nonsense", "f_nowhere_x", "e_", "f_springs/olmara-spring", "😀"])
async def test_rubbish_is_a_plain_start(world: World, payload: str) -> None:
    talk = world.person()
    await talk.say(f"/start {payload}")
    assert set(talk.labels) == set(NAMES.values())


async def test_forged_fact_and_link_are_refused(world: World) -> None:
    talk = world.person()
    await talk.say("/start")
    for data in ("fc:no/where", "fq:no/where", "lk:f_no_where", "lk:", "l:en:f_no_where"):
        before = len(talk.from_bot)
        await talk.press(talk.last, data)
        assert len(talk.from_bot) == before
    assert len(talk.alerts) == 4, "a language is chosen, wherever the link led"


async def test_second_tap_on_a_question_about_a_fact_asks_once(world: World, database: Database) -> None:
    talk = world.person()
    await talk.say("the spring of the Olmara")
    told = talk.last
    await talk.press(told, data_of(told, "Quiz me"))
    await talk.press(told, data_of(told, "Quiz me"))
    assert len(await rows(database, "quizzes")) == 1
