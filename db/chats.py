"""Groups and channels: their language and zone, and who may change what they are sent."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select, update

from db.engine import Session, insert_into
from db.models import chats


def insert(session: Session, chat_id: int, language: str, zone: str, now: datetime) -> bool:
    """Whether the chat is new."""
    statement = insert_into(session, chats).values(
        chat_id=chat_id, language=language, zone=zone, changed_by="admins", created_at=now
    )
    return session.execute(statement.on_conflict_do_nothing().returning(chats.c.chat_id)).scalar() is not None


def language(session: Session, chat_id: int) -> str | None:
    return session.execute(select(chats.c.language).where(chats.c.chat_id == chat_id)).scalar()


def drop(session: Session, chat_id: int) -> None:
    session.execute(delete(chats).where(chats.c.chat_id == chat_id))


def rename(session: Session, old_chat_id: int, new_chat_id: int) -> None:
    """A group became a supergroup and has another id; doing it twice changes nothing more."""
    is_known = session.execute(select(chats.c.chat_id).where(chats.c.chat_id == new_chat_id)).scalar()
    if is_known is not None:
        drop(session, old_chat_id)
    session.execute(update(chats).where(chats.c.chat_id == old_chat_id).values(chat_id=new_chat_id))
