"""The bot is set up and told the news under the conditions of Telegram."""

import asyncio
import json
from typing import Any

import pytest

from bot.playground.telegram import ApiError, Message, Person, Telegram, Upload


async def refusal(playground: Telegram, method: str, fields: dict[str, str], **files: Upload) -> str:
    with pytest.raises(ApiError) as caught:
        await playground.call(method, fields, files)
    return str(caught.value)


async def sent(playground: Telegram, person: Person, **fields: str) -> Message:
    answer: Any = await playground.call("sendMessage", {"chat_id": str(person.id), "text": "Hi"} | fields)
    return playground.chats[person.id].messages[answer["message_id"]]


@pytest.mark.parametrize(
    ("method", "fields", "reason"),
    [
        ("setMyCommands", {"commands": '[{"command": "Quiz", "description": "x"}]'}, "BOT_COMMAND_INVALID"),
        ("setMyCommands", {"commands": '[{"command": "", "description": "x"}]'}, "BOT_COMMAND_INVALID"),
        (
            "setMyCommands",
            {"commands": '[{"command": "quiz", "description": ""}]'},
            "BOT_COMMAND_DESCRIPTION_INVALID",
        ),
        (
            "setMyCommands",
            {"commands": json.dumps([{"command": "quiz", "description": "x" * 257}])},
            "BOT_COMMAND_DESCRIPTION_INVALID",
        ),
        (
            "setMyCommands",
            {"commands": json.dumps([{"command": f"c{n}", "description": "x"} for n in range(101)])},
            "BOT_COMMANDS_TOO_MUCH",
        ),
        (
            "setMyCommands",
            {"commands": "[]", "scope": '{"type": "everybody"}'},
            'scope: unsupported type "everybody" of BotCommandScope',
        ),
        ("setMyCommands", {"commands": "[]", "scope": '{"type": "chat", "chat_id": 5}'}, "chat not found"),
        (
            "setMyCommands",
            {"commands": "[]", "scope": '{"type": "chat", "chat_id": "@x"}'},
            "chat not found",
        ),
        ("setMyCommands", {"commands": "[]", "language_code": "tajik"}, "invalid language code specified"),
        ("setMyCommands", {}, "commands is empty"),
        ("setMyName", {"name": "x" * 65}, "name is too long"),
        ("setMyDescription", {"description": "x" * 513}, "description is too long"),
        ("setMyShortDescription", {"short_description": "x" * 121}, "short_description is too long"),
        ("getUpdates", {"limit": "101"}, "limit must be 1 to 100"),
        ("getUpdates", {"timeout": "-1"}, "timeout must not be negative"),
        (
            "getUpdates",
            {"allowed_updates": '["messages"]'},
            "allowed_updates: there are no updates of type messages",
        ),
        (
            "setWebhook",
            {"url": "http://x.org"},
            "bad webhook: An HTTPS URL must be provided for webhook",
        ),
    ],
)
async def test_wrong_settings_of_the_bot_are_refused(
    playground: Telegram, method: str, fields: dict[str, str], reason: str
) -> None:
    assert await refusal(playground, method, fields) == f"400 Bad Request: {reason}"


async def test_faults_come_as_often_as_asked_and_do_nothing(playground: Telegram, zarina: Person) -> None:
    playground.fail_next("sendMessage", 429, "Too Many Requests: retry after 3", retry_after=3, times=2)
    for _ in range(2):
        with pytest.raises(ApiError) as caught:
            await sent(playground, zarina)
        assert (caught.value.code, caught.value.parameters) == (429, {"retry_after": 3})
    await sent(playground, zarina)
    assert len(playground.chats[zarina.id].messages) == 2
    assert [call.method for call in playground.calls] == ["sendMessage"] * 3


async def ids(playground: Telegram, **fields: str) -> list[int]:
    updates: Any = await playground.call("getUpdates", fields)
    return [update["update_id"] for update in updates]


async def test_updates_stay_until_they_are_acknowledged(playground: Telegram, zarina: Person) -> None:
    for text in "abc":
        playground.say(zarina, text)
    assert await ids(playground) == await ids(playground) == [2, 3, 4]
    assert await ids(playground, limit="2") == [2, 3]
    assert await ids(playground, offset="3") == [3, 4]
    assert await ids(playground, offset="0") == [3, 4]
    assert await ids(playground, offset="-1") == [4]
    assert await ids(playground) == [4]
    assert await ids(playground, offset="5") == []


async def test_the_choice_of_updates_is_remembered(playground: Telegram, zarina: Person) -> None:
    await ids(playground, offset="100", allowed_updates='["callback_query"]')
    playground.say(zarina, "unheard")
    assert await ids(playground) == []
    await ids(playground, allowed_updates="[]")
    playground.say(zarina, "heard")
    assert len(await ids(playground)) == 1


async def test_a_waiting_poller_wakes_at_once(playground: Telegram, zarina: Person) -> None:
    await ids(playground, offset="100")
    async with asyncio.timeout(40), asyncio.TaskGroup() as group:
        poller = group.create_task(ids(playground, timeout="50"))
        await asyncio.sleep(0)
        playground.say(zarina, "hello")
    assert len(poller.result()) == 1


async def test_a_poll_that_nothing_wakes_ends_in_time(playground: Telegram) -> None:
    async with asyncio.timeout(40):
        assert await ids(playground, timeout="1") == []


async def test_the_older_of_two_pollers_is_sent_away(playground: Telegram, zarina: Person) -> None:
    await ids(playground, offset="100")
    async with asyncio.timeout(40), asyncio.TaskGroup() as group:
        older = group.create_task(refusal(playground, "getUpdates", {"timeout": "50"}))
        await asyncio.sleep(0)
        newer = group.create_task(ids(playground, timeout="50"))
        await asyncio.sleep(0)
        playground.say(zarina, "hello")
    assert older.result() == (
        "409 Conflict: terminated by other getUpdates request; "
        "make sure that only one bot instance is running"
    )
    assert len(newer.result()) == 1


async def test_closing_lets_the_poller_go(playground: Telegram) -> None:
    async with asyncio.timeout(40), asyncio.TaskGroup() as group:
        poller = group.create_task(ids(playground, timeout="50"))
        await asyncio.sleep(0)
        playground.close()
        assert await poller == []
        assert await ids(playground, timeout="50") == []


async def test_polling_and_a_webhook_exclude_each_other(playground: Telegram, zarina: Person) -> None:
    playground.say(zarina, "hello")
    await playground.call("setWebhook", {"url": "https://example.org/hook"})
    assert "can't use getUpdates method while webhook is active" in await refusal(
        playground, "getUpdates", {}
    )
    info: Any = await playground.call("getWebhookInfo", {})
    assert (info["url"], info["pending_update_count"]) == ("https://example.org/hook", 1)
    await playground.call("deleteWebhook", {"drop_pending_updates": "true"})
    assert await ids(playground) == []
