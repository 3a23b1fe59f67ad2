"""The bot's own words: catalogues in three languages, read from the .po files that translators edit."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache
from gettext import c2py
from pathlib import Path

from msgspec import Struct

from bot import catalogue
from bot.catalogue import Messages
from content.model import Language

LOCALES = Path(__file__).resolve().parent / "locales"

_TWIN = "-text-only"
# Emoji, dingbats, arrows and shapes, with what joins or colours them, and the space that follows;
# and the angles that point onward and back, which a screen reader reads out as quotation marks.
_SIGN = re.compile(
    "[\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2b00-\u2bff\ufe0f\u200d\U0001f000-\U0001faff]+ ?| ›|‹ "
)


# What turns the direction of all that follows, also in the lines of somebody else.
_TURNS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_ALONE, _TOGETHER = "\u2068", "\u2069"


class Markup(str):
    """Text that is Telegram HTML already; everything else is escaped when it enters a message."""

    __slots__ = ()


def escape(value: object) -> Markup:
    """A value as Telegram HTML: text of people and of the bank is never markup."""
    return value if isinstance(value, Markup) else Markup(html.escape(str(value), quote=False))


def isolated(text: str) -> str:
    """A person's text that turns no other text around: each line that runs leftward stands by itself."""
    lines = _TURNS.sub("", text).splitlines()
    return "\n".join(f"{_ALONE}{line}{_TOGETHER}" if _is_leftward(line) else line for line in lines)


def _is_leftward(line: str) -> bool:
    return any(unicodedata.bidirectional(letter) in ("R", "AL", "AN") for letter in line)


class Speech(Struct, frozen=True):
    """One language's catalogue. Keys are ``screen-part``; a missing key raises KeyError in every test.

    Text-only, there is no emoji in it: where one is the only sign, ``KEY-text-only`` has the words instead.
    """

    language: Language
    is_text_only: bool
    _messages: Messages
    _plural: Callable[[int], int]

    def __call__(self, key: str, **params: object) -> Markup:
        """The text of ``key`` as HTML; the parameters are escaped."""
        return Markup(self._form(key, params).format(**{name: escape(p) for name, p in params.items()}))

    def plain(self, key: str, **params: object) -> str:
        """The text of ``key`` for a place without markup: a button, an alert, a command's description."""
        return self._form(key, params).format(**params)

    def __reduce__(self) -> tuple[Callable[..., Speech], tuple[Language, bool]]:
        """Another process, which draws, has catalogues of its own."""
        return _speech_here, (self.language, self.is_text_only)

    def _form(self, key: str, params: Mapping[str, object]) -> str:
        message = self._messages[key]
        if isinstance(message, str):
            return message
        return message[self._plural(int(str(params["n"])))]


class Catalogues:
    """All languages; every catalogue has the same keys, which a test keeps true. ``cache`` is a directory
    for what can be read again."""

    def __init__(self, directory: Path = LOCALES, cache: Path | None = None) -> None:
        self._from = directory, cache
        _catalogues(*self._from)

    def to(self, language: Language, *, is_text_only: bool = False) -> Speech:
        return _speech(*self._from, language, is_text_only)


def _speech_here(language: Language, is_text_only: bool) -> Speech:
    return Catalogues().to(language, is_text_only=is_text_only)


# The files of a program that runs do not change.
_catalogues = cache(catalogue.read)


@cache
def _speech(directory: Path, cached: Path | None, language: Language, is_text_only: bool) -> Speech:
    found = _catalogues(directory, cached)[language]
    messages = _in_words(found.messages) if is_text_only else found.messages
    return Speech(language, is_text_only, messages, c2py(found.plural))


def _in_words(messages: Messages) -> Messages:
    """Every message without its emoji, or as its ``-text-only`` twin has it."""
    bare: dict[str, str | list[str]] = {}
    for key in messages:
        message = messages.get(f"{key}{_TWIN}", messages[key])
        bare[key] = without_signs(message) if isinstance(message, str) else [*map(without_signs, message)]
    return bare


def without_signs(text: str) -> str:
    """The text without emoji and pointers, and without the space that sets each apart."""
    return _SIGN.sub("", text)
