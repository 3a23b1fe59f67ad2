"""The bot's own words: catalogues in three languages, read from the .po files that translators edit."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from gettext import c2py
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from content.model import LANGUAGES, Language

LOCALES = Path(__file__).resolve().parent / "locales"


class Markup(str):
    """Text that is Telegram HTML already; everything else is escaped when it enters a message."""

    __slots__ = ()


def escape(value: object) -> Markup:
    """A value as Telegram HTML: text of people and of the bank is never markup."""
    return value if isinstance(value, Markup) else Markup(html.escape(str(value), quote=False))


@dataclass(frozen=True)
class Speech:
    """One language's catalogue. Keys are ``screen-part``; a missing key raises KeyError in every test."""

    language: Language
    _messages: Mapping[str, str | Sequence[str]]
    _plural: Callable[[int], int]

    def __call__(self, key: str, **params: object) -> Markup:
        """The text of ``key`` as HTML; the parameters are escaped."""
        return Markup(self._form(key, params).format(**{name: escape(p) for name, p in params.items()}))

    def plain(self, key: str, **params: object) -> str:
        """The text of ``key`` for a place without markup: a button, an alert, a command's description."""
        return self._form(key, params).format(**params)

    def _form(self, key: str, params: Mapping[str, object]) -> str:
        message = self._messages[key]
        if isinstance(message, str):
            return message
        return message[self._plural(int(str(params["n"])))]


class Catalogues:
    """All languages; every catalogue has the same keys, which a test keeps true."""

    def __init__(self, directory: Path = LOCALES) -> None:
        self._speeches = {language: _read(directory, language) for language in LANGUAGES}

    def to(self, language: Language) -> Speech:
        return self._speeches[language]


def _read(directory: Path, language: Language) -> Speech:
    path = directory / language / "LC_MESSAGES" / "hamkori.po"
    with path.open("rb") as file:
        catalogue: Catalog = read_po(file, locale=None)
    messages = {
        str(message.id if isinstance(message.id, str) else message.id[0]): message.string
        for message in catalogue
        if message.id
    }
    return Speech(language, messages, c2py(catalogue.plural_expr))
