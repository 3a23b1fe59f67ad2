"""The world in which dialogs happen: a tiny bank, a real SQLite file, a clock turned by hand."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.services import pauses
from content.model import Bank
from db.engine import Database
from tests.dialogs.conversation import World, world_of


@pytest.fixture
async def world(rivers: Bank, database: Database) -> AsyncIterator[World]:
    async with world_of(rivers, database) as world, asyncio.TaskGroup() as tasks:
        tasks.create_task(world.app.sender.run())
        yield world
        await world.app.sender.stop()


@pytest.fixture
def newcomers_count(monkeypatch: pytest.MonkeyPatch) -> None:
    """A report of anybody's helps to pause: who may is tried where nobody has to play for it."""
    monkeypatch.setattr(pauses, "EXPERIENCE", 0)
