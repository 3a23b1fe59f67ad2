"""Groups and channels: their language and zone, and who may change what they are sent."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import delete, select, update

from db.engine import Session, insert_into
from db.models import chats


class ChatRow(NamedTuple):
    chat_id: int
    kind: str
    language: str
    zone: str


_CHAT = select(*(chats.c[name] for name in ChatRow._fields))


def insert(session: Session, chat_id: int, kind: str, language: str, zone: str, now: datetime) -> bool:
    """Whether the chat is new."""
    statement = insert_into(session, chats).values(
        chat_id=chat_id, kind=kind, language=language, zone=zone, changed_by="admins", created_at=now
    )
    return session.execute(statement.on_conflict_do_nothing().returning(chats.c.chat_id)).scalar() is not None


def lock(session: Session, chat_id: int) -> ChatRow | None:
    """The chat, on PostgreSQL held for this session: what its administrators do is done one by one."""
    row = session.execute(_CHAT.where(chats.c.chat_id == chat_id).with_for_update()).one_or_none()
    return ChatRow(*row) if row else None


def channels(session: Session, chat_ids: Collection[int]) -> set[int]:
    """Which of these chats are channels."""
    is_one = chats.c.chat_id.in_(chat_ids) & (chats.c.kind == "channel")
    return set(session.execute(select(chats.c.chat_id).where(is_one)).scalars())


def change(session: Session, chat_id: int, **values: Any) -> None:
    session.execute(update(chats).where(chats.c.chat_id == chat_id).values(**values))


def drop(session: Session, chat_id: int) -> None:
    session.execute(delete(chats).where(chats.c.chat_id == chat_id))


def rename_chat(session: Session, old_chat_id: int, new_chat_id: int) -> None:
    """A group became a supergroup and has another id. What its administrators chose is in the old row."""
    if session.execute(_CHAT.where(chats.c.chat_id == old_chat_id)).one_or_none() is None:
        return
    drop(session, new_chat_id)
    session.execute(update(chats).where(chats.c.chat_id == old_chat_id).values(chat_id=new_chat_id))
