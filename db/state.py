"""Single values that must outlive the process: the bank this database belongs to, a pause of all sending."""

from __future__ import annotations

from sqlalchemy import delete, select

from db.engine import Session, insert_into
from db.models import bot_state


def find(session: Session, key: str) -> str | None:
    return session.execute(select(bot_state.c.value).where(bot_state.c.key == key)).scalar()


def put(session: Session, key: str, value: str) -> None:
    upsert = insert_into(session, bot_state).values(key=key, value=value)
    session.execute(upsert.on_conflict_do_update(index_elements=["key"], set_={"value": value}))


def drop(session: Session, key: str) -> None:
    session.execute(delete(bot_state).where(bot_state.c.key == key))
