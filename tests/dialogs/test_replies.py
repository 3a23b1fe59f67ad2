"""A reply of several messages goes on where it stopped, and what is too large to be sent is said."""

from __future__ import annotations

import asyncio

import pytest

from bot.playground.telegram import Message
from bot.updates.intake import LEASE
from content.model import LANGUAGES, Bank, Language
from db.engine import Database
from tests.dialogs.conversation import Talk, World, world_of
from tests.dialogs.playing import NAMES
from tests.dialogs.sitting import CERTIFICATE, NAME, passed
from tests.patience import PATIENCE

TOO_LARGE = {"tg": "ҳаҷмаш аз ҳад зиёд", "ru": "слишком большой", "en": "too large"}


def kinds(messages: list[Message]) -> list[str]:
    return ["picture" if each.photo else "file" if each.document else "text" for each in messages]


async def asked_for_name(world: World, bank: Bank, language: Language = "en") -> Talk:
    talk = await passed(world, bank, language)
    await talk.tap(CERTIFICATE[language])
    return talk


async def test_picture_is_not_sent_again_when_the_file_behind_it_fails(world: World, rivers: Bank) -> None:
    talk = await asked_for_name(world, rivers)
    said = len(talk.from_bot)
    world.telegram.fail_next("sendDocument", 502, "Bad Gateway", times=2)
    await talk.say(NAME)
    assert kinds(talk.from_bot[said:]) == ["picture", "file"]


async def test_reply_waits_as_long_and_as_often_as_telegram_asks(world: World, rivers: Bank) -> None:
    talk = await asked_for_name(world, rivers)
    said = len(talk.from_bot)
    world.telegram.fail_next("sendPhoto", 429, "Too Many Requests", retry_after=1, times=2)
    world.telegram.fail_next("sendDocument", 429, "Too Many Requests", retry_after=1, times=2)
    await talk.say(NAME)
    assert kinds(talk.from_bot[said:]) == ["picture", "file"]


@pytest.mark.parametrize("payload", ["", " f_springs_olmara-spring"])
async def test_newcomer_whose_greeting_was_refused_is_still_asked_for_the_language(
    world: World, payload: str
) -> None:
    newcomer = world.person()
    world.telegram.fail_next("sendMessage", 429, "Too Many Requests", retry_after=1, times=2)
    await newcomer.say(f"/start{payload}")
    assert NAMES["en"] in newcomer.labels
    await newcomer.say("/start")
    assert NAMES["en"] not in newcomer.labels, "only once"


async def test_tap_for_the_certificate_goes_on_where_it_stopped_too(world: World, rivers: Bank) -> None:
    talk = await asked_for_name(world, rivers)
    await talk.say(NAME)
    await talk.say("/exam")
    said = len(talk.from_bot)
    world.telegram.fail_next("sendDocument", 502, "Bad Gateway")
    await talk.tap("My certificate")
    assert kinds(talk.from_bot[said:]) == ["picture", "file"]
    await talk.tap("My certificate", talk.from_bot[said - 1])
    assert kinds(talk.from_bot[said:]) == ["picture", "file"] * 2, "another tap is another reply"


async def test_reply_goes_on_where_it_stopped_after_a_restart(rivers: Bank, database: Database) -> None:
    async with world_of(rivers, database) as before:
        talk = await asked_for_name(before, rivers)
        said = len(talk.from_bot)
        before.telegram.fail_next("sendDocument", 429, "Too Many Requests", retry_after=3600)
        before.telegram.say(talk.person, NAME)
        await before.app.intake.take(await before._updates())
        async with asyncio.timeout(PATIENCE):
            while before.telegram.calls[-1].method != "sendDocument":  # noqa: ASYNC110 - nobody tells
                await asyncio.sleep(0.01)
        await before.app.intake.stop(patience=0.1)
        assert kinds(talk.from_bot[said:]) == ["picture"]
    async with world_of(rivers, database, first_id=1_000_000) as after:
        back = Talk(after, after.telegram.add_person("Alice", "en", person_id=talk.person.id))
        after.telegram.people[talk.person.id].has_started = True
        after.clock.moment += LEASE  # on PostgreSQL a chat is taken over then
        async with after.app.intake.holding():
            await after.app.intake.idle()
        assert kinds(back.from_bot) == ["file"]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_file_too_large_is_said_and_not_sent_again(
    world: World, rivers: Bank, language: Language
) -> None:
    talk = await asked_for_name(world, rivers, language)
    said = len(talk.from_bot)
    world.telegram.fail_next("sendDocument", 413, "Request Entity Too Large")
    await talk.say(NAME)
    assert kinds(talk.from_bot[said:]) == ["picture", "text"]
    assert TOO_LARGE[language] in talk.text
    assert len([call for call in world.telegram.calls if call.method == "sendDocument"]) == 1


async def test_word_of_a_file_too_large_is_not_lost_to_an_outage(world: World, rivers: Bank) -> None:
    talk = await asked_for_name(world, rivers)
    said = len(talk.from_bot)
    world.telegram.fail_next("sendDocument", 413, "Request Entity Too Large", times=2)
    world.telegram.fail_next("sendMessage", 502, "Bad Gateway")
    await talk.say(NAME)
    assert kinds(talk.from_bot[said:]) == ["picture", "text"]
