"""What ordinary words do in a question: those that say nothing, those that ask, those that mean the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import cast

from content.model import LANGUAGES, Asks, Language
from content.spelling import skeleton

_WORDS = Path(__file__).parent / "words"
_DATING = "year years date day month год года году годы дата сол соли солҳо санаи сана моҳи рӯзи"


@cache
def little() -> frozenset[str]:
    """The sounds of the words that are not searched for."""
    return frozenset().union(*map(little_of, LANGUAGES))


@cache
def little_of(language: Language) -> frozenset[str]:
    """The sounds of those of one language."""
    return frozenset(word for of, words in _turns("little") if of == language for word in words.split())


@cache
def common_of(language: Language) -> frozenset[str]:
    """Words of one language, as typed, that are searched for but tell little apart."""
    lines = (line.partition(": ") for line in _lines("common"))
    return frozenset(word for of, _, words in lines if of == language for word in words.split())


@cache
def kept() -> frozenset[str]:
    """Words, as typed, that sound like a little one and are none: ООН and он, три and try."""
    return frozenset({"оон", "три"})


@cache
def pointing() -> frozenset[str]:
    """The sounds of the words that point back at what was spoken of."""
    return frozenset(
        skeleton(word) for line in _lines("pointing") if ":" not in line for word in line.split()
    )


@cache
def going_on() -> frozenset[str]:
    """The sounds of the words with which one goes on from what was spoken of."""
    lines = (line.partition(":")[2] for line in _lines("pointing") if ":" in line)
    return frozenset(skeleton(word) for line in lines for word in line.split())


@cache
def other() -> frozenset[str]:
    """The sounds of common words that the bank does not have."""
    return frozenset(skeleton(word) for line in _lines("other") for word in line.split())


@cache
def first() -> frozenset[str]:
    """The sounds of the words with which a question begins."""
    return frozenset(skeleton(word) for line in _lines("first") for word in line.split())


@cache
def dating() -> frozenset[str]:
    """The sounds of the words that beside a number only date."""
    return frozenset(skeleton(_DATING).split())


@cache
def first_whether() -> frozenset[str]:
    """The sounds of the words which, coming first, ask for a yes or a no."""
    return frozenset(word for kind, turn in _asking() if kind == "first-whether" for word in turn.split())


@cache
def asking() -> Mapping[str, tuple[tuple[tuple[str, ...], Asks], ...]]:
    """The turns of speech that ask, by their first word, with what they ask for; all by their sounds."""
    turns: defaultdict[str, dict[tuple[str, ...], Asks]] = defaultdict(dict)
    for kind, turn in _asking():
        if kind != "first-whether":
            words = tuple(turn.split())
            turns[words[0]].setdefault(words, cast(Asks, kind))
    return {first: tuple(those.items()) for first, those in turns.items()}


def talk() -> Iterator[tuple[str, str]]:
    """The turns of small talk by their sounds, each with its kind."""
    return _turns("talk")


def _asking() -> Iterator[tuple[str, str]]:
    return _turns("asking")


def _turns(name: str) -> Iterator[tuple[str, str]]:
    for line in _lines(name):
        kind, _, turns = line.partition(":")
        for turn in turns.split("|"):
            yield kind, skeleton(turn.replace("'", ""))


@cache
def alike() -> tuple[tuple[str, ...], ...]:
    """Groups of words that mean the same in the three languages."""
    return tuple(tuple(line.split()) for line in _lines("alike"))


def _lines(name: str) -> Iterator[str]:
    lines = (_WORDS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return (line for line in lines if line and not line.startswith("#"))
