"""Which thing of the bank a question is about: a few measures of each, weighed as was learned."""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

from content.model import Asks, Name
from content.passages import Library, Passage
from content.questioning import KINDS, Asking
from content.vocabulary import Said

CANDIDATES = 40
"""So many things that have most of a question's words are measured."""
BREVITY = 0.3
"""How much a text that says much besides loses."""

MEASURES = (
    "cover",  # the share of the question's words, weighed by how rare they are, that the thing has at all
    "typical",  # the same, by how many of its phrasings have them
    "told",  # how near the nearest of its own texts is
    "asked",  # how near the nearest phrasing is
    "asked_often",  # how near the nearest three are
    "asked_so",  # how near the nearest phrasing is that asks for what the question asks for
    "fit",  # how well the best of what its phrasings ask for fits
    "numbers",  # how many numbers of the question it does not have
    "missing",  # the rarest word of the question that it does not have
    "core",
    "concept",
    "concept_asked",  # a concept, and what it is was asked
)

_LEARNED = Path(__file__).parent / "words" / "weights.json"


@cache
def learned(part: str) -> Mapping[str, float]:
    """The weights that ``python -m benchmarks.ask_learning`` found."""
    return cast(Mapping[str, float], json.loads(_LEARNED.read_text(encoding="utf-8"))[part])


@dataclass(frozen=True)
class Heard:
    """The words of a question as the bank reads them."""

    said: tuple[Said, ...]
    kinds: frozenset[Asks]
    total: float
    by_stem: Mapping[str, tuple[int, float]]
    """For each stem, the word that may mean it and the weight with which it does."""


@dataclass(frozen=True)
class Ranked:
    """A thing, how it was measured, and the score that comes of it."""

    thing: int
    score: float
    measures: tuple[float, ...]
    entry: int | None
    """The phrasing nearest to the question."""
    near: float
    """How near that is."""


class Ranker:
    """Measures things against questions."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._fit = _fits((library.entries[entry].asks, asking) for entry, asking in library.askings)
        self._typical = [_typical(texts.asked) for texts in library.texts]
        self._weights = tuple(learned("ranking")[name] for name in MEASURES)

    def hear(self, asking: Asking) -> Heard:
        said = tuple(self._library.vocabulary.read(word) for word in asking.words)
        by_stem: dict[str, tuple[int, float]] = {}
        for place, word in enumerate(said):
            for stem, likeness in word.stems.items():
                weight = likeness * word.weight
                if stem not in by_stem or by_stem[stem][1] < weight:
                    by_stem[stem] = place, weight
        return Heard(said, asking.kinds, sum(word.weight for word in said), by_stem)

    def rank(self, heard: Heard) -> list[Ranked]:
        """The likely things, the best first."""
        covered: defaultdict[int, float] = defaultdict(float)
        for word in heard.said:
            for thing, share in word.things.items():
                covered[thing] += word.weight * share
        likely = sorted(covered, key=lambda thing: (-covered[thing], thing))[:CANDIDATES]
        return sorted((self.measure(heard, each) for each in likely), key=lambda one: (-one.score, one.thing))

    def measure(self, heard: Heard, thing: int) -> Ranked:
        total = heard.total or 1.0
        texts = self._library.texts[thing]
        told = max((_likeness(heard, passage) for passage in texts.told), default=0.0)
        near = sorted(((_likeness(heard, passage), passage.entry) for passage in texts.asked), reverse=True)
        fits = {entry: self.fit(heard.kinds, self._library.entries[entry].asks) for _, entry in near}
        so, like, entry = max(
            ((l * min(1.0, math.exp(0.5 * fits[e])), l, e) for l, e in near), default=(0.0, 0.0, -1)
        )
        has = [word.things.get(thing, 0.0) for word in heard.said]
        it = self._library.things[thing]
        is_concept = isinstance(it, Name)
        measures = (
            sum(word.weight * share for word, share in zip(heard.said, has, strict=True)) / total,
            self._typical_mass(heard, thing) / total,
            told,
            near[0][0] if near else 0.0,
            sum(like for like, _ in near[:3]) / 3,
            so,
            max(fits.values(), default=0.0),
            float(sum(word.is_exact and not share for word, share in zip(heard.said, has, strict=True))),
            max((w.weight for w, share in zip(heard.said, has, strict=True) if not share), default=0.0),
            float(not isinstance(it, Name) and it.level == "core"),
            float(is_concept),
            float(is_concept and not heard.kinds - {"what", "who"}),
        )
        score = sum(weight * measure for weight, measure in zip(self._weights, measures, strict=True))
        return Ranked(thing, score, measures, entry if like else None, like)

    def about(self, thing: int) -> frozenset[str]:
        """The stems by which a thing is spoken of."""
        typical = frozenset(stem for stem, share in self._typical[thing].items() if share >= 0.5)
        return typical or frozenset().union(*(passage.stems for passage in self._library.texts[thing].told))

    def fit(self, kinds: frozenset[Asks], asks: Asks) -> float:
        """How well what a question seems to ask for fits what a phrasing asks for; 0 says nothing."""
        return max((self._fit.get((kind, asks), 0.0) for kind in kinds), default=0.0)

    def _typical_mass(self, heard: Heard, thing: int) -> float:
        typical = self._typical[thing]
        shares = (
            max((like * typical.get(stem, 0.0) for stem, like in word.stems.items()), default=0.0)
            for word in heard.said
        )
        return sum(word.weight * share for word, share in zip(heard.said, shares, strict=True))


def _typical(asked: list[Passage]) -> Mapping[str, float]:
    """How many of the phrasings of one language, about, have each stem."""
    counts = Counter(stem for passage in asked for stem in passage.stems)
    return {stem: min(1.0, 3 * count / len(asked)) for stem, count in counts.items()}


def _likeness(heard: Heard, passage: Passage) -> float:
    """How much of the question's weight a text has, and how little else it says."""
    hit = heard.by_stem.keys() & passage.stems
    if not hit:
        return 0.0
    best: dict[int, float] = {}
    for stem in hit:
        place, weight = heard.by_stem[stem]
        if weight > best.get(place, 0.0):
            best[place] = weight
    return sum(best.values()) / float(heard.total ** (1 - BREVITY) * passage.size**BREVITY)


def _fits(seen: Iterable[tuple[Asks, Asking]]) -> dict[tuple[Asks, Asks], float]:
    """For what a question seems to ask for and what it does, how much oftener they meet than by chance."""
    pairs = Counter((kind, asks) for asks, asking in seen for kind in asking.kinds)
    total = sum(pairs.values())
    if not total:
        return {}
    seems = {kind: sum(pairs[kind, asks] for asks in KINDS) for kind in KINDS}
    share = {asks: (sum(pairs[kind, asks] for kind in KINDS) + 1) / (total + len(KINDS)) for asks in KINDS}
    return {
        (kind, asks): max(-2.0, min(2.0, math.log((pairs[kind, asks] / share[asks] + 5) / (seems[kind] + 5))))
        for kind in KINDS
        for asks in KINDS
    }
