"""A person's right to know: every row about them, in every table there is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, Table, or_, select

from db.engine import Session
from db.forget import names_of_person
from db.models import metadata
from db.sealed import PLACES

Rows = dict[str, list[dict[str, Any]]]
"""By the name of the table."""

SEALED = {(table.name, column.name) for table, _, column in PLACES.values()}
"""What is kept sealed: it is opened for whom it is about."""


def about(session: Session, learner_id: int, opened: Callable[[str], str | None]) -> Rows:
    """What is kept of the person; ``opened`` gives a sealed text, or None if its key is gone.

    A table that names nobody itself but hangs on rows of theirs goes with those.
    """
    found: Rows = {}
    theirs: dict[Table, ColumnElement[bool]] = {}
    for table in metadata.sorted_tables:
        is_theirs = _is_theirs(table, learner_id, theirs)
        if is_theirs is None:
            continue
        theirs[table] = is_theirs
        rows = session.execute(select(table).where(is_theirs).order_by(*table.primary_key)).mappings()
        found[table.name] = [
            {name: _told(table, name, value, opened) for name, value in row.items()} for row in rows
        ]
    return found


def _is_theirs(
    table: Table, learner_id: int, before: dict[Table, ColumnElement[bool]]
) -> ColumnElement[bool] | None:
    # A table with a column for a person tells by it whose a row is, whatever else the row points at: the
    # others of something that the person began are none of their business.
    if names := names_of_person(table):
        return or_(*(name == learner_id for name in names))
    hangs = [
        each.parent.in_(select(each.column).where(before[each.column.table]))
        for each in table.foreign_keys
        if each.column.table in before
    ]
    return or_(*hangs) if hangs else None


def _told(table: Table, name: str, value: Any, opened: Callable[[str], str | None]) -> Any:
    # An update from before the vault stands there as it came.
    is_sealed = (table.name, name) in SEALED and value and not value.startswith("{")
    return opened(value) if is_sealed else value
