"""One rule of the bank broken in one place, and all that must be said about it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from content.loader import ContentError, load
from tests.banks import tiny_bank_files, write_bank
from tests.content.asked_bank import asked_bank_files
from tests.content.every_kind import every_kind_files

SPRINGS = "facts/springs.yaml"
DELTAS = "facts/deltas.yaml"


class Breach(NamedTuple):
    """In ``file`` ``old`` becomes ``new`` once; ``said`` is every problem then, in order.

    The bank is the first that has ``old`` there: the tiny one, that with every kind of question, or that
    which says how people ask.
    """

    file: str
    old: str
    new: str
    said: tuple[str, ...]

    def files(self) -> dict[str, str]:
        banks = (tiny_bank_files(), every_kind_files(), asked_bank_files())
        files = next((files for files in banks if self.old in files.get(self.file, "")), None)
        assert files is not None, f"{self.old!r} is not in {self.file}"
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
