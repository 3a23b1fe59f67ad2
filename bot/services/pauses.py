"""Asking a question no more for the time being, and asking it again."""

from __future__ import annotations

from datetime import datetime

from bot.learning.concern import PauseReason
from bot.learning.picking import QuestionKey
from db import pauses, reports
from db.engine import Session
from db.pauses import PauseRow


def pause(session: Session, key: QuestionKey, reason: PauseReason, now: datetime) -> None:
    """From the next question on it is not asked; whoever has it before them may answer it."""
    pauses.put(session, PauseRow(*key, reason, now))


def resume(session: Session, key: QuestionKey, now: datetime) -> None:
    """Ask it again. Its reports are closed: else the next one would pause it again at once."""
    pauses.drop(session, *key)
    reports.close(session, *key, now)


def pause_if_reported(session: Session, key: QuestionKey, most: int, now: datetime) -> None:
    """Pause what ``most`` learners have reported; 0 never does."""
    if most and reports.reporters(session, *key) >= most:
        pause(session, key, "reports", now)
