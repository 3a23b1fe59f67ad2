"""The figures below /admin: numbers alone, read from the rows."""

from __future__ import annotations

import re

import pytest

from bot.services import deliveries, quizzes
from content.model import LANGUAGES, Language
from db.engine import Database
from tests.dialogs.administration import administrator
from tests.dialogs.conversation import World
from tests.dialogs.gathering import channel, forum, group
from tests.dialogs.writing import go_by, learner


async def test_learners_are_counted_by_when_they_were_there_and_by_language(world: World) -> None:
    await learner(world, "Alice", "tg")
    world.clock.turn(days=20)
    await learner(world, "Bob")
    world.clock.turn(days=3)
    root = await administrator(world)
    await root.say("/admin")
    await root.tap("Figures")
    assert "All: learners 3, there today 1, in 7 days 2, in 30 days 3" in root.text
    assert "en: learners 2, there today 1, in 7 days 2, in 30 days 2" in root.text
    assert "tg: learners 1, there today 0, in 7 days 0, in 30 days 1" in root.text
    assert "Alice" not in root.text
    await root.tap("Administration")
    assert "Learners: 3" in root.text


async def test_subscriptions_and_what_waits_are_counted(world: World, database: Database) -> None:
    talk = await learner(world)
    await talk.say("/daily")
    await talk.tap("12:00")
    root = await administrator(world)
    noon = world.clock().replace(hour=7)
    with database.begin() as session:
        deliveries.pause(session, noon.replace(hour=9))
    world.clock.moment = noon
    await world.app.beat()
    world.clock.turn(minutes=4)
    await root.say("/admin")
    await root.tap("Figures")
    assert "daily fact: private chats 1, groups 0, channels 0" in root.text
    assert "reminder: private chats 0" in root.text
    assert "Waiting to be sent: 1, the oldest for 4 min." in root.text
    await go_by(world, hours=2)
    await root.say("/admin")
    await root.tap("Figures")
    assert "Waiting to be sent: 0" in root.text


async def test_subscriptions_are_counted_by_the_kind_of_chat(world: World) -> None:
    zarina = await learner(world, "Zarina")
    await (await group(world, zarina)).subscribe(zarina, "12:00")
    await (await forum(world, zarina)).subscribe(zarina, "12:00")
    await channel(world, zarina)
    await zarina.tap("Set up a fact a day")
    await zarina.tap("12:00")
    quiet = await group(world, zarina)
    await quiet.subscribe(zarina, "12:00")
    await quiet.say(zarina, "/daily@hamkori_bot")
    await quiet.tap(zarina, "Stop")
    root = await administrator(world)
    await root.say("/admin")
    await root.tap("Figures")
    assert "daily fact: private chats 0, groups 2, channels 1" in root.text


async def test_what_went_wrong_is_counted_with_the_number_of_the_last_error(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = await administrator(world)
    await root.say("/admin")
    await root.tap("Figures")
    assert "errors 0; messages refused by Telegram 0, too late to be sent 0" in root.text
    assert "no." not in root.text
    talk = await learner(world)

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("a bug")

    with monkeypatch.context() as broken:
        broken.setattr(quizzes, "find_open", fail)
        await talk.say("/ask")
    [number] = re.findall(r"no\. (\w+)", talk.text)
    await subscribed_and_gone(world)
    await root.say("/admin")
    await root.tap("Figures")
    assert "errors 1;" in root.text
    assert f"The last error: no. {number} in the log" in root.text
    assert "cannot be written to 1" in root.text


async def subscribed_and_gone(world: World) -> None:
    """A learner who blocks the bot before their fact comes."""
    talk = await learner(world, "Gone")
    await talk.say("/daily")
    await talk.tap("12:00")
    world.telegram.block(talk.person, is_blocking=True)
    await go_by(world, hours=5)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_they_stand_one_tap_deep_in_every_language(world: World, language: Language) -> None:
    root = await administrator(world, language)
    await root.say("/admin")
    await root.tap(world.app.house.texts.to(language).plain("figures-open"))
    assert world.app.house.texts.to(language).plain("figures-all") in root.text
