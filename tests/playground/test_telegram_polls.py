"""Polls and pictures keep to the limits of Telegram."""

import base64
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import telegram as ptb

from bot.playground.telegram import ApiError, Chat, Message, Person, Telegram, Upload

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


async def group_poll(playground: Telegram, group: Chat, **fields: str) -> Message:
    answer: Any = await playground.call(
        "sendPoll", {"chat_id": str(group.id), "is_anonymous": "false"} | QUIZ | fields
    )
    return group.messages[answer["message_id"]]


async def told(playground: Telegram) -> list[ptb.Update]:
    updates: Any = await playground.call("getUpdates", {})
    playground.queue.pending.clear()
    return [ptb.Update.de_json(update, None) for update in updates]


async def test_many_vote_in_a_group_and_each_answer_names_its_voter(
    playground: Telegram, zarina: Person
) -> None:
    people = [zarina, *(playground.add_person(f"Pupil {number}", "tg") for number in range(20))]
    group = playground.add_group("Class 9", people)
    message = await group_poll(playground, group)
    playground.queue.pending.clear()
    for number, person in enumerate(people):
        playground.vote(person, message.id, [number % 2], chat=group)
    updates = await told(playground)
    answers = [update.poll_answer for update in updates if update.poll_answer]
    assert [answer.user.id for answer in answers if answer.user] == [person.id for person in people]
    assert {answer.voter_chat for answer in answers} == {None}
    states = [update.poll for update in updates if update.poll]
    assert (states[-1].total_voter_count, [o.voter_count for o in states[-1].options]) == (21, [11, 10])
    stopped: Any = await playground.call("stopPoll", edit_of(message))
    assert (stopped["is_closed"], stopped["total_voter_count"]) == (True, 21)
    with pytest.raises(KeyError, match="closed"):
        playground.vote(zarina, message.id, [1], chat=group)


async def test_an_anonymous_administrator_votes_as_the_group(playground: Telegram, zarina: Person) -> None:
    group = playground.add_group("Class 9", [zarina], kind="supergroup")
    message = await group_poll(playground, group)
    playground.hide(zarina, group)
    playground.queue.pending.clear()
    playground.vote(zarina, message.id, [1], chat=group)
    (answer,) = [update.poll_answer for update in await told(playground) if update.poll_answer]
    assert answer.user is not None
    assert answer.voter_chat is not None
    assert (answer.user.id, answer.voter_chat.id) == (136_817_688, group.id)


async def test_only_who_is_in_the_group_votes(playground: Telegram, zarina: Person) -> None:
    group = playground.add_group("Class 9", [zarina])
    message = await group_poll(playground, group)
    stranger = playground.add_person("Tom", "en")
    with pytest.raises(ValueError, match="not in Class 9"):
        playground.vote(stranger, message.id, [1], chat=group)


async def test_a_vote_is_taken_back_where_the_poll_allows_it(playground: Telegram, zarina: Person) -> None:
    group = playground.add_group("Class 9", [zarina])
    message = await group_poll(playground, group, allows_revoting="true")
    with pytest.raises(KeyError, match="no vote to take back"):
        playground.vote(zarina, message.id, [], chat=group)
    playground.vote(zarina, message.id, [1], chat=group)
    playground.queue.pending.clear()
    playground.vote(zarina, message.id, [], chat=group)
    state, answer = await told(playground)
    assert state.poll is not None
    assert state.poll.total_voter_count == 0
    assert answer.poll_answer is not None
    assert answer.poll_answer.option_ids == ()


async def test_a_poll_whose_time_is_over_is_told_as_closed_once(
    playground: Telegram, zarina: Person, later: Callable[[timedelta], None]
) -> None:
    group = playground.add_group("Class 9", [zarina])
    message = await group_poll(playground, group, open_period="30")
    playground.queue.pending.clear()
    later(timedelta(seconds=29))
    assert await told(playground) == []
    later(timedelta(seconds=1))
    (closed,) = await told(playground)
    assert closed.poll is not None
    assert closed.poll.is_closed
    assert await told(playground) == []
    assert "already been closed" in await refusal(playground, "stopPoll", edit_of(message))
