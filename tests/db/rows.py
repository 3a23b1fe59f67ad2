"""A row in every table, whatever the tables are: made from the columns themselves."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    DateTime,
    Float,
    Integer,
    MetaData,
    String,
    Table,
    func,
    insert,
    select,
)

from db.engine import UtcDateTime
from db.forget import PERSON_COLUMNS
from db.upgrade import BOOKKEEPING

MOMENT = datetime(2026, 11, 23, 4, 30, tzinfo=UTC)


def tables_in(connection: Connection) -> MetaData:
    """The tables that the database really has, Alembic's own left out."""
    found = MetaData()
    found.reflect(connection)
    found.remove(found.tables[BOOKKEEPING])
    return found


def fill(connection: Connection, tables: MetaData, *, person: int, serial: int) -> None:
    """One row in every table for the person; ``serial`` tells the rows of two persons apart."""
    keys: dict[str, Any] = {}
    for table in tables.sorted_tables:
        row = {
            column.name: _value(column, keys, person, serial)
            for column in table.c
            if not _is_given(column) and not _is_left_out(column)
        }
        keys[table.name] = connection.execute(insert(table).values(row)).inserted_primary_key


def count(connection: Connection, tables: MetaData) -> dict[str, int]:
    return {
        table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
        for table in tables.sorted_tables
    }


def mentions(connection: Connection, table: Table, person: int) -> int:
    """How many rows of the table hold the person's id in any column, in figures or inside a text."""
    rows = connection.execute(select(table)).all()
    return sum(any(str(person) in str(value) for value in row) for row in rows)


def _is_given(column: Column[Any]) -> bool:
    """The database numbers such a row itself."""
    return column.primary_key and column.name == "id" and column.table.name != "learners"


def _is_left_out(column: Column[Any]) -> bool:
    """A quiz belongs to a learner or to a chat: here always to a learner."""
    return (column.table.name, column.name, column.nullable) == ("quizzes", "chat_id", True)


def _value(column: Column[Any], keys: dict[str, Any], person: int, serial: int) -> Any:
    if column.name in PERSON_COLUMNS or (column.table.name, column.name) == ("learners", "id"):
        return person
    for reference in column.foreign_keys:
        return keys[reference.column.table.name][0]
    match column.type:
        case UtcDateTime() | DateTime():
            return MOMENT
        case Boolean():
            return True
        case JSON():
            return [serial]
        case Float():
            return serial / 2
        case Integer():
            return serial
        case String():
            return str(serial)
    raise AssertionError(f"{column} has a type that no test row knows: {column.type!r}")
