"""Asking a question no more for the time being, and asking it again."""

from __future__ import annotations

from datetime import datetime

from bot.learning.concern import PauseReason
from bot.learning.picking import QuestionKey
from db import pauses, reports
from db.engine import Session
from db.pauses import PauseRow


async def paused(session: Session) -> frozenset[QuestionKey]:
    return await pauses.keys(session)


async def pause(session: Session, key: QuestionKey, reason: PauseReason, now: datetime) -> None:
    """From the next question on it is not asked; whoever has it before them may answer it."""
    await pauses.put(session, PauseRow(*key, reason, now))


async def resume(session: Session, key: QuestionKey, now: datetime) -> None:
    """Ask it again. Its reports are closed: else the next one would pause it again at once."""
    await pauses.drop(session, *key)
    await reports.close(session, *key, now)


async def pause_if_reported(session: Session, key: QuestionKey, most: int, now: datetime) -> None:
    """Pause what ``most`` learners have reported; 0 never does."""
    if most and await reports.reporters(session, *key) >= most:
        await pause(session, key, "reports", now)
