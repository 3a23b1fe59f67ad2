"""The world in which dialogs happen: a tiny bank about rivers, a real SQLite file, a clock turned by hand."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from content.loader import load
from content.model import Bank
from db.engine import Database
from tests.banks import write_bank
from tests.dialogs.conversation import World, world_of


@pytest.fixture(scope="session")
def rivers(tmp_path_factory: pytest.TempPathFactory) -> Bank:
    return load(write_bank(tmp_path_factory.mktemp("rivers")))


@pytest.fixture
async def world(rivers: Bank, database: Database) -> AsyncIterator[World]:
    async with world_of(rivers, database) as world, asyncio.TaskGroup() as tasks:
        tasks.create_task(world.app.sender.run())
        yield world
        await world.app.sender.stop()
