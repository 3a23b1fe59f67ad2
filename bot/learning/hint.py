"""A hint, once a question: half of the options go, or a name shows how it begins."""

from __future__ import annotations

import random

from bot.learning.quiz import Turn
from content.model import RIGHT, Choice, Language, Naming, Number, When

KEPT = 2
"""Options that a hint leaves: the right one and one of the others."""


def can_hint(turn: Turn) -> bool:
    """Whether there is a hint to take: of two options one would be the answer, and several, an order or
    pairs have no half that tells little enough."""
    return turn.play.gives_hints and not turn.is_hinted and turn.given is None and _has_hint(turn)


def _has_hint(turn: Turn) -> bool:
    if isinstance(turn.question, Naming):
        return True
    return isinstance(turn.question, Choice | Number | When) and len(turn.options) > KEPT


def left(turn: Turn) -> list[int]:
    """The places of the options that may still be chosen, the same ones whenever they are shown."""
    places = list(range(len(turn.options)))
    if not turn.is_hinted or not _has_hint(turn) or not turn.options:
        return places
    wrong = [place for place in places if turn.options[place] != RIGHT]
    other = random.Random(f"{turn.quiz_id}/{turn.position}/hint").choice(wrong)
    return [place for place in places if place == other or turn.options[place] == RIGHT]


def beginning(question: Naming, language: Language) -> str:
    """The first letter of the name, or its first figure."""
    name = question.right.to(language)
    return next((sign for sign in name if sign.isalnum()), name[:1]).upper()
