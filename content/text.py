"""What every text of the bank is: in three languages."""

from __future__ import annotations

from typing import Literal, get_args

from content.frozen import Frozen

Language = Literal["tg", "ru", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
"""Every text of the bank and of the bot exists in these; the first is the home language of the learners."""


State = Literal["written", "read", "reviewed"]
STATES: tuple[State, ...] = get_args(State)
"""Of a text in one language: by its author alone; by another reader too; by a native one, with care."""


class Text(Frozen, frozen=True, kw_only=True):
    """One text in the three languages. Plain text, never markup."""

    en: str
    ru: str
    tg: str

    def to(self, language: Language) -> str:
        return str(getattr(self, language))

    def all(self) -> tuple[str, ...]:
        return tuple(self.to(language) for language in LANGUAGES)
