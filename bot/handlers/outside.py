"""What happens outside a private conversation: groups, and people who block the bot or come back."""

from __future__ import annotations

from functools import partial

from telegram import Chat, ChatMember, ChatMemberUpdated, Update
from telegram.error import BadRequest, ChatMigrated, Forbidden

from bot.acts import run
from bot.context import House
from bot.screens.screen import Screen
from bot.services import chats, subscriptions
from bot.services.learners import likely_language
from bot.wire.voice import Place
from content.model import Language

_PRESENT = (ChatMember.MEMBER, ChatMember.ADMINISTRATOR, ChatMember.OWNER)


async def membership_changed(house: House, change: ChatMemberUpdated) -> None:
    """A block stops what is sent here, its end revives it; a group is told where the bot can be talked to."""
    is_present = change.new_chat_member.status in _PRESENT
    chat_id, now = change.chat.id, house.clock()
    if change.chat.type == Chat.PRIVATE:
        back = partial(subscriptions.revive, chat_id=chat_id, now=now)
        gone = partial(subscriptions.stop, chat_id=chat_id, now=now, reason="blocked", kind=None)
        await run(house.database, back if is_present else gone)
    elif not is_present:
        await run(house.database, partial(chats.leave, chat_id=chat_id))
    elif change.chat.type != Chat.CHANNEL:
        await _enter(house, change)


async def _enter(house: House, change: ChatMemberUpdated) -> None:
    language = likely_language(change.from_user.language_code)
    enter = partial(
        chats.enter,
        chat_id=change.chat.id,
        language=language,
        zone=house.settings.default_zone,
        now=house.clock(),
    )
    if not await run(house.database, enter):
        return
    try:
        await _greet(house, change.chat.id, language)
    except ChatMigrated as error:  # it became a supergroup this instant
        await run(
            house.database, partial(chats.move, old_chat_id=change.chat.id, new_chat_id=error.new_chat_id)
        )
        await _greet(house, error.new_chat_id, language)


async def _greet(house: House, chat_id: int, language: Language) -> None:
    screen = Screen(house.texts.to(language)("group-write-privately", name=house.voice.username))
    try:
        await house.voice.send(Place(chat_id), screen)
    except (BadRequest, Forbidden):
        return  # added where it may not write, or thrown out again already


async def speak_in_group(house: House, update: Update) -> None:
    """In a group only a tapped button gets an answer, so that it does not spin for ever."""
    message, query = update.message, update.callback_query
    if message is not None and message.migrate_to_chat_id is not None:
        move = partial(chats.move, old_chat_id=message.chat_id, new_chat_id=message.migrate_to_chat_id)
        await run(house.database, move)
    if query is None:
        return
    speech = house.texts.to(likely_language(query.from_user.language_code))
    await house.voice.acknowledge(query.id, speech.plain("group-write-privately", name=house.voice.username))
