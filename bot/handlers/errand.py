"""One update about a group, a topic or a channel: who asks, whether they may, and where it is answered."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace
from telegram import CallbackQuery, MaybeInaccessibleMessage, Message
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError

from bot.acts import run
from bot.context import House
from bot.errors import Refusal
from bot.screens import groups as screens
from bot.screens.groups import State
from bot.screens.screen import Screen
from bot.services import chats, groups
from bot.services.groups import Setup, Where
from bot.services.learners import likely_language
from bot.texts import Speech
from bot.wire.voice import Place
from content.model import Language

log = logging.getLogger(__name__)

T = TypeVar("T")


class Errand(Struct, frozen=True):
    """What an administrator wants settled. In private it is about another chat than it is shown in."""

    house: House
    person_id: int | None  # None: an anonymous administrator
    where: Where
    place: Place
    message_id: int | None  # the message whose button was tapped
    query_id: str | None
    code: str | None  # the language of the person's app
    now: datetime
    language: Language | None = None  # of the person whose private chat it is; else the chat's
    update_id: int = 0  # of a tap; 0 where nobody asks for it

    @property
    def is_private(self) -> bool:
        return self.place.chat_id != self.where.chat_id

    async def act(self, act: Callable[..., T], **named: Any) -> T:
        return await run(self.house.database, partial(act, where=self.where, **named))

    def speech(self, setup: Setup | None = None) -> Speech:
        likely = setup.language if setup else likely_language(self.code)
        return self.house.texts.to(self.language or likely)

    async def show(self, screen: Screen) -> None:
        """Where the bot may not write, nobody waits for it to."""
        voice, message_id = self.house.voice, self.message_id
        await self.acknowledge()
        try:
            if message_id is None or not await voice.edit(self.place, message_id, screen):
                await voice.send(self.place, screen)
        except (BadRequest, Forbidden) as error:
            log.info("a chat is not answered: %s", error.message)

    async def acknowledge(self, words: str | None = None) -> None:
        if self.query_id is not None:
            await self.house.voice.acknowledge(self.query_id, words, in_window=words is not None)

    async def refuse(self, refusal: Refusal, setup: Setup | None = None) -> None:
        """An expected "no": over the chat for a tap, in the chat for a message."""
        speech = self.speech(setup)
        if self.query_id is not None:
            await self.acknowledge(speech.plain(refusal.key, **refusal.params))
        else:
            await self.show(Screen(speech(refusal.key, **refusal.params)))


async def speech_of(errand: Errand) -> Speech:
    """In the words of the chat."""
    return errand.speech(await errand.act(groups.look))


def of_message(house: House, message: Message) -> Errand:
    """What somebody wants who writes in a group; whoever writes as a chat is taken for no person."""
    topic_id = message.message_thread_id if message.is_topic_message else None
    sender, spoken_as = message.from_user, message.sender_chat
    return Errand(
        house,
        sender.id if sender is not None and spoken_as is None else None,
        Where(message.chat_id, topic_id or 0),
        Place(message.chat_id, topic_id),
        message_id=None,
        query_id=None,
        code=sender.language_code if sender else None,
        now=house.clock(),
    )


def of_tap(house: House, query: CallbackQuery, shown: MaybeInaccessibleMessage, update_id: int = 0) -> Errand:
    """What somebody wants who pressed a button under a message in a group."""
    is_in_topic = isinstance(shown, Message) and shown.is_topic_message
    topic_id = shown.message_thread_id if isinstance(shown, Message) and is_in_topic else None
    return Errand(
        house,
        query.from_user.id,
        Where(shown.chat.id, topic_id or 0),
        Place(shown.chat.id, topic_id),
        shown.message_id,
        query.id,
        query.from_user.language_code,
        house.clock(),
        update_id=update_id,
    )


async def enter(errand: Errand) -> None:
    """For a group in which the bot was before it knew groups."""
    entering = partial(
        chats.enter,
        chat_id=errand.where.chat_id,
        language=likely_language(errand.code),
        zone=errand.house.settings.default_zone,
        now=errand.now,
    )
    await run(errand.house.database, entering)


Deed = Callable[[Errand, Any], Awaitable[None]]
"""What an administrator does, with the button or the words behind the command."""


async def serve(errand: Errand, deed: Deed | None, about: Any) -> None:
    """Do it if an administrator asks; ``deed`` is None where somebody surely is none."""
    try:
        await _serve_admin(errand, deed, about)
    except Refusal as refusal:
        await errand.refuse(refusal)
    except ChatMigrated as error:  # it became a supergroup meanwhile, and is answered there
        old, new = errand.where.chat_id, error.new_chat_id
        await run(errand.house.database, partial(chats.move, old_chat_id=old, new_chat_id=new))
        place = errand.place if errand.is_private else Place(new)
        moved = replace(errand, where=Where(new), place=place, message_id=None)
        await _serve_admin(moved, deed, about)


async def _serve_admin(errand: Errand, deed: Deed | None, about: Any) -> None:
    setup = await errand.act(groups.look)
    try:
        may = deed is not None and await is_admin(errand)
    except ChatMigrated:
        raise
    except TelegramError as error:
        log.info("who is an administrator cannot be told: %s", error.message)
        await errand.refuse(Refusal("group-no-answer"), setup)
        return
    if deed is None or not may:
        await _tell_member(errand, setup)
        return
    try:
        await deed(errand, about)
    except Refusal as refusal:
        await errand.refuse(refusal, setup)


async def is_admin(errand: Errand) -> bool:
    """Of a channel it is asked anew at each tap: it is settled away from it, where nobody sees by whom."""
    if errand.person_id is None:
        return True
    standing, chat_id = errand.house.standing, errand.where.chat_id
    return await standing.is_admin(chat_id, errand.person_id, errand.now, anew=errand.is_private)


async def _tell_member(errand: Errand, setup: Setup) -> None:
    if errand.query_id is not None:
        await errand.refuse(Refusal("group-admins-only"), setup)
    else:
        await errand.show(Screen(screens.state_line(errand.speech(setup), state_of(errand, setup))))


def state_of(errand: Errand, setup: Setup, title: str = "") -> State:
    """How the chat is set up, as a screen shows it."""
    at = setup.subscription
    paused_until = at.days.resumes_on if at and setup.is_paused(errand.now) else None
    seen = State(
        where=str(errand.where.chat_id) if errand.is_private else "",
        is_channel=setup.kind == "channel",
        language=setup.language,
        zone=setup.zone,
        is_on=setup.is_on,
        title=title,
    )
    if at is None:
        return seen
    days = at.days.weekdays
    return replace(
        seen,
        local_time=at.local_time,
        form=at.form,
        weekdays=days,
        is_silent=at.is_silent,
        paused_until=paused_until,
    )
