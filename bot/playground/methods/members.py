"""Methods about who is in a chat, and the bot's way out of one."""

from __future__ import annotations

from bot.playground.checks import Values
from bot.playground.methods.access import find_chat_with_members, find_readable_chat
from bot.playground.standing import GONE
from bot.playground.state import GROUP_ANONYMOUS_BOT, Chat, Json, bad_request
from bot.playground.world import World


async def get_chat_member(world: World, values: Values) -> object:
    user_id = values["user_id"]
    if user_id == world.bot_id:
        return _bot_json(world, find_readable_chat(world, values))
    chat = find_chat_with_members(world, values)
    if user_id == GROUP_ANONYMOUS_BOT["id"]:
        # Who is anonymous stays so: the account behind such a message is a member of nothing.
        return GONE.json(GROUP_ANONYMOUS_BOT, chat.kind)
    if user_id not in world.people:
        raise bad_request("user not found")
    if chat.kind == "channel" and not chat.bot.is_admin:
        raise bad_request("member list is inaccessible")
    return chat.standing(user_id).json(world.people[user_id].json, chat.kind)


def _bot_json(world: World, chat: Chat) -> Json:
    return chat.bot.json(world.me, chat.kind)


async def get_chat_administrators(world: World, values: Values) -> object:
    """The bot is named if it is one; there are no other bots here."""
    chat = find_chat_with_members(world, values)
    if chat.kind == "private":
        raise bad_request("there are no administrators in the private chat")
    if chat.kind == "channel" and not chat.bot.is_admin:
        raise bad_request("member list is inaccessible")
    people = [
        standing.json(world.people[person_id].json, chat.kind)
        for person_id, standing in chat.standings.items()
        if standing.is_admin and person_id in world.people
    ]
    return people + ([_bot_json(world, chat)] if chat.bot.is_admin else [])


async def get_chat_member_count(world: World, values: Values) -> object:
    chat = find_chat_with_members(world, values)
    return len(chat.members) + chat.has_bot


async def leave_chat(world: World, values: Values) -> object:
    chat = find_readable_chat(world, values)
    if chat.kind == "private":
        raise bad_request("chat member status can't be changed in private chats")
    if chat.has_bot and chat.migrated_to is None:
        world.bot_leaves(chat)
    return True


METHODS = {
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_chat_administrators,
    "getChatMemberCount": get_chat_member_count,
    "leaveChat": leave_chat,
}
