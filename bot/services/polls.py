"""Remembering which question a native poll asks, and in which order."""

from __future__ import annotations

from datetime import datetime

from bot.learning.polls import laid_out
from bot.services import turns
from bot.services.contents import Content
from content.model import Bank
from content.questions import look_up
from db import polls, quizzes
from db.engine import Session

KIND = "poll"


def keep(
    session: Session,
    bank: Bank,
    delivery_id: int,
    chat_id: int,
    content: Content,
    poll_id: str,
    now: datetime,
) -> None:
    """A poll that a chat was sent: a quiz of that chat with one question, also if sent twice."""
    found = look_up(bank, content.fact_id, content.about or "")
    if found is None:
        return  # the bank changed this instant
    origin = f"delivery/{delivery_id}"
    values = {
        "chat_id": chat_id,
        "origin": origin,
        "kind": KIND,
        "plan": [turns.entry_of(laid_out(*found, delivery_id))],
        "position": 0,
        "shown_at": now,
        "bank_version": bank.version,
        "created_at": now,
        "ended_at": now,  # nobody goes on in it
    }
    quizzes.insert(session, values)
    polls.insert(session, poll_id, quizzes.id_of_chat(session, chat_id, origin), 0)
