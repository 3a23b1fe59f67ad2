"""What a learner has done so far."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.learning import streak
from bot.learning.progress import FactTally, Progress, progress
from content.model import Bank
from db import answers
from db.engine import Session

_PAGE = 500


async def read(session: Session, bank: Bank, learner_id: int, zone: str, now: datetime) -> Progress:
    tallies = [FactTally(*row) for row in await answers.by_fact(session, learner_id)]
    days = await _days_in_a_row(session, learner_id, ZoneInfo(zone), now)
    return progress(bank, tallies, streak.count(days, now.astimezone(ZoneInfo(zone)).date()))


async def _days_in_a_row(session: Session, learner_id: int, zone: ZoneInfo, now: datetime) -> set[date]:
    """The local days with answers, back to the first gap and no further."""
    days: set[date] = set()
    before = now + timedelta(microseconds=1)
    while moments := await answers.moments(session, learner_id, before, _PAGE):
        days |= {moment.astimezone(zone).date() for moment in moments}
        before = moments[-1]
        if max(days) - min(days) >= timedelta(days=len(days)):
            break
    return days
