"""How far the reply to an update has come: handled again, it goes on there and says nothing twice."""

from __future__ import annotations

from db import inbox
from db.engine import Session


def said(session: Session, update_id: int) -> int:
    """How many of its messages are out."""
    return inbox.find_said(session, update_id) or 0


def keep_said(session: Session, update_id: int, count: int) -> None:
    inbox.keep_said(session, update_id, count)
