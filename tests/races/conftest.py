"""Two processes on one database, and acts of both that happen at once."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence

import pytest

from db.engine import Database
from tests.end_to_end.stand_in import StandIn
from tests.races.race import Race
from tests.updates.conftest import MakeBot, make_bot, making, server

__all__ = ["make_bot", "server"]


@pytest.fixture
async def database(either_database: Database) -> Database:
    """What the one process has open, on either kind."""
    return either_database


@pytest.fixture
async def processes(database: Database) -> AsyncIterator[Sequence[Database]]:
    """One database as each process has it open: SQLite lets one in, PostgreSQL here two."""
    if database.is_sqlite:
        yield [database]
        return
    second = Database(database.url.render_as_string(hide_password=False))
    yield [database, second]
    second.close()


@pytest.fixture
async def two_processes(migrated_postgres_url: str) -> AsyncIterator[Sequence[Database]]:
    """A PostgreSQL database as two processes have it open."""
    both = [Database(migrated_postgres_url), Database(migrated_postgres_url)]
    yield both
    for each in both:
        each.close()


@pytest.fixture
async def make_process(server: StandIn) -> AsyncIterator[MakeBot]:
    """Make a bot as a process of its own, on the database that it has open."""
    async with making(server) as make:
        yield make


@pytest.fixture
def race(processes: Sequence[Database], monkeypatch: pytest.MonkeyPatch) -> Race:
    return Race(processes, monkeypatch)
