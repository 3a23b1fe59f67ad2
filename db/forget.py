"""A person's right to be forgotten: every row that belongs to them, in every table there is.

A class is nobody's own, and goes with its last teacher.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, Table, delete, or_

from db import classes
from db.engine import Session
from db.models import learners, metadata

PERSON_COLUMNS = ("learner_id", "chat_id")
"""Columns that name a person. The id of a private chat is the id of the person; groups have negative ids."""


def forget(session: Session, learner_id: int) -> int:
    """Delete every row of the person; gives how many went."""
    gone = 0
    left_alone = classes.taught_alone_by(session, learner_id)
    # Rows before the rows they point at: then each is deleted, and counted, by its own table.
    for table in reversed(metadata.sorted_tables):
        names = names_of_person(table)
        if names:
            result = session.execute(delete(table).where(or_(*(name == learner_id for name in names))))
            gone += result.rowcount
    classes.drop(session, left_alone)
    return gone


def names_of_person(table: Table) -> list[ColumnElement[int]]:
    """The columns by which a row of the table is a person's."""
    if table is learners:
        return [table.c.id]
    return [table.c[name] for name in PERSON_COLUMNS if name in table.c]
