"""Text only: no picture, no sign without its word, and every kind of question answered by typing letters."""

from __future__ import annotations

import asyncio
import unicodedata
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot import handlers, taps
from bot.learning.grading import ALPHABETS
from bot.taps.base import Tap
from bot.taps.quiz import ScopeTap, StartTap
from content.model import LANGUAGES, Bank, Language, Match, Order, Several
from db.engine import Database
from tests.dialogs.conversation import Talk, World, buttons, world_of
from tests.dialogs.lakes import FACT_OF, be_asked
from tests.dialogs.playing import NAMES, Shown, answer, give, open_tap, rows

OFF = {"tg": "Танҳо матн: хомӯш", "ru": "Только текст: выкл.", "en": "Text only: off"}
FACT = {"tg": "Далели рӯз", "ru": "Факт дня", "en": "Fact of the day"}
ON = {"tg": "Танҳо матн: фаъол", "ru": "Только текст: вкл.", "en": "Text only: on"}
IS = {"tg": "– варианти якум", "ru": "– первый вариант", "en": "is the first answer"}
POINTERS = set("‹›→←")


@pytest.fixture
async def world(lakes: Bank, database: Database) -> AsyncIterator[World]:
    async with world_of(lakes, database) as made, asyncio.TaskGroup() as tasks:
        tasks.create_task(made.app.sender.run())
        yield made
        await made.app.sender.stop()


async def in_words(world: World, language: Language = "en") -> Talk:
    """A new person who has switched to text only."""
    talk = world.person(language=language)
    await talk.say("/start")
    await talk.tap(NAMES[language])
    await talk.say("/settings")
    await talk.tap(OFF[language])
    assert ON[language] in talk.labels
    return talk


def signs(talk: Talk) -> set[str]:
    """Pictograms and pointers in what the bot's last message says or offers."""
    said = talk.text + "".join(button["text"] for button in buttons(talk.last))
    found = {letter for letter in said if unicodedata.category(letter) in ("So", "Sk", "Cf")}
    return (found | POINTERS & set(said)) - {"№"}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_no_command_shows_a_sign_or_a_picture(world: World, lakes: Bank, language: Language) -> None:
    talk = await in_words(world, language)
    shown = await be_asked(talk, lakes, "choice", language)
    await give(talk, shown, "right")
    for command in (*handlers.COMMANDS, "nonsense"):
        await talk.say(f"/{command}")
        assert not signs(talk), (command, signs(talk))
        assert talk.last.photo is None, command


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", FACT_OF)
async def test_no_kind_of_question_shows_a_sign(
    world: World, lakes: Bank, kind: str, language: Language
) -> None:
    for grade in ("right", "wrong"):
        talk = await in_words(world, language)
        shown = await be_asked(talk, lakes, kind, language)
        assert not signs(talk)
        await give(talk, shown, grade)
        assert not signs(talk)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_daily_fact_comes_without_a_sign(world: World, language: Language) -> None:
    talk = await in_words(world, language)
    await talk.say("/daily 08:30")
    assert not signs(talk)
    world.clock.turn(hours=1)
    await world.beat()
    assert FACT[language] in talk.text
    assert not signs(talk)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_quiz_from_its_menu_to_its_result_shows_no_sign(
    world: World, lakes: Bank, language: Language
) -> None:
    talk = await in_words(world, language)
    await talk.say("/quiz")
    for wanted in (ScopeTap, StartTap):
        await talk.press(talk.last, first_of(talk, wanted))
        assert not signs(talk)
    while open_tap(talk) is not None:
        is_missed = "again" not in await plan_entry(talk)
        await answer(talk, lakes, right=not is_missed)
        assert not signs(talk)
        await talk.tap(talk.labels[0])
        assert not signs(talk)
    assert not any(message.photo for message in talk.from_bot)


async def plan_entry(talk: Talk) -> dict[str, Any]:
    """What the quiz has planned for the question shown: one that was missed comes back."""
    tap = open_tap(talk)
    assert tap is not None
    [quiz] = [each for each in await rows(talk.world.app.house.database, "quizzes") if each.id == tap.quiz]
    entry: dict[str, Any] = quiz.plan[tap.position]
    return entry


def first_of(talk: Talk, wanted: type[Tap]) -> str:
    """The data of the first button of this kind."""
    return next(
        b["callback_data"] for b in buttons(talk.last) if isinstance(taps.parse(b["callback_data"]), wanted)
    )


async def test_the_signs_are_there_without_it(world: World, lakes: Bank) -> None:
    talk = world.person()
    await talk.say("/start")
    await talk.tap("English")
    shown = await be_asked(talk, lakes, "several")
    assert signs(talk)
    await give(talk, shown, "right")
    assert signs(talk)


def letters_of(shown: Shown, alphabet: str = ALPHABETS["en"]) -> list[str]:
    """The letters of the right answer, in the order in which they have to be typed."""
    question = shown.question
    assert isinstance(question, Several | Order | Match)
    keys = question.right if isinstance(question, Several) else [option.key for option in question.options]
    return [alphabet[shown.options.index(key)] for key in keys]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["several", "order", "match"])
async def test_letters_answer_what_takes_several_taps(
    world: World, lakes: Bank, database: Database, kind: str, language: Language
) -> None:
    spellings = (" ".join, "".join, ", ".join, lambda letters: " ".join(letters).lower())
    for spelled in spellings:
        talk = await in_words(world, language)
        shown = await be_asked(talk, lakes, kind, language)
        assert f"{ALPHABETS[language][0]}." in talk.text
        await talk.say(spelled(letters_of(shown)))
        assert open_tap(talk) is None
        assert (await rows(database, "answers"))[-1].is_right, spelled


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["order", "match"])
async def test_letters_of_the_learners_own_alphabet_are_shown_and_taken(
    world: World, lakes: Bank, database: Database, kind: str, language: Language
) -> None:
    talk = await in_words(world, language)
    shown = await be_asked(talk, lakes, kind, language)
    own = ALPHABETS[language][: len(shown.options)]
    assert [line[0] for line in talk.text.splitlines() if line[1:3] == ". "] == list(own)
    assert [label[0] for label in talk.labels if label[1:3] == ". "] == list(own)
    await talk.say(" ".join(letters_of(shown, own)))
    assert (await rows(database, "answers"))[-1].is_right


@pytest.mark.parametrize("language", ["ru", "tg"])
async def test_third_letter_of_cyrillic_is_the_third_option(
    world: World, lakes: Bank, database: Database, language: Language
) -> None:
    talk = await in_words(world, language)
    shown = await be_asked(talk, lakes, "choice", language, to_tap=True)
    await talk.say("В")
    assert (await rows(database, "answers"))[-1].chosen == shown.options[2]


async def test_cyrillic_letters_that_look_the_same_are_taken(
    world: World, lakes: Bank, database: Database
) -> None:
    talk = await in_words(world)
    shown = await be_asked(talk, lakes, "order")
    typed = "".join(letters_of(shown)).translate(str.maketrans("ABCDEF", "АВСДЕФ"))
    await talk.say(typed)
    assert (await rows(database, "answers"))[-1].is_right


async def test_after_a_tap_the_letters_left_on_the_screen_are_enough(
    world: World, lakes: Bank, database: Database
) -> None:
    talk = await in_words(world)
    shown = await be_asked(talk, lakes, "order")
    first, *others = letters_of(shown)
    await talk.tap(f"{first}. ")
    assert f"1. {first}. " in talk.text
    await talk.say(" ".join(others))
    assert (await rows(database, "answers"))[-1].is_right


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["choice", "true-false", "several"])
async def test_letter_that_no_option_has_is_asked_for_again(
    world: World, lakes: Bank, database: Database, kind: str, language: Language
) -> None:
    talk = await in_words(world, language)
    await be_asked(talk, lakes, kind, language, to_tap=True)
    before = len(await rows(database, "answers"))
    await talk.say("F")
    assert f"{ALPHABETS[language][0]} {IS[language]}" in talk.text
    assert len(await rows(database, "answers")) == before
    await talk.say("а.")
    assert len(await rows(database, "answers")) == before + 1


@pytest.mark.parametrize("kind", ["order", "match"])
@pytest.mark.parametrize("typed", ["A", "A A B", "A F", "AB"])
async def test_incomplete_letters_are_asked_for_again_and_nothing_is_lost(
    world: World, lakes: Bank, database: Database, kind: str, typed: str
) -> None:
    talk = await in_words(world)
    shown = await be_asked(talk, lakes, kind)
    before = len(await rows(database, "answers"))
    await talk.say(typed)
    assert "for example: C A B" in talk.text
    assert len(await rows(database, "answers")) == before
    await talk.say(" ".join(letters_of(shown)))
    assert len(await rows(database, "answers")) == before + 1


async def test_settings_switched_twice_or_forged_change_nothing_more(world: World) -> None:
    talk = await in_words(world)
    screen = talk.last
    await talk.press(screen, "sw:text:1")
    assert "Text only: on" in talk.labels
    for forged in ("sw:nonsense:1", "sw:text:2", "cp:7", "sw::0"):
        await talk.press(screen, forged)
        assert talk.alerts[-1] == "This button no longer works. Send /quiz or /start."
    assert not [label for label in talk.labels if "Dark" in label], "there are no pictures to be dark"
    await talk.press(screen, "sw:text:0")
    await talk.tap("Dark pictures: off")
    await talk.tap("How sure: off")
    await talk.tap("Points for it: off")
    await talk.tap("40")
    assert "Reviews a day, at most: 40" in talk.text
    assert {"Dark pictures: on", "How sure: on", "Points for it: on", "✓ 40"} <= set(talk.labels)
