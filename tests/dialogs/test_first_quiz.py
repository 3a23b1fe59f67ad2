"""From /start to the end of a quiz, by the labels a learner reads."""

from __future__ import annotations

from typing import Any

import pytest

from bot.services import pauses
from content.model import LANGUAGES, Bank, Language
from db.engine import Database
from tests.banks import shipped
from tests.dialogs.conversation import World, data_of, world_of
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
    assert talk.text.startswith("▰▱▱▱▱ 1/5")
    assert len(talk.from_bot) == 1, "one message is edited in place"


@pytest.mark.parametrize("language", LANGUAGES)
async def test_right_answer_shows_fact_and_source(world: World, rivers: Bank, language: Language) -> None:
    talk = await start_quiz(world, language)
    at = await question_on(talk, rivers)
    await answer(talk, rivers, right=True)
    assert "✅" in talk.text
    assert at.fact.statement.to(language) in talk.text
    assert rivers.source(at.fact.sources[0]).title in talk.text
    assert talk.labels[1:] == ["⋯"], "onward, and what is seldom used"


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


async def test_newcomers_get_quizzes_chosen_by_hand_and_then_any(database: Database) -> None:
    bank = shipped()
    async with world_of(bank, database) as world:
        for number in range(12):
            talk = world.person(f"Learner {number}")
            await talk.say("/start")
            await talk.tap("English")
            await talk.tap("5 questions")
        asked = [_keys(quiz) for quiz in await rows(database, "quizzes")]
        assert set(asked) == set(bank.first), "three sets, and none other"
        await answer(talk, bank, right=True)
        await talk.say("/cancel")
        await talk.tap("Leave this quiz")
        await talk.tap("5 questions")
        assert _keys((await rows(database, "quizzes"))[-1]) not in bank.first


async def test_topic_and_a_paused_question_make_no_first_quiz(database: Database) -> None:
    bank = shipped()
    async with world_of(bank, database) as world:
        talk = world.person()
        await talk.say("/quiz")
        await talk.tap(bank.eras[1].title.en)
        await talk.tap("5 questions")
        assert _keys((await rows(database, "quizzes"))[-1]) not in bank.first
        with database.begin() as session:
            for quiz in bank.first:
                pauses.pause(session, quiz[0], "admin", world.clock())
        other = world.person("Bob")
        await other.say("/start")
        await other.tap("English")
        await other.tap("5 questions")
        assert _keys((await rows(database, "quizzes"))[-1]) not in bank.first


def _keys(quiz: Any) -> tuple[tuple[str, str], ...]:
    return tuple((entry["fact"], entry["question"]) for entry in quiz.plan)


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
    assert len(talk.labels) == 7, "with the offer; what is seldom used is behind ⋯"
    await talk.tap("Practise these again (2)")
    assert "▰▱ 1/2" in talk.text
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
