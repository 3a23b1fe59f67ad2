"""Which chat, topic and message a call means, and whether the bot may do there what it asks for.

The order of the checks and their words are those of Telegram's own Bot API server (check_chat_access and
check_message_topic in its Client.cpp) and, for the rights to send, of TDLib.
"""

from __future__ import annotations

import re

from bot.playground.checks import Values
from bot.playground.state import ApiError, Chat, Message, Topic, bad_request
from bot.playground.world import World

_GENERAL = 1
"""The general topic is written to without naming it; by its number it is not found."""
_NAMES = {
    "can_send_messages": "text messages",
    "can_send_photos": "photos",
    "can_send_documents": "documents",
    "can_send_polls": "polls",
}


def find_chat(world: World, values: Values) -> Chat:
    """Raises ApiError 400 if the field ``chat_id`` names no chat."""
    chat_id = str(values.get("chat_id", ""))
    if not chat_id:
        raise bad_request("chat_id is empty")
    if re.fullmatch(r"-?\d{1,18}", chat_id) is None or int(chat_id) not in world.chats:
        raise bad_request("chat not found")
    return world.chats[int(chat_id)]


def find_readable_chat(world: World, values: Values) -> Chat:
    """A supergroup or channel is closed to a bot that is not in it; raises ApiError 400 or 403."""
    chat = find_chat(world, values)
    if chat.kind in {"supergroup", "channel"}:
        _check_is_there(chat)
    return chat


def find_chat_with_members(world: World, values: Values) -> Chat:
    """Also raises ApiError if its members are hidden from the bot, as in a group that has moved."""
    chat = find_chat(world, values)
    _check_has_not_moved(chat)
    if chat.kind != "private":
        _check_is_there(chat)
    return chat


def find_writable_chat(world: World, values: Values, permission: str | None = None) -> Chat:
    """Raises ApiError 400 or 403 where the bot may not write, or not what ``permission`` stands for."""
    chat = find_chat(world, values)
    person = world.people.get(chat.id)
    if person is not None:
        if person.is_blocking:
            raise ApiError(403, "Forbidden: bot was blocked by the user")
        if not person.has_started:
            raise ApiError(403, "Forbidden: bot can't initiate conversation with a user")
        return chat
    _check_has_not_moved(chat)
    _check_is_there(chat)
    if chat.kind == "channel" and not chat.bot.may("can_post_messages"):
        raise bad_request("need administrator rights in the channel chat")
    if permission is not None and not chat.lets_bot(permission):
        raise bad_request(f"not enough rights to send {_NAMES[permission]} to the chat")
    return chat


def _check_has_not_moved(chat: Chat) -> None:
    if chat.migrated_to is not None:
        raise ApiError(
            400,
            "Bad Request: group chat was upgraded to a supergroup chat",
            {"migrate_to_chat_id": chat.migrated_to},
        )


def _check_is_there(chat: Chat) -> None:
    if chat.bot.status == "kicked":
        raise ApiError(403, f"Forbidden: bot was kicked from the {chat.kind} chat")
    if chat.bot.status == "left":
        raise ApiError(403, f"Forbidden: bot is not a member of the {chat.kind} chat")


def find_topic(chat: Chat, values: Values) -> Topic | None:
    """Where there are no topics the field is ignored; raises ApiError 400 for a topic that is not there."""
    topic_id = values.get("message_thread_id", 0)
    if not topic_id or (chat.kind != "private" and not chat.is_forum):
        return None
    if topic_id == _GENERAL or topic_id not in chat.topics:
        raise bad_request("message thread not found")
    return chat.topics[topic_id]


def check_is_open(chat: Chat, topic: Topic | None) -> None:
    if topic is not None and topic.is_closed and not chat.bot.may("can_manage_topics"):
        raise bad_request("TOPIC_CLOSED")


def find_message(chat: Chat, values: Values, missing: str) -> Message:
    """Raises ApiError 400, with ``missing`` if the chat has no such message (any more)."""
    if "message_id" not in values:
        raise bad_request("message identifier is not specified")
    if values["message_id"] not in chat.messages:
        raise bad_request(missing)
    return chat.messages[values["message_id"]]
