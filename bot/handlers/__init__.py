"""The routing table: which update goes to which handler."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from telegram import Bot, CallbackQuery, Chat, Update
from telegram.ext import Application, CallbackContext, TypeHandler

from bot import taps
from bot.context import House, Visit, visit
from bot.errors import Refusal
from bot.handlers import ask, daily, home, language, outside, privacy, progress, quiz, typed
from bot.taps import Tap, UnknownTap

log = logging.getLogger(__name__)

TapHandler = Callable[[Visit, Any], Awaitable[None]]
CommandHandler = Callable[[Visit, str], Awaitable[None]]

COMMANDS: Mapping[str, CommandHandler] = {
    "start": home.start,
    "quiz": quiz.menu,
    "ask": ask.ask,
    "progress": progress.progress,
    "daily": daily.daily,
    "language": language.languages,
    "help": home.help_,
    "cancel": home.cancel,
    "privacy": privacy.privacy,
    "forget": privacy.ask_to_forget,
}
"""Every command, in the order of the menu."""

TAPS: Mapping[type[Tap], TapHandler] = {
    taps.HomeTap: home.home,
    taps.LanguagesTap: language.languages,
    taps.LanguageTap: language.choose,
    taps.QuizMenuTap: quiz.menu,
    taps.ThemesTap: quiz.themes,
    taps.ScopeTap: quiz.choose_scope,
    taps.StartTap: quiz.start,
    taps.AnswerTap: quiz.answer,
    taps.DontKnowTap: quiz.dont_know,
    taps.TickTap: quiz.tick,
    taps.CheckTap: quiz.check,
    taps.PlaceTap: quiz.place_next,
    taps.PairTap: quiz.pair,
    taps.StartOverTap: quiz.start_over,
    taps.NextTap: quiz.advance,
    taps.ResumeTap: quiz.resume,
    taps.AbandonTap: quiz.abandon,
    taps.PractiseTap: quiz.practise,
    taps.QuizOnFactTap: quiz.quiz_on_fact,
    taps.FactTap: ask.tell,
    taps.AskFactTap: ask.question_on,
    taps.LinkTap: ask.link,
    taps.ProgressTap: progress.progress,
    taps.DailyTap: daily.daily,
    taps.DailyAtTap: daily.subscribe_at,
    taps.DailyOtherTimeTap: daily.ask_time,
    taps.DailyStopTap: daily.stop,
    taps.ZonesTap: daily.zones,
    taps.ZoneTap: daily.choose_zone,
    taps.OtherZoneTap: daily.ask_zone,
    taps.ForgetTap: privacy.forget,
}


def add_to(application: Application[Any, Any, Any, Any, Any, Any], house: House) -> None:
    """One handler that routes every update; what it cannot route, it leaves in silence."""

    async def route(update: Update, context: CallbackContext[Any, Any, Any, Any]) -> None:
        await _route(house, context.bot, update)

    application.add_handler(TypeHandler(Update, route))


async def _route(house: House, bot: Bot, update: Update) -> None:
    if update.my_chat_member is not None:
        await outside.membership_changed(house, bot, update.my_chat_member)
        return
    chat = update.effective_chat
    if chat is None or update.edited_message is not None:
        return
    if chat.type != Chat.PRIVATE:
        await outside.speak_in_group(house, bot, update)
        return
    here = visit(house, bot, update)
    if here is None:
        return
    try:
        await _serve(here, update)
    except Refusal as refusal:
        await home.refuse(here, refusal)


async def _serve(here: Visit, update: Update) -> None:
    if update.callback_query is not None:
        await _tapped(here, update.callback_query)
    elif update.message is not None:
        command, arguments = _command(update.message.text or "", here.bot.username)
        if command is None:
            await typed.hear(here, update.message)
        elif command in COMMANDS:
            await COMMANDS[command](here, arguments)
        else:
            await home.unknown_command(here)


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
