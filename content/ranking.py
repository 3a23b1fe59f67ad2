"""Which thing of the bank a question is about: a few measures of each, weighed as was learned."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from content.model import Asks, Name
from content.passages import Library, Passage
from content.questioning import KINDS, Asking
from content.vocabulary import Said

MEASURES = ("cover", "typical", "told", "asked", "asked3", "askedfit", "fit", "years", "core", "concept", "conceptwhat")
WEIGHTS = (6.0, 3.0, 3.0, 5.0, 2.0, 2.0, 0.5, -1.0, 0.1, 0.0, 0.3)
CANDIDATES = 40
BREVITY = 0.3


@dataclass(frozen=True)
class Ranked:
    """A thing, how it was measured, the score that comes of it, and the phrasing nearest to the question."""

    thing: int
    score: float
    measures: tuple[float, ...]
    entry: int | None
    near: float
    """How near that phrasing is."""


@dataclass(frozen=True)
class Heard:
    """The words of a question as the bank reads them."""

    said: tuple[Said, ...]
    kinds: frozenset[Asks]
    total: float
    by_stem: Mapping[str, tuple[int, float]]
    """For each stem, the word that may mean it and the weight with which it does."""


class Ranker:
    def __init__(self, library: Library) -> None:
        self._library = library
        self._fit = _fits((library.entries[entry].asks, asking) for entry, asking in library.askings)
        self._typical: list[Mapping[str, float]] = []
        for texts in library.texts:
            counts = Counter(stem for passage in texts.asked for stem in passage.stems)
            self._typical.append({s: min(1.0, 3 * c / len(texts.asked)) for s, c in counts.items()})

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

    def about(self, thing: int) -> frozenset[str]:
        """The stems by which a thing is spoken of."""
        typical = frozenset(stem for stem, share in self._typical[thing].items() if share >= 0.5)
        return typical or frozenset().union(*(passage.stems for passage in self._library.texts[thing].told))

    def measure(self, heard: Heard, thing: int) -> Ranked:
        total = heard.total or 1.0
        cover = sum(word.weight * word.things.get(thing, 0.0) for word in heard.said) / total
        texts = self._library.texts[thing]
        told = max((self._likeness(heard, passage) for passage in texts.told), default=0.0)
        near = sorted(((self._likeness(heard, p), p.entry) for p in texts.asked), reverse=True)
        entries = {p.entry for p in texts.asked}
        fits = {entry: self.fit(heard.kinds, self._library.entries[entry].asks) for entry in entries}
        best, like_best, entry = max(((like + 0.05 * fits[e], like, e) for like, e in near), default=(0.0, 0.0, -1))
        asked = near[0][0] if near else 0.0
        asked3 = sum(like for like, _ in near[:3]) / 3
        fit = max(fits.values(), default=0.0)
        typical = self._typical[thing]
        mass = sum(
            word.weight * max((like * typical.get(stem, 0.0) for stem, like in word.stems.items()), default=0.0)
            for word in heard.said
        )
        years = sum(word.is_exact and thing not in word.things for word in heard.said)
        it = self._library.things[thing]
        is_concept = isinstance(it, Name)
        asks_what = not heard.kinds - {"what"}
        measures = (
            cover, mass / total, told, asked, asked3, best, fit, float(years),
            float(not is_concept and it.level == "core"), float(is_concept), float(is_concept and asks_what),
        )  # fmt: skip
        score = sum(w * m for w, m in zip(WEIGHTS, measures, strict=True))
        return Ranked(thing, score, measures, entry if like_best else None, like_best)

    def _likeness(self, heard: Heard, passage: Passage) -> float:
        hit = heard.by_stem.keys() & passage.stems
        if not hit:
            return 0.0
        best: dict[int, float] = {}
        for stem in hit:
            place, weight = heard.by_stem[stem]
            if weight > best.get(place, 0.0):
                best[place] = weight
        return sum(best.values()) / (heard.total ** (1 - BREVITY) * passage.size**BREVITY)

    def fit(self, kinds: frozenset[Asks], asks: Asks) -> float:
        if not kinds:
            return 0.0
        return max(self._fit.get((kind, asks), 0.0) for kind in kinds)


def _fits(seen: Iterable[tuple[Asks, Asking]]) -> dict[tuple[Asks, Asks], float]:
    pairs: Counter[tuple[Asks, Asks]] = Counter()
    for asks, asking in seen:
        for kind in asking.kinds:
            pairs[kind, asks] += 1
    total = sum(pairs.values())
    if not total:
        return {}
    of_kind = {kind: sum(pairs[kind, asks] for asks in KINDS) for kind in KINDS}
    share = {asks: (sum(pairs[kind, asks] for kind in KINDS) + 1) / (total + len(KINDS)) for asks in KINDS}
    return {
        (kind, asks): max(-2.0, min(2.0, math.log((pairs[kind, asks] / share[asks] + 5) / (of_kind[kind] + 5))))
        for kind in KINDS
        for asks in KINDS
    }
