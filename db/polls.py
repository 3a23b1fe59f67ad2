"""Native polls, by Telegram's ids of them."""

from __future__ import annotations

from db.engine import Session, insert_into
from db.models import polls


def insert(session: Session, poll_id: str, quiz_id: int, position: int) -> None:
    """The question at this position of a quiz is asked in a poll; twice equals once."""
    statement = insert_into(session, polls).values(poll_id=poll_id, quiz_id=quiz_id, position=position)
    session.execute(statement.on_conflict_do_nothing())
