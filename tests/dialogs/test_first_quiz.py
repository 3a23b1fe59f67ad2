"""From /start to the end of a quiz, by the labels a learner reads."""

from __future__ import annotations

import pytest

from content.model import LANGUAGES, Bank, Language
from db.engine import Database
from tests.dialogs.conversation import World, data_of
from tests.dialogs.playing import answer, play_to_the_end, question_on, rows, start_quiz

NAMES = {"tg": "Тоҷикӣ", "ru": "Русский", "en": "English"}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_two_taps_lead_to_the_first_question(world: World, language: Language) -> None:
    talk = world.person(language=language)
    await talk.say("/start")
    assert talk.labels[0] == NAMES[language]
    assert set(talk.labels) == set(NAMES.values())
    await talk.tap(NAMES[language])
    await talk.tap(talk.labels[0])
    expected = {"en": "Question 1 of 5", "ru": "Вопрос 1 из 5", "tg": "Саволи 1 аз 5"}
    assert talk.text.startswith(expected[language])
    assert len(talk.from_bot) == 1, "one message is edited in place"


@pytest.mark.parametrize("language", LANGUAGES)
async def test_right_answer_shows_fact_and_source(world: World, rivers: Bank, language: Language) -> None:
    talk = await start_quiz(world, language)
    at = await question_on(talk, rivers)
    await answer(talk, rivers, right=True)
    assert "✅" in talk.text
    assert at.fact.statement.to(language) in talk.text
    assert rivers.source(at.fact.sources[0]).title in talk.text
    assert len(talk.labels) == 2, "onward, and a report"


@pytest.mark.parametrize("language", LANGUAGES)
async def test_era_is_told_with_the_answer_and_not_before(
    world: World, rivers: Bank, language: Language
) -> None:
    talk = await start_quiz(world, language)
    era = rivers.find_era((await question_on(talk, rivers)).fact.era)
    assert era is not None
    assert era.title.to(language) not in talk.text.splitlines()[0]
    await answer(talk, rivers, right=True)
    assert talk.text.splitlines()[0].endswith(era.title.to(language))


async def test_no_more_questions_are_offered_than_an_era_has(world: World, rivers: Bank) -> None:
    talk = world.person()
    await talk.say("/quiz")
    await talk.tap("The springs")
    assert talk.labels == ["4 questions", "🔗 Link for a class", "‹ Back"]
    await talk.tap("Back")
    assert "What shall the quiz be about?" in talk.text


@pytest.mark.parametrize("language", LANGUAGES)
async def test_wrong_answer_names_the_right_one(world: World, rivers: Bank, language: Language) -> None:
    talk = await start_quiz(world, language)
    at = await question_on(talk, rivers)
    await answer(talk, rivers, right=False)
    assert "❌" in talk.text
    assert at.right_text in talk.text


async def test_not_knowing_is_answered_kindly(world: World, rivers: Bank) -> None:
    talk = await start_quiz(world)
    at = await question_on(talk, rivers)
    await talk.tap("Don’t know")
    assert "Never mind" in talk.text
    assert at.right_text in talk.text


async def test_second_tap_changes_nothing(world: World, rivers: Bank, database: Database) -> None:
    talk = await start_quiz(world)
    first, second = (data_of(talk.last, label) for label in talk.labels[:2])
    await talk.press(talk.last, first)
    after = talk.text
    await talk.press(talk.last, second)
    assert talk.text == after
    assert len(await rows(database, "answers")) == 1


async def test_result_counts_misses_and_offers_them_again(world: World, rivers: Bank) -> None:
    talk = await start_quiz(world)
    missed = await play_to_the_end(talk, rivers, right=lambda number: number > 2)
    assert "3 of 5 right" in talk.text
    for miss in missed:
        assert miss.question.ask.en in talk.text
    assert [label for label in talk.labels if "(2)" in label]
    assert len(talk.labels) == 5, "three of five are no card to share"
    await talk.tap("Practise these again (2)")
    assert "Question 1 of 2" in talk.text
    await play_to_the_end(talk, rivers, right=lambda _: True)
    assert "2 of 2 right" in talk.text


async def test_long_options_stand_in_the_text_with_letters(world: World, rivers: Bank) -> None:
    talk = await start_quiz(world, count=10)
    seen = []
    for _ in range(10):
        at = await question_on(talk, rivers)
        labels = [option.text.en for option in at.question.options]
        if max(map(len, labels)) > 28:
            assert talk.labels[:2] == ["A", "B"]
            seen.append(at)
        else:
            assert set(labels) <= set(talk.labels)
        await talk.tap("Don’t know")
        await talk.tap(talk.labels[0])
    assert seen, "the tiny bank has a question with long options"
