"""Methods that describe the bot: its commands, names and descriptions, by language."""

from __future__ import annotations

import re

from telegram.constants import BotCommandLimit, BotDescriptionLimit, BotNameLimit

from bot.playground.checks import Values
from bot.playground.entities import utf16_length
from bot.playground.methods.access import find_chat
from bot.playground.profile import Scope, Wording
from bot.playground.state import bad_request
from bot.playground.world import Method, World

_LIMITS: dict[Wording, int] = {
    "name": BotNameLimit.MAX_NAME_LENGTH,
    "description": BotDescriptionLimit.MAX_DESCRIPTION_LENGTH,
    "short_description": BotDescriptionLimit.MAX_SHORT_DESCRIPTION_LENGTH,
}


def _scope(world: World, values: Values) -> Scope:
    scope = values.get("scope", {"type": "default"})
    chat_id = find_chat(world, scope).id if "chat_id" in scope else 0
    return scope["type"], chat_id, scope.get("user_id", 0)


def _language(values: Values) -> str:
    language = str(values.get("language_code", ""))
    if language and re.fullmatch(r"[a-z]{2}", language) is None:
        raise bad_request("invalid language code specified")
    return language


def _is_command(name: str) -> bool:
    is_short = BotCommandLimit.MIN_COMMAND <= len(name) <= BotCommandLimit.MAX_COMMAND
    return is_short and re.fullmatch(r"[a-z0-9_]+", name) is not None


async def set_my_commands(world: World, values: Values) -> object:
    commands = values["commands"]
    if len(commands) > BotCommandLimit.MAX_COMMAND_NUMBER:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not _is_command(command["command"]):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= utf16_length(command["description"].strip()) <= BotCommandLimit.MAX_DESCRIPTION:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    world.profile.commands[_scope(world, values), _language(values)] = commands
    world.touch()
    return True


async def get_my_commands(world: World, values: Values) -> object:
    return world.profile.commands.get((_scope(world, values), _language(values)), [])


async def delete_my_commands(world: World, values: Values) -> object:
    world.profile.commands.pop((_scope(world, values), _language(values)), None)
    world.touch()
    return True


def _setter(name: Wording) -> Method:
    async def set_wording(world: World, values: Values) -> object:
        text = values.get(name, "").strip()
        if utf16_length(text) > _LIMITS[name]:
            raise bad_request(f"{name} is too long")
        world.profile.wordings[name, _language(values)] = text
        world.touch()
        return True

    return set_wording


def _getter(name: Wording) -> Method:
    async def get_wording(world: World, values: Values) -> object:
        return {name: world.profile.wording(name, _language(values))}

    return get_wording


async def set_chat_menu_button(world: World, values: Values) -> object:
    chat_id = values.get("chat_id", 0)
    if chat_id and chat_id not in world.people:
        raise bad_request("chat not found")
    world.profile.menu_buttons[chat_id] = values.get("menu_button", {"type": "default"})
    world.touch()
    return True


async def get_chat_menu_button(world: World, values: Values) -> object:
    buttons = world.profile.menu_buttons
    return buttons.get(values.get("chat_id", 0), buttons.get(0, {"type": "default"}))


METHODS: dict[str, Method] = {
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setMyName": _setter("name"),
    "getMyName": _getter("name"),
    "setMyDescription": _setter("description"),
    "getMyDescription": _getter("description"),
    "setMyShortDescription": _setter("short_description"),
    "getMyShortDescription": _getter("short_description"),
    "setChatMenuButton": set_chat_menu_button,
    "getChatMenuButton": get_chat_menu_button,
}
