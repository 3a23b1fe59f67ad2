"""Outside a private conversation: groups and channels, and people who block the bot or come back."""

from __future__ import annotations

from functools import partial

from telegram import CallbackQuery, Chat, ChatMember, ChatMemberAdministrator, ChatMemberUpdated, Update
from telegram.error import BadRequest, ChatMigrated, Forbidden

from bot import taps
from bot.acts import run
from bot.context import House
from bot.handlers import groups, live
from bot.screens import groups as screens
from bot.services import chats, learners, subscriptions
from bot.services.learners import likely_language
from bot.taps.base import UnknownTap
from bot.wire.voice import Place
from content.model import Language

_PRESENT = (ChatMember.MEMBER, ChatMember.ADMINISTRATOR, ChatMember.OWNER)

COMMANDS = ("daily", "help", "start", *live.COMMANDS)
"""Those that a group is answered."""


async def membership_changed(house: House, change: ChatMemberUpdated) -> None:
    """A block stops what is sent here, and in private its end revives it. A group is told what the bot can do
    there; of a channel, whoever let the bot post is told in private."""
    is_present = change.new_chat_member.status in _PRESENT
    chat_id, now = change.chat.id, house.clock()
    if change.chat.type == Chat.PRIVATE:
        back = partial(subscriptions.revive, chat_id=chat_id, now=now)
        gone = partial(subscriptions.stop, chat_id=chat_id, now=now, reason="blocked", kind=None)
        await run(house.database, back if is_present else gone)
    elif not is_present:
        await run(house.database, partial(chats.leave, chat_id=chat_id, now=now))
    elif change.chat.type == Chat.CHANNEL:
        await _enter_channel(house, change)
    else:
        await _enter_group(house, change)


async def _enter_group(house: House, change: ChatMemberUpdated) -> None:
    language = likely_language(change.from_user.language_code)
    if not await _enter(house, change, language, "group"):
        return
    try:
        await _greet(house, change.chat.id, language)
    except ChatMigrated as error:  # it became a supergroup this instant
        await run(
            house.database, partial(chats.move, old_chat_id=change.chat.id, new_chat_id=error.new_chat_id)
        )
        await _greet(house, error.new_chat_id, language)


async def _enter(house: House, change: ChatMemberUpdated, language: Language, kind: chats.Kind) -> bool:
    enter = partial(
        chats.enter,
        chat_id=change.chat.id,
        language=language,
        zone=house.settings.default_zone,
        now=house.clock(),
        kind=kind,
    )
    return await run(house.database, enter)


async def _enter_channel(house: House, change: ChatMemberUpdated) -> None:
    """The person who let the bot post is led to the channel's settings, if the bot may write to them."""
    person, channel = change.from_user, change.chat
    spoken = partial(learners.language_of, learner_id=person.id, code=person.language_code)
    language = await run(house.database, spoken)
    await _enter(house, change, language, "channel")
    if not _may_post(change.new_chat_member) or _may_post(change.old_chat_member):
        return
    screen = screens.channel_hello(house.texts.to(language), str(channel.id), channel.title or "")
    try:
        await house.voice.send(Place(person.id), screen)
    except (BadRequest, Forbidden):
        return  # who has never begun a chat with a bot, or has blocked it, cannot be written to


def _may_post(member: ChatMember) -> bool:
    return isinstance(member, ChatMemberAdministrator) and bool(member.can_post_messages)


async def _greet(house: House, chat_id: int, language: Language) -> None:
    screen = screens.hello(house.texts.to(language), house.voice.username)
    try:
        await house.voice.send(Place(chat_id), screen)
    except (BadRequest, Forbidden):
        return  # added where it may not write, or thrown out again already


async def speak_in_group(house: House, update: Update, command: str | None, arguments: str) -> None:
    """In a group the bot answers its few commands and its own buttons, and hears nothing else."""
    message, query = update.message, update.callback_query
    if message is not None and message.migrate_to_chat_id is not None:
        move = partial(chats.move, old_chat_id=message.chat_id, new_chat_id=message.migrate_to_chat_id)
        await run(house.database, move)
    elif message is not None and command in live.COMMANDS:
        await live.hear(house, message, command, arguments)
    elif message is not None and command in COMMANDS:
        await groups.hear(house, message, command, arguments)
    elif query is not None:
        await _tapped(house, query, update.update_id)


async def _tapped(house: House, query: CallbackQuery, update_id: int) -> None:
    """Every tap gets an answer, so that no button spins for ever."""
    try:
        tap = taps.parse(query.data or "")
    except UnknownTap:
        tap = None
    if tap is not None and type(tap) in groups.DEEDS:
        await groups.tapped(house, query, tap)
        return
    if tap is not None and type(tap) in live.DEEDS:
        await live.tapped(house, query, tap, update_id)
        return
    speech = house.texts.to(likely_language(query.from_user.language_code))
    await house.voice.acknowledge(query.id, speech.plain("group-write-privately", name=house.voice.username))
