"""Whose answers a database holds: those to one bank, by its id, from the first start on."""

from __future__ import annotations

from sqlalchemy import Connection, select

from db.engine import insert_for
from db.errors import OtherBank
from db.models import bot_state

KEY = "bank"


def claim(connection: Connection, bank_id: str) -> None:
    """Let the database belong to this bank, unless it belongs to one already. Raises OtherBank."""
    insert = insert_for(connection.dialect.name, bot_state).values(key=KEY, value=bank_id)
    connection.execute(insert.on_conflict_do_nothing(index_elements=["key"]))
    refuse_other_bank(connection, bank_id)


def refuse_other_bank(connection: Connection, bank_id: str) -> None:
    """Raises OtherBank; a database that belongs to no bank yet may become anyone's."""
    owner = connection.execute(select(bot_state.c.value).where(bot_state.c.key == KEY)).scalar()
    if owner is not None and owner != bank_id:
        raise OtherBank(
            f'The database {connection.engine.url!r} belongs to the bank "{owner}", and CONTENT_DIR leads to '
            f'the bank "{bank_id}": answers to the one say nothing about the other. Let CONTENT_DIR lead to '
            f'"{owner}", or give "{bank_id}" a database of its own: another DATABASE_URL, or, if this is the '
            "playground's, by moving the file away."
        )
