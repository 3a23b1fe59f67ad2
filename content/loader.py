"""From the files of a directory to a Bank, or to everything that is wrong with them."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from content.authoring.files import Files, files_in
from content.authoring.problems import ContentError, Problem
from content.model import Bank

BANK_DIRECTORY = Path(__file__).parent / "bank"

__all__ = ["BANK_DIRECTORY", "ContentError", "Problem", "load", "version_of"]


def load(directory: Path = BANK_DIRECTORY, *, cache: Path | None = None) -> Bank:
    """The bank in ``directory``. Raises ContentError with every problem of all its files.

    With ``cache``, a directory, a sound bank is kept there and read back as long as neither the files nor
    this engine have changed; a cache that is broken or cannot be written is as good as none.
    """
    files = files_in(directory)
    kept = None if cache is None else cache / f"bank-{digest(_marks(files) | engine())}.json"
    if kept is not None:
        with suppress(OSError, ValueError):
            return Bank.model_validate_json(kept.read_bytes())
    # Imported only here: what reads an author's YAML is dear to load, and nearly every start has the cache.
    from content.authoring.whole import built

    bank = built(files, version=_version(files))
    if kept is not None:
        with suppress(OSError):
            keep(compact(bank.model_dump()), kept, "bank")
    return bank


def version_of(directory: Path = BANK_DIRECTORY) -> str:
    """The version that ``load`` would give, without parsing. Raises ContentError if no bank is there.

    It is that of the texts: who has reviewed them makes no other bank.
    """
    return _version(files_in(directory))


def _marks(files: Files) -> dict[str, bytes]:
    """What tells one state of the files from another, those that cannot be read among them."""
    return {**files.contents, **{file: problem.sentence.encode() for file, problem in files.problems.items()}}


def engine() -> dict[str, bytes]:
    """The program that reads a bank: another one may read it otherwise."""
    here = Path(__file__).parent
    return {str(path.relative_to(here)): path.read_bytes() for path in sorted(here.rglob("*.py"))}


def digest(files: Mapping[str, bytes]) -> str:
    total = hashlib.sha256()
    for file, content in sorted(files.items()):
        total.update(f"{file}\0{len(content)}\0".encode() + content)
    return total.hexdigest()


def _version(files: Files) -> str:
    marks = _marks(files)
    return digest({file: content for file, content in marks.items() if not file.endswith(".tsv")})[:12]


def compact(plain: object) -> str:
    """JSON without a space."""
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def keep(text: str, kept: Path, kind: str) -> None:
    """Write a file of the cache whole, or not at all, in the place of older ones of its kind."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=kept.parent, prefix=f".{kind}-", suffix=".tmp")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(name, kept)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    for old in kept.parent.glob(f"{kind}-*.json"):
        if old != kept:
            old.unlink(missing_ok=True)
