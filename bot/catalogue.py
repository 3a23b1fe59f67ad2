"""The files that translators edit, from text to messages; read once, and kept beside the database."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import msgspec
from msgspec import Struct

from content.loader import digest, keep
from content.model import LANGUAGES, Language

Messages = Mapping[str, str | list[str]]
"""By key: a text, or one for each number of things."""


class Catalogue(Struct, frozen=True):
    """What one language says. ``plural`` is the rule for numbers, an expression of C in ``n``."""

    plural: str
    messages: Messages


def read(directory: Path, cache: Path | None = None) -> Mapping[Language, Catalogue]:
    """Every language. With ``cache``, a directory, what was read is kept there as long as nothing changes;
    a cache that is broken or cannot be written is as good as none."""
    files = {
        language: (directory / language / "LC_MESSAGES" / "hamkori.po").read_bytes() for language in LANGUAGES
    }
    kept = None if cache is None else cache / f"words-{digest(files | _reader())}.json"
    if kept is not None:
        with suppress(OSError, msgspec.MsgspecError):
            return msgspec.json.decode(kept.read_bytes(), type=dict[Language, Catalogue])
    catalogues = {language: _parsed(file) for language, file in files.items()}
    if kept is not None:
        with suppress(OSError):
            keep(msgspec.json.encode(catalogues).decode(), kept, "words")
    return catalogues


def _reader() -> dict[str, bytes]:
    return {"reader": Path(__file__).read_bytes()}


def _parsed(file: bytes) -> Catalogue:
    # Imported only here: nearly every start has the cache.
    from babel.messages.pofile import read_po

    found = read_po(BytesIO(file), locale=None)
    return Catalogue(
        plural=found.plural_expr,
        messages={
            message.id if isinstance(message.id, str) else message.id[0]: (
                message.string if isinstance(message.string, str) else list(message.string)
            )
            for message in found
            if message.id
        },
    )
