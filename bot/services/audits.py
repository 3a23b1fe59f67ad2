"""Noting what administrators do, in the same transaction as the act: neither is there without the other."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

from db import audits
from db.audits import AuditRow
from db.engine import Session

KEPT = timedelta(days=365)

What = Literal[
    "pause",
    "resume",
    "resume-all",
    "close-reports",
    "correct",
    "answer-suggestion",
    "close-suggestion",
    "send-broadcast",
    "stop-broadcast",
    "reload",
]


def note(session: Session, update_id: int, who: str, what: What, about: str, now: datetime) -> None:
    """``who`` is a keyed hash; ``about`` has ids of up to 96 characters, never a text. Twice is once."""
    values = {"update_id": update_id, "who": who, "what": what, "about": about, "noted_at": now}
    audits.insert(session, values)


def every(session: Session) -> list[AuditRow]:
    return audits.every(session)


def forget_old(session: Session, now: datetime) -> None:
    audits.delete_before(session, now - KEPT)
