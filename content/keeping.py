"""The index of a bank, kept on disk: made once for a bank, and read back when somebody asks."""

from __future__ import annotations

import json
from contextlib import suppress
from functools import cache
from pathlib import Path

from content.loader import compact, digest, engine, keep
from content.model import Bank
from content.search import Index

_WORDS = Path(__file__).parent / "words"


def index_of(bank: Bank, cache: Path | None) -> Index:
    """The index, read from ``cache``, a directory, or made and kept there. What is broken is made anew."""
    if cache is None:
        return Index(bank)
    file = _file(bank, cache)
    with suppress(OSError, ValueError, KeyError, TypeError, IndexError):
        return Index(bank, json.loads(file.read_bytes()))
    index = Index(bank)
    with suppress(OSError):
        keep(compact(index.kept()), file, "index")
    return index


def is_kept(bank: Bank, cache: Path | None) -> bool:
    return cache is not None and _file(bank, cache).is_file()


def _file(bank: Bank, directory: Path) -> Path:
    return directory / f"index-{bank.version}-{_program()}.json"


@cache
def _program() -> str:
    """What tells one state of the program from another, with its words and weights."""
    return digest(engine() | {path.name: path.read_bytes() for path in _WORDS.iterdir()})
