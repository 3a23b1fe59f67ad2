"""Misses come back, reviews come when due and not before, and memories are what the rows make of them."""

from __future__ import annotations

from itertools import pairwise

import pytest

from bot.learning.learner import LearnerSettings
from bot.services import learners, memories
from content.model import LANGUAGES, Bank, Language
from db.engine import Database
from tests.dialogs.conversation import Talk, World, data_of, world_of
from tests.dialogs.playing import EVERYTHING, answer, open_tap, play_to_the_end, question_on, rows, start_quiz

REVIEW_NOW = {"tg": "Ҳозир такрор кардан", "ru": "Повторить сейчас", "en": "Review now"}
OLD = "This button no longer works. Send /quiz or /start."


async def choose(world: World, talk: Talk, settings: LearnerSettings) -> None:
    with world.app.house.database.begin() as session:
        learners.choose(session, talk.person.id, settings)


async def another_quiz(talk: Talk) -> None:
    await talk.say("/quiz")
    await talk.tap(EVERYTHING["en"])
    await talk.tap("5")


async def learned_and_due(world: World, bank: Bank, language: Language = "en") -> Talk:
    """Five facts were answered right, and four days have passed."""
    talk = await start_quiz(world, language)
    await play_to_the_end(talk, bank, lambda _: True)
    world.clock.turn(days=4)
    return talk


async def test_a_miss_comes_back_by_another_question_until_it_is_known(world: World, rivers: Bank) -> None:
    talk = await start_quiz(world)
    missed = await answer(talk, rivers, right=False)
    await talk.tap(talk.labels[0])
    asked = []
    while open_tap(talk) is not None:
        asked.append(await answer(talk, rivers, right=True))
        await talk.tap(talk.labels[0])
    [again] = [shown for shown in asked if shown.fact == missed.fact]
    assert again.question != missed.question
    assert asked.index(again) == 2, "two other questions come first"
    assert "4 of 5 right" in talk.text, "first tries count"


async def test_whoever_keeps_missing_is_asked_once_more_in_a_quiz(world: World, rivers: Bank) -> None:
    talk = await start_quiz(world)
    heads = []
    while open_tap(talk) is not None:
        heads.append(talk.text.splitlines()[0])
        await answer(talk, rivers, right=False)
        await talk.tap(talk.labels[0])
    bars = ["▰▱▱▱▱ 1/5", "▰▰▱▱▱ 2/5", "▰▰▰▱▱ 3/5", "▰▰▰▰▱ 4/5", "▰▰▰▰▰ 5/5"]
    assert heads == [*bars[:3], "🔁 Once more", *bars[3:]], "five questions, and one repeat in all"
    assert "0 of 5 right" in talk.text


async def test_no_question_of_a_fact_comes_twice_in_a_row(
    world: World, rivers: Bank, database: Database
) -> None:
    talk = await start_quiz(world)
    await play_to_the_end(talk, rivers, lambda number: number % 3 != 0)
    for day in range(6):
        world.clock.turn(days=1)
        await another_quiz(talk)
        await play_to_the_end(talk, rivers, lambda number, day=day: day % 2 == 0 or number > 5)  # type: ignore[misc]
    by_fact: dict[str, list[str]] = {}
    for row in await rows(database, "answers"):
        by_fact.setdefault(row.fact_id, []).append(row.question_id)
    assert len(by_fact) == len(rivers.facts)
    for fact_id, asked in by_fact.items():
        assert all(one != other for one, other in pairwise(asked)), (fact_id, asked)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_review_asks_what_is_due_and_nothing_else(
    world: World, rivers: Bank, database: Database, language: Language
) -> None:
    talk = await learned_and_due(world, rivers, language)
    learned = {row.fact_id for row in await rows(database, "answers")}
    await talk.say("/review")
    await talk.tap(REVIEW_NOW[language])
    asked = []
    while open_tap(talk) is not None:
        asked.append((await answer(talk, rivers, right=True)).fact.id)
        await talk.tap(talk.labels[0])
    assert len(asked) == 5
    assert set(asked) == learned
    await talk.say("/review")
    assert REVIEW_NOW[language] not in " ".join(talk.labels)


async def test_nothing_is_due_before_anything_was_learned(world: World) -> None:
    talk = world.person()
    await talk.say("/review")
    assert "Nothing to review yet" in talk.text


async def test_next_review_is_named_by_its_day(world: World, rivers: Bank) -> None:
    talk = await start_quiz(world)
    await play_to_the_end(talk, rivers, lambda _: True)
    await talk.say("/review")
    # The clock stands at Monday, 2 March 2026; what was known at first comes back after two days.
    assert "Next: Wednesday, 4 March 2026 – 5 facts." in talk.text


async def test_daily_cap_is_kept_and_may_be_passed(world: World, rivers: Bank) -> None:
    talk = await learned_and_due(world, rivers)
    await choose(world, talk, LearnerSettings(reviews_a_day=2))
    await talk.say("/review")
    assert "2 of them today" in talk.text
    begin, screen = data_of(talk.last, "Review now"), talk.last
    await talk.tap("Review now")
    await play_to_the_end(talk, rivers, lambda _: True)
    await talk.say("/review")
    assert "2 facts reviewed today: that is enough" in talk.text
    assert "3 more wait" in talk.text
    await talk.press(screen, begin)
    assert "2 of 2 right" in screen_text(talk, screen.id), "the old button shows the old quiz"
    await talk.tap("Go on all the same")
    await play_to_the_end(talk, rivers, lambda _: True)
    await talk.say("/review")
    assert "Nothing is due" in talk.text


def screen_text(talk: Talk, message_id: int) -> str:
    return talk.chat.messages[message_id].text or ""


async def test_snooze_puts_off_and_changes_no_memory(world: World, rivers: Bank, database: Database) -> None:
    talk = await learned_and_due(world, rivers)
    before = await rows(database, "memories")
    await talk.say("/review")
    screen = talk.last
    await talk.tap("Snooze a day")
    assert "Saturday, 7 March 2026" in talk.text
    await talk.press(screen, "sz:7")
    assert "Friday, 13 March 2026" in talk.text
    await talk.tap("Review again from now on")
    assert "5 facts are due" in talk.text
    await talk.press(screen, "sz:3")
    assert talk.alerts[-1] == OLD
    await talk.press(screen, "sz:1")
    assert await rows(database, "memories") == before
    world.clock.turn(days=1)
    await talk.say("/review")
    assert "5 facts are due" in talk.text


async def test_tapping_review_twice_starts_one_quiz(world: World, rivers: Bank, database: Database) -> None:
    talk = await learned_and_due(world, rivers)
    await talk.say("/review")
    screen, begin = talk.last, data_of(talk.last, "Review now")
    await talk.tap("Review now")
    first = await question_on(talk, rivers)
    await talk.press(screen, begin)
    assert (await question_on(talk, rivers)) == first
    assert [quiz.kind for quiz in await rows(database, "quizzes")] == ["practice", "review"]


async def test_home_offers_what_is_due(world: World, rivers: Bank) -> None:
    talk = await start_quiz(world)
    await play_to_the_end(talk, rivers, lambda _: True)
    await talk.say("/help")
    await talk.tap(talk.labels[-1])
    assert not [label for label in talk.labels if "due" in label]
    world.clock.turn(days=4)
    await talk.say("/help")
    await talk.tap(talk.labels[-1])
    await talk.tap("Review: 5 due")
    assert "5 facts are due" in talk.text


async def test_confidence_is_asked_before_the_answer_is_judged(
    world: World, rivers: Bank, database: Database
) -> None:
    talk = await start_quiz(world)
    await choose(world, talk, LearnerSettings(asks_confidence=True))
    shown = await answer(talk, rivers, right=False)
    assert "How sure are you?" in talk.text
    assert shown.fact.statement.en not in talk.text
    assert talk.labels == ["Sure", "I think so", "A guess"]
    screen = talk.last
    await talk.tap("Sure")
    assert shown.fact.statement.en in talk.text
    assert "Sure, but wrong" in talk.text
    told = talk.text
    await talk.press(screen, f"cf:{shown.quiz_id}:{shown.position}:2")
    assert talk.text == told, "what was said first stays"
    assert [row.confidence for row in await rows(database, "answers")] == ["sure"]
    await talk.press(screen, f"cf:{shown.quiz_id}:{shown.position}:3")
    assert talk.alerts[-1] == OLD
    stranger = world.person("Bob")
    await stranger.say("/start")
    await stranger.press(stranger.last, f"cf:{shown.quiz_id}:{shown.position}:1")
    assert "not yours" in stranger.alerts[-1]


async def test_dont_know_and_misses_that_come_back_ask_for_no_confidence(world: World, rivers: Bank) -> None:
    talk = await start_quiz(world)
    await choose(world, talk, LearnerSettings(asks_confidence=True))
    await talk.tap("Don’t know")
    assert "How sure" not in talk.text
    await talk.tap(talk.labels[0])
    for _ in range(2):
        await answer(talk, rivers, right=True)
        await talk.tap("I think so")
        await talk.tap(talk.labels[0])
    assert "Once more" in talk.text
    await answer(talk, rivers, right=True)
    assert "How sure" not in talk.text


async def test_confidence_waits_through_a_restart_and_another_language(
    rivers: Bank, database: Database
) -> None:
    async with world_of(rivers, database) as before:
        talk = await start_quiz(before)
        await choose(before, talk, LearnerSettings(asks_confidence=True))
        await answer(talk, rivers, right=True)
    async with world_of(rivers, database, first_id=1_000_000) as after:
        back = Talk(after, after.telegram.add_person("Alice", "en", person_id=talk.person.id))
        await back.say("/language")
        await back.tap("Русский")
        assert "Насколько вы уверены?" in back.text
        await back.tap("Наугад")
        assert "догадка" in back.text


async def test_sure_and_wrong_is_listed_practised_and_gone_once_right(world: World, rivers: Bank) -> None:
    talk = await start_quiz(world)
    await choose(world, talk, LearnerSettings(asks_confidence=True))
    shown = await answer(talk, rivers, right=False)
    await talk.tap("Sure")
    await talk.say("/progress")
    await talk.tap("Sure, but wrong (1)")
    assert shown.question.ask.en in talk.text
    await talk.tap("Practise")
    again = await answer(talk, rivers, right=True)
    assert again.fact == shown.fact
    assert again.question != shown.question
    await talk.tap("A guess")
    await talk.say("/progress")
    assert not [label for label in talk.labels if "Sure" in label]


async def test_sure_and_wrong_outlasts_once_more_in_the_same_quiz(world: World, rivers: Bank) -> None:
    talk = await start_quiz(world)
    await choose(world, talk, LearnerSettings(asks_confidence=True))
    shown = await answer(talk, rivers, right=False)
    await talk.tap("Sure")
    await talk.tap(talk.labels[0])
    right = []
    while open_tap(talk) is not None:
        right.append((await answer(talk, rivers, right=True)).fact)
        if "How sure" in talk.text:
            await talk.tap("I think so")
        await talk.tap(talk.labels[0])
    assert shown.fact in right, "it came back"
    await talk.say("/progress")
    await talk.tap("Sure, but wrong (1)")
    assert shown.question.ask.en in talk.text


async def test_word_on_being_sure_comes_after_what_is_true(world: World, rivers: Bank) -> None:
    talk = await start_quiz(world)
    await choose(world, talk, LearnerSettings(asks_confidence=True))
    shown = await answer(talk, rivers, right=False)
    await talk.tap("Sure")
    verdict, _, after = talk.text.partition(shown.fact.statement.en)
    assert "You were sure of it" in after
    assert "You were sure" not in verdict


async def test_certainty_score_is_told_to_who_wants_it(world: World, rivers: Bank) -> None:
    talk = await start_quiz(world)
    await choose(world, talk, LearnerSettings(asks_confidence=True, scores_certainty=True))
    for number, word in enumerate(("Sure", "I think so", "A guess", "Sure", "Sure")):
        await answer(talk, rivers, right=number != 4)
        await talk.tap(word)
        await talk.tap(talk.labels[0])
    await answer(talk, rivers, right=True)
    await talk.tap(talk.labels[0])
    assert "Certainty score: +7 of 20" in talk.text, "4 + 3 + 1 + 4 - 5"


async def test_memories_are_what_answers_and_deliveries_make_of_them(
    world: World, rivers: Bank, database: Database
) -> None:
    talk = await start_quiz(world)
    await choose(world, talk, LearnerSettings(asks_confidence=True))
    await talk.say("/daily 08:30")
    for day in range(8):
        await another_quiz(talk)
        number = 0
        while open_tap(talk) is not None:
            number += 1
            world.clock.turn(seconds=(2, 20, 20, 90)[number % 4])
            await answer(talk, rivers, right=number % 3 != 0 or number > 6)
            if "How sure" in talk.text:
                await talk.tap(("Sure", "I think so", "A guess")[number % 3])
            await talk.tap(talk.labels[0])
        world.clock.turn(days=1 + day % 2)
        await world.beat()
    stored = {row.fact_id: row for row in await rows(database, "memories")}
    assert {row.pace for row in await rows(database, "answers")} == {None, "quick", "slow"}
    assert len(stored) == len(rivers.facts)
    with database.begin() as session:
        held = memories.of_learner(session, talk.person.id)
        for fact_id in stored:
            assert memories.from_rows(session, talk.person.id, fact_id) == held[fact_id]
