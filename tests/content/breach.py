"""One rule of the bank broken in one place, and all that must be said about it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from content.loader import ContentError, load
from tests.banks import tiny_bank_files, write_bank
from tests.content.every_kind import LAKES, every_kind_files

SPRINGS = "facts/springs.yaml"
DELTAS = "facts/deltas.yaml"


class Breach(NamedTuple):
    """In ``file`` of the tiny bank ``old`` becomes ``new`` once; ``said`` is every problem then, in order.

    If it is the file of the lakes, the bank has every kind of question.
    """

    file: str
    old: str
    new: str
    said: tuple[str, ...]

    def files(self) -> dict[str, str]:
        files = every_kind_files() if self.file == LAKES else tiny_bank_files()
        assert self.old in files[self.file], f"{self.old!r} is not in {self.file}"
        return files | {self.file: files[self.file].replace(self.old, self.new, 1)}


def breach(file: str, old: str, new: str, *said: str) -> Breach:
    return Breach(file, old, new, said)


def problems_of(directory: Path, files: dict[str, str]) -> list[str]:
    """Every problem of the files, as its author reads it; an empty list if there is none."""
    try:
        load(write_bank(directory, files))
    except ContentError as error:
        return [str(problem) for problem in error.problems]
    return []
