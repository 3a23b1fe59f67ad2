"""Small talk: what is said to be nice, or not, and asks nothing of the history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Literal, cast, get_args

from content import lexicon
from content.spelling import skeleton, words

Talk = Literal["insult", "homework", "able", "who", "mood", "farewell", "thanks", "greeting"]
"""An insult; a wish for help with school work; what the bot can do; who it is; how it is; a goodbye; thanks
or praise; a greeting. Where a text is several of them, the first counts."""

_KINDS: tuple[Talk, ...] = get_args(Talk)
_ASIDE: frozenset[Talk] = frozenset({"greeting", "thanks", "farewell", "insult"})
"""What may be said before or after a question and is no part of it."""


STRANGE = 2
"""So many other words may stand in what is likely to be talk."""


def talk_in(sounds: Sequence[str]) -> tuple[Talk | None, set[int]]:
    """What talk the words are, by their sounds: all of them, with fillers around. Without a kind, the places
    of the words that are talk beside something else."""
    found, used = _turns_in(sounds)
    rest = [sound for place, sound in enumerate(sounds) if place not in used and sound]
    if found and all(word in _around() for word in rest):
        return min(found, key=_KINDS.index), used
    return None, _turns_in(sounds, _ASIDE)[1] if found & _ASIDE else set()


def says_unknowing(text: str) -> bool:
    """Whether it is said that one does not know, and nothing else."""
    return skeleton(text) in _unknowing()


def is_talk(text: str) -> bool:
    """Whether a text is small talk, and nothing else."""
    return talk_in(words(text))[0] is not None


def likely_talk(sounds: Sequence[str], *, is_asking: bool = False) -> Talk | None:
    """What talk the words may be which the bank has no answer to; beside a question, thanks are no more."""
    found, used = _turns_in(sounds)
    kinds = set(found)
    rest = 0
    for place, sound in enumerate(sounds):
        cues = {kind for kind, beginning in _cues() if sound.startswith(beginning)}
        kinds |= cues
        if sound in lexicon.other():
            return None
        rest += not (cues or place in used or sound in _around() or sound in lexicon.little())
    kinds -= _ASIDE if is_asking else frozenset()
    return min(kinds, key=_KINDS.index) if kinds and rest <= STRANGE else None


def _turns_in(
    sounds: Sequence[str], kinds: frozenset[Talk] = frozenset(_KINDS)
) -> tuple[frozenset[Talk], set[int]]:
    """The kinds of the turns of speech, the longest first, and the places of their words."""
    fitting: list[tuple[int, int, Talk]] = []
    for start, sound in enumerate(sounds):
        for turn, kind in _turns().get(sound[:1], ()):
            if kind in kinds and _begins_so(sounds, start, turn):
                fitting.append((-len(turn), start, kind))
    found: set[Talk] = set()
    used: set[int] = set()
    for length, start, kind in sorted(fitting):
        places = range(start, start - length)
        if used.isdisjoint(places):
            used.update(places)
            found.add(kind)
    return frozenset(found), used


def _begins_so(sounds: Sequence[str], start: int, turn: tuple[str, ...]) -> bool:
    typed = sounds[start : start + len(turn)]
    return len(typed) == len(turn) and all(map(_is_same, turn, typed))


def _is_same(word: str, typed: str) -> bool:
    if word == typed:
        return True
    from rapidfuzz.distance import OSA

    slips = 0 if len(word) < 7 else 1
    return slips > 0 and word[0] == typed[:1] and OSA.distance(word, typed, score_cutoff=slips) <= slips


@cache
def _turns() -> Mapping[str, tuple[tuple[tuple[str, ...], Talk], ...]]:
    """Every turn of speech with its kind, by its first letter."""
    turns: dict[tuple[str, ...], Talk] = {}
    for kind, said in lexicon.talk():
        if kind in _KINDS:
            turns.setdefault(tuple(said.split()), kind)
    by_letter: defaultdict[str, list[tuple[tuple[str, ...], Talk]]] = defaultdict(list)
    for turn, kind in turns.items():
        by_letter[turn[0][0]].append((turn, kind))
    return {letter: tuple(those) for letter, those in by_letter.items()}


@cache
def _unknowing() -> frozenset[str]:
    return frozenset(turn for kind, turn in lexicon.talk() if kind == "unknowing")


@cache
def _around() -> frozenset[str]:
    return frozenset(word for kind, words in lexicon.talk() if kind == "around" for word in words.split())


@cache
def _cues() -> tuple[tuple[Talk, str], ...]:
    """The beginnings of words that tell of a kind."""
    cues = ((kind.removeprefix("cue-"), words) for kind, words in lexicon.talk() if kind.startswith("cue-"))
    return tuple((cast(Talk, kind), beginning) for kind, words in cues for beginning in words.split())
