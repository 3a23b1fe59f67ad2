"""The way to the database keeps its word: instants, rollbacks, no lost update."""

from __future__ import annotations

import asyncio
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import create_engine, insert, select, text, update
from sqlalchemy.exc import DBAPIError, StatementError

from bot.acts import run
from db import state
from db.engine import Database, Session
from db.errors import Busy
from db.models import bot_state, learners

DUSHANBE = timezone(timedelta(hours=5))
TASKS, TURNS = 20, 25


def _meet(session: Session, created_at: datetime) -> None:
    session.execute(insert(learners).values(id=1, language="tg", zone="UTC", created_at=created_at))


async def test_an_instant_comes_back_aware_in_utc(either_database: Database) -> None:
    instant = datetime(2026, 11, 23, 4, 30, 15, 250_000, tzinfo=DUSHANBE)
    with either_database.begin() as session:
        _meet(session, instant)
    with either_database.begin() as session:
        found = session.execute(select(learners.c.created_at)).scalar_one()
        same = session.execute(select(learners.c.id).where(learners.c.created_at == instant)).scalar()
    assert found == instant
    assert found.tzinfo is UTC
    assert same == 1


async def test_an_instant_without_a_zone_is_refused(either_database: Database) -> None:
    with either_database.begin() as session, pytest.raises(StatementError, match="has no time zone"):
        _meet(session, datetime(2026, 11, 23, 4, 30))  # noqa: DTZ001 - the very thing
    with either_database.begin() as session:
        assert (session.execute(select(learners.c.id))).all() == []


async def test_an_error_takes_the_whole_transaction_back(either_database: Database) -> None:
    with either_database.begin() as session:
        state.put(session, "pause", "before")

    def fail_halfway(session: Session) -> None:
        state.put(session, "pause", "after")
        state.put(session, "bank", "half")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        await run(either_database, fail_halfway)
    with either_database.begin() as session:
        assert state.find(session, "pause") == "before"
        assert state.find(session, "bank") is None


async def test_a_value_is_put_again_and_dropped(either_database: Database) -> None:
    with either_database.begin() as session:
        state.put(session, "pause", "one")
        state.put(session, "pause", "two")
        assert state.find(session, "pause") == "two"
        state.drop(session, "pause")
        assert state.find(session, "pause") is None


async def test_sqlite_keeps_foreign_keys_and_every_commit(database: Database) -> None:
    with database.begin() as session:
        found = [
            session.execute(text(f"PRAGMA {pragma}")).scalar()
            for pragma in ("foreign_keys", "journal_mode", "synchronous")
        ]
    assert found == [1, "wal", 2]


def _add_one(session: Session) -> None:
    """Read, let others have a chance, write: what loses updates where transactions do not really exclude."""
    count = int(session.execute(select(bot_state.c.value)).scalar_one())
    time.sleep(0.001)
    session.execute(update(bot_state).values(value=str(count + 1)))


def _set_to_nought(session: Session) -> None:
    state.put(session, "count", "0")


def _count(session: Session) -> int:
    return int(state.find(session, "count") or -1)


async def test_of_many_who_read_and_write_at_once_none_loses_an_update(database: Database) -> None:
    async def worker() -> None:
        for _ in range(TURNS):
            await run(database, _add_one)

    await run(database, _set_to_nought)
    async with asyncio.TaskGroup() as group:
        for _ in range(TASKS):
            group.create_task(worker())
    assert await run(database, _count) == TASKS * TURNS


async def test_the_drivers_own_transactions_would_lose_updates(database: Database) -> None:
    engine = create_engine(database.url, pool_size=TASKS)

    def worker() -> None:
        for _ in range(3):
            # "database is locked" loses the update just as well
            with suppress(DBAPIError), engine.begin() as session:
                _add_one(session)

    await run(database, _set_to_nought)
    async with asyncio.TaskGroup() as group:
        for _ in range(TASKS):
            group.create_task(asyncio.to_thread(worker))
    engine.dispose()
    assert await run(database, _count) < TASKS * 3


async def test_a_transaction_inside_another_is_refused(database: Database) -> None:
    with database.begin(), pytest.raises(RuntimeError, match="pass its session down"):
        await run(database, _count)

    def nested(_: Session) -> None:
        with database.begin():
            pass

    with pytest.raises(RuntimeError, match="pass its session down"):
        await run(database, nested)


@dataclass
class Slow:
    """An act that writes, and ends when it may."""

    begun: threading.Event = field(default_factory=threading.Event)
    may_end: threading.Event = field(default_factory=threading.Event)

    def __call__(self, session: Session) -> None:
        state.put(session, "slow", "half")
        self.begun.set()
        assert self.may_end.wait(20)
        state.put(session, "slow", "whole")


async def _begin_slowly(database: Database) -> tuple[Slow, asyncio.Task[None]]:
    slow = Slow()
    task = asyncio.ensure_future(run(database, slow))
    await asyncio.to_thread(slow.begun.wait, 20)
    return slow, task


async def test_a_task_cancelled_while_its_act_runs_leaves_it_whole(either_database: Database) -> None:
    slow, task = await _begin_slowly(either_database)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    slow.may_end.set()
    for _ in range(20):  # no turn was lost, on the pool neither
        await run(either_database, _count)
    either_database.close()
    with either_database.begin() as session:
        assert state.find(session, "slow") == "whole"


async def test_a_task_cancelled_before_its_act_begins_leaves_nothing(database: Database) -> None:
    slow, task = await _begin_slowly(database)
    waiting = asyncio.ensure_future(run(database, _set_to_nought))
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    slow.may_end.set()
    await task
    assert await run(database, _count) == -1


async def test_stopping_waits_for_acts_under_way(database: Database) -> None:
    slow, task = await _begin_slowly(database)
    closing = asyncio.ensure_future(asyncio.to_thread(database.close))
    await asyncio.sleep(0)
    assert not closing.done()
    slow.may_end.set()
    await closing
    await task
    with database.begin() as session:
        assert state.find(session, "slow") == "whole"


async def test_waiting_for_a_turn_is_bounded(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.acts.PATIENCE", 0.05)
    slow, task = await _begin_slowly(database)
    with pytest.raises(Busy):
        await run(database, _count)
    slow.may_end.set()
    await task
    assert await run(database, _count) == -1
