"""How surely the best thing found is what was asked for."""

from __future__ import annotations

import math
from collections.abc import Sequence

from content.hearing import Heard
from content.ranking import MEASURES, Ranked
from content.weights import learned

SURE_FROM = 0.3
LEANING_SURE_FROM = 0.2
"""Where the question leans on the one before it: that says much of what it means."""
UNSURE_FROM = 0.05

SIGNS = ("score", "margin", *MEASURES, "unknown", "words")
"""The score and the measures of the best, how far the second is, the share of words that the bank does not
have, and how many words there are."""

FAR = 3.0


def signs(heard: Heard, ranked: Sequence[Ranked]) -> tuple[float, ...]:
    """What tells how sure to be of the first of ``ranked``."""
    best = ranked[0]
    margin = min(FAR, best.score - ranked[1].score) if len(ranked) > 1 else FAR
    unknown = sum(word.weight for word in heard.said if not word.stems) / (heard.total or 1.0)
    return (best.score, margin, *best.measures, unknown, min(6.0, len(heard.said)))


def _is_told_by_its_year(heard: Heard, ranked: Sequence[Ranked]) -> bool:
    """Whether a year was asked for that only the first has: then it matters little how the rest was said."""
    names_one = any(word.is_exact and word.stems for word in heard.said)
    return names_one and (len(ranked) < 2 or ranked[0].score - ranked[1].score >= FAR)


def sureness(heard: Heard, ranked: Sequence[Ranked]) -> float:
    """From 0 to 1; 0 if nothing was found."""
    if not ranked:
        return 0.0
    if _is_told_by_its_year(heard, ranked):
        return SURE_FROM
    weights = learned("sureness")
    total = weights["bias"] + sum(
        weights[name] * sign for name, sign in zip(SIGNS, signs(heard, ranked), strict=True)
    )
    return 1 / (1 + math.exp(-total))
