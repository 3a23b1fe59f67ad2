"""A message of the bot changes, goes and is tapped under the conditions of Telegram."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.playground.telegram import ApiError, Json, Message, Person, Telegram, Upload

HTML = {"parse_mode": "HTML"}


async def refusal(playground: Telegram, method: str, fields: dict[str, str], **files: Upload) -> str:
    with pytest.raises(ApiError) as caught:
        await playground.call(method, fields, files)
    return str(caught.value)


async def sent(playground: Telegram, person: Person, **fields: str) -> Message:
    answer: Any = await playground.call("sendMessage", {"chat_id": str(person.id), "text": "Hi"} | fields)
    return playground.chats[person.id].messages[answer["message_id"]]


def keyboard(*rows: list[Json]) -> str:
    return json.dumps({"inline_keyboard": rows})


def button(**fields: object) -> Json:
    return {"text": "Two", "callback_data": "two"} | fields


def edit_of(message: Message, **fields: str) -> dict[str, str]:
    return {"chat_id": str(message.chat_id), "message_id": str(message.id)} | fields


async def test_an_edit_must_change_something(playground: Telegram, zarina: Person) -> None:
    markup = keyboard([button()])
    message = await sent(playground, zarina, text="<b>x</b>", reply_markup=markup, **HTML)
    same = edit_of(message, text="<strong>x</strong>", reply_markup=markup, **HTML)
    assert await refusal(playground, "editMessageText", same) == (
        "400 Bad Request: message is not modified: specified new message content and reply markup are "
        "exactly the same as a current content and reply markup of the message"
    )
    assert "not modified" in await refusal(
        playground, "editMessageReplyMarkup", edit_of(message, reply_markup=markup)
    )
    await playground.call("editMessageText", edit_of(message, text="x", reply_markup=markup))
    assert (message.text, message.entities, message.is_edited) == ("x", [], True)


async def test_a_keyboard_that_is_not_sent_again_is_gone(playground: Telegram, zarina: Person) -> None:
    message = await sent(playground, zarina, reply_markup=keyboard([button()]))
    await playground.call("editMessageText", edit_of(message, text="Hi"))
    assert message.buttons == []


async def test_only_own_living_messages_of_the_right_kind_can_be_edited(
    playground: Telegram, zarina: Person
) -> None:
    theirs = playground.say(zarina, "mine")
    ours = await sent(playground, zarina)
    assert "message can't be edited" in await refusal(
        playground, "editMessageText", edit_of(theirs, text="yours")
    )
    assert "no caption in the message" in await refusal(
        playground, "editMessageCaption", edit_of(ours, caption="x")
    )
    assert "message identifier is not specified" in await refusal(
        playground, "editMessageText", {"chat_id": str(zarina.id), "text": "x"}
    )
    playground.delete_message(zarina, ours.id)
    assert "message to edit not found" in await refusal(
        playground, "editMessageText", edit_of(ours, text="x")
    )


async def test_old_messages_can_be_edited_unless_a_window_is_set(
    playground: Telegram, zarina: Person, later: Callable[[timedelta], None]
) -> None:
    message = await sent(playground, zarina)
    later(timedelta(hours=49))
    await playground.call("editMessageText", edit_of(message, text="new"))
    playground.edit_window = timedelta(hours=48)
    assert "message can't be edited" in await refusal(
        playground, "editMessageText", edit_of(message, text="newer")
    )


async def test_only_young_messages_can_be_deleted(
    playground: Telegram, zarina: Person, later: Callable[[timedelta], None]
) -> None:
    old, other = await sent(playground, zarina), await sent(playground, zarina)
    assert await playground.call("deleteMessage", edit_of(other))
    assert "message to delete not found" in await refusal(playground, "deleteMessage", edit_of(other))
    later(timedelta(hours=49))
    assert "can't be deleted for everyone" in await refusal(playground, "deleteMessage", edit_of(old))


async def test_a_query_can_be_answered_once_and_soon(
    playground: Telegram, zarina: Person, later: Callable[[timedelta], None]
) -> None:
    message = await sent(playground, zarina, reply_markup=keyboard([button()]))
    query = {"callback_query_id": playground.tap(zarina, message.id, "two")}
    old = {"callback_query_id": playground.tap(zarina, message.id, "two")}
    assert "MESSAGE_TOO_LONG" in await refusal(playground, "answerCallbackQuery", query | {"text": "x" * 201})
    assert await playground.call("answerCallbackQuery", query | {"text": "Right!", "show_alert": "true"})
    (alert,) = playground.alerts
    assert (alert.person_id, alert.text, alert.show_alert) == (zarina.id, "Right!", True)
    again = await refusal(playground, "answerCallbackQuery", query)
    assert again == ("400 Bad Request: query is too old and response timeout expired or query ID is invalid")
    later(timedelta(minutes=16))
    for late in (old, {"callback_query_id": "12345"}):
        assert await refusal(playground, "answerCallbackQuery", late) == again


async def test_reactions_and_actions_are_those_of_telegram(playground: Telegram, zarina: Person) -> None:
    message = playground.say(zarina, "1994")
    thumb, word = json.dumps([{"type": "emoji", "emoji": "👍"}]), '[{"type": "emoji", "emoji": "ok"}]'
    assert await playground.call("setMessageReaction", edit_of(message, reaction=thumb))
    assert message.reactions == json.loads(thumb)
    assert "REACTION_INVALID" in await refusal(
        playground, "setMessageReaction", edit_of(message, reaction=word)
    )
    chat = {"chat_id": str(zarina.id)}
    assert await playground.call("sendChatAction", chat | {"action": "typing"})
    assert "wrong parameter action" in await refusal(playground, "sendChatAction", chat | {"action": "nap"})
