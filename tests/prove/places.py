"""Where a part is proved: on SQLite or PostgreSQL, by polling or by webhook, with one process or two."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import URL

from tests.end_to_end.grounds import Ground, on_a_file
from tests.postgres import commanding, fresh_database, serving

ELSEWHERE = {
    "postgresql": "On PostgreSQL, by polling",
    "webhook": "On PostgreSQL, by webhook",
    "two": "On PostgreSQL, by webhook, with two processes",
}
PLACES = ("sqlite", *ELSEWHERE)


@dataclass(frozen=True)
class Place:
    """``server`` is PostgreSQL's, if that is where it is."""

    name: str = "sqlite"
    database: str = f"SQLite {sqlite3.sqlite_version}"
    server: URL | None = None

    @property
    def is_sqlite(self) -> bool:
        return self.server is None

    @property
    def told(self) -> str:
        return ELSEWHERE.get(self.name, "On SQLite, by polling")

    @property
    def processes(self) -> int:
        return 2 if self.name == "two" else 1

    @contextmanager
    def fresh(self) -> Iterator[Ground]:
        """A ground that nobody has stood on, with a database of its own; gone at the end."""
        with TemporaryDirectory() as name:
            directory = Path(name)
            if self.server is None:
                yield on_a_file(directory)
                return
            with fresh_database(self.server) as url:
                ground = Ground(directory, url, self.name in ("webhook", "two"), self.processes)
                try:
                    yield ground
                finally:
                    ground.close()


@contextmanager
def place(name: str) -> Iterator[Place]:
    """With the server that it needs, which writes through to its disk: what is committed is to be kept."""
    if name == "sqlite":
        yield Place()
        return
    with serving(is_durable=True) as server:
        with commanding(server) as connection:
            version = str(connection.exec_driver_sql("SHOW server_version").scalar()).split()[0]
            for setting in ("fsync", "synchronous_commit"):
                assert connection.exec_driver_sql(f"SHOW {setting}").scalar() == "on", setting
        yield Place(name, f"PostgreSQL {version}", server)
