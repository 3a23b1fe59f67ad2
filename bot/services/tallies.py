"""Counting over all: who was there, what is subscribed, what waits."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import cast

from bot.learning import timetable
from bot.learning.tally import Backlog, Seen, Tally
from content.model import Language
from db import subscriptions, tallies
from db.engine import Session


def backlog(session: Session, now: datetime) -> Backlog:
    """What could go out now. A subscription that is due and not planned yet counts for its age alone."""
    number, since = tallies.due(session, now)
    next_at = subscriptions.next_at(session)
    moments = [moment for moment in (since, next_at) if moment is not None and moment <= now]
    return Backlog(number, min(moments, default=None))


def by_language(session: Session, zone: str, now: datetime) -> dict[Language, Seen]:
    """``zone`` says when today began."""
    today = timetable.day_after(now, zone, days=0)
    rows = tallies.seen(session, today, now - timedelta(days=7), now - timedelta(days=30))
    return {cast(Language, language): Seen(*numbers) for language, *numbers in rows}


def look(session: Session, zone: str, now: datetime) -> Tally:
    """``zone`` says when today began."""
    return Tally(
        by_language=by_language(session, zone, now),
        subscriptions=tallies.running(session),
        backlog=backlog(session, now),
    )
