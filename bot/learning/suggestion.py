"""What a learner may suggest, a fact that is missing or a correction, and the answer to it."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec import Struct

LONGEST = 1000
"""Characters of a suggestion."""
LONGEST_ANSWER = 1500
"""Characters of an answer: one message holds it with the suggestion's beginning."""
MOST_A_DAY = 3
"""Suggestions that one learner may send within a day."""
DAY = timedelta(days=1)
KEPT = timedelta(days=180)
"""How long a suggestion stays after it was dealt with."""


class Suggestion(Struct, frozen=True):
    """One that waits; ``text`` is sealed, ``language`` is the one that its author read then."""

    id: int
    text: str
    language: str
    at: datetime
    is_last: bool  # no other one waits
