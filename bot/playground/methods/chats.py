"""Methods about the bot itself, about chats, and about messages that go."""

from __future__ import annotations

from datetime import timedelta

from bot.playground.checks import Values
from bot.playground.methods.access import find_message, find_readable_chat, find_writable_chat
from bot.playground.state import Json, bad_request
from bot.playground.world import World

_GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
_DELETABLE_FOR = timedelta(hours=48)


async def get_me(world: World, values: Values) -> object:
    return world.me | {
        "can_join_groups": True,
        "can_read_all_group_messages": world.reads_all_group_messages,
        "supports_inline_queries": True,
    }


async def get_chat(world: World, values: Values) -> object:
    chat = find_readable_chat(world, values)
    full: Json = chat.json | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(_GIFTS, False),
    }
    return full | ({"permissions": chat.permissions} if chat.kind in {"group", "supergroup"} else {})


async def delete_message(world: World, values: Values) -> object:
    """In a group an administrator with that right deletes what it likes; all else is young, or one's own."""
    chat = find_writable_chat(world, values)
    message = find_message(chat, values, "message to delete not found")
    is_young = world.clock() - message.sent_at <= _DELETABLE_FOR
    is_own = chat.kind == "private" or message.sender_id == world.bot_id
    is_free = chat.kind != "private" and chat.bot.may("can_delete_messages")
    if not is_free and not (is_own and is_young):
        raise bad_request("message can't be deleted for everyone")
    del chat.messages[message.id]
    world.touch()
    return True


METHODS = {"getMe": get_me, "getChat": get_chat, "deleteMessage": delete_message}
