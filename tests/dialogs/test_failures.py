"""When something breaks that nobody foresaw, the person hears of it and nothing done is lost."""

from __future__ import annotations

import asyncio
import logging
import re

import pytest

from bot.services import answering
from content.model import Bank
from db.engine import Database
from tests.dialogs.conversation import World, data_of
from tests.dialogs.playing import answer, rows, start_quiz
from tests.patience import PATIENCE


async def test_unforeseen_failure_is_owned_up_to_and_the_bot_goes_on(
    world: World, rivers: Bank, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    talk = await start_quiz(world)

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("a bug")

    with monkeypatch.context() as broken:
        broken.setattr(answering, "answer", fail)
        await talk.tap(talk.labels[0])
    told = re.fullmatch(r"Something went wrong on our side \(no\. (\w+)\)\. Please try again .*", talk.text)
    assert told is not None
    assert f"a handler failed, no. {told[1]}" in caplog.text
    await talk.say("/quiz")
    await talk.tap("Go on: question 1 of 5")
    await answer(talk, rivers, right=True)
    assert "✅" in talk.text


async def test_reply_that_telegram_could_not_take_is_sent_again(
    world: World, rivers: Bank, database: Database
) -> None:
    talk = await start_quiz(world)
    world.telegram.fail_next("editMessageText", 502, "Bad Gateway")
    await answer(talk, rivers, right=True)
    assert "✅" in talk.text
    assert len(await rows(database, "answers")) == 1


async def test_spinner_that_cannot_be_stopped_loses_nothing(
    world: World, rivers: Bank, database: Database
) -> None:
    talk = await start_quiz(world)
    refusal = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    world.telegram.fail_next("answerCallbackQuery", 400, refusal)
    await answer(talk, rivers, right=True)
    assert "✅" in talk.text
    assert len(await rows(database, "answers")) == 1


@pytest.mark.parametrize("method", ["answerCallbackQuery", "editMessageReplyMarkup"])
async def test_what_only_tidies_up_may_fail_and_nothing_is_said_twice(world: World, method: str) -> None:
    talk = world.person()
    await talk.say("/daily 08:30")
    world.clock.turn(hours=1)
    await world.beat()
    fact = talk.last
    await talk.tap("Quiz me on this")
    said = len(talk.from_bot)
    world.telegram.fail_next(method, 502, "Bad Gateway")
    await talk.tap("Quiz me on this", fact)
    assert len(talk.from_bot) == said + 1


async def test_refusal_that_telegram_could_not_take_is_said_again(world: World) -> None:
    talk = await start_quiz(world)
    world.telegram.fail_next("answerCallbackQuery", 502, "Bad Gateway")
    await talk.press(talk.last, "nonsense")
    assert talk.alerts == ["This button no longer works. Send /quiz or /start."]


async def test_person_who_blocks_the_bot_before_it_answers_is_no_failure(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    talk = await start_quiz(world)
    said = len(talk.from_bot)
    blocked = "Forbidden: bot was blocked by the user"
    world.telegram.fail_next("editMessageText", 403, blocked)
    with caplog.at_level(logging.INFO):
        await talk.tap(talk.labels[0])
    assert "a handler failed" not in caplog.text
    assert f"a reply reached nobody: {blocked}" in caplog.text
    assert len(talk.from_bot) == said


async def test_many_taps_at_once_count_once(world: World, database: Database) -> None:
    """As after a reconnection: the same press arrives again, each time as a new update."""
    talk = await start_quiz(world)
    message = talk.last
    data = [data_of(message, label) for label in talk.labels[:3]]
    for number in range(15):
        world.telegram.tap(talk.person, message.id, data[number % 3], is_late=True)
    await world.settle()
    assert len(await rows(database, "answers")) == 1


async def test_people_are_served_at_the_same_time(world: World, rivers: Bank, database: Database) -> None:
    talks = [await start_quiz(world) for _ in range(8)]
    for talk in talks:
        world.telegram.tap(talk.person, talk.last.id, data_of(talk.last, talk.labels[0]))
    await asyncio.wait_for(world.settle(), PATIENCE)
    assert len(await rows(database, "answers")) == 8
    assert all("Next" in talk.labels[0] for talk in talks)
