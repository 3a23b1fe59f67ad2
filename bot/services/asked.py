"""What was asked in vain: counted for the authors, its words sealed, and nobody's name kept; and who asks."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.learning.asked import InVain
from db import lookups, unanswered
from db.audiences import ASKED
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


def remember(session: Session, learner_id: int, now: datetime) -> None:
    """Keep, once, that somebody asked a question of their own; not which one, nor whether it was answered."""
    if lookups.find(session, learner_id, ASKED) is None:
        # The month alone: by the moment the words could be found that are kept without a name.
        month = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        lookups.put(session, learner_id, ASKED, month, 1)


def drop_old(session: Session, now: datetime) -> int:
    """Let go of what is older or more than is kept; gives how many that were."""
    return unanswered.drop(session, now - KEPT_FOR, MOST)


def how_many(session: Session) -> int:
    return unanswered.how_many(session)


def listed(session: Session, limit: int = MOST, offset: int = 0) -> list[InVain]:
    """What was asked most often comes first; the texts are sealed."""
    return [InVain(*row) for row in unanswered.page(session, limit, offset)]
