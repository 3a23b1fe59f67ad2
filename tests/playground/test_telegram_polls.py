"""Polls and pictures keep to the limits of Telegram."""

import base64
import json
from typing import Any

import pytest

from bot.playground.telegram import ApiError, Message, Person, Telegram, Upload

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


async def refusal(playground: Telegram, method: str, fields: dict[str, str], **files: Upload) -> str:
    with pytest.raises(ApiError) as caught:
        await playground.call(method, fields, files)
    return str(caught.value)


async def sent(playground: Telegram, person: Person, **fields: str) -> Message:
    answer: Any = await playground.call("sendMessage", {"chat_id": str(person.id), "text": "Hi"} | fields)
    return playground.chats[person.id].messages[answer["message_id"]]


def edit_of(message: Message, **fields: str) -> dict[str, str]:
    return {"chat_id": str(message.chat_id), "message_id": str(message.id)} | fields


QUIZ = {"question": "When?", "options": '[{"text": "a"}, {"text": "b"}]', "type": "quiz"} | {
    "correct_option_ids": "[1]"
}


def options(*texts: str) -> dict[str, str]:
    return {"options": json.dumps([{"text": text} for text in texts])}


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"question": ""}, "poll question must be non-empty"),
        ({"question": "x" * 301}, "poll question length must not exceed 300"),
        (options(), "poll must have at least 1 option"),
        (options(*"abcdefghijklm"), "poll can't have more than 12 options"),
        (options("a", "x" * 101), "poll options length must not exceed 100"),
        (options("a", ""), "poll options must be non-empty"),
        (options("a", "a"), "POLL_OPTION_DUPLICATE"),
        ({"options": '["a", "b"]'}, "options[0] must be object in JSON"),
        ({"type": "exam"}, "unsupported poll type specified"),
        ({"type": "regular"}, "only a quiz has a correct option or an explanation"),
        ({"correct_option_ids": "[2]"}, "wrong correct option ID specified"),
        ({"correct_option_ids": "[]"}, "wrong correct option ID specified"),
        ({"correct_option_ids": "[1, 0]"}, "wrong correct option ID specified"),
        (
            {"correct_option_ids": "[0, 1]"},
            "a quiz with several correct options must allow multiple answers",
        ),
        ({"explanation": "x" * 201}, "poll explanation length must not exceed 200"),
        ({"explanation": "1\n2\n3\n4"}, "poll explanation must not have more than 2 line feeds"),
        ({"open_period": "4"}, "poll must be open for 5 to 2628000 seconds"),
        ({"close_date": "9" * 18}, "poll must be open for 5 to 2628000 seconds"),
        ({"open_period": "soon"}, 'open_period must be an integer, not "soon"'),
        ({"open_period": "5", "close_date": "1"}, "open_period and close_date can't be used together"),
        ({"description": "x" * 1025}, "message caption is too long"),
    ],
)
async def test_a_wrong_poll_is_refused(
    playground: Telegram, zarina: Person, fields: dict[str, str], reason: str
) -> None:
    given = {"chat_id": str(zarina.id)} | QUIZ | fields
    assert await refusal(playground, "sendPoll", given) == f"400 Bad Request: {reason}"


async def test_a_poll_stops_once(playground: Telegram, zarina: Person) -> None:
    answer: Any = await playground.call("sendPoll", {"chat_id": str(zarina.id)} | QUIZ)
    message = playground.chats[zarina.id].messages[answer["message_id"]]
    poll: Any = await playground.call("stopPoll", edit_of(message))
    assert poll["is_closed"]
    assert "already been closed" in await refusal(playground, "stopPoll", edit_of(message))
    text = await sent(playground, zarina)
    assert "message with poll to stop not found" in await refusal(playground, "stopPoll", edit_of(text))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "400 Bad Request: file must be non-empty"),
        (b"GIF89a", "400 Bad Request: IMAGE_PROCESS_FAILED"),
        (PNG[:16] + b"\0\0\0\x64\0\0\0\x01", "400 Bad Request: PHOTO_INVALID_DIMENSIONS"),
        (PNG[:16] + b"\0\0\x27\x10\0\0\x27\x10", "400 Bad Request: PHOTO_INVALID_DIMENSIONS"),
        (PNG + bytes(10_000_000), "413 Request Entity Too Large"),
    ],
)
async def test_a_wrong_photo_is_refused(
    playground: Telegram, zarina: Person, content: bytes, reason: str
) -> None:
    photo = Upload("card.png", "image/png", content)
    assert await refusal(playground, "sendPhoto", {"chat_id": str(zarina.id)}, photo=photo) == reason


async def test_a_photo_is_kept_and_can_be_sent_again_by_id(playground: Telegram, zarina: Person) -> None:
    chat = {"chat_id": str(zarina.id)}
    first: Any = await playground.call("sendPhoto", chat, {"photo": Upload("a.png", "image/png", PNG)})
    file_id = first["photo"][-1]["file_id"]
    again: Any = await playground.call("sendPhoto", chat | {"photo": file_id, "caption": "x"})
    assert (again["photo"], again["caption"]) == (first["photo"], "x")
    assert playground.files[file_id].content == PNG
    assert "wrong file identifier" in await refusal(playground, "sendPhoto", chat | {"photo": "nope"})
    assert "there is no photo" in await refusal(playground, "sendPhoto", chat)
    too_long = chat | {"photo": file_id, "caption": "x" * 1025}
    assert "message caption is too long" in await refusal(playground, "sendPhoto", too_long)
