"""A card of a result to show to others: for whoever played it, once it is over, with nothing personal."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import update

from content.model import LANGUAGES, Bank, Language
from db.engine import Database
from db.models import sets
from tests.dialogs.conversation import Talk, World, data_of, world_of
from tests.dialogs.playing import NAMES, answer, open_tap, play_to_the_end, question_on, rows, start_quiz

CARD = {"tg": "Варақа барои ҳамрасонӣ", "ru": "Карточка, чтобы поделиться", "en": "A card to share"}
OLD = "This button no longer works. Send /quiz or /start."


@pytest.mark.parametrize("language", LANGUAGES)
async def test_card_comes_below_the_result(world: World, rivers: Bank, language: Language) -> None:
    talk = await start_quiz(world, language)
    await play_to_the_end(talk, rivers, lambda number: number > 1)
    result = talk.last
    await talk.tap("⋯")
    await talk.tap(CARD[language])
    assert talk.last.id > result.id
    assert talk.last.photo
    [size] = talk.last.photo
    assert world.telegram.files[size["file_id"]].content_type == "image/png"
    assert "https://t.me/" in talk.text
    assert talk.text.count("4") >= 1
    assert "Alice" not in talk.text


async def test_card_is_only_of_ones_own_quiz_and_only_at_its_end(world: World, rivers: Bank) -> None:
    talk = await start_quiz(world)
    shown = await answer(talk, rivers, right=True)
    await talk.press(talk.last, f"sh:{shown.quiz_id}")
    assert talk.alerts[-1] == OLD
    stranger = world.person("Bob")
    await stranger.say("/start")
    await stranger.press(stranger.last, f"sh:{shown.quiz_id}")
    assert "not yours" in stranger.alerts[-1]


async def shared(world: World, bank: Bank) -> tuple[str, list[tuple[str, str]]]:
    """The payload of a card's link, and the questions (fact, question) of the quiz it is of."""
    talk = await start_quiz(world)
    await play_to_the_end(talk, bank, lambda number: number > 1)
    assert "4 of 5 right" in talk.text.splitlines()[0], "the score comes first"
    await talk.tap("⋯")
    await talk.tap("A card to share")
    [payload] = re.findall(r"start=(\S+)", talk.text)
    [quiz] = await rows(world.app.house.database, "quizzes")
    return payload, [(each["fact"], each["question"]) for each in quiz.plan if "again" not in each]


async def asked(talk: Talk, bank: Bank) -> list[tuple[str, str]]:
    found = []
    while open_tap(talk) is not None:
        shown = await answer(talk, bank, right=True)
        found.append((shown.fact.id, shown.question.id))
        await talk.tap(talk.labels[0])
    return found


@pytest.mark.parametrize("language", LANGUAGES)
async def test_link_of_a_card_asks_the_very_same_questions(
    world: World, rivers: Bank, language: Language
) -> None:
    payload, questions = await shared(world, rivers)
    assert len(payload) <= 64
    friend = world.person("Bob", language)
    await friend.say(f"/start {payload}")
    await friend.tap(NAMES[language])  # a newcomer gets there after the language
    await friend.tap({"tg": "Оғоз", "ru": "Начать", "en": "Begin"}[language])
    assert await asked(friend, rivers) == questions


async def test_link_of_a_card_outlives_a_restart_and_two_taps_begin_once(
    rivers: Bank, database: Database
) -> None:
    async with world_of(rivers, database) as before:
        payload, questions = await shared(before, rivers)
    async with world_of(rivers, database, first_id=1_000_000) as after:
        friend = after.person("Bob")
        await friend.say("/start")
        await friend.say(f"/start {payload}")
        screen, data = friend.last, data_of(friend.last, "Begin")
        await friend.press(screen, data)
        await friend.press(screen, data)
        first = await question_on(friend, rivers)
        assert (first.fact.id, first.question.id) == questions[0]
        assert len(await rows(database, "quizzes")) == 2


async def test_question_that_is_gone_is_stepped_over(world: World, rivers: Bank, database: Database) -> None:
    payload, questions = await shared(world, rivers)
    with database.begin() as session:
        [row] = session.execute(sets.select())
        gone = [{**row.plan[0], "question": "left-the-bank"}, *row.plan[1:]]
        session.execute(update(sets).values(plan=gone))
    friend = world.person("Bob")
    await friend.say(f"/start {payload}")
    await friend.tap("English")
    assert "4 questions" in friend.text
    await friend.tap("Begin")
    assert await asked(friend, rivers) == questions[1:]


async def test_link_of_a_forgotten_person_says_so(world: World, rivers: Bank) -> None:
    payload, _ = await shared(world, rivers)
    owner = Talk(world, next(each for each in world.telegram.people.values() if each.first_name == "Alice"))
    await owner.say("/forget")
    await owner.tap(owner.labels[0])
    friend = world.person("Bob")
    await friend.say("/start")
    for typed in (payload, "s_000000000000"):
        await friend.say(f"/start {typed}")
        assert "no longer kept" in friend.text


@pytest.mark.parametrize("language", LANGUAGES)
async def test_code_sent_alone_opens_its_set_as_the_link_does(
    world: World, rivers: Bank, language: Language
) -> None:
    payload, questions = await shared(world, rivers)
    code = payload.removeprefix("s_")
    friend = world.person("Bob", language)
    await friend.say("/start")
    await friend.tap(NAMES[language])
    await friend.say(f"/start {payload}")
    offered, labels = friend.text, friend.labels
    for typed in (code, f" {code.upper()} "):
        await friend.say(typed)
        assert (friend.text, friend.labels) == (offered, labels)
    await friend.press(friend.last, data_of(friend.last, labels[0]))
    assert await asked(friend, rivers) == questions


@pytest.mark.parametrize("language", LANGUAGES)
async def test_code_of_no_set_is_told_so_and_a_mere_number_is_no_code(
    world: World, language: Language
) -> None:
    friend = world.person("Bob", language)
    await friend.say("/start")
    await friend.tap(NAMES[language])
    await friend.say("f67baf735a82")
    gone = world.app.house.texts.to(language)("error-set-gone")
    assert friend.text == gone
    await friend.say("992900123456")
    assert friend.text != gone


async def test_three_of_five_offer_no_card(world: World, rivers: Bank) -> None:
    talk = await start_quiz(world)
    missed = await play_to_the_end(talk, rivers, lambda number: number > 2)
    await talk.tap("⋯")
    assert not [label for label in talk.labels if "card" in label]
    await talk.press(talk.last, f"sh:{missed[0].quiz_id}")
    assert talk.alerts[-1] == OLD
