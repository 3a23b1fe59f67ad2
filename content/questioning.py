"""What a typed text says: the words that carry it, and what it asks for."""

from __future__ import annotations

import re
import unicodedata
from typing import get_args

from msgspec import Struct

from content import lexicon
from content.model import Asks
from content.spelling import skeleton

KINDS: tuple[Asks, ...] = get_args(Asks)

_WORD = re.compile(r"[^\W_]+")
_APOSTROPHES = re.compile(r"[’'ʼ`´\u0301]")
_GROUPED = re.compile(r"\b\d{1,3}(?:[ \u00a0\u202f,]\d{3})+\b")


class Asking(Struct, frozen=True):
    """A text as it was understood, before the bank is looked at."""

    kinds: frozenset[Asks]
    """What it asks for; empty if it does not say."""
    words: tuple[str, ...]
    """The words that say something, as typed, each once."""
    sounds: tuple[str, ...]
    """Every word by its sounds, in order."""


def split(text: str) -> list[str]:
    """The words and numbers of a text, folded; thousands are put together."""
    plain = _GROUPED.sub(lambda number: re.sub(r"\D", "", number[0]), text.replace("№", " "))
    folded = unicodedata.normalize("NFKC", plain).casefold()
    return _WORD.findall(_APOSTROPHES.sub("", folded))


def read(text: str, longest: int | None = None) -> Asking:
    """``longest`` is how many characters of the words that say something are looked at."""
    typed = split(text)
    sounds = [skeleton(word) for word in typed]
    kinds, used = _kinds(sounds)
    words: dict[str, str] = {}
    for place, (word, sound) in enumerate(zip(typed, sounds, strict=True)):
        is_letter = len(sound) == 1 and not sound.isdigit()
        is_little = sound in lexicon.little() and word not in lexicon.kept()
        if sound and not is_letter and place not in used and not is_little:
            words.setdefault(sound, word)
        if longest is not None and sum(map(len, words.values())) >= longest:
            break
    return Asking(kinds, tuple(words.values()), tuple(sounds))


def _kinds(sounds: list[str]) -> tuple[frozenset[Asks], set[int]]:
    """What is asked for, and the places of the words that ask for it. The longest turns are taken first."""
    turns = lexicon.asking()
    fitting = [
        (-len(turn), start, kind)
        for start, sound in enumerate(sounds)
        for turn, kind in turns.get(sound, ())
        if len(turn) == 1 or tuple(sounds[start : start + len(turn)]) == turn
    ]
    found: set[Asks] = set()
    used: set[int] = set()
    for length, start, kind in sorted(fitting):
        places = range(start, start - length)
        if used.isdisjoint(places):
            used.update(places)
            if not (length == -1 and _is_dating(sounds, start)):
                found.add(kind)
    if sounds and sounds[0] in lexicon.first_whether() and not found - {"what", "whether", "list"}:
        return frozenset({"whether"}), used
    return frozenset(found - {"what"} or found), used


def _is_dating(sounds: list[str], start: int) -> bool:
    """Whether the word only dates: соли 2000, 2000 год, year 2000."""
    if sounds[start] not in lexicon.dating():
        return False
    around = sounds[max(0, start - 1) : start] + sounds[start + 1 : start + 2]
    return any(word[:1].isdigit() for word in around)
