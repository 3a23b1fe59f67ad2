"""Two processes and one lease: one leads, another takes over, and the old one does no harm."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial

import psycopg
import pytest
from sqlalchemy import bindparam, delete, insert, select, update

from bot import leading
from bot.acts import run
from bot.leading import Leading, Superseded
from bot.services import deliveries
from bot.services.deliveries import Delivery
from db import deliveries as table
from db import engine
from db.engine import Database, Session
from db.errors import UNAVAILABLE
from db.models import deliveries as rows
from db.models import leases
from db.prepared import prepared
from tests.patience import until

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leading, "LEASE", timedelta(seconds=0.5))
    monkeypatch.setattr(leading, "RENEWAL", 0.05)


class Process:
    """Tries to lead, on a database that it has open."""

    def __init__(self, database: Database, name: str) -> None:
        self.database = database
        self.begun: list[int] = []
        self.leading = Leading(database, name, lambda session: deliveries.recover(session, NOW))
        self._work: asyncio.Future[None] | None = None

    async def _begin(self) -> None:
        self.begun.append(self.leading.epoch)

    def go(self) -> None:
        self._work = asyncio.ensure_future(self.leading.run(self._begin))

    def halt(self) -> None:
        """It renews nothing any more, and does not know it."""
        assert self._work is not None
        self._work.cancel()

    async def claim(self) -> list[Delivery]:
        lease = timedelta(minutes=5)

        def act(session: Session) -> list[Delivery]:
            found = table.claimable(session, NOW, 10)
            table.lease(session, [row.id for row in found], NOW + lease)
            return [each for row in found if (each := deliveries.find(session, row.id))]

        return await run(self.database, self.leading.fenced(act, self.leading.epoch))


@pytest.fixture
def both(two_processes: Sequence[Database], hurried: None) -> list[Process]:
    return [Process(database, name) for name, database in zip("ab", two_processes, strict=True)]


async def test_an_sqlite_file_has_no_other_process(database: Database) -> None:
    if database.is_sqlite:
        assert Leading(database, "a", lambda _: None).is_held


async def test_one_leads_and_another_takes_over_when_it_is_dead_or_leaves(both: list[Process]) -> None:
    first, second = both
    first.go()
    await until(lambda: first.leading.is_held)
    second.go()
    await asyncio.sleep(2 * leading.LEASE.total_seconds())  # it stays so, as long as it is renewed
    assert (first.begun, second.begun) == ([1], [])
    first.halt()
    await until(lambda: second.begun == [2])
    assert not first.leading.is_held
    await second.leading.leave()
    second.halt()
    first.go()
    await until(lambda: first.begun == [1, 3])
    first.halt()


async def test_old_leader_writes_down_what_it_sent_and_nothing_else(both: list[Process]) -> None:
    first, second = both
    first.go()
    await until(lambda: bool(first.begun))
    with first.database.begin() as session:
        for occasion in ("sent by both", "sent by the old one", "put back by the old one"):
            owed = {"chat_id": 5, "topic_id": 0, "kind": "fact", "occasion": occasion, "language": "en"}
            row = {**owed, "fact_id": "one", "state": "pending", "due_at": NOW, "not_before": NOW}
            table.insert(session, [row])
    sent_by_both, sent_by_old, put_back = await first.claim()
    assert await second_claims_nothing(second)
    first.halt()
    second.go()
    await until(lambda: bool(second.begun))
    assert [each.id for each in await second.claim()] == [sent_by_both.id, sent_by_old.id, put_back.id]
    with second.database.begin() as session:
        deliveries.sent(session, sent_by_both, 2, NOW)
    with first.database.begin() as session:  # what was sent was sent
        deliveries.sent(session, sent_by_both, 1, NOW)
        deliveries.sent(session, sent_by_old, 1, NOW)
    late = partial(deliveries.put_back, ids=[sent_by_both.id, put_back.id], not_before=NOW)
    with pytest.raises(Superseded):
        await run(first.database, first.leading.fenced(late, 1))
    with pytest.raises(Superseded):
        await first.claim()
    with first.database.begin() as session:
        found = session.execute(select(rows.c.state, rows.c.message_id).order_by(rows.c.id)).all()
    assert [tuple(row) for row in found] == [("sent", 2), ("sent", 1), ("sending", None)]
    second.halt()


async def second_claims_nothing(second: Process) -> bool:
    with pytest.raises(Superseded):
        await second.claim()
    return True


async def test_act_of_a_leader_ends_before_another_takes_over(both: list[Process]) -> None:
    """Else a claim could be committed behind the back of whoever has just freed all claims."""
    first, second = both
    first.go()
    await until(lambda: bool(first.begun))
    first.halt()
    entered, may_end = asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()

    def slow(_: Session) -> None:
        loop.call_soon_threadsafe(entered.set)
        asyncio.run_coroutine_threadsafe(may_end.wait(), loop).result()

    claiming = asyncio.ensure_future(run(first.database, first.leading.fenced(slow, 1)))
    await entered.wait()
    second.go()
    await until(lambda: not first.leading.is_held)
    await asyncio.sleep(0.3)
    assert second.begun == []
    may_end.set()
    await claiming
    await until(lambda: second.begun == [2])
    second.halt()


async def test_server_that_only_reads_is_a_passing_error(two_processes: Sequence[Database]) -> None:
    """As after a failover, when connections lead to the server that was the first before."""
    first, other = two_processes
    name = first.url.database

    def make(read_only: str) -> None:
        with other.begin() as session:
            session.exec_driver_sql("SET TRANSACTION READ WRITE")
            session.exec_driver_sql(f"ALTER DATABASE {name} SET default_transaction_read_only = {read_only}")

    def write(session: Session) -> None:
        deliveries.pause(session, NOW)

    make("on")
    with other.begin() as session:
        session.exec_driver_sql(
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            f"WHERE datname = '{name}' AND pid <> pg_backend_pid()"
        )
    with suppress(*UNAVAILABLE):  # whose connection was broken
        await run(first, write)
    with pytest.raises(UNAVAILABLE, match="read-only"):
        await run(first, write)
    make("off")
    await run(first, write)  # by a fresh connection


async def test_process_halted_within_an_act_keeps_its_locks_for_a_moment_only(
    two_processes: Sequence[Database], hurried: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "HALTED_MS", 300)
    first, second = [Process(database, name) for name, database in zip("ab", two_processes, strict=True)]
    first.go()
    await until(lambda: bool(first.begun))
    first.halt()
    goes_on = threading.Event()

    def halted(session: Session) -> None:
        goes_on.wait(10)
        deliveries.pause(session, NOW)

    act = asyncio.ensure_future(run(first.database, first.leading.fenced(halted, 1)))
    second.go()
    await until(lambda: second.begun == [2])
    goes_on.set()
    with pytest.raises(UNAVAILABLE):
        await act
    second.halt()


def test_nothing_is_written_on_to_a_server_without_waiting_for_it(
    two_processes: Sequence[Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the midst of that no timeout counts, and whoever is halted there keeps its locks for good."""

    def write_on(*_: object, **__: object) -> None:
        pytest.fail("several statements are on their way at once")

    monkeypatch.setattr(psycopg.Cursor, "executemany", write_on)
    where = leases.c.name == bindparam("of")
    until_then = [{"of": name, "later": NOW} for name in "abc"]
    held = prepared(update(leases).where(where).values(until=bindparam("later")).returning(leases.c.name))
    with two_processes[0].begin() as session:
        fresh = [{"name": name, "owner": "x", "epoch": 1, "until": NOW} for name in "abc"]
        session.execute(insert(leases), fresh)
        session.execute(update(leases).where(where).values(until=bindparam("later")), until_then)
        assert held.rows_of_each(session, until_then) == [["a"], ["b"], ["c"]]
        assert prepared(delete(leases).where(where)).run_each(session, [{"of": name} for name in "abd"]) == 2
