"""Methods about chats and the people in them, and where the bot may write."""

from __future__ import annotations

import re
from datetime import timedelta

from bot.playground.checks import Values
from bot.playground.state import ApiError, Chat, Message, bad_request, member
from bot.playground.world import World

_GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
_DELETABLE_FOR = timedelta(hours=48)


def find_chat(world: World, values: Values) -> Chat:
    """Raises ApiError 400 if the field ``chat_id`` names no chat."""
    chat_id = str(values.get("chat_id", ""))
    if not chat_id:
        raise bad_request("chat_id is empty")
    if re.fullmatch(r"-?\d{1,18}", chat_id) is None or int(chat_id) not in world.chats:
        raise bad_request("chat not found")
    return world.chats[int(chat_id)]


def find_writable_chat(world: World, values: Values) -> Chat:
    """Raises ApiError 400 or, where the bot may not write, 403."""
    chat = find_chat(world, values)
    person = world.people.get(chat.id)
    if person is None:
        if not chat.has_bot:
            raise ApiError(403, f"Forbidden: bot was kicked from the {chat.kind} chat")
        return chat
    if person.is_blocking:
        raise ApiError(403, "Forbidden: bot was blocked by the user")
    if not person.has_started:
        raise ApiError(403, "Forbidden: bot can't initiate conversation with a user")
    return chat


def find_message(chat: Chat, values: Values, missing: str) -> Message:
    """Raises ApiError 400, with ``missing`` if the chat has no such message (any more)."""
    if "message_id" not in values:
        raise bad_request("message identifier is not specified")
    if values["message_id"] not in chat.messages:
        raise bad_request(missing)
    return chat.messages[values["message_id"]]


async def get_me(world: World, values: Values) -> object:
    return world.me | {
        "can_join_groups": True,
        "can_read_all_group_messages": world.reads_all_group_messages,
        "supports_inline_queries": False,
    }


async def get_chat(world: World, values: Values) -> object:
    chat = find_chat(world, values)
    return chat.json | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(_GIFTS, False),
    }


async def get_chat_member(world: World, values: Values) -> object:
    chat = find_chat(world, values)
    user_id = values["user_id"]
    if user_id == world.me["id"]:
        return member(world.me, "member" if chat.has_bot else "left")
    if user_id not in world.people:
        raise bad_request("user not found")
    is_creator = chat.kind != "private" and chat.members[:1] == [user_id]
    status = "creator" if is_creator else "member" if user_id in chat.members else "left"
    return member(world.people[user_id].json, status)


async def get_chat_member_count(world: World, values: Values) -> object:
    chat = find_chat(world, values)
    return len(chat.members) + chat.has_bot


async def leave_chat(world: World, values: Values) -> object:
    chat = find_writable_chat(world, values)
    if chat.kind == "private":
        raise bad_request("chat member status can't be changed in private chats")
    world.change_bot_status(chat, world.me, "member", "left")
    chat.has_bot = False
    return True


async def delete_message(world: World, values: Values) -> object:
    chat = find_writable_chat(world, values)
    message = find_message(chat, values, "message to delete not found")
    is_others = message.sender_id != world.me["id"] and chat.kind != "private"
    if is_others or world.clock() - message.sent_at > _DELETABLE_FOR:
        raise bad_request("message can't be deleted for everyone")
    del chat.messages[message.id]
    world.touch()
    return True


METHODS = {
    "getMe": get_me,
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatMemberCount": get_chat_member_count,
    "leaveChat": leave_chat,
    "deleteMessage": delete_message,
}
