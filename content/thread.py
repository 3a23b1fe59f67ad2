"""A question that leans on what was answered before it: "and who signed it?"."""

from __future__ import annotations

import math
from collections.abc import Sequence

from msgspec.structs import replace

from content import lexicon
from content.model import LANGUAGES, Fact, Language
from content.passages import Library, Thing
from content.questioning import Asking, read
from content.ranking import Ranked, Ranker

FEW = 3
"""So many words of its own a question may have and still lean on the one before."""
LEANING = 1.0
"""What being near to what was spoken of adds to a score."""
ITSELF = 0.4
"""How near a thing is to itself: it has been told already."""

_ITS = ("аш", "ашон", "ash", "ashon")


def leans(asking: Asking) -> bool:
    """Whether a text goes on from what was spoken of, or points back at it."""
    if not asking.words:
        return bool(asking.kinds) or points(asking)
    return (points(asking) or asking.sounds[0] in lexicon.going_on()) and len(asking.words) <= FEW


def points(asking: Asking) -> bool:
    """Whether a word of it points back, or belongs to what was spoken of: сардораш, its head."""
    if any(sound in lexicon.pointing() for sound in asking.sounds):
        return True
    return any(len(word) > 4 and word.endswith(_ITS) for word in asking.words)


def pointed_at(asking: Asking, before: Thing) -> tuple[str, ...]:
    """Words for what a question points at: "who signed it" after the agreement is about an agreement."""
    return read(_naming(before, _language(asking))).words


def leaning(library: Library, ranker: Ranker, ranked: Sequence[Ranked], before: int) -> list[Ranked]:
    """``ranked`` again, with what is near to the thing before put forward."""
    moved = (
        replace(one, score=one.score + LEANING * _nearness(library, ranker, before, one.thing))
        for one in ranked
    )
    return sorted(moved, key=lambda one: (-one.score, one.thing))


def _naming(thing: Thing, language: Language) -> str:
    """A few words for a thing."""
    if isinstance(thing, Fact):
        return (thing.event or thing.statement).to(language)
    return thing.text.to(language)


def _language(asking: Asking) -> Language:
    """The language of the little words."""
    known = {
        language: sum(sound in lexicon.little_of(language) for sound in asking.sounds)
        for language in LANGUAGES
    }
    return max(LANGUAGES, key=lambda language: known[language])


def _nearness(library: Library, ranker: Ranker, before: int, thing: int) -> float:
    """How much two things are about the same, from 0 to 1."""
    if before == thing:
        return ITSELF
    one, other = ranker.about(before), ranker.about(thing)
    idf = library.vocabulary.idf
    shared = sum(idf(stem) ** 2 for stem in one & other)
    sizes = math.prod(math.sqrt(sum(idf(stem) ** 2 for stem in stems)) for stems in (one, other))
    return shared / sizes if sizes else 0.0
