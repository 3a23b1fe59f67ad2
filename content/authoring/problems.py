"""What is wrong with a bank, in sentences for its author."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend. ``file`` is relative to the bank's directory, ``line`` counts from 1."""

    file: str
    line: int
    id: str
    sentence: str

    def __str__(self) -> str:
        about = f"{self.id}: " if self.id else ""
        return f"{self.file}:{self.line}: {about}{self.sentence}"


class ContentError(Exception):
    """The bank cannot be used; ``problems`` holds everything that is wrong with it, in reading order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


def nearest(spelling: str, known: Iterable[str]) -> str:
    """A closing half-sentence that names what was probably meant, or nothing."""
    found = get_close_matches(spelling, sorted(known), n=1, cutoff=0.6)
    return f'; did you mean "{found[0]}"?' if found else ""
