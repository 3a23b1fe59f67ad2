"""What a DATABASE_URL points at: a file of SQLite, or a server."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import URL, make_url

from db.errors import UnusableDatabase


def blocking(database_url: str) -> URL:
    """The same database through a driver that does not need an event loop; psycopg is both already."""
    url = make_url(database_url)
    return url.set(drivername="sqlite") if url.get_backend_name() == "sqlite" else url


def driver_options(url: URL) -> Mapping[str, object]:
    """What the driver is to be told besides the address.

    psycopg prepares on the server what it runs often. A pooler in transaction mode (PgBouncer) gives the
    next transaction another connection, where that does not exist or is somebody else's: so it must not.
    """
    return {} if url.get_backend_name() == "sqlite" else {"prepare_threshold": None}


def sqlite_file(database_url: str) -> Path | None:
    """The file of an SQLite database, links resolved; None for a server. Raises UnusableDatabase."""
    url = make_url(database_url)
    if url.get_backend_name() != "sqlite":
        return None
    if url.database in (None, "", ":memory:"):
        raise UnusableDatabase(
            "A database in memory would forget everything; give DATABASE_URL a file: sqlite+aiosqlite:///path"
        )
    return Path(str(url.database)).resolve()


def make_room(file: Path) -> None:
    """Create the directory of a database file. Raises UnusableDatabase."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnusableDatabase(
            f"The directory {file.parent} for the database cannot be made ({error.strerror}); "
            "create it for the user this program runs as, or point DATABASE_URL elsewhere."
        ) from error
