"""A live quiz in a group, from /play to practising in private what was missed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.playground.telegram import Message
from content.model import LANGUAGES, Bank, Language
from db.engine import Database
from db.models import lives
from tests.dialogs.conversation import Talk, World, labels
from tests.dialogs.gathering import Gathering, forum, group, links, payload_of
from tests.dialogs.playing import rows

BEGIN = {"en": "Begin", "ru": "Начать", "tg": "Оғоз кардан"}


async def on(world: World, **by: float) -> None:
    """So much later, with all done that was due by then."""
    world.clock.turn(**by)
    world.telegram.close_overdue_polls()
    await world.app.lives.go()
    await world.settle()


async def class_of(world: World, *names: str, kind: str = "group") -> tuple[Gathering, list[Talk]]:
    people = [world.person(name) for name in names]
    return await group(world, *people, kind=kind), people


async def begun(world: World, room: Gathering, host: Talk, *settings: Sequence[str]) -> None:
    """A quiz with these settings; its first question is read by now, and its poll is out."""
    await room.say(host, "/play")
    for path in settings:
        await room.tap(host, *path)
    await room.tap(host, BEGIN["en"])
    await on(world)
    await on(world, seconds=6)


def right(message: Message) -> int:
    assert message.poll is not None
    [option] = message.poll["correct_option_ids"]
    return int(option)


async def vote(world: World, room: Gathering, who: Talk, *, knows: bool = True) -> None:
    poll = room.last
    option = right(poll) if knows else (right(poll) + 1) % len((poll.poll or {})["options"])
    world.telegram.vote(who.person, poll.id, [option], chat=room.chat)
    await world.settle()


def texts(room: Gathering) -> list[str]:
    return [message.text for message in room.from_bot if message.text]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_group_plays_from_the_lobby_to_the_end(
    world: World, database: Database, rivers: Bank, language: Language
) -> None:
    zarina, tom = world.person("Zarina", language), world.person("Tom", language)
    room = await group(world, zarina, tom)
    await room.say(zarina, "/play@hamkori_bot")
    await room.tap(zarina, BEGIN[language])
    await on(world)
    assert len(room.from_bot) == 2  # the lobby became the first question
    await on(world, seconds=6)
    total = 0
    while room.last.poll is not None:
        total += 1
        assert (room.last.poll["type"], room.last.poll["is_anonymous"]) == ("quiz", False)
        assert room.last.poll["open_period"] == 30
        assert room.last.poll["explanation"].count("\n") == 1
        await vote(world, room, zarina)
        await vote(world, room, tom, knows=False)
        await on(world, seconds=33)
        await on(world, seconds=6)
    assert total > 1
    [quiz] = await rows(database, "quizzes")
    answers = await rows(database, "answers")
    assert len(answers) == 2 * total
    assert {answer.language for answer in answers} == {language}
    assert (quiz.chat_id, quiz.kind, quiz.ended_at is not None) == (room.chat.id, "live", True)
    assert {memory.learner_id for memory in await rows(database, "memories")} == {
        zarina.person.id,
        tom.person.id,
    }
    assert len({learner.language for learner in await rows(database, "learners")} - {language}) == 0
    assert len(room.from_bot) == 1 + 2 * total + 1  # the greeting, and two messages a question


async def test_whoever_missed_practises_it_in_private(world: World, rivers: Bank) -> None:
    room, [zarina, tom] = await class_of(world, "Zarina", "Tom")
    await begun(world, room, zarina)
    await vote(world, room, zarina)
    await vote(world, room, tom, knows=False)
    await room.tap(zarina, "End it")
    await on(world)
    await on(world, seconds=3)
    assert "The quiz is over" in room.text
    assert "Knew it: 1 of 2." in room.text
    assert "The hardest one: " in room.text
    assert links(room.last)[0].startswith("https://t.me/hamkori_bot?start=l_")
    await tom.say(f"/start {payload_of(room.last)}")
    assert "you missed 1 question" in tom.text
    await tom.tap("Practise what I missed")
    assert "Don’t know" in " ".join(tom.labels)
    await zarina.say(f"/start {payload_of(room.last)}")
    assert "You missed nothing" in zarina.text
