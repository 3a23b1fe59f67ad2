"""Two plain ways to answer free questions, over the same texts, to compare with."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable

from rapidfuzz import fuzz, process, utils

from content.model import LANGUAGES, Bank
from content.search import LONGEST
from content.spelling import words

TOKEN_SETS_FROM = 60.0
"""The token_set_ratio from which the first peer answers."""
COSINE_FROM = 0.35
"""The cosine from which the second peer answers."""


def texts_of(bank: Bank) -> list[tuple[str, str]]:
    """Each id with a text that says or asks for it, in every language."""
    told = [(fact.id, text) for fact in bank.facts for text in fact.statement.all()]
    told += [(name.id, text) for name in bank.concepts for text in name.text.all()]
    asked = [(p.of, text) for p in bank.phrasings for language in LANGUAGES for text in p.to(language)]
    return told + asked


def with_token_sets(bank: Bank) -> Callable[[str], tuple[str | None, list[str]]]:
    """One pass of rapidfuzz's token_set_ratio over everything."""
    texts = texts_of(bank)
    folded = [utils.default_process(text) for _, text in texts]

    def answer(text: str) -> tuple[str | None, list[str]]:
        query = utils.default_process(text[:LONGEST])
        found = process.extract(query, folded, scorer=fuzz.token_set_ratio, limit=20)
        ids = list(dict.fromkeys(texts[place][0] for _, _, place in found))
        return (ids[0] if found and found[0][1] >= TOKEN_SETS_FROM else None), ids[1:4]

    return answer


def with_bag_of_words(bank: Bank) -> Callable[[str], tuple[str | None, list[str]]]:
    """The cosine of the words' weights by how rare they are, folded across scripts but not stemmed."""
    texts = [(thing, Counter(words(text))) for thing, text in texts_of(bank)]
    having: defaultdict[str, set[str]] = defaultdict(set)
    for thing, counts in texts:
        for word in counts:
            having[word].add(thing)
    idf = {word: math.log(1 + len(having) / len(things)) for word, things in having.items()}
    sized = [(thing, counts, _size(counts, idf)) for thing, counts in texts]

    def answer(text: str) -> tuple[str | None, list[str]]:
        query = Counter(words(text[:LONGEST]))
        size = _size(query, idf)
        best: dict[str, float] = {}
        for thing, counts, length in sized:
            dot = sum(idf[word] ** 2 for word in query.keys() & counts.keys())
            best[thing] = max(best.get(thing, 0.0), dot / (size * length) if dot else 0.0)
        ids = sorted(best, key=lambda thing: -best[thing])[:4]
        return (ids[0] if best[ids[0]] >= COSINE_FROM else None), ids[1:]

    return answer


def _size(counts: Counter[str], idf: dict[str, float]) -> float:
    return math.sqrt(sum(idf.get(word, 1.0) ** 2 for word in counts)) or 1.0
