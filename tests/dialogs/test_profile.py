"""The bot's profile in three languages; a server that lacks the methods does not stop the bot."""

from __future__ import annotations

import pytest

from bot import handlers
from bot.wire import profile
from content.model import Bank
from tests.dialogs.conversation import World

METHODS = ("getMyCommands", "setMyCommands", "getMyName", "getMyDescription", "getMyShortDescription")


async def publish(world: World, bank: Bank) -> None:
    await profile.publish(world.app.application.bot, world.app.house.texts, bank, handlers.MENU)


async def test_everyone_sees_the_menu_in_their_language(world: World, rivers: Bank) -> None:
    await publish(world, rivers)
    for code, first in (("tg", "Викторина"), ("ru", "Викторина"), ("en", "A quiz"), ("fr", "A quiz")):
        menu = world.telegram.commands_for(world.telegram.add_person("X", code))
        assert [entry["command"] for entry in menu] == list(handlers.MENU)
        assert menu[0]["description"].startswith(first)
    assert world.telegram.profile_for("tg")["name"] == "Ҳамкорӣ"
    assert world.telegram.profile_for("fr")["description"] == rivers.description.en
    assert world.telegram.profile_for("fr")["short_description"] == "Rivers. Quizzes and a fact a day."


async def test_groups_have_commands_of_their_own_and_their_administrators_two_more(world: World) -> None:
    bot, texts = world.app.application.bot, world.app.house.texts
    await profile.publish_to_groups(bot, texts, handlers.GROUP_MENU, handlers.GROUP_ADMIN_MENU)
    scopes = [call for call in world.telegram.calls if call.method == "setMyCommands"]
    assert len(scopes) == 8
    assert all('"play"' in str(call) and '"quiz"' not in str(call) for call in scopes)
    assert ['"daily"' in str(call) for call in scopes] == [
        "all_chat_administrators" in str(call) for call in scopes
    ]


async def test_what_is_set_already_is_not_set_again(world: World, rivers: Bank) -> None:
    await publish(world, rivers)
    before = len(world.telegram.calls)
    await publish(world, rivers)
    assert not [call.method for call in list(world.telegram.calls)[before:] if call.method.startswith("set")]


async def test_server_that_lacks_the_methods_stops_nothing(world: World, rivers: Bank) -> None:
    for method in METHODS:
        world.telegram.fail_next(method, 404, "Not Found", times=9)
    await publish(world, rivers)
    talk = world.person()
    await talk.say("/start")
    assert "Which language" in talk.text


async def test_server_that_asks_to_wait_is_left_alone(world: World, rivers: Bank) -> None:
    world.telegram.fail_next(
        "setMyName", 429, "Too Many Requests: retry after 80000", retry_after=80_000, times=9
    )
    await publish(world, rivers)
    assert world.telegram.profile_for("ru")["name"] != "Хамкори"
    assert world.telegram.profile_for("ru")["description"] == rivers.description.ru


async def test_server_that_answers_oddly_stops_nothing(
    world: World, rivers: Bank, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def odd(*_: object) -> object:
        return True

    with monkeypatch.context() as broken:
        broken.setattr(world.telegram, "call", odd)
        await publish(world, rivers)
    await publish(world, rivers)
    assert world.telegram.profile_for("tg")["name"] == "Ҳамкорӣ"
