"""An update means one thing: what it was taken for is kept with its effect, and never read anew."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select
from telegram import Update

from bot.playground.telegram import Message
from content.model import Bank
from db.engine import Database
from db.models import answers, subscriptions
from tests.dialogs.conversation import Talk, World
from tests.dialogs.playing import rows, start_quiz

BAD_GATEWAY = (502, "Bad Gateway")


async def send(talk: Talk, text: str, **more: Any) -> None:
    """Say something with what a client adds to it: what it replies to, or whom it is forwarded from."""
    world = talk.world
    world.telegram.say(talk.person, text)
    updates = await world._updates()
    world.offset = updates[-1]["update_id"] + 1
    updates[-1]["message"] |= more
    await world.app.intake.take(updates)
    await world.app.intake.idle()


def reply_to(message: Message) -> dict[str, Any]:
    return {"reply_to_message": message.json | {"chat": {"id": message.chat_id, "type": "private"}}}


async def daily_times(database: Database) -> list[str]:
    with database.begin() as session:
        return list(session.execute(select(subscriptions.c.local_time)).scalars())


async def test_time_that_was_taken_is_never_graded_as_an_answer(world: World, database: Database) -> None:
    talk = await start_quiz(world)
    await talk.say("/daily")
    await talk.tap("Other time")
    world.telegram.fail_next("sendMessage", *BAD_GATEWAY)
    await talk.say("21:30")
    assert await daily_times(database) == ["21:30"]
    assert "21:30" in talk.text
    assert await rows(database, "answers") == []


async def test_zone_that_was_taken_is_shown_again(world: World, database: Database) -> None:
    talk = await start_quiz(world)
    await talk.say("/daily 08:30")
    await talk.tap("Time zone")
    await talk.tap("Another zone")
    world.telegram.fail_next("sendMessage", *BAD_GATEWAY)
    await talk.say("Europe/Berlin")
    assert "Time zone: Berlin" in talk.text
    assert await rows(database, "answers") == []


async def test_typed_answer_shows_its_own_turn_again(world: World, rivers: Bank, database: Database) -> None:
    talk = await start_quiz(world)
    world.telegram.fail_next("editMessageText", *BAD_GATEWAY)
    world.telegram.fail_next("sendMessage", *BAD_GATEWAY)
    await talk.say("A")
    assert [row.position for row in await rows(database, "answers")] == [0]
    assert "Next" in talk.labels[0]


@pytest.mark.parametrize("times", [1, 2])
async def test_handled_again_after_a_kill_it_means_the_same(
    world: World, database: Database, times: int
) -> None:
    """The effect is committed, and the process dies before the update is noted as handled."""
    talk = await start_quiz(world)
    await talk.say("/daily")
    await talk.tap("Other time")
    world.telegram.say(talk.person, "21:30")
    [update] = await world._updates()
    world.offset = update["update_id"] + 1
    await world.app.intake.take([update])
    await world.app.intake.idle()
    for _ in range(times):
        await world.app.application.process_update(_parsed(world, update))
    assert await daily_times(database) == ["21:30"]
    assert await rows(database, "answers") == []
    assert "21:30" in talk.text


def _parsed(world: World, update: dict[str, Any]) -> Any:
    return Update.de_json(update, world.app.application.bot)


async def test_reply_to_an_older_question_answers_no_other(world: World, database: Database) -> None:
    talk = await start_quiz(world)
    first = talk.last
    await talk.tap(talk.labels[0])
    await talk.tap("Next")
    fact = await _told_fact(talk)
    await send(talk, "A", **reply_to(fact))
    assert [row.position for row in await rows(database, "answers")] == [0]
    await send(talk, "A", **reply_to(first))
    with database.begin() as session:
        positions = session.execute(select(answers.c.position).order_by(answers.c.id)).scalars().all()
    assert list(positions) == [0, 1], "the message of the quiz shows its second question now"


async def _told_fact(talk: Talk) -> Message:
    await talk.say("/ask how many springs does the Zarrin have")
    return talk.last


async def test_forwarded_message_is_neither_an_answer_nor_an_awaited_text(
    world: World, database: Database
) -> None:
    talk = await start_quiz(world)
    forwarded = {"forward_origin": {"type": "hidden_user", "sender_user_name": "Someone", "date": 1}}
    await send(talk, "A", **forwarded)
    assert await rows(database, "answers") == []
    await talk.say("/daily")
    await talk.tap("Other time")
    await send(talk, "21:30", **forwarded)
    assert await daily_times(database) == []
    await talk.say("21:30")
    assert await daily_times(database) == ["21:30"]
