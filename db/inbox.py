"""Updates that wait to be handled: safe here before Telegram hears that it may forget them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from msgspec import Struct
from sqlalchemy import Executable, bindparam, delete, func, select, update

from db.engine import Session, insert_for
from db.models import inbox
from db.prepared import Prepared, prepared


class Entry(Struct, frozen=True):
    """One update. ``body`` is its JSON as Telegram sent it; updates of chat 0 belong to no chat."""

    update_id: int
    chat_id: int
    body: str
    attempts: int | None = None  # how often a process began it that did not finish it; None = it is fresh


def insert(session: Session, entries: Sequence[Entry], now: datetime) -> set[int]:
    """Keep updates; gives the ids of those that were not known before."""
    rows = [
        {"update_id": entry.update_id, "chat_id": entry.chat_id, "body": entry.body, "received_at": now}
        for entry in entries
    ]
    return {update_id for [update_id] in _INSERT.rows_of_each(session, rows)}


def _insert(dialect: str) -> Executable:
    names = ("update_id", "chat_id", "body", "received_at")
    statement = insert_for(dialect, inbox).values({name: bindparam(name) for name in names})
    return statement.on_conflict_do_nothing().returning(inbox.c.update_id)


_INSERT = Prepared(_insert)


def mark_handled(session: Session, update_ids: Sequence[int], now: datetime) -> None:
    """Keep of these updates only that they were handled."""
    _MARK.run_each(session, [{"one": update_id, "now": now} for update_id in sorted(update_ids)])


_MARK = prepared(
    update(inbox).where(inbox.c.update_id == bindparam("one")).values(handled_at=bindparam("now"), body="")
)


def delete_acknowledged(session: Session, offset: int) -> None:
    """Delete the handled updates below ``offset``: Telegram has heard that it need not send them again."""
    _FORGET.run(session, offset=offset)


_FORGET = prepared(
    delete(inbox).where(inbox.c.handled_at.is_not(None), inbox.c.update_id < bindparam("offset"))
)


def delete_handled_before(session: Session, moment: datetime) -> None:
    session.execute(delete(inbox).where(inbox.c.handled_at < moment))


def waiting(
    session: Session, chat_ids: Collection[int], most: int, but_not: Collection[int] = ()
) -> list[Entry]:
    """The first ``most`` updates that wait in each of these chats, in order of arrival."""
    place = func.row_number().over(
        partition_by=inbox.c.chat_id, order_by=(inbox.c.received_at, inbox.c.update_id)
    )
    columns = (inbox.c.update_id, inbox.c.chat_id, inbox.c.body, inbox.c.attempts)
    unhandled = inbox.c.handled_at.is_(None) & inbox.c.chat_id.in_(chat_ids)
    if but_not:
        unhandled &= inbox.c.update_id.not_in(but_not)
    ranked = select(*columns, inbox.c.received_at, place.label("place")).where(unhandled).subquery()
    rows = session.execute(
        select(ranked.c.update_id, ranked.c.chat_id, ranked.c.body, ranked.c.attempts)
        .where(ranked.c.place <= most)
        .order_by(ranked.c.received_at, ranked.c.update_id)
    )
    return [Entry(*row) for row in rows]


def waiting_since(session: Session, but_not: Collection[int] = ()) -> datetime | None:
    """When the update came that has waited longest, in whichever chat but these; None if none waits."""
    is_waiting = inbox.c.handled_at.is_(None) & inbox.c.chat_id.not_in(but_not)
    return session.execute(select(func.min(inbox.c.received_at)).where(is_waiting)).scalar()


def find_meaning(session: Session, update_id: int) -> str | None:
    """What an update was taken for, if that was kept."""
    return session.execute(select(inbox.c.meant).where(inbox.c.update_id == update_id)).scalar()


def keep_meaning(session: Session, update_id: int, meant: str) -> None:
    session.execute(update(inbox).where(inbox.c.update_id == update_id).values(meant=meant))


def find_said(session: Session, update_id: int) -> int | None:
    """How many messages of its reply are out, of an update that waits."""
    return session.execute(select(inbox.c.said).where(inbox.c.update_id == update_id)).scalar()


def keep_said(session: Session, update_id: int, count: int) -> None:
    session.execute(update(inbox).where(inbox.c.update_id == update_id).values(said=count))


def count_attempt(session: Session, update_id: int) -> None:
    """Note that the handling of an update begins."""
    statement = update(inbox).where(inbox.c.update_id == update_id)
    session.execute(statement.values(attempts=inbox.c.attempts + 1))
