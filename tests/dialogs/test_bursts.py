"""Polite silence for what nobody said, and one answer to what was sent as one."""

from __future__ import annotations

from typing import Any

import pytest

from bot.playground.state import ApiError, Fault
from tests.dialogs.conversation import Talk, World

FORWARDED = {"forward_origin": {"type": "hidden_user", "sender_user_name": "Someone", "date": 1}}
FILE = {"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}
NOTICES: list[dict[str, Any]] = [
    {"pinned_message": {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}}},
    {"message_auto_delete_timer_changed": {"message_auto_delete_time": 86400}},
    {"chat_background_set": {"type": {"type": "fill"}}},
    {"boost_added": {"boost_count": 1}},
    {"users_shared": {"request_id": 1, "users": []}},
    {"chat_shared": {"request_id": 1, "chat_id": -1}},
    {"forum_topic_created": {"name": "Quiz", "icon_color": 1}},
    {"successful_payment": {"currency": "XTR"}},
    {"write_access_allowed": {}},
    {"proximity_alert_triggered": {}},
    {"something_of_a_later_version": {"a": 1}},
]


async def send(talk: Talk, *messages: dict[str, Any]) -> int:
    """Send messages at once, without text unless they have one; gives how many the bot said."""
    world, said = talk.world, len(talk.from_bot)
    updates = []
    for more in messages:
        world.telegram.say(talk.person, "x")
        [update] = await world._updates()
        world.offset = update["update_id"] + 1
        del update["message"]["text"]
        update["message"] |= more
        updates.append(update)
    await world.app.intake.take(updates)
    await world.app.intake.idle()
    return len(talk.from_bot) - said


@pytest.mark.parametrize("notice", NOTICES, ids=lambda notice: next(iter(notice)))
async def test_what_telegram_says_and_not_a_person_gets_silence(world: World, notice: dict[str, Any]) -> None:
    assert await send(world.person(), notice) == 0


@pytest.mark.parametrize("kind", ["contact", "location", "dice", "poll", "venue", "story"])
async def test_what_a_person_sends_that_is_no_text_gets_an_answer(world: World, kind: str) -> None:
    assert await send(world.person(), {kind: {"anything": 1}}) == 1


async def test_album_gets_one_answer(world: World) -> None:
    album = {"photo": [FILE], "media_group_id": "1"}
    talk = world.person()
    assert await send(talk, *[album] * 10) == 1
    assert await send(talk, *[album | {"media_group_id": "2"}] * 3) == 1


async def test_twenty_forwards_at_once_get_one_answer(world: World) -> None:
    assert await send(world.person(), *[{"text": "when was UNMOT set up", **FORWARDED}] * 20) == 1


async def test_long_text_cut_in_three_gets_one_answer(world: World) -> None:
    parts = ["a " * 2048, "b " * 2048, "and who signed it?"]
    assert await send(world.person(), *({"text": part} for part in parts)) == 1


async def test_two_messages_of_ones_own_get_two_answers(world: World) -> None:
    assert await send(world.person(), {"text": "/help"}, {"text": "/privacy"}) == 2


async def test_reply_that_met_an_error_is_said_again(world: World) -> None:
    talk = world.person()
    world.telegram.fail_next("sendMessage", 502, "Bad Gateway")
    assert await send(talk, *[{"photo": [FILE], "media_group_id": "1"}] * 3) == 1


async def test_group_that_becomes_a_supergroup_while_it_is_greeted_hears_the_line_once(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    talk = world.person()
    later = world.telegram.add_group("Class 9b", [talk.person], kind="supergroup")
    await world.settle()
    later.messages.clear()
    moved = "Bad Request: group chat was upgraded to a supergroup chat"
    error = ApiError(400, moved, {"migrate_to_chat_id": later.id})
    world.telegram.faults["sendMessage"] = [Fault(error, 1)]
    world.telegram.add_group("Class 9b", [talk.person])
    await world.settle()
    assert "failed" not in caplog.text
    assert len([m for m in later.messages.values() if m.sender_id != talk.person.id and m.text]) == 1
