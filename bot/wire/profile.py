"""What Telegram shows of the bot before a word is said: name, descriptions and command menu, per language."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Collection, Sequence

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import RetryAfter, TelegramError

from bot.texts import Catalogues, Speech
from content.model import LANGUAGES, Bank, Language

log = logging.getLogger(__name__)

OTHERS: Language = "en"
"""What is shown to people whose app speaks none of our languages."""


async def publish(bot: Bot, texts: Catalogues, bank: Bank, commands: Sequence[str]) -> None:
    """Set what differs. A server that lacks a method, or is asked too often, keeps what it has."""
    for language in LANGUAGES:
        for code in (None, language) if language == OTHERS else (language,):
            await _publish_in(bot, texts, bank, commands, language, code)


async def publish_to_groups(
    bot: Bot, texts: Catalogues, commands: Sequence[str], for_admins: Sequence[str]
) -> None:
    """The menu of the members of a group, and of whoever administers one."""
    menus = (
        (BotCommandScopeAllGroupChats(), commands),
        (BotCommandScopeAllChatAdministrators(), for_admins),
    )
    for language in LANGUAGES:
        for code in (None, language) if language == OTHERS else (language,):
            for scope, shown in menus:
                await _publish_menu(bot, _menu(texts.to(language), shown), scope, code)


async def publish_to_admins(
    bot: Bot, texts: Catalogues, commands: Sequence[str], admin_ids: Collection[int]
) -> None:
    """The menu in the private chats of administrators; one who has not come yet gets it at the next start."""
    for admin_id in sorted(admin_ids):
        for language in LANGUAGES:
            for code in (None, language) if language == OTHERS else (language,):
                menu = _menu(texts.to(language), commands)
                await _publish_menu(bot, menu, BotCommandScopeChat(admin_id), code)


def _menu(speech: Speech, commands: Sequence[str]) -> list[BotCommand]:
    return [BotCommand(command, speech.plain(f"command-{command}")) for command in commands]


async def _publish_menu(bot: Bot, menu: list[BotCommand], scope: BotCommandScope, code: str | None) -> None:
    async def set_commands() -> None:
        if list(await bot.get_my_commands(scope, language_code=code)) != menu:
            await bot.set_my_commands(menu, scope, language_code=code)

    await _try(set_commands)


async def _publish_in(
    bot: Bot, texts: Catalogues, bank: Bank, commands: Sequence[str], language: Language, code: str | None
) -> None:
    speech = texts.to(language)
    await _publish_menu(bot, _menu(speech, commands), BotCommandScopeAllPrivateChats(), code)
    name, description, short = (
        speech.plain("bot-name"),
        bank.description.to(language),
        speech.plain("bot-short", title=bank.title.to(language)),
    )

    # Telegram limits how often a name may change, to a few times a day: look before setting.
    async def set_name() -> None:
        if (await bot.get_my_name(code)).name != name:
            await bot.set_my_name(name, language_code=code)

    async def set_description() -> None:
        if (await bot.get_my_description(code)).description != description:
            await bot.set_my_description(description, language_code=code)

    async def set_short_description() -> None:
        if (await bot.get_my_short_description(code)).short_description != short:
            await bot.set_my_short_description(short, language_code=code)

    for step in (set_name, set_description, set_short_description):
        await _try(step)


async def _try(step: Callable[[], Awaitable[None]]) -> None:
    try:
        await step()
    except RetryAfter as error:
        log.info("%s: Telegram asks to wait %s; it stays as it was", step.__name__, error.retry_after)
    except TelegramError as error:
        log.info("%s: %s; it stays as it was", step.__name__, error.message)
    except Exception:
        # A server that answers something odd must not take the bot down over its own name.
        log.warning("%s failed; it stays as it was", step.__name__, exc_info=True)
