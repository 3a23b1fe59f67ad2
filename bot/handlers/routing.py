"""Which update goes to which handler, by the tables of this package."""

from __future__ import annotations

from typing import Any

from telegram import CallbackQuery, Chat, Message, Update
from telegram.ext import Application, CallbackContext, TypeHandler

from bot import taps
from bot.context import House, Visit, visit
from bot.errors import Refusal
from bot.handlers import (
    ADMIN_COMMANDS,
    AWAITED,
    COMMANDS,
    TAPS,
    home,
    inline,
    outside,
    sent,
    typed,
    votes,
    wishes,
)
from bot.taps.base import UnknownTap
from bot.wire.answers import TooLarge


def add_to(application: Application[Any, Any, Any, Any, Any, Any], house: House) -> None:
    """One handler that routes every update; what it cannot route, it leaves in silence."""

    async def route(update: Update, _: CallbackContext[Any, Any, Any, Any]) -> None:
        with house.times.taken():
            await _route(house, update)

    application.add_handler(TypeHandler(Update, route))


async def _route(house: House, update: Update) -> None:
    if update.my_chat_member is not None:
        await outside.membership_changed(house, update.my_chat_member)
        return
    if update.poll_answer is not None:
        await votes.vote(house, update.poll_answer)
        return
    if update.inline_query is not None:
        await inline.asked(house, update.inline_query)
        return
    chat = update.effective_chat
    if chat is None or update.edited_message is not None:
        return
    if chat.type != Chat.PRIVATE:
        text = update.message.text if update.message else None
        await outside.speak_in_group(house, update, *_command(text or "", house.voice.username))
        return
    if update.message is not None and _is_notice(update.message):
        return
    if update.message is not None and _is_own(update.message, house):
        return
    goes_on = update.message is not None and house.bursts.goes_on(update.message)
    here = visit(house, update)
    if here is None or (goes_on and not _may_be_several(update.message)):
        return
    try:
        await _serve(here, update, goes_on=goes_on)
    except Refusal as refusal:
        await home.refuse(here, refusal)
    except TooLarge as error:
        await home.too_large(here, error)


async def _serve(here: Visit, update: Update, *, goes_on: bool) -> None:
    if update.callback_query is not None:
        await _tapped(here, update.callback_query)
    elif update.message is not None and _shares_place(update.message):
        await wishes.locate(here, update.message)
    elif update.message is not None and await sent.hear(here, update.message, goes_on=goes_on):
        return  # what a teacher sends for a class
    elif update.message is not None and goes_on:
        return
    elif update.message is not None:
        command, arguments = _command(update.message.text or "", here.house.voice.username)
        if command is None:
            await typed.hear(here, update.message, AWAITED)
        elif act := COMMANDS.get(command) or ADMIN_COMMANDS.get(command):
            await act(here, arguments)
        else:
            await home.unknown_command(here)


def _shares_place(message: Message) -> bool:
    """Whether a person says where they are; a place that somebody else sent on says nothing of them."""
    return message.location is not None and message.forward_origin is None


def _may_be_several(message: Message | None) -> bool:
    """Whether each of what is sent at once may be meant for itself: polls and files for a class."""
    return message is not None and (message.poll is not None or message.document is not None)


def _is_notice(message: Message) -> bool:
    """Whether Telegram says it and not a person: a pinned message, a timer, a boost."""
    return message.text is None and message.effective_attachment is None


def _is_own(message: Message, house: House) -> bool:
    """Whether it is what the bot offered, sent by whoever chose it."""
    return message.via_bot is not None and message.via_bot.username == house.voice.username


async def _tapped(here: Visit, query: CallbackQuery) -> None:
    try:
        tap = taps.parse(query.data or "")
    except UnknownTap:
        raise Refusal("error-button-old") from None
    await TAPS[type(tap)](here, tap)


def _command(text: str, username: str) -> tuple[str | None, str]:
    """The command a text begins with, in lower case, and what follows it."""
    if not text.startswith("/"):
        return None, ""
    head, *arguments = text[1:].split(maxsplit=1) or [""]
    name, _, addressee = head.partition("@")
    if addressee and addressee.lower() != username.lower():
        return None, ""
    return name.lower(), "".join(arguments).strip()
