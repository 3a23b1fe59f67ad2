"""When to remind a learner: at the hour they usually practise, and never at night unless they chose so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.learning.night import EVENING, MORNING, is_night

HABIT = timedelta(days=28)
"""How far back a learner's usual hour is looked for."""

FIRST_HOUR = 18
"""The usual hour of a learner who has not practised in that time."""

IGNORED = 3
"""So many reminders in a row without any touch, and they end by themselves."""


def usual_time(practised: Iterable[datetime]) -> str:
    """The wall time HH:MM of the hour with most practice days, the later of two equals, out of the night.

    ``practised`` are the local moments at which a learner began to practise.
    """
    days_of = Counter(hour for _, hour in {(moment.date(), moment.hour) for moment in practised})
    hour = max(days_of, key=lambda each: (days_of[each], each), default=FIRST_HOUR)
    return f"{_out_of_the_night(hour):02}:00"


def _out_of_the_night(hour: int) -> int:
    if not is_night(hour):
        return hour
    is_nearer_to_evening = (hour - EVENING) % 24 < (MORNING - hour) % 24
    return EVENING if is_nearer_to_evening else MORNING
