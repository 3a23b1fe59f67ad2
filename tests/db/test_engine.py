"""The way to the database keeps its word: instants, rollbacks, no lost update."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import insert, select, text, update
from sqlalchemy.exc import DBAPIError, StatementError
from sqlalchemy.ext.asyncio import create_async_engine

from db import state
from db.engine import Database, Session
from db.models import bot_state, learners

DUSHANBE = timezone(timedelta(hours=5))
TASKS, TURNS = 20, 25


async def _meet(session: Session, created_at: datetime) -> None:
    await session.execute(insert(learners).values(id=1, language="tg", zone="UTC", created_at=created_at))


async def test_an_instant_comes_back_aware_in_utc(either_database: Database) -> None:
    instant = datetime(2026, 11, 23, 4, 30, 15, 250_000, tzinfo=DUSHANBE)
    async with either_database.begin() as session:
        await _meet(session, instant)
    async with either_database.begin() as session:
        found = (await session.execute(select(learners.c.created_at))).scalar_one()
        same = (await session.execute(select(learners.c.id).where(learners.c.created_at == instant))).scalar()
    assert found == instant
    assert found.tzinfo is UTC
    assert same == 1


async def test_an_instant_without_a_zone_is_refused(either_database: Database) -> None:
    async with either_database.begin() as session:
        with pytest.raises(StatementError, match="has no time zone"):
            await _meet(session, datetime(2026, 11, 23, 4, 30))  # noqa: DTZ001 - the very thing
    async with either_database.begin() as session:
        assert (await session.execute(select(learners.c.id))).all() == []


async def test_an_error_takes_the_whole_transaction_back(either_database: Database) -> None:
    async with either_database.begin() as session:
        await state.put(session, "pause", "before")

    async def fail_halfway() -> None:
        async with either_database.begin() as session:
            await state.put(session, "pause", "after")
            await state.put(session, "bank", "half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail_halfway()
    async with either_database.begin() as session:
        assert await state.find(session, "pause") == "before"
        assert await state.find(session, "bank") is None


async def test_a_value_is_put_again_and_dropped(either_database: Database) -> None:
    async with either_database.begin() as session:
        await state.put(session, "pause", "one")
        await state.put(session, "pause", "two")
        assert await state.find(session, "pause") == "two"
        await state.drop(session, "pause")
        assert await state.find(session, "pause") is None


async def test_sqlite_keeps_foreign_keys_and_every_commit(database: Database) -> None:
    async with database.begin() as session:
        found = [
            (await session.execute(text(f"PRAGMA {pragma}"))).scalar()
            for pragma in ("foreign_keys", "journal_mode", "synchronous")
        ]
    assert found == [1, "wal", 2]


async def _add_one(session: Session) -> None:
    """Read, do something else, write: what loses updates where transactions do not really exclude."""
    count = int((await session.execute(select(bot_state.c.value))).scalar_one())
    await asyncio.sleep(0)
    await session.execute(update(bot_state).values(value=str(count + 1)))


async def _set_to_nought(database: Database) -> None:
    async with database.begin() as session:
        await state.put(session, "count", "0")


async def _count(database: Database) -> int:
    async with database.begin() as session:
        return int(await state.find(session, "count") or -1)


async def test_of_many_who_read_and_write_at_once_none_loses_an_update(database: Database) -> None:
    async def worker() -> None:
        for _ in range(TURNS):
            async with database.begin() as session:
                await _add_one(session)

    await _set_to_nought(database)
    async with asyncio.TaskGroup() as group:
        for _ in range(TASKS):
            group.create_task(worker())
    assert await _count(database) == TASKS * TURNS


async def test_the_drivers_own_transactions_would_lose_updates(database: Database) -> None:
    engine = create_async_engine(database.url, pool_size=TASKS)

    async def worker() -> None:
        for _ in range(3):
            try:
                async with engine.begin() as session:
                    await _add_one(session)
            except DBAPIError:
                continue  # "database is locked" loses the update just as well

    await _set_to_nought(database)
    async with asyncio.TaskGroup() as group:
        for _ in range(TASKS):
            group.create_task(worker())
    await engine.dispose()
    assert await _count(database) < TASKS * 3
