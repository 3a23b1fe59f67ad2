"""What happens outside a private conversation: groups, and people who block the bot or come back."""

from __future__ import annotations

from functools import partial

from telegram import Chat, ChatMember, ChatMemberUpdated, Update
from telegram.error import BadRequest, Forbidden

from bot.acts import run
from bot.context import House
from bot.screens.screen import Screen
from bot.services import subscriptions
from bot.services.learners import likely_language
from bot.wire.voice import Place

_PRESENT = (ChatMember.MEMBER, ChatMember.ADMINISTRATOR, ChatMember.OWNER)


async def membership_changed(house: House, change: ChatMemberUpdated) -> None:
    """A block stops what is sent here, its end revives it; a group is told where the bot can be talked to."""
    is_present = change.new_chat_member.status in _PRESENT
    if change.chat.type == Chat.PRIVATE:
        now = house.clock()
        back = partial(subscriptions.revive, chat_id=change.chat.id, now=now)
        gone = partial(subscriptions.stop, chat_id=change.chat.id, now=now, reason="blocked", kind=None)
        await run(house.database, back if is_present else gone)
    elif is_present and change.old_chat_member.status not in _PRESENT and change.chat.type != Chat.CHANNEL:
        speech = house.texts.to(likely_language(change.from_user.language_code))
        screen = Screen(speech("group-write-privately", name=house.voice.username))
        try:
            await house.voice.send(Place(change.chat.id), screen)
        except (BadRequest, Forbidden):
            return  # added where it may not write, or thrown out again already


async def speak_in_group(house: House, update: Update) -> None:
    """In a group only a tapped button gets an answer, so that it does not spin for ever."""
    query = update.callback_query
    if query is None:
        return
    speech = house.texts.to(likely_language(query.from_user.language_code))
    await house.voice.acknowledge(query.id, speech.plain("group-write-privately", name=house.voice.username))
