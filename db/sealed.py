"""The texts that are kept sealed, wherever they stand."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Table, select, update

from db.engine import Session
from db.models import certificates, reports

PLACES: dict[str, tuple[Table, Column[Any]]] = {
    "name": (certificates, certificates.c.name),
    "report": (reports, reports.c.text),
}


async def every(session: Session) -> list[tuple[str, int, str]]:
    """(place, id of the row, sealed text) of all of them."""
    found = []
    for place, (table, column) in PLACES.items():
        rows = await session.execute(select(table.c.id, column).where(column.is_not(None)))
        found += [(place, row_id, token) for row_id, token in rows]
    return found


async def replace(session: Session, place: str, row_id: int, token: str) -> None:
    table, column = PLACES[place]
    await session.execute(update(table).where(table.c.id == row_id).values({column: token}))
