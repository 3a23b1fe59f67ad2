"""A question that leans on what was answered before it: "and who signed it?"."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from content import lexicon
from content.model import Fact
from content.passages import Library
from content.questioning import Asking
from content.hearing import Heard
from content.ranking import Ranked, Ranker

FEW = 3
"""So many words of its own a question may have and still lean on the one before."""
SAME = 1.0
LEANING = 4.0
"""What being near to what was spoken of adds to a score."""


def leans(asking: Asking) -> bool:
    """Whether a text goes on from what was spoken of, or points back at it."""
    if not asking.words:
        return bool(asking.kinds)
    points = any(sound in lexicon.pointing() for sound in asking.sounds)
    goes_on = asking.sounds[0] in lexicon.going_on()
    return (points or goes_on) and len(asking.words) <= FEW


def lean(
    library: Library, ranker: Ranker, heard: Heard, ranked: Sequence[Ranked], before: int
) -> list[Ranked]:
    """``ranked`` again, with what is near to the thing before put forward, and that thing among them."""
    each = {one.thing: one for one in ranked}
    if before not in each:
        each[before] = ranker.measure(heard, before)
    moved = [
        replace(one, score=one.score + LEANING * _nearness(library, ranker, before, one.thing))
        for one in each.values()
    ]
    return sorted(moved, key=lambda one: (-one.score, one.thing))


def _nearness(library: Library, ranker: Ranker, before: int, thing: int) -> float:
    """How much two things are about the same, from 0 to 1."""
    if before == thing:
        return SAME
    one, other = ranker.about(before), ranker.about(thing)
    idf = library.vocabulary.idf
    shared = sum(idf(stem) ** 2 for stem in one & other)
    sizes = math.prod(math.sqrt(sum(idf(stem) ** 2 for stem in stems)) for stems in (one, other))
    words = shared / sizes if sizes else 0.0
    return min(SAME, words + 0.3 * _share_names(library, before, thing))


def _share_names(library: Library, before: int, thing: int) -> float:
    names = [
        set(it.names) if isinstance(it, Fact) else {it.id}
        for it in (library.things[before], library.things[thing])
    ]
    joint = names[0] | names[1]
    return len(names[0] & names[1]) / len(joint) if joint else 0.0
