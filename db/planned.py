"""Facts that a chat was promised by date, and those that its administrators passed over."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, delete, select, update

from db.engine import Session, insert_into
from db.models import planned_facts as planned


class PlannedRow(NamedTuple):
    chat_id: int
    topic_id: int
    fact_id: str
    occasion: str | None  # the local date; None = passed over


def of_chats(session: Session, chat_ids: Collection[int]) -> list[PlannedRow]:
    """The earliest date first."""
    statement = select(*(planned.c[name] for name in PlannedRow._fields)).where(
        planned.c.chat_id.in_(chat_ids)
    )
    rows = [PlannedRow(*row) for row in session.execute(statement)]
    return sorted(rows, key=lambda row: (row.occasion or "", row.fact_id))


def put(session: Session, chat_id: int, topic_id: int, facts: Sequence[tuple[str, str | None]]) -> None:
    """Replace what is planned in a chat or topic by these (fact, local date or None)."""
    session.execute(delete(planned).where(_is_in(chat_id, topic_id)))
    rows = [
        {"chat_id": chat_id, "topic_id": topic_id, "fact_id": fact_id, "occasion": occasion}
        for fact_id, occasion in facts
    ]
    if rows:
        session.execute(insert_into(session, planned).on_conflict_do_nothing(), rows)


def _is_in(chat_id: int, topic_id: int) -> ColumnElement[bool]:
    return and_(planned.c.chat_id == chat_id, planned.c.topic_id == topic_id)


def drop(session: Session, chat_id: int) -> None:
    session.execute(delete(planned).where(planned.c.chat_id == chat_id))


def rename_chat(session: Session, old_chat_id: int, new_chat_id: int) -> None:
    """Give everything of one chat to another; a topic of which the other has a plan keeps that one."""
    topics = select(planned.c.topic_id).where(planned.c.chat_id == new_chat_id)
    is_old = planned.c.chat_id == old_chat_id
    session.execute(delete(planned).where(is_old, planned.c.topic_id.in_(topics)))
    session.execute(update(planned).where(is_old).values(chat_id=new_chat_id))
