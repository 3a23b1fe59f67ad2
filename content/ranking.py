"""Which thing of the bank a question is about: a few measures of each, weighed as was learned."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from content.hearing import Heard, hear, left_of, likeness
from content.model import Asks, Fact, Name
from content.passages import Library, Passage
from content.questioning import KINDS, Asking
from content.vocabulary import Said
from content.weights import learned

CANDIDATES = 40
"""So many things that have most of a question's words are measured."""
LIKELY = 16
"""So many of those are compared letter by letter."""
FITTING = 1.2
"""The most by which a phrasing gains that asks for what the question asks for."""

MEASURES = (
    "cover",  # the share of the question's words, weighed by how rare they are, that the thing has at all
    "typical",  # the same, by how many of its phrasings have them
    "numbers",  # how many numbers of the question it does not have
    "told",  # how near the nearest of its own texts is
    "asked",  # how near the nearest phrasing is
    "asked_often",  # how near the nearest three are
    "asked_so",  # how near the nearest phrasing is that asks for what the question asks for
    "fit",  # how well the best of what its phrasings ask for fits
    "fit_near",  # how well what the nearest asks for fits
    "left",  # the rarest word of the question that its nearest text does not have
    "numbers_left",  # how many numbers that does not have
    "others_left",  # how many words for what the bank is known not to have
    "same",  # a phrasing has just the words of the question
    "core",
    "concept",
    "concept_asked",  # a concept, and what or who it is was asked
    "spoken",  # how much likelier the words, little ones and all, are in its phrasings than in others
    "spelled",  # how like the nearest phrasing is, letter by letter
)


class Ranked(Struct, frozen=True):
    """A thing, how it was measured, and the score that comes of it."""

    thing: int
    score: float
    measures: tuple[float, ...]


class Ranker:
    """Measures things against questions."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._weights = tuple(learned("ranking")[name] for name in MEASURES)
        self._fit = _fits((self._sort(entry), kinds) for entry, kinds in library.seeming.elements())
        self._typical = [_typical(texts.asked) for texts in library.texts]
        self._spoken = [
            Counter(word for line in texts.lines for word in set(line.split())) for texts in library.texts
        ]
        self._at_all: Counter[str] = Counter()
        for spoken in self._spoken:
            self._at_all.update(spoken)
        self._lines = sum(len(texts.lines) for texts in library.texts)

    def hear(self, asking: Asking, *, about: Sequence[str] = ()) -> Heard:
        return hear(self._library.vocabulary, asking, about=about)

    def rank(self, heard: Heard) -> list[Ranked]:
        """The likely things, the best first."""
        masses: defaultdict[int, float] = defaultdict(float)
        for word in heard.said:
            for thing, share in word.things.items():
                masses[thing] += word.weight * (share + self._typical_share(word, thing))
        having = sorted(masses, key=lambda thing: (-masses[thing], thing))[:CANDIDATES]
        likely = sorted((self._measured(heard, thing) for thing in having), key=_best_first)[:LIKELY]
        return sorted((self._spelled(heard, each) for each in likely), key=_best_first)

    def measure(self, heard: Heard, thing: int) -> Ranked:
        """One thing, whether it is likely or not."""
        return self._spelled(heard, self._measured(heard, thing))

    def entries(self, heard: Heard, thing: int) -> dict[int, float]:
        """The phrasings' entries of a thing, and how near each is to the question."""
        near: dict[int, float] = {}
        for passage in self._library.texts[thing].asked:
            near[passage.entry] = max(near.get(passage.entry, 0.0), likeness(heard, passage))
        return near

    def about(self, thing: int) -> frozenset[str]:
        """The stems by which a thing is spoken of."""
        typical = frozenset(stem for stem, share in self._typical[thing].items() if share >= 0.5)
        return typical or frozenset().union(*(passage.stems for passage in self._library.texts[thing].told))

    def fit(self, kinds: frozenset[Asks], entry: int) -> float:
        """How well what a question seems to ask for fits what a phrasing asks for; 0 says nothing."""
        sort = self._sort(entry)
        return max((self._fit.get((kind, sort), 0.0) for kind in kinds), default=0.0)

    def _sort(self, entry: int) -> str:
        """What a phrasing asks for; what a concept is is asked in ways of its own."""
        phrasing = self._library.entries[entry]
        is_concept = isinstance(self._library.things[self._library.number[phrasing.of]], Name)
        return f"concept {phrasing.asks}" if is_concept else phrasing.asks

    def _measured(self, heard: Heard, thing: int) -> Ranked:
        near = self._nearness(heard, thing)
        measures = (
            *self._having(heard, thing),
            *near,
            *self._itself(heard, thing),
            self._likelier(heard, thing),
            0.0,
        )
        score = sum(weight * measure for weight, measure in zip(self._weights, measures, strict=True))
        return Ranked(thing, score, measures)

    def _having(self, heard: Heard, thing: int) -> tuple[float, ...]:
        total = heard.total or 1.0
        has = [(word, word.things.get(thing, 0.0)) for word in heard.said]
        return (
            sum(word.weight * share for word, share in has) / total,
            sum(word.weight * self._typical_share(word, thing) for word in heard.said) / total,
            float(sum(word.is_exact and not share for word, share in has)),
        )

    def _nearness(self, heard: Heard, thing: int) -> tuple[float, ...]:
        """The measures of the nearest texts."""
        texts = self._library.texts[thing]
        told = _nearest(heard, texts.told)
        asked = _nearest(heard, texts.asked)
        fits = {passage.entry: self.fit(heard.kinds, passage.entry) for _, passage in asked}
        so = (near * min(FITTING, math.exp(fits[passage.entry] / 2)) for near, passage in asked)
        left = [left_of(heard, passage.stems) for near in (told, asked) for _, passage in near[:1]]
        first = asked[0][0] if asked else 0.0
        return (
            told[0][0] if told else 0.0,
            first,
            sum(near for near, _ in asked[:3]) / 3,
            max(so, default=0.0),
            max(fits.values(), default=0.0),
            fits[asked[0][1].entry] if asked else 0.0,
            *(min(each) for each in zip(*left, strict=True)),
            float(first > 0.95),
        )

    def _itself(self, heard: Heard, thing: int) -> tuple[float, ...]:
        it = self._library.things[thing]
        is_concept = isinstance(it, Name)
        is_core = isinstance(it, Fact) and it.level == "core"
        return float(is_core), float(is_concept), float(is_concept and not heard.kinds - {"what", "who"})

    def _likelier(self, heard: Heard, thing: int) -> float:
        """The mean of the logarithms, smoothed by ten phrasings that are like all others."""
        spoken, lines = self._spoken[thing], len(self._library.texts[thing].lines)
        words = dict.fromkeys(heard.sounds)
        ratios = (
            (spoken[word] + 5 * self._at_all[word] / self._lines + 0.02) * (self._lines + 1)
            / ((lines + 10) * (self._at_all[word] + 1))
            for word in words
            if word in self._at_all
        )  # fmt: skip
        return sum(map(math.log, ratios)) / max(1, len(words))

    def _spelled(self, heard: Heard, ranked: Ranked) -> Ranked:
        """The same with its last measure."""
        from rapidfuzz import fuzz, process

        lines = self._library.texts[ranked.thing].lines
        said = " ".join(heard.sounds)
        spelled = process.extractOne(said, lines, scorer=fuzz.ratio)[1] / 100 if lines else 0.0
        score = ranked.score + self._weights[-1] * spelled
        return replace(ranked, score=score, measures=(*ranked.measures[:-1], spelled))

    def _typical_share(self, word: Said, thing: int) -> float:
        typical = self._typical[thing]
        return max(
            (like * typical[stem] for stem, like in word.stems.items() if stem in typical), default=0.0
        )


def _best_first(ranked: Ranked) -> tuple[float, int]:
    return -ranked.score, ranked.thing


def _nearest(heard: Heard, passages: Iterable[Passage]) -> list[tuple[float, Passage]]:
    near = [(likeness(heard, passage), passage) for passage in passages]
    return sorted(near, key=lambda each: -each[0])


def _typical(asked: list[Passage]) -> Mapping[str, float]:
    """How many of the phrasings of one language, about, have each stem."""
    counts = Counter(stem for passage in asked for stem in passage.stems)
    return {stem: min(1.0, 3 * count / len(asked)) for stem, count in counts.items()}


def _fits(seen: Iterable[tuple[str, frozenset[Asks]]]) -> dict[tuple[Asks, str], float]:
    """For what a question seems to ask for and what it does, how much oftener they meet than by chance."""
    pairs = Counter((kind, sort) for sort, kinds in seen for kind in kinds)
    sorts = sorted({sort for _, sort in pairs})
    seems = {kind: sum(pairs[kind, sort] for sort in sorts) for kind in KINDS}
    total = sum(seems.values())
    share = {sort: sum(pairs[kind, sort] for kind in KINDS) / total for sort in sorts}
    return {
        (kind, sort): max(-2.0, min(2.0, math.log((pairs[kind, sort] / share[sort] + 5) / (seems[kind] + 5))))
        for kind in KINDS
        for sort in sorts
    }
