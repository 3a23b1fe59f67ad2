"""Coming into a group or channel, leaving it, and moving with it when it becomes a supergroup."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from bot.services import subscriptions
from content.model import Language
from db import arrivals, chats, deliveries, lives, planned, quizzes
from db import subscriptions as subscription_rows
from db.engine import Session

Kind = Literal["group", "channel"]


def enter(
    session: Session, chat_id: int, language: Language, zone: str, now: datetime, kind: Kind = "group"
) -> bool:
    """Whether this is the first time that the bot is told of it: then it says its line."""
    return chats.insert(session, chat_id, kind, language, zone, now)


def leave(session: Session, chat_id: int, now: datetime) -> None:
    """The bot was put out: what was subscribed ends, and does not begin again by itself."""
    chats.lock(session, chat_id)  # what is planned this instant is called off too
    subscriptions.stop(session, chat_id, now, "blocked", kind=None)
    planned.drop(session, chat_id)
    lives.end_all(session, chat_id, now)
    chats.drop(session, chat_id)


def move(session: Session, old_chat_id: int, new_chat_id: int) -> None:
    """The same chat under its new id, with everything that it has and is owed; twice equals once."""
    for table in (chats, subscription_rows, deliveries, planned, arrivals, quizzes, lives):
        table.rename_chat(session, old_chat_id, new_chat_id)
