"""The files of a bank, as they lie in its directory."""

from __future__ import annotations

from pathlib import Path

from content.authoring.problems import ContentError, Problem


def read(directory: Path) -> dict[str, bytes]:
    """Every file of the bank by its path inside the directory, in order. Raises ContentError if none is."""
    if not directory.is_dir():
        raise ContentError([_nothing(directory, "there is no such directory to read a bank from")])
    paths = sorted(path for path in directory.rglob("*") if path.suffix in (".yaml", ".yml", ".tsv"))
    if not paths:
        raise ContentError(
            [Problem(str(directory), 1, "", "this directory is empty: there is no bank in it")]
        )
    return {path.relative_to(directory).as_posix(): path.read_bytes() for path in paths}


def _nothing(directory: Path, sentence: str) -> Problem:
    return Problem(str(directory), 1, "", sentence)
