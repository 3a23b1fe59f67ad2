"""The words of the bank: what has them, and which of them a typed word may mean."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from sys import intern
from typing import Any

from msgspec import Struct, field

from content import lexicon
from content.model import LANGUAGES, Language
from content.spelling import forget_sounds, skeleton
from content.stems import Stemmer

ALIKE = 0.9  # a word that means the same, or the word of another language
SLIPS = {1: 0.8, 2: 0.6}  # a word one or two slips of the finger away
BEGINNING = 0.7  # a word that begins with a word of the bank
SMOOTH = 10
UNKNOWN = 1.0
COMMON = 0.8  # the most that a word weighs which is common everywhere
OTHER = 2.0  # a word for what the bank is known not to have, against one that is merely unknown


class Said(Struct, frozen=True):
    """A word of a question: how much it tells apart, and the stems it may mean, with how surely."""

    word: str
    weight: float
    stems: Mapping[str, float] = field(default_factory=dict)
    things: Mapping[int, float] = field(default_factory=dict)
    """How well each thing has it."""

    @property
    def is_exact(self) -> bool:
        """A year or another large number: nothing without it is meant."""
        return len(self.word) > 2 and self.word.isdigit()

    @property
    def is_other(self) -> bool:
        """A word for what the bank is known not to have."""
        return skeleton(self.word) in lexicon.other()


class Vocabulary:
    """Stems that meet across languages. First every word is noted; then it is closed, and words are read."""

    def __init__(self) -> None:
        self._stemmer = Stemmer()
        self._things_of: defaultdict[str, dict[int, float]] = defaultdict(dict)
        self._whole: dict[str, tuple[str, ...]] = {}  # a word's sounds -> its stems
        self._sounds: dict[str, str] = {}
        self._spelled_from: defaultdict[str, list[str]] = defaultdict(list)
        self._beginnings: list[str] = []
        self._alike: dict[str, frozenset[str]] = {}
        self._common = frozenset(
            self._stemmer.stem(word, language)
            for language in LANGUAGES
            for word in lexicon.common_of(language)
        )
        self._things = 1
        self._rarest = 1.0

    def note(self, thing: int, words: Iterable[str], language: Language, weight: float) -> tuple[str, ...]:
        """Note that a thing has these words; gives their stems, each once and in the order of letters."""
        stems = set()
        for word in words:
            stem = self._stemmer.stem(word, language)
            if not stem:
                continue
            stems.add(stem)
            if word not in self._sounds:
                self._sounds[word] = skeleton(word)
            sounds = self._sounds[word]
            if len(sounds) >= 5 and not _has_digit(sounds):
                known = self._whole.get(sounds, ())
                self._whole[sounds] = known if stem in known else (*known, stem)
            having = self._things_of[stem]
            if having.get(thing, 0.0) < weight:
                having[thing] = weight
        return tuple(sorted(stems))

    def close(self, things: int) -> None:
        """All words are noted, of so many things."""
        self._things = things
        self._rarest = math.log(1 + things / (1 + SMOOTH))
        self._alike = self._groups()
        for word in {*self._whole, *(stem for stem in self._things_of if len(stem) >= 5)}:
            if not _has_digit(word):
                self._spelled_from[word[0]].append(word)
        for words in self._spelled_from.values():
            words.sort()
        self._beginnings = sorted(stem for stem in self._things_of if len(stem) >= 5 and not _has_digit(stem))
        self._sounds = {}
        self._stemmer.forget()
        forget_sounds()

    def kept(self) -> dict[str, Any]:
        """What was noted, as JSON may have it."""
        things_of = {stem: [*map(list, having.items())] for stem, having in self._things_of.items()}
        return {"things_of": things_of, "whole": self._whole}

    def note_kept(self, kept: Mapping[str, Any]) -> None:
        """What was noted when it was kept."""
        for stem, having in kept["things_of"].items():
            self._things_of[intern(stem)] = {thing: weight for thing, weight in having}  # noqa: C416
        self._whole = {intern(sounds): tuple(map(intern, stems)) for sounds, stems in kept["whole"].items()}

    def idf(self, stem: str) -> float:
        weight = math.log(1 + self._things / (len(self._things_of[stem]) + SMOOTH))
        return min(weight, COMMON) if stem in self._common else weight

    def read(self, word: str) -> Said:
        stems = self._stems_meant(word)
        if not stems:  # it weighs against everything
            return Said(word, self._weight_unknown(word))
        things: dict[int, float] = {}
        for stem, likeness in stems.items():
            for thing, weight in self._things_of[stem].items():
                things[thing] = max(things.get(thing, 0.0), likeness * weight)
        surely = max(stems.values()) if max(stems.values()) < ALIKE else 1.0
        weight = surely * math.log(1 + self._things / (len(things) + SMOOTH))
        return Said(word, min(weight, COMMON) if self._is_common(word) else weight, stems, things)

    def _weight_unknown(self, word: str) -> float:
        if skeleton(word) in lexicon.other():
            return self._rarest * OTHER
        return COMMON if self._is_common(word) else self._rarest * UNKNOWN

    def _is_common(self, word: str) -> bool:
        return not self._common.isdisjoint(self._stemmer.stems(word))

    def _stems_meant(self, word: str) -> dict[str, float]:
        """Digits are never guessed."""
        sounds = skeleton(word)
        if _has_digit(word):
            return {sounds: 1.0} if sounds in self._things_of else {}
        typed = tuple(dict.fromkeys((*self._stemmer.stems(word), sounds)))
        meant = {stem: 1.0 for stem in typed if stem in self._things_of}
        for stem in typed:
            for alike in self._alike.get(stem, ()):
                meant.setdefault(alike, ALIKE)
        if meant or sounds in lexicon.other():
            return meant
        guessed = self._misspelled(typed) or self._longer(typed, sounds)
        for stem, likeness in list(guessed.items()):
            for alike in self._alike.get(stem, ()):
                guessed.setdefault(alike, likeness * ALIKE)
        return guessed

    def _misspelled(self, typed: Iterable[str]) -> dict[str, float]:
        """The stems of the words nearest in spelling that begin with the same letter."""
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        nearest: dict[str, int] = {}
        for stem in typed:
            most = _slips_forgiven(stem)
            choices = self._spelled_from.get(stem[:1], []) if most else []
            for word, slips, _ in process.extract(
                stem, choices, scorer=OSA.distance, score_cutoff=most, limit=8
            ):
                if 0 < slips <= _slips_forgiven(word):
                    nearest[word] = min(slips, nearest.get(word, slips))
        least = min(nearest.values(), default=0)
        words = [word for word, slips in nearest.items() if slips == least]
        return {stem: SLIPS[least] for word in words for stem in self._whole.get(word, (word,))}

    def _longer(self, typed: Iterable[str], sounds: str) -> dict[str, float]:
        """The stems with which the typed word begins, or that begin with it."""
        if len(sounds) < 6:
            return {}
        return {
            stem: BEGINNING
            for stem in self._beginnings
            if any(each.startswith(stem) or (len(each) >= 5 and stem.startswith(each)) for each in typed)
        }

    def _groups(self) -> dict[str, frozenset[str]]:
        """For each stem of a group of words that mean the same, those of the group that the bank has."""
        groups: defaultdict[str, set[str]] = defaultdict(set)
        for group in lexicon.alike():
            stems = {stem for word in group for stem in (*self._stemmer.stems(word), skeleton(word))}
            known = {stem for stem in stems if stem in self._things_of}
            for stem in stems:
                groups[stem] |= known
        shared: dict[frozenset[str], frozenset[str]] = {}
        return {stem: shared.setdefault(all_ := frozenset(known), all_) for stem, known in groups.items()}


def _has_digit(word: str) -> bool:
    return any(letter.isdigit() for letter in word)


def _slips_forgiven(word: str) -> int:
    return 0 if len(word) <= 4 else 1 if len(word) <= 7 else 2
