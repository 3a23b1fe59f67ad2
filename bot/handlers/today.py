"""What happened on this day."""

from __future__ import annotations

from datetime import date

from bot.context import Visit
from bot.errors import Refusal
from bot.learning.today import LEAP, on, read_day
from bot.screens import today as screens
from bot.taps.base import Tap
from bot.taps.lessons import TodayTap


async def today(visit: Visit, asked: Tap | str) -> None:
    """``/today`` by the learner's own date; ``/today 12 May`` for any other day."""
    learner = await visit.arrive()
    learner.refuse_in_exam()
    now = visit.now.astimezone(learner.tz).date()
    month, day = _asked(asked, now)
    speech = visit.speech(learner)
    await visit.show(screens.today(speech, on(visit.bank, month, day), month, day, now.year))


def _asked(asked: Tap | str, now: date) -> tuple[int, int]:
    if isinstance(asked, TodayTap) and asked.month:
        return _checked(asked.month, asked.day)
    if isinstance(asked, str) and asked:
        found = read_day(asked)
        if found is None:
            raise Refusal("error-no-day")
        return found
    return now.month, now.day


def _checked(month: int, day: int) -> tuple[int, int]:
    try:
        date(LEAP, month, day)
    except ValueError:
        raise Refusal("error-button-old") from None
    return month, day
