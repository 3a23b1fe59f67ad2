"""What ordinary words do in a question: those that say nothing, those that ask, those that mean the same."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from content.spelling import skeleton

_WORDS = Path(__file__).parent / "words"


@cache
def little() -> frozenset[str]:
    """The sounds of the words that are not searched for."""
    return frozenset(skeleton(word) for line in _lines("little") for word in line.split())


@cache
def other() -> frozenset[str]:
    """The sounds of common words that the bank does not have."""
    return frozenset(skeleton(word) for line in _lines("other") for word in line.split())


@cache
def first() -> frozenset[str]:
    """The sounds of the words with which a question begins."""
    return frozenset(skeleton(word) for line in _lines("first") for word in line.split())


@cache
def asking() -> dict[str, str]:
    """What is asked for, by the sounds of the word that asks for it."""
    parts = (line.split(":") for line in _lines("asking"))
    return {skeleton(word): kind for kind, words in parts for word in words.split()}


@cache
def alike() -> tuple[tuple[str, ...], ...]:
    """Groups of words that mean the same in the three languages."""
    return tuple(tuple(line.split()) for line in _lines("alike"))


def _lines(name: str) -> Iterator[str]:
    lines = (_WORDS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return (line for line in lines if line and not line.startswith("#"))
