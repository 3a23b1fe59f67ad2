"""From SQLite into PostgreSQL: every row, counted and summed up, in one transaction or not at all."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from typing import Any

from alembic import command
from msgspec import Struct
from sqlalchemy import Column, Connection, Row, String, Table, collate, func, insert, inspect, select, text

from db.errors import CannotMove
from db.looking import look, looking
from db.migrate import migrating
from db.models import metadata
from db.upgrade import BOOKKEEPING, known_revisions

CHUNK = 1_000
"""Rows to an INSERT."""


class Moved(Struct, frozen=True):
    """A table that was carried over, and the sum over its rows, which is the same on both sides."""

    table: str
    rows: int
    checksum: str


def move(source_url: str, target_url: str) -> list[Moved]:
    """Copy all rows of an SQLite database, which nobody may be using, into an empty PostgreSQL database.

    The caller holds db.lock on the source, which is only read. Raises CannotMove, UnusableDatabase or
    sqlalchemy.exc.DBAPIError, and then the target is as it was.
    """
    _refuse_unfit(source_url)
    with looking(source_url) as source, migrating(target_url) as config:
        target: Connection = config.attributes["connection"]
        _refuse_company(target)
        _refuse_held(target)
        command.upgrade(config, "head")
        target.execute(metadata.tables["bot_state"].delete())  # of a bot that once began there
        return [_carry_over(source, target, table) for table in metadata.sorted_tables]


def _refuse_unfit(source_url: str) -> None:
    looked, newest = look(source_url), known_revisions()[-1]
    if looked.damage is not None:
        raise CannotMove(
            f"The database that is to be moved is damaged ({looked.damage}); restore a copy first."
        )
    if looked.revision != newest:
        raise CannotMove(
            f"The database that is to be moved has revision {looked.revision or 'none'}, and this version "
            f"moves {newest}: start this version of the bot on it once, stop it, and come back."
        )


def _refuse_company(target: Connection) -> None:
    # Several processes may serve one PostgreSQL, so there is no lock that would tell of a bot there.
    others = target.execute(
        text(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
            "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
    ).scalar_one()
    if others:
        raise CannotMove(
            f"{others} other connections use the target database: stop the bot there, close what else is "
            "connected, and come back. Nothing was changed."
        )


def _refuse_held(target: Connection) -> None:
    tables = set(inspect(target).get_table_names()) - {BOOKKEEPING}
    strange = sorted(tables - set(metadata.tables))
    if strange:
        raise CannotMove(
            f"The target holds tables of another program ({', '.join(strange[:5])}); give the bot a database "
            "of its own. Nothing was changed."
        )
    held = [name for name in sorted(tables - {"bot_state"}) if _count(target, metadata.tables[name])]
    if held:
        raise CannotMove(
            f"The target is not empty: there are rows in {', '.join(held)}. Make an empty database for the "
            "bot. Nothing was changed."
        )


def _carry_over(source: Connection, target: Connection, table: Table) -> Moved:
    for rows in _chunks(source, table):
        target.execute(insert(table), [dict(row._mapping) for row in rows])
    before, after = (_sum_up(connection, table) for connection in (source, target))
    if before != after:
        raise CannotMove(
            f"Table {table.name} did not arrive as it was (rows before: {before.rows}, after: "
            f"{after.rows}); nothing was changed. Please report this."
        )
    _set_sequence(source, target, table)
    return after


def _sum_up(connection: Connection, table: Table) -> Moved:
    digest, count = hashlib.sha256(), 0
    for rows in _chunks(connection, table):
        count += len(rows)
        for row in rows:
            digest.update(json.dumps(list(row), default=str, sort_keys=True).encode())
    return Moved(table.name, count, digest.hexdigest()[:16])


def _chunks(connection: Connection, table: Table) -> Iterator[Sequence[Row[Any]]]:
    """All rows, in the order of their key, a chunk at a time."""
    order = table.primary_key if connection.dialect.name == "sqlite" else map(_by_bytes, table.primary_key)
    ordered = select(table).order_by(*order)
    return connection.execute(ordered, execution_options={"yield_per": CHUNK}).partitions()


def _by_bytes(column: Column[Any]) -> Any:
    """Both databases in one order: that of the bytes, whatever the language of the server."""
    return collate(column, "C") if isinstance(column.type, String) else column


def _count(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def _set_sequence(source: Connection, target: Connection, table: Table) -> None:
    """Let the next id be above all that ever were: buttons carry ids of rows that are gone."""
    if "id" not in table.c or not table.c.id.autoincrement or table.name == "learners":
        return
    last = target.execute(select(func.coalesce(func.max(table.c.id), 0))).scalar_one()
    of_name = text("SELECT seq FROM sqlite_sequence WHERE name = :name")
    last = max(last, source.execute(of_name, {"name": table.name}).scalar() or 0)
    target.execute(
        text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :value, :is_used)"),
        {"name": table.name, "value": max(last, 1), "is_used": last > 0},
    )
