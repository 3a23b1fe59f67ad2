"""What Alembic runs for every command: the revisions on the connection that db.upgrade opened."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from db.engine import UtcDateTime
from db.models import metadata, tell_dialects


def _render(kind: str, item: Any, _: AutogenContext) -> str | Literal[False]:
    # A revision is frozen, so it must not import types that may change under it.
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UtcDateTime) else False


tell_dialects()
connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    render_item=_render,
    # SQLite alters a table by copying it; a server must not.
    render_as_batch=connection.dialect.name == "sqlite",
)
context.run_migrations()
