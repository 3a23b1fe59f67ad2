"""Who came just now; and counting who came from what was posted in a group or channel: how many, not who."""

from __future__ import annotations

from datetime import datetime

from bot.learning.learner import Learner
from bot.learning.meaning import Arrived, FirstMet
from bot.services import meanings
from db import arrivals, deliveries
from db.engine import Session


def is_first(session: Session, update_id: int, learner: Learner) -> bool:
    """Whether the learner came with this update; handled again, as its reply is not out, they still did."""
    if learner.is_new:
        meanings.keep(session, update_id, FirstMet())
    return learner.is_new or isinstance(meanings.find(session, update_id), FirstMet)


def come(session: Session, update_id: int, kind: str, delivery_id: int, now: datetime) -> None:
    """Somebody followed the link under a delivery to a chat of this kind; one update counts once."""
    delivery = deliveries.find(session, delivery_id)
    if delivery is None or delivery.learner_id is not None or meanings.find(session, update_id) is not None:
        return
    meanings.keep(session, update_id, Arrived())
    arrivals.count(session, delivery.chat_id, kind, now.date().isoformat())


def totals(session: Session) -> dict[str, tuple[int, int]]:
    """By kind of chat: how many people came, and from how many chats."""
    return {row.kind: (row.times, row.chats) for row in arrivals.totals(session)}
