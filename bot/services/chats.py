"""Coming into a group, leaving it, and moving with it when it becomes a supergroup."""

from __future__ import annotations

from datetime import datetime

from bot.services import deliveries
from content.model import Language
from db import chats
from db.engine import Session


def enter(session: Session, chat_id: int, language: Language, zone: str, now: datetime) -> bool:
    """Whether this is the first time that the bot is told of it: then it says its line."""
    return chats.insert(session, chat_id, language, zone, now)


def leave(session: Session, chat_id: int) -> None:
    chats.drop(session, chat_id)


def move(session: Session, old_chat_id: int, new_chat_id: int) -> None:
    """The same chat under its new id, with everything it is owed; twice equals once."""
    chats.rename(session, old_chat_id, new_chat_id)
    deliveries.moved(session, old_chat_id, new_chat_id)
