"""How surely the best thing found is what was asked for."""

from __future__ import annotations

import math
from collections.abc import Sequence

from content.ranking import Heard, Ranked

SURE_FROM = 0.5
UNSURE_FROM = 0.2

SIGNS = ("score", "margin", "cover", "typical", "told", "asked", "unknown", "rarest", "years", "words", "fit")
WEIGHTS = (0.3, 0.3, 3.0, 1.0, 2.0, 3.0, -2.0, -0.1, -1.0, 0.0, 0.2)
BIAS = -5.0


def signs(heard: Heard, ranked: Sequence[Ranked]) -> tuple[float, ...]:
    """What tells how sure to be of the first of ``ranked``."""
    best = ranked[0]
    cover, typical, told, asked, _, _, fit, years, *_ = best.measures
    margin = best.score - ranked[1].score if len(ranked) > 1 else 3.0
    missing = [word.weight for word in heard.said if best.thing not in word.things]
    unknown = [word.weight for word in heard.said if not word.stems]
    return (
        best.score, min(margin, 3.0), cover, typical, told, asked,
        sum(unknown) / heard.total, max(missing, default=0.0), years, min(5.0, len(heard.said)), fit,
    )  # fmt: skip


def sureness(heard: Heard, ranked: Sequence[Ranked]) -> float:
    """From 0 to 1; 0 if nothing was found."""
    if not ranked:
        return 0.0
    total = BIAS + sum(w * sign for w, sign in zip(WEIGHTS, signs(heard, ranked), strict=True))
    return 1 / (1 + math.exp(-total))
