"""Asking a question no more for the time being, and asking it again."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from bot.learning.concern import PauseReason
from bot.learning.picking import QuestionKey
from bot.learning.report import EXPERIENCE, MOST_PAUSES_A_DAY
from db import pauses, reports
from db.engine import Session
from db.pauses import PauseRow

log = logging.getLogger(__name__)

DAY = timedelta(days=1)


def pause(session: Session, key: QuestionKey, reason: PauseReason, now: datetime) -> None:
    """From the next question on it is not asked; whoever has it before them may answer it."""
    pauses.put(session, PauseRow(*key, reason, now))


def resume(session: Session, key: QuestionKey, now: datetime) -> None:
    """Ask it again. Its reports are closed: else the next one would pause it again at once."""
    pauses.drop(session, *key)
    reports.close(session, *key, now)


def resume_all(session: Session, now: datetime) -> int:
    """Ask everything again that reports have paused; what administrators paused stays. Gives how many."""
    found = [row for row in pauses.every(session) if row.reason == "reports"]
    for row in found:
        resume(session, (row.fact_id, row.question_id), now)
    return len(found)


def by_reports(session: Session) -> int:
    """How many questions reports have paused."""
    return sum(row.reason == "reports" for row in pauses.every(session))


def pause_if_reported(session: Session, key: QuestionKey, most: int, now: datetime) -> None:
    """Pause what ``most`` learners have reported who know the bot; 0 never does.

    Of one day only so many: a few accounts must not be able to silence the whole bank.
    """
    if not most or reports.reporters(session, *key, EXPERIENCE) < most:
        return
    if pauses.count_since(session, "reports", now - DAY) < MOST_PAUSES_A_DAY:
        pause(session, key, "reports", now)
    else:
        log.warning("%s is reported enough to be paused, but reports have paused enough today", "#".join(key))
