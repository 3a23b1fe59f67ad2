"""Administrators hear of what goes wrong in their chats: once for each kind and hour, and before all else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from telegram.error import BadRequest

from bot.handlers import ask
from bot.screens.screen import Screen
from bot.services import alerts, deliveries
from content.model import LANGUAGES, Language
from db.engine import Database
from tests.dialogs.administration import administrator
from tests.dialogs.conversation import Talk, World
from tests.dialogs.playing import rows
from tests.dialogs.writing import go_by, got, learner

LATE = {"en": "go out late", "ru": "с опозданием", "tg": "дер мераванд"}
REFUSED, FAULT = "does not take a message", "nobody foresaw"


async def subscriber(world: World) -> Talk:
    talk = await learner(world)
    await talk.say("/daily")
    await talk.tap("12:00")
    return talk


@pytest.mark.parametrize("language", LANGUAGES)
async def test_messages_that_are_late_are_told_once_an_hour(
    world: World, database: Database, language: Language
) -> None:
    root = await administrator(world, language)
    await subscriber(world)
    noon = world.clock().replace(hour=7)
    with database.begin() as session:
        deliveries.pause(session, noon.replace(hour=9))
    world.clock.moment = noon
    for _ in range(3):
        await world.app.beat()
        world.clock.turn(minutes=5)
    assert [row.kind for row in await rows(database, "deliveries")] == ["fact"], "ten minutes are not late"
    for _ in range(12):
        await world.app.beat()
        world.clock.turn(minutes=5)
    assert [row.about for row in await rows(database, "deliveries") if row.kind == "late"] == ["15"]
    await world.app.beat()
    assert [row.about for row in await rows(database, "deliveries") if row.kind == "late"] == ["15", "75"]
    await go_by(world, minutes=46)
    assert got(root, LATE[language]) == 2


async def test_warning_goes_out_before_what_is_late(world: World, database: Database) -> None:
    await administrator(world)
    await subscriber(world)
    noon = world.clock().replace(hour=7)
    with database.begin() as session:
        deliveries.pause(session, noon.replace(minute=20))
    world.clock.moment = noon
    await go_by(world)
    await go_by(world, minutes=20)
    sent = sorted(await rows(database, "deliveries"), key=lambda row: row.message_id)
    assert [row.kind for row in sent] == ["late", "fact"]


async def test_beats_that_fail_are_late_too(world: World, database: Database) -> None:
    """Nothing is planned then, and yet it is due."""
    root = await administrator(world)
    await subscriber(world)
    world.clock.moment = world.clock().replace(hour=7, minute=11)
    await world.app.beat()
    await world.app.sender.until_idle()
    assert got(root, "due for 11 min") == 1


async def test_message_that_telegram_refuses_is_told_once_an_hour(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    root = await administrator(world)
    first, second = await subscriber(world), await subscriber(world)
    send = world.app.house.voice.send

    async def refuse(place: object, screen: Screen, **how: bool) -> object:
        if "Source" in screen.html:
            raise BadRequest("MESSAGE_TOO_LONG")
        return await send(place, screen, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(world.app.house.voice, "send", refuse)
    for _ in range(2):
        world.clock.moment = world.clock().replace(hour=7, minute=0)
        await go_by(world, minutes=0)
        await go_by(world, minutes=1)
        world.clock.turn(days=1)
    told = [message.text or "" for message in root.from_bot if REFUSED in (message.text or "")]
    assert len(told) == 2, "of four refusals, two a day"
    refused = [record.getMessage() for record in caplog.records if "is refused" in record.getMessage()]
    number = told[0].partition("delivery ")[2].partition(".")[0]
    assert any(line.startswith(f"delivery {number} is refused") for line in refused)
    assert first.person.id != second.person.id


async def test_error_that_nobody_foresaw_is_told_with_the_number_that_finds_it(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    root = await administrator(world)
    talk = await learner(world)

    def fail(*_: object) -> Screen:
        raise ZeroDivisionError("a secret word")

    monkeypatch.setattr(ask, "reply", fail)
    for _ in range(2):
        await talk.say("How many keepers?")
        await go_by(world, minutes=1)
    [told] = [message.text or "" for message in root.from_bot if FAULT in (message.text or "")]
    number = told.partition("no. ")[2].partition(".")[0]
    assert f"no. {number}" in caplog.text
    assert "secret" not in told
    await go_by(world, hours=1)
    await talk.say("How many keepers?")
    await go_by(world, minutes=1)
    assert got(root, FAULT) == 2


async def test_administrator_who_never_wrote_to_the_bot_is_written_to_never(
    world: World, database: Database
) -> None:
    settings = world.app.house.settings
    world.app.house.settings = replace(settings, admin_ids=frozenset({99}))
    await subscriber(world)
    world.clock.moment = world.clock().replace(hour=7, minute=30)
    await world.app.beat()
    assert [row.kind for row in await rows(database, "deliveries")] == ["fact"]


async def test_a_clock_that_was_ahead_silences_nobody(world: World, database: Database) -> None:
    root = await administrator(world)
    await subscriber(world)
    for hours in (40, -24):
        world.clock.turn(hours=hours)
        with database.begin() as session:
            alerts.failed(session, {root.person.id}, "abcd", world.clock())
    assert [row.kind for row in await rows(database, "deliveries")].count("fault") == 2
