"""Groups and channels: their language and zone, and who may change what they are sent."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import delete, literal, select, update

from db.engine import Session, insert_into
from db.models import chats


class ChatRow(NamedTuple):
    chat_id: int
    kind: str
    language: str
    zone: str
    played_by: str
    scores_speed: bool


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


def zones(session: Session, chat_ids: Collection[int]) -> dict[int, str]:
    """The time zones of these chats."""
    if not chat_ids:
        return {}
    rows = session.execute(select(chats.c.chat_id, chats.c.zone).where(chats.c.chat_id.in_(chat_ids)))
    return {row.chat_id: row.zone for row in rows}


def change(session: Session, chat_id: int, **values: Any) -> None:
    session.execute(update(chats).where(chats.c.chat_id == chat_id).values(**values))


def drop(session: Session, chat_id: int) -> None:
    session.execute(delete(chats).where(chats.c.chat_id == chat_id))


def rename_chat(session: Session, old_chat_id: int, new_chat_id: int) -> None:
    """A group became a supergroup and has another id. Of two rows the one that is there longer is right: the
    other was made by an update that came from the one id when the bot knew the other.

    That update may be handled this very moment by another lane, so its row is met in the one statement.
    """
    others = [column for column in chats.c if column is not chats.c.chat_id]
    old = select(literal(new_chat_id), *others).where(chats.c.chat_id == old_chat_id).with_for_update()
    moved = insert_into(session, chats).from_select([chats.c.chat_id, *others], old)
    kept = {column.name: moved.excluded[column.name] for column in others}
    is_older = moved.excluded.created_at <= chats.c.created_at
    session.execute(moved.on_conflict_do_update(index_elements=["chat_id"], set_=kept, where=is_older))
    session.execute(delete(chats).where(chats.c.chat_id == old_chat_id))
