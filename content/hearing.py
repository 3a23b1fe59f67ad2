"""A question as the bank hears it, and how near a text is to it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from content.model import Asks
from content.passages import Passage
from content.questioning import Asking
from content.vocabulary import Said, Vocabulary

BREVITY = 0.3
"""How much a text that says much besides loses."""

POINTED_AT = 0.5
"""What a word counts for that stands for what a question points at."""


class Heard(Struct, frozen=True):
    """The words of a question as the bank reads them."""

    said: tuple[Said, ...]
    kinds: frozenset[Asks]
    sounds: tuple[str, ...]
    total: float
    """The weight of all its words."""
    by_stem: Mapping[str, tuple[int, float]]
    """For each stem, the place of the word that may mean it, and the weight with which it does."""


def hear(vocabulary: Vocabulary, asking: Asking, *, about: Sequence[str] = ()) -> Heard:
    """The question with each word looked up; ``about`` are words for what it points at, which count less."""
    said = [vocabulary.read(word) for word in asking.words]
    pointed = (vocabulary.read(word) for word in about if word not in asking.words)
    said += (replace(word, weight=word.weight * POINTED_AT) for word in pointed)
    by_stem: dict[str, tuple[int, float]] = {}
    for place, word in enumerate(said):
        for stem, likeness in word.stems.items():
            weight = likeness * word.weight
            if stem not in by_stem or by_stem[stem][1] < weight:
                by_stem[stem] = place, weight
    return Heard(tuple(said), asking.kinds, asking.sounds, sum(word.weight for word in said), by_stem)


def likeness(heard: Heard, passage: Passage) -> float:
    """How much of the question's weight a text has, and how little else it says."""
    hit = [stem for stem in passage.stems if stem in heard.by_stem]
    if not hit:
        return 0.0
    best: dict[int, float] = {}
    for stem in hit:
        place, weight = heard.by_stem[stem]
        if weight > best.get(place, 0.0):
            best[place] = weight
    return sum(best.values()) / float(heard.total ** (1 - BREVITY) * passage.size**BREVITY)


def left_of(heard: Heard, stems: Collection[str]) -> tuple[float, float, float]:
    """What of a question a text does not have: the rarest word, how many numbers, how many words for what
    the bank is known not to have."""
    left = [word for word in heard.said if word.stems.keys().isdisjoint(stems)]
    return (
        max((word.weight for word in left), default=0.0),
        float(sum(word.is_exact for word in left)),
        float(sum(word.is_other for word in left)),
    )
