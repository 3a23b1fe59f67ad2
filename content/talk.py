"""Small talk: what is said to be nice, or not, and asks nothing of the history."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Literal, cast, get_args

from rapidfuzz.distance import OSA

from content import lexicon

Talk = Literal["homework", "able", "who", "mood", "insult", "farewell", "thanks", "greeting"]
"""A wish for help with school work; what the bot can do; who it is; how it is; an insult; a goodbye; thanks
or praise; a greeting. Where a text is several of them, the first counts."""

_KINDS: tuple[Talk, ...] = get_args(Talk)
_ASIDE: frozenset[Talk] = frozenset({"greeting", "thanks", "farewell", "insult"})
"""What may be said before or after a question and is no part of it."""


def talk_in(sounds: Sequence[str]) -> tuple[Talk | None, set[int]]:
    """What talk the words are, by their sounds: all of them, with fillers around. Without a kind, the places
    of the words that are talk beside something else."""
    found, used = _turns_in(sounds)
    rest = [sound for place, sound in enumerate(sounds) if place not in used and sound]
    if found and all(word in _around() for word in rest):
        return min(found, key=_KINDS.index), used
    return None, _turns_in(sounds, _ASIDE)[1] if found & _ASIDE else set()


def _turns_in(
    sounds: Sequence[str], kinds: frozenset[Talk] = frozenset(_KINDS)
) -> tuple[frozenset[Talk], set[int]]:
    """The kinds of the turns of speech, the longest first, and the places of their words."""
    found: set[Talk] = set()
    used: set[int] = set()
    for turn, kind in _turns():
        if kind not in kinds or len(turn) > len(sounds):
            continue
        for start in range(len(sounds) - len(turn) + 1):
            places = range(start, start + len(turn))
            if used.isdisjoint(places) and all(map(_is_same, turn, sounds[start : start + len(turn)])):
                used.update(places)
                found.add(kind)
    return frozenset(found), used


def _is_same(word: str, typed: str) -> bool:
    if word == typed:
        return True
    slips = 0 if len(word) < 6 else 1
    return slips > 0 and word[0] == typed[:1] and OSA.distance(word, typed, score_cutoff=slips) <= slips


@cache
def _turns() -> tuple[tuple[tuple[str, ...], Talk], ...]:
    """Every turn of speech with its kind, the longest first."""
    turns: dict[tuple[str, ...], Talk] = {}
    for kind, turn in lexicon.talk():
        if kind != "around":
            turns.setdefault(tuple(turn.split()), cast(Talk, kind))
    return tuple(sorted(turns.items(), key=lambda each: -len(each[0])))


@cache
def _around() -> frozenset[str]:
    return frozenset(word for kind, words in lexicon.talk() if kind == "around" for word in words.split())
