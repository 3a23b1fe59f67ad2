"""What people do reaches the bot as Telegram would tell it."""

import asyncio
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import telegram as ptb

from bot.playground.telegram import Json, Message, Person, Telegram
from tests.patience import PATIENCE

BUTTONS = json.dumps({"inline_keyboard": [[{"text": "Two", "callback_data": "two"}]]})


async def sent(playground: Telegram, person: Person, **fields: str) -> Message:
    answer: Any = await playground.call("sendMessage", {"chat_id": str(person.id), "text": "Hi"} | fields)
    return playground.chats[person.id].messages[answer["message_id"]]


async def told(playground: Telegram) -> list[ptb.Update]:
    """The pending updates as the library reads them; nothing in them may be unknown to it."""
    updates: Any = await playground.call("getUpdates", {})
    playground.queue.pending.clear()
    parsed = [ptb.Update.de_json(update, None) for update in updates]
    assert [update.api_kwargs for update in parsed] == [{}] * len(parsed)
    return parsed


async def test_a_command_carries_its_entity_and_its_sender(playground: Telegram, zarina: Person) -> None:
    playground.say(zarina, "/quiz five 😀 /help")
    (update,) = await told(playground)
    message = update.message
    assert message is not None
    assert message.from_user is not None
    assert list(message.parse_entities(["bot_command"]).values()) == ["/quiz", "/help"]
    assert (message.from_user.full_name, message.from_user.language_code) == ("Zarina Rahimova", "tg")
    assert (message.chat.type, message.chat.id, message.date) == ("private", zarina.id, playground.clock())


@pytest.mark.parametrize("kind", ["sticker", "photo", "voice", "document", "location", "forward"])
async def test_every_kind_of_message_can_be_read(playground: Telegram, zarina: Person, kind: str) -> None:
    playground.send(zarina, kind)
    (update,) = await told(playground)
    attribute = "forward_origin" if kind == "forward" else kind
    assert getattr(update.message, attribute)


async def test_an_edited_message_is_told_as_edited(
    playground: Telegram, zarina: Person, later: Callable[[timedelta], None]
) -> None:
    message = playground.say(zarina, "1993")
    later(timedelta(minutes=1))
    playground.edit(zarina, message.id, "1994")
    _, update = await told(playground)
    edited = update.edited_message
    assert edited is not None
    assert (edited.text, edited.edit_date) == ("1994", playground.clock())
    assert message.is_edited


async def test_nobody_edits_the_words_of_another(playground: Telegram, zarina: Person) -> None:
    message = await sent(playground, zarina)
    with pytest.raises(KeyError, match="no text that Zarina wrote"):
        playground.edit(zarina, message.id, "mine")


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 4097, "😀" * 2049])
def test_no_client_sends_an_empty_or_huge_text(playground: Telegram, zarina: Person, text: str) -> None:
    with pytest.raises(ValueError, match="1 to 4096"):
        playground.say(zarina, text)


async def test_a_tap_brings_the_message_it_was_made_on(playground: Telegram, zarina: Person) -> None:
    message = await sent(playground, zarina, reply_markup=BUTTONS)
    query_id = playground.tap(zarina, message.id, "two")
    (update,) = await told(playground)
    query = update.callback_query
    assert query is not None
    assert isinstance(query.message, ptb.Message)
    assert (query.id, query.data, query.from_user.id) == (query_id, "two", zarina.id)
    assert (query.message.message_id, query.message.text) == (message.id, "Hi")
    assert query.message.reply_markup is not None


async def test_only_a_button_that_is_there_can_be_tapped(playground: Telegram, zarina: Person) -> None:
    message = await sent(playground, zarina, reply_markup=BUTTONS)
    with pytest.raises(KeyError, match="no button 'three'"):
        playground.tap(zarina, message.id, "three")
    playground.delete_message(zarina, message.id)
    with pytest.raises(KeyError, match="no message"):
        playground.tap(zarina, message.id, "two")


async def test_an_update_does_not_change_after_it_was_told(playground: Telegram, zarina: Person) -> None:
    message = playground.say(zarina, "before")
    playground.edit(zarina, message.id, "after")
    first, _ = await told(playground)
    assert first.message is not None
    assert first.message.text == "before"


async def test_blocking_and_coming_back_are_told(playground: Telegram, zarina: Person) -> None:
    playground.block(zarina)
    playground.block(zarina)
    playground.block(zarina, False)
    updates = [update.my_chat_member for update in await told(playground)]
    statuses = [(u.old_chat_member.status, u.new_chat_member.status) for u in updates if u is not None]
    assert statuses == [("member", "kicked"), ("kicked", "member")]


def test_who_blocks_does_not_write(playground: Telegram, zarina: Person) -> None:
    playground.block(zarina)
    with pytest.raises(ValueError, match="unblock"):
        playground.say(zarina, "hello?")


async def quiz(playground: Telegram, person: Person, **fields: str) -> Message:
    options = json.dumps([{"text": "1992"}, {"text": "1994"}])
    basic = {"chat_id": str(person.id), "question": "When?", "options": options, "type": "quiz"}
    answer: Any = await playground.call(
        "sendPoll", basic | {"correct_option_ids": "[1]", "is_anonymous": "false"} | fields
    )
    return playground.chats[person.id].messages[answer["message_id"]]


async def test_a_vote_is_told_twice_as_state_and_as_answer(playground: Telegram, zarina: Person) -> None:
    message = await quiz(playground, zarina)
    playground.vote(zarina, message.id, [1])
    state, answer = await told(playground)
    assert state.poll is not None
    assert [option.voter_count for option in state.poll.options] == [0, 1]
    assert state.poll.correct_option_ids == (1,)
    assert answer.poll_answer is not None
    assert (answer.poll_answer.option_ids, answer.poll_answer.user) == ((1,), ptb.User.de_json(zarina.json))


async def test_an_anonymous_vote_names_nobody(playground: Telegram, zarina: Person) -> None:
    message = await quiz(playground, zarina, is_anonymous="true")
    playground.vote(zarina, message.id, [0])
    assert [update.poll_answer for update in await told(playground)] == [None]


async def test_a_quiz_takes_one_vote_and_no_option_it_lacks(playground: Telegram, zarina: Person) -> None:
    message = await quiz(playground, zarina)
    with pytest.raises(KeyError, match="0 to 1"):
        playground.vote(zarina, message.id, [2])
    with pytest.raises(KeyError, match="one option"):
        playground.vote(zarina, message.id, [0, 1])
    playground.vote(zarina, message.id, [0])
    with pytest.raises(KeyError, match="one vote"):
        playground.vote(zarina, message.id, [1])


async def test_a_poll_closes_by_the_clock(
    playground: Telegram, zarina: Person, later: Callable[[timedelta], None]
) -> None:
    message = await quiz(playground, zarina, open_period="10")
    later(timedelta(seconds=10))
    with pytest.raises(KeyError, match="closed"):
        playground.vote(zarina, message.id, [1])


async def test_a_waiter_wakes_at_every_visible_change(playground: Telegram, zarina: Person) -> None:
    version = playground.version
    async with asyncio.timeout(PATIENCE), asyncio.TaskGroup() as group:
        group.create_task(playground.changed())
        await asyncio.sleep(0)
        await sent(playground, zarina)
    assert playground.version > version


def test_reset_forgets_everybody_but_not_which_ids_were_given(playground: Telegram, zarina: Person) -> None:
    last = playground.say(zarina, "hello").id
    playground.reset()
    assert (playground.people, playground.chats, playground.queue.pending) == ({}, {}, [])
    again = playground.add_person("Zarina", "tg")
    assert again.id != zarina.id
    assert playground.say(again, "/start").id > last
    assert playground.next_free_id > last


def test_a_person_of_an_earlier_run_keeps_the_id(playground: Telegram) -> None:
    assert playground.add_person("Zarina", "tg", person_id=7_000_000_055).id == 7_000_000_055


async def menu(playground: Telegram, scope: Json, language: str, command: str) -> None:
    commands = json.dumps([{"command": command, "description": "x"}])
    fields = {"commands": commands, "scope": json.dumps(scope), "language_code": language}
    await playground.call("setMyCommands", fields)


async def test_the_command_menu_falls_back_as_telegrams_does(playground: Telegram, zarina: Person) -> None:
    steps: list[tuple[Json, str, str]] = [
        ({"type": "default"}, "", "all"),
        ({"type": "default"}, "tg", "all_tajik"),
        ({"type": "all_private_chats"}, "", "private"),
        ({"type": "all_private_chats"}, "tg", "private_tajik"),
        ({"type": "chat", "chat_id": zarina.id}, "", "own"),
    ]
    assert playground.commands_for(zarina) == []
    for scope, language, name in steps:
        await menu(playground, scope, language, name)
        assert [command["command"] for command in playground.commands_for(zarina)] == [name]
    tom = playground.add_person("Tom", "en-GB")
    assert [command["command"] for command in playground.commands_for(tom)] == ["private"]


async def test_names_and_descriptions_fall_back_to_those_of_no_language(playground: Telegram) -> None:
    await playground.call("setMyDescription", {"description": "All"})
    await playground.call("setMyDescription", {"description": "Барои ҳама", "language_code": "tg"})
    await playground.call("setMyName", {"name": "Ҳамкорӣ", "language_code": "tg"})
    tajik = {"name": "Ҳамкорӣ", "description": "Барои ҳама", "short_description": ""}
    assert playground.profile_for("tg") == tajik
    assert playground.profile_for("en") == {"name": "Hamkori", "description": "All", "short_description": ""}
