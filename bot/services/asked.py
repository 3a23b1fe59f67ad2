"""What was asked in vain: counted for the authors, its words sealed, and nobody's name kept."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.learning.asked import InVain
from db import unanswered
from db.engine import Session

KEPT_FOR = timedelta(days=180)
"""After the last time that it was asked."""
MOST = 1000
"""So many questions are kept, those that were asked most often."""


def note(session: Session, *, key: str, sealed: str, language: str, update_id: int, now: datetime) -> None:
    """Count a question that was not answered. ``key`` is the same for the same question, however spelled;
    ``sealed`` are its words, encrypted; the update it came in counts once.
    """
    values = {"key": key, "text": sealed, "language": language, "update_id": update_id, "asked_at": now}
    unanswered.count(session, values)


def drop_old(session: Session, now: datetime) -> int:
    """Let go of what is older or more than is kept; gives how many that were."""
    return unanswered.drop(session, now - KEPT_FOR, MOST)


def how_many(session: Session) -> int:
    return unanswered.how_many(session)


def listed(session: Session, limit: int = MOST, offset: int = 0) -> list[InVain]:
    """What was asked most often comes first; the texts are sealed."""
    return [InVain(*row) for row in unanswered.page(session, limit, offset)]
