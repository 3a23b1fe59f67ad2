"""How many days in a row a learner has answered, by the learner's own local days."""

from __future__ import annotations

from datetime import date, timedelta


def count(days: set[date], today: date) -> int:
    """Consecutive days with an answer up to today; a day not yet used does not break the streak."""
    day = today if today in days else today - timedelta(days=1)
    length = 0
    while day in days:
        length += 1
        day -= timedelta(days=1)
    return length
