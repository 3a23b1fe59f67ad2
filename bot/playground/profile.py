"""What the bot says about itself to people of each language."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from bot.playground.state import Chat, Json, Person

Scope = tuple[str, int, int]
"""Kind, chat and person; 0 where the kind has none."""
Wording = Literal["name", "description", "short_description"]


@dataclass
class Profile:
    """What the bot says about itself; the language "" stands for all without their own."""

    commands: dict[tuple[Scope, str], list[Json]] = field(default_factory=dict)
    wordings: dict[tuple[Wording, str], str] = field(default_factory=dict)
    own_name: str = ""
    """The name that the bot was made with."""
    menu_buttons: dict[int, Json] = field(default_factory=dict)
    """By chat; 0 for all without their own."""

    def wording(self, name: Wording, language_code: str) -> str:
        own = self.wordings.get((name, language_code[:2]), "")
        shared = self.own_name if name == "name" else ""
        return own or self.wordings.get((name, "")) or shared

    def menu(self, person: Person, chat: Chat | None) -> list[Json]:
        """The first list found by Telegram's order: narrow scopes first, own language before none."""
        for scope in _scopes(person, chat):
            for language in (person.language_code[:2], ""):
                if (scope, language) in self.commands:
                    return self.commands[scope, language]
        return []


def _scopes(person: Person, chat: Chat | None) -> list[Scope]:
    if chat is None or chat.kind == "private":
        return [("chat", person.id, 0), ("all_private_chats", 0, 0), ("default", 0, 0)]
    is_admin = chat.standing(person.id).is_admin
    own: list[Scope] = [("chat_member", chat.id, person.id)]
    admins: list[Scope] = [("chat_administrators", chat.id, 0)] if is_admin else []
    all_admins: list[Scope] = [("all_chat_administrators", 0, 0)] if is_admin else []
    everyone: list[Scope] = [("all_group_chats", 0, 0), ("default", 0, 0)]
    return [*own, *admins, ("chat", chat.id, 0), *all_admins, *everyone]
