"""How many people came into their private chat from what was posted in a group or channel."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import delete, func, select, update

from db.engine import Session, insert_into
from db.models import arrivals


class ArrivalsRow(NamedTuple):
    kind: str
    chats: int
    times: int


def count(session: Session, chat_id: int, kind: str, day: str, times: int = 1) -> None:
    """So many more on this date."""
    statement = insert_into(session, arrivals).values(chat_id=chat_id, arrived_on=day, kind=kind, times=times)
    more = {"times": arrivals.c.times + times}
    session.execute(statement.on_conflict_do_update(index_elements=["chat_id", "arrived_on"], set_=more))


def totals(session: Session) -> list[ArrivalsRow]:
    """By kind of chat: how many chats, and how many people came from them."""
    statement = select(arrivals.c.kind, func.count(arrivals.c.chat_id.distinct()), func.sum(arrivals.c.times))
    return [ArrivalsRow(*row) for row in session.execute(statement.group_by(arrivals.c.kind))]


def rename_chat(session: Session, old_chat_id: int, new_chat_id: int) -> None:
    is_old = arrivals.c.chat_id == old_chat_id
    twins = select(arrivals.c.arrived_on).where(arrivals.c.chat_id == new_chat_id)
    both = select(arrivals.c.kind, arrivals.c.arrived_on, arrivals.c.times).where(
        is_old, arrivals.c.arrived_on.in_(twins)
    )
    for kind, day, times in session.execute(both).all():
        count(session, new_chat_id, kind, day, times)
    session.execute(delete(arrivals).where(is_old, arrivals.c.arrived_on.in_(twins)))
    session.execute(update(arrivals).where(is_old).values(chat_id=new_chat_id))
