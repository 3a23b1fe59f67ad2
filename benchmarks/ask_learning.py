"""`python -m benchmarks.ask_learning`: learn how to weigh the measures of free questions, and how sure to be.

It asks the bank's own phrasings, each of a bank that does not have it, and the questions of benchmarks/asks;
then writes content/words/weights.json. The same bank and questions give the same weights.
"""

from __future__ import annotations

import argparse
import json
import math
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from benchmarks.ask import ASKS, PARTS, known, read
from content.hearing import Heard
from content.loader import load
from content.model import LANGUAGES, Bank, Phrasing
from content.passages import Library
from content.questioning import read as understand
from content.ranking import MEASURES, Ranked, Ranker
from content.search import LONGEST, RAMBLING, gist
from content.sureness import SIGNS, signs
from content.weights import LEARNED, learned

FOLDS = 4
ALIKE = 80
"""From this on, of 100, a phrasing is all but the question."""
MOST = 1600
"""So many phrasings are asked: more teach nothing new, and take their time."""
UNANSWERED_WORTH = 2.0
"""What a question counts for that has no answer: there are few of them, and to answer them is worse."""
PHRASING_WORTH = 0.25
"""What a phrasing counts for, against a question that somebody else asked."""
STEPS = 150
RATE = 0.08
RIDGE = 2e-3


@dataclass(frozen=True)
class Example:
    """A question with the things that may answer it, each as it was measured, and which of them do."""

    heard: Heard
    ranked: tuple[Ranked, ...]
    right: tuple[bool, ...]
    worth: float


def examples_of_asks(bank: Bank, parts: Sequence[str]) -> list[Example]:
    """The questions of the sets, each of a bank without the phrasings that were learned from it."""
    asked = [one for part in parts for language in LANGUAGES for one in known(bank, read(part, language))[0]]
    examples = []
    for fold in range(FOLDS):
        of_fold = [one for one in asked if _fold(one.text) == fold]
        sounds = [gist(one.text) for one in of_fold if one.right]
        rest = tuple(_unlike(each, sounds) for each in bank.phrasings)
        library = Library(bank.model_copy(update={"phrasings": rest}))
        ranker = Ranker(library)
        examples += [
            _example(library, ranker, one.text, one.right, 1.0 if one.right else UNANSWERED_WORTH)
            for one in of_fold
        ]
    return examples


def _unlike(phrasing: Phrasing, sounds: Sequence[str]) -> Phrasing:
    """The phrasing without the texts that are all but one of these."""
    kept = {
        str(language): tuple(
            text
            for text in phrasing.to(language)
            if process.extractOne(gist(text), sounds, scorer=fuzz.ratio, score_cutoff=ALIKE) is None
        )
        for language in LANGUAGES
    }
    return phrasing.model_copy(update=kept)


def examples_of_phrasings(bank: Bank) -> list[Example]:
    """The bank's own phrasings, each asked of a bank without a quarter of them, its own among these."""
    examples = []
    for fold in range(FOLDS):
        rest = bank.model_copy(update={"phrasings": tuple(_without(each, fold) for each in bank.phrasings)})
        library = Library(rest)
        ranker = Ranker(library)
        texts = [(text, each.of) for each in bank.phrasings for text in _texts(each) if _fold(text) == fold]
        step = max(1, len(texts) * FOLDS // MOST)
        examples += [_example(library, ranker, text, {of}, PHRASING_WORTH) for text, of in texts[::step]]
    return examples


def _texts(phrasing: Phrasing) -> Iterator[str]:
    return (text for language in LANGUAGES for text in phrasing.to(language))


def _fold(text: str) -> int:
    return zlib.crc32(text.encode()) % FOLDS


def _without(phrasing: Phrasing, fold: int) -> Phrasing:
    kept = {str(lang): tuple(t for t in phrasing.to(lang) if _fold(t) != fold) for lang in LANGUAGES}
    return phrasing.model_copy(update=kept)


def _example(
    library: Library, ranker: Ranker, text: str, right: frozenset[str] | set[str], worth: float
) -> Example:
    heard = ranker.hear(understand(text[:RAMBLING], LONGEST))
    ranked = ranker.rank(heard) if heard.total else []
    return Example(
        heard, tuple(ranked), tuple(library.things[one.thing].id in right for one in ranked), worth
    )


def learn_ranking(examples: Sequence[Example]) -> dict[str, float]:
    """Weights that make the right things likely: the choice among those ranked, by gradient descent."""
    useful = [each for each in examples if any(each.right)]
    scale = _scale([one.measures for each in useful for one in each.ranked])
    rows = [[_scaled(one.measures, scale) for one in each.ranked] for each in useful]
    total = sum(each.worth for each in useful)

    def slope(weights: list[float]) -> list[float]:
        slopes = [RIDGE * weight for weight in weights]
        for each, measured in zip(useful, rows, strict=True):
            likely = _softmax([sum(map(_times, weights, row)) for row in measured])
            rightly = sum(share for share, is_right in zip(likely, each.right, strict=True) if is_right)
            for share, is_right, row in zip(likely, each.right, measured, strict=True):
                pull = (share - (share / rightly if is_right else 0.0)) * each.worth / total
                for place, value in enumerate(row):
                    slopes[place] += pull * value
        return slopes

    weights = _descend(slope, len(MEASURES))
    return {
        name: weight / deviation
        for name, weight, (_, deviation) in zip(MEASURES, weights, scale, strict=True)
    }


def learn_sureness(examples: Sequence[Example]) -> dict[str, float]:
    """Weights that tell whether the first is right, by gradient descent; with the new ranking."""
    ranking = [learned("ranking")[name] for name in MEASURES]
    found = [(_ranked_anew(each, ranking), each) for each in examples if each.ranked]
    seen = [(signs(each.heard, [one for one, _ in new]), new[0][1], each.worth) for new, each in found]
    scale = _scale([row for row, _, _ in seen])
    rows = [[*_scaled(row, scale), 1.0] for row, _, _ in seen]
    total = sum(worth for _, _, worth in seen)

    def slope(weights: list[float]) -> list[float]:
        slopes = [RIDGE * weight for weight in weights[:-1]] + [0.0]
        for row, (_, is_right, worth) in zip(rows, seen, strict=True):
            surely = 1 / (1 + math.exp(-max(-30.0, min(30.0, sum(map(_times, weights, row))))))
            for place, value in enumerate(row):
                slopes[place] += (surely - is_right) * value * worth / total
        return slopes

    *weights, bias = _descend(slope, len(SIGNS) + 1)
    plain = {
        name: weight / deviation for name, weight, (_, deviation) in zip(SIGNS, weights, scale, strict=True)
    }
    means = sum(plain[name] * mean for name, (mean, _) in zip(SIGNS, scale, strict=True))
    return {**plain, "bias": bias - means}


def _ranked_anew(example: Example, weights: Sequence[float]) -> list[tuple[Ranked, bool]]:
    scored = [
        (
            Ranked(one.thing, sum(map(_times, weights, one.measures)), one.measures),
            is_right,
        )
        for one, is_right in zip(example.ranked, example.right, strict=True)
    ]
    return sorted(scored, key=lambda each: (-each[0].score, each[0].thing))


def _times(one: float, other: float) -> float:
    return one * other


def _softmax(scores: Sequence[float]) -> list[float]:
    highest = max(scores)
    parts = [math.exp(score - highest) for score in scores]
    total = sum(parts)
    return [part / total for part in parts]


def _scale(rows: Sequence[Sequence[float]]) -> list[tuple[float, float]]:
    """The mean and the deviation of each measure."""
    scale = []
    for values in zip(*rows, strict=True):
        mean = sum(values) / len(values)
        scale.append((mean, max(1e-3, math.sqrt(sum((value - mean) ** 2 for value in values) / len(values)))))
    return scale


def _scaled(row: Sequence[float], scale: Sequence[tuple[float, float]]) -> list[float]:
    return [(value - mean) / deviation for value, (mean, deviation) in zip(row, scale, strict=True)]


def _descend(slope: object, size: int) -> list[float]:
    """Adam, from nothing."""
    assert callable(slope)
    weights, first, second = [0.0] * size, [0.0] * size, [0.0] * size
    for step in range(1, STEPS + 1):
        for place, value in enumerate(slope(weights)):
            first[place] = 0.9 * first[place] + 0.1 * value
            second[place] = 0.99 * second[place] + 0.01 * value * value
            pace = (first[place] / (1 - 0.9**step)) / (math.sqrt(second[place] / (1 - 0.99**step)) + 1e-8)
            weights[place] -= RATE * pace
    return weights


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ask_learning")
    parser.add_argument(
        "parts", nargs="*", default=[part for part in PARTS if (ASKS / f"{part}.en.tsv").exists()]
    )
    parts = parser.parse_args().parts
    bank = load()
    examples = examples_of_asks(bank, parts) + examples_of_phrasings(bank)
    _write({"ranking": learn_ranking(examples)})
    learned.cache_clear()
    _write({"ranking": dict(learned("ranking")), "sureness": learn_sureness(examples)})


def _write(weights: dict[str, dict[str, float]]) -> None:
    rounded = {part: {name: round(each, 4) for name, each in of.items()} for part, of in weights.items()}
    LEARNED.write_text(json.dumps(rounded, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
