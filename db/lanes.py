"""Which process handles the updates of a chat: one at a time, by a lease that it renews."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Executable, bindparam, delete, exists, select, update

from db.engine import Session, insert_for
from db.models import inbox, lanes
from db.prepared import Prepared, prepared


def hold(session: Session, chat_ids: Collection[int], owner: str, now: datetime, until: datetime) -> set[int]:
    """Hold the lanes of these chats where nobody else does; gives the chats that are held now."""
    # In one order, so that two processes never wait for each other.
    rows = [
        {"chat_id": chat_id, "owner": owner, "leased_until": until, "now": now}
        for chat_id in sorted(chat_ids)
    ]
    return {chat_id for [chat_id] in _HOLD.rows_of_each(session, rows)}


def _hold(dialect: str) -> Executable:
    names = ("chat_id", "owner", "leased_until")
    statement = insert_for(dialect, lanes).values({name: bindparam(name) for name in names})
    mine = {name: statement.excluded[name] for name in ("owner", "leased_until")}
    is_free = (lanes.c.owner == statement.excluded.owner) | (lanes.c.leased_until <= bindparam("now"))
    statement = statement.on_conflict_do_update(index_elements=["chat_id"], set_=mine, where=is_free)
    return statement.returning(lanes.c.chat_id)


_HOLD = Prepared(_hold)


def renew(session: Session, owner: str, until: datetime) -> set[int]:
    """Lengthen the leases of an owner; gives the chats that are still held."""
    is_mine = lanes.c.owner == owner
    _lock(session, is_mine)
    mine = update(lanes).where(is_mine).values(leased_until=until)
    return set(session.execute(mine.returning(lanes.c.chat_id)).scalars())


def release(session: Session, chat_ids: Collection[int], owner: str) -> set[int]:
    """Let go of the lanes in which nothing waits any more; gives the chats whose lanes are still held."""
    free = sorted(set(chat_ids))
    is_mine = (lanes.c.owner == owner) & lanes.c.chat_id.in_(free)
    # Whoever has just put an update in has looked at the lane: only after them it is seen what waits.
    _lock(session, is_mine)
    if _RELEASE.run_each(session, [{"chat": chat_id, "me": owner} for chat_id in free]) == len(free):
        return set()
    return set(session.execute(select(lanes.c.chat_id).where(is_mine)).scalars())


_RELEASE = prepared(
    delete(lanes).where(
        lanes.c.chat_id == bindparam("chat"),
        lanes.c.owner == bindparam("me"),
        ~exists().where(inbox.c.chat_id == lanes.c.chat_id, inbox.c.handled_at.is_(None)),
    )
)


def _lock(session: Session, are: ColumnElement[bool]) -> None:
    """Lock these lanes, in the order in which ``hold`` does. On SQLite nobody else is there."""
    if session.dialect.name != "sqlite":
        rows = select(lanes.c.chat_id).where(are).order_by(lanes.c.chat_id)
        session.execute(rows.with_for_update())


def end_all(session: Session) -> None:
    """At the start of the only process on this database: whoever held a lane is dead."""
    session.execute(delete(lanes))


def abandoned(session: Session, now: datetime, limit: int) -> list[int]:
    """Chats in which updates wait while no living process holds their lane."""
    held = exists().where(lanes.c.chat_id == inbox.c.chat_id, lanes.c.leased_until > now)
    statement = select(inbox.c.chat_id).where(inbox.c.handled_at.is_(None), ~held).distinct()
    return list(session.execute(statement.order_by(inbox.c.chat_id).limit(limit)).scalars())
