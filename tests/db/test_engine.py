"""The way to the database keeps its word: instants, rollbacks, no lost update."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import Connection, create_engine, event, insert, select, text, update
from sqlalchemy.exc import DBAPIError, OperationalError, StatementError

from bot.acts import run
from db import state
from db.engine import POOL_SIZE, Database, Session
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


@pytest.mark.sqlite
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


@pytest.mark.sqlite
async def test_of_many_who_read_and_write_at_once_none_loses_an_update(database: Database) -> None:
    async def worker() -> None:
        for _ in range(TURNS):
            await run(database, _add_one)

    await run(database, _set_to_nought)
    async with asyncio.TaskGroup() as group:
        for _ in range(TASKS):
            group.create_task(worker())
    assert await run(database, _count) == TASKS * TURNS


@pytest.mark.sqlite
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


@contextmanager
def _all_busy(database: Database) -> Iterator[None]:
    """In here every thread of the database is busy with an act, and what comes waits for its turn."""
    may_end = threading.Event()
    busy = [database.submit(lambda _: may_end.wait(20)) for _ in range(POOL_SIZE)]
    yield
    may_end.set()
    for act in busy:
        assert act.result(20)


async def test_a_task_cancelled_before_its_act_begins_leaves_nothing(database: Database) -> None:
    with _all_busy(database):
        waiting = asyncio.ensure_future(run(database, _set_to_nought))
        await asyncio.sleep(0)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
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
    with _all_busy(database), pytest.raises(Busy):
        await run(database, _count)
    monkeypatch.undo()
    assert await run(database, _count) == -1


def _put(key: str) -> Callable[[Session], str]:
    def put(session: Session) -> str:
        state.put(session, key, "kept")
        return key

    return put


def _fail(error: Exception) -> Callable[[Session], None]:
    def fail(session: Session) -> None:
        state.put(session, "failed", "half")
        raise error

    return fail


def _roll_back(session: Session) -> None:
    """What SQLite does by itself when the disk is full."""
    session.exec_driver_sql("ROLLBACK")
    raise OSError("no space left")


def _kept(session: Session) -> set[str]:
    return set(session.execute(select(bot_state.c.key)).scalars()) - {"slow"}


@dataclass(eq=False)
class Commits:
    """Counts the commits from here on, and may let one fail."""

    count: int = 0
    fails_at: int | None = None

    def __call__(self, _: Connection) -> None:
        self.count += 1
        if self.count == self.fails_at:
            raise OSError("no space left")


@contextmanager
def _commits(database: Database) -> Iterator[Commits]:
    commits = Commits()
    event.listen(database._engine, "commit", commits)
    yield commits
    event.remove(database._engine, "commit", commits)


@contextmanager
def _together(database: Database, monkeypatch: pytest.MonkeyPatch, seconds: float = 60.0) -> Iterator[None]:
    """All acts submitted in here wait for their turn at the same moment, behind one that commits alone."""
    monkeypatch.setattr("db.engine.TOGETHER_FOR", 0.0)
    slow = Slow()
    first = database.submit(slow)
    assert slow.begun.wait(20)
    monkeypatch.setattr("db.engine.TOGETHER_FOR", seconds)
    yield
    slow.may_end.set()
    first.result(20)


@pytest.mark.sqlite
async def test_acts_that_wait_share_one_commit(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    with _commits(database) as commits:
        with _together(database, monkeypatch):
            waiting = [database.submit(_put(key)) for key in "abc"]
        assert [future.result(20) for future in waiting] == ["a", "b", "c"]
        assert commits.count == 2  # that of the slow one, and theirs
    assert await run(database, _kept) == {"a", "b", "c"}


@pytest.mark.sqlite
async def test_of_acts_that_share_a_commit_one_that_fails_takes_back_its_own(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with _together(database, monkeypatch):
        waiting = [database.submit(act) for act in (_put("a"), _fail(KeyError("b")), _put("c"))]
    assert waiting[0].result(20) == "a"
    with pytest.raises(KeyError):
        waiting[1].result(20)
    assert waiting[2].result(20) == "c"
    assert await run(database, _kept) == {"a", "c"}


@pytest.mark.sqlite
async def test_nobody_hears_of_an_act_before_the_commit_it_shares(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    last = Slow()
    with _together(database, monkeypatch):
        first = database.submit(_put("a"))
        others: list[Future[None]] = [database.submit(_fail(KeyError("b"))), database.submit(last)]
    assert last.begun.wait(20)
    assert not first.done()
    assert not any(future.done() for future in others)
    last.may_end.set()
    assert first.result(20) == "a"


@pytest.mark.sqlite
async def test_a_commit_that_fails_fails_all_that_share_it(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with _commits(database) as commits:
        with _together(database, monkeypatch):
            waiting = [database.submit(act) for act in (_put("a"), _fail(KeyError("b")), _put("c"))]
            commits.fails_at = 2
        assert [type(future.exception(20)) for future in waiting] == [OSError, KeyError, OSError]
    assert await run(database, _kept) == set()


@pytest.mark.sqlite
async def test_an_error_that_ends_the_transaction_fails_those_before_too(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with _together(database, monkeypatch):
        waiting = [database.submit(act) for act in (_put("a"), _roll_back)]
        after = database.submit(_put("c"))
    assert isinstance(waiting[0].exception(20), OperationalError)
    assert isinstance(waiting[1].exception(20), OSError)
    assert after.result(20) == "c"
    assert await run(database, _kept) == {"c"}


@pytest.mark.sqlite
async def test_those_behind_a_long_act_have_a_commit_of_their_own(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with _commits(database) as commits:
        with _together(database, monkeypatch, seconds=0.0):
            waiting = [database.submit(_put(key)) for key in "ab"]
        assert [future.result(20) for future in waiting] == ["a", "b"]
        assert commits.count == 3
