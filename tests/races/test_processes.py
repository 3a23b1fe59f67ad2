"""Two processes and one inbox: every update once, a chat by one of them at a time, in order, whoever dies."""

from __future__ import annotations

import asyncio
import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import select
from telegram import Update
from telegram.error import NetworkError

from bot.acts import run
from bot.updates import intake
from bot.updates.intake import LEASE
from db.engine import Database
from db.models import inbox, lanes
from tests.end_to_end.stand_in import text_update
from tests.updates.conftest import Bot, MakeBot

PAST_THE_LEASE = LEASE + timedelta(seconds=1)
CHAT = 5


def updates(first: int, *chats: int) -> list[dict[str, Any]]:
    """One message update for each chat named, numbered from ``first`` on."""
    return [{"update_id": number, **text_update(chat, "hi")} for number, chat in enumerate(chats, first)]


async def until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(40):
        while not is_so():  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.005)


def kept(bot: Bot) -> list[int]:
    with bot.database.begin() as session:
        return list(session.execute(select(inbox.c.update_id).order_by(inbox.c.update_id)).scalars())


def leased_until(bot: Bot) -> list[datetime]:
    with bot.database.begin() as session:
        return list(session.execute(select(lanes.c.leased_until)).scalars())


def waiting(bot: Bot) -> list[int]:
    """The updates of which it is not written down that they were handled."""
    with bot.database.begin() as session:
        rows = session.execute(select(inbox.c.update_id).where(inbox.c.handled_at.is_(None)))
        return list(rows.scalars())


@dataclass
class Gate:
    """A reaction that holds updates until it is opened; one may fail when it is let through."""

    opened: asyncio.Event = field(default_factory=asyncio.Event)
    error: Exception | None = None

    async def __call__(self, _: Update) -> None:
        await self.opened.wait()
        if self.error is not None:
            error, self.error = self.error, None
            raise error


@dataclass
class Watch:
    """What happens in each chat, whichever process does it."""

    busy: set[int] = field(default_factory=set)
    met: list[int] = field(default_factory=list)  # updates begun while another of their chat was under way
    order: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))

    async def __call__(self, update: Update) -> None:
        assert update.effective_chat is not None
        chat_id = update.effective_chat.id
        if chat_id in self.busy:
            self.met.append(update.update_id)
        self.busy.add(chat_id)
        await asyncio.sleep(0.001 * (update.update_id % 4))
        self.busy.discard(chat_id)
        self.order[chat_id].append(update.update_id)


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_every_update_is_handled_once_and_a_chat_by_one_process_at_a_time(
    make_process: MakeBot, two_processes: Sequence[Database], seed: int
) -> None:
    """Nobody looks for what was left behind here, so what falls between the two is never handled."""
    watch, chance = Watch(), random.Random(seed)
    first, second = [await make_process(database, watch) for database in two_processes]
    sent: dict[int, list[int]] = defaultdict(list)
    number = 1
    while number <= 120:
        chats = [chance.randint(1, 4) for _ in range(chance.randint(1, 4))]
        batch = updates(number, *chats)
        for update_id, chat_id in enumerate(chats, number):
            sent[chat_id].append(update_id)
        number += len(batch)
        takers = chance.choice([[first], [second], [first, second]])  # Telegram may send it again, elsewhere
        await asyncio.gather(*(bot.intake.take(batch) for bot in takers))
    await until(lambda: not waiting(first))
    assert watch.order == sent
    assert watch.met == []
    assert first.begun
    assert second.begun


async def test_update_for_a_chat_that_another_process_serves_is_left_to_that_one(
    make_process: MakeBot, two_processes: Sequence[Database]
) -> None:
    gate = Gate()
    first, second = [await make_process(database, gate) for database in two_processes]
    await first.intake.take(updates(1, CHAT))
    await second.intake.take(updates(2, CHAT, 6))
    await second.has_begun()
    gate.opened.set()
    await until(lambda: not waiting(first))
    assert (first.ended, second.ended) == ([1, 2], [3])


async def die(bot: Bot) -> None:
    """End in the middle of it all; nobody renews its leases any more."""
    await bot.has_begun()
    await bot.intake.stop(patience=0.01)


async def test_what_a_dead_process_left_is_taken_when_its_lease_has_ended_and_not_before(
    make_process: MakeBot, two_processes: Sequence[Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "RENEWAL", 0.01)
    first = await make_process(two_processes[0], Gate())
    await first.intake.take(updates(1, CHAT, CHAT))
    await die(first)
    second = await make_process(two_processes[1])
    async with second.intake.holding():
        assert second.begun == []
        second.now += PAST_THE_LEASE
        await until(lambda: second.ended == [1, 2])


async def test_new_update_waits_for_those_that_a_dead_process_left_before_it(
    make_process: MakeBot, two_processes: Sequence[Database]
) -> None:
    first = await make_process(two_processes[0], Gate())
    await first.intake.take(updates(1, CHAT, CHAT))
    await die(first)
    second = await make_process(two_processes[1])
    second.now += PAST_THE_LEASE
    await second.intake.take(updates(3, CHAT))
    await second.intake.idle()
    assert second.ended == [1, 2, 3]


async def test_living_process_keeps_its_chats_however_long_an_update_takes(
    make_process: MakeBot, two_processes: Sequence[Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "RENEWAL", 0.01)
    gate = Gate()
    first, second = [await make_process(database, gate) for database in two_processes]
    async with first.intake.holding():
        await first.intake.take(updates(1, CHAT, CHAT))
        await first.has_begun()
        for _ in range(3):
            for bot in (first, second):
                bot.now += LEASE * 0.6
            await until(lambda: leased_until(first) == [first.now + LEASE])
            async with second.intake.holding():  # it looks for what was left behind
                assert second.begun == []
        gate.opened.set()
        await first.intake.idle()
    assert first.ended == [1, 2]


@dataclass
class Seconds:
    """The seconds that processes count, turned by hand."""

    passed: float = 1000.0

    def monotonic(self) -> float:
        return self.passed


@pytest.fixture
def seconds(monkeypatch: pytest.MonkeyPatch) -> Seconds:
    seconds = Seconds()
    monkeypatch.setattr(intake, "time", SimpleNamespace(monotonic=seconds.monotonic))
    return seconds


@pytest.mark.parametrize("error", [None, NetworkError("away")], ids=["next one", "another try"])
async def test_process_that_was_halted_begins_nothing_that_another_has_taken_over(
    make_process: MakeBot,
    two_processes: Sequence[Database],
    seconds: Seconds,
    caplog: pytest.LogCaptureFixture,
    error: Exception | None,
) -> None:
    gate = Gate(error=error)
    first = await make_process(two_processes[0], gate)
    await first.intake.take(updates(1, CHAT, CHAT, CHAT))
    await first.has_begun()
    second = await make_process(two_processes[1])
    for bot in (first, second):
        bot.now += PAST_THE_LEASE
    seconds.passed += PAST_THE_LEASE.total_seconds()
    async with second.intake.holding():
        await until(lambda: second.ended == [1, 2, 3])
    gate.opened.set()
    await first.intake.idle()
    assert first.begun == [1]
    await first.intake.take(updates(4, CHAT))
    await first.intake.idle()
    assert first.begun == [1, 4], "what it has lost it may hold again"
    assert first.intake.in_hand == 0
    # A lane that goes round and round is ended by the time limit of the tests alone, and told of here.
    assert "task updates of a chat failed" not in caplog.text


async def test_process_that_was_halted_goes_on_where_nobody_has_taken_over(
    make_bot: MakeBot, database: Database, seconds: Seconds
) -> None:
    gate = Gate()
    bot = await make_bot(gate)
    await bot.intake.take(updates(1, CHAT, CHAT))
    await bot.has_begun()
    bot.now += PAST_THE_LEASE
    seconds.passed += PAST_THE_LEASE.total_seconds()
    gate.opened.set()
    await bot.intake.idle()
    assert bot.ended == [1, 2]


async def test_handled_updates_go_also_where_no_offset_acknowledges_them(
    make_bot: MakeBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "RENEWAL", 0.01)
    bot = await make_bot()
    async with bot.intake.holding():
        await bot.intake.take(updates(1, CHAT))
        await bot.intake.idle()
        bot.now += timedelta(days=1)
        await bot.intake.take(updates(2, CHAT))
        await bot.intake.idle()
        bot.now += timedelta(days=1, seconds=1)
        await until(lambda: kept(bot) == [2])


@dataclass
class Held:
    """Acts whose outcome comes late to whoever runs them: they are committed by then."""

    late: dict[str, asyncio.Event] = field(default_factory=dict)  # by the name of the act, once each
    early: dict[str, asyncio.Event] = field(default_factory=dict)  # those that begin late
    committed: list[str] = field(default_factory=list)

    async def run(self, database: Database, act: Any) -> Any:
        name = getattr(act, "__name__", "") or act.func.__name__
        if name in self.early:
            await self.early.pop(name).wait()
        value = await run(database, act)
        self.committed.append(name)
        if name in self.late:
            await self.late.pop(name).wait()
        return value


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Held:
    held = Held()
    monkeypatch.setattr(intake, "run", held.run)
    return held


async def test_updates_taken_at_once_are_begun_once_and_in_the_order_in_which_they_came(
    make_bot: MakeBot, held: Held
) -> None:
    bot = await make_bot()
    let_go = held.late["keep"] = asyncio.Event()
    first = asyncio.ensure_future(bot.intake.take(updates(1, CHAT)))
    await until(lambda: held.committed == ["keep"])
    second = asyncio.ensure_future(bot.intake.take(updates(2, CHAT)))
    await asyncio.wait([second], timeout=0.2)  # nothing may come of it before the first one is begun
    let_go.set()
    await asyncio.gather(first, second)
    await bot.intake.idle()
    assert bot.begun == [1, 2]


async def test_update_found_waiting_before_it_is_begun_is_not_begun_twice(
    make_bot: MakeBot, held: Held
) -> None:
    """Its chat's lane was about to be let go of when it came."""
    gate = Gate()
    gate.opened.set()
    bot = await make_bot(gate)
    may_flush = held.early["flush"] = asyncio.Event()
    await bot.intake.take(updates(1, CHAT))
    await until(lambda: bot.ended == [1])
    gate.opened.clear()
    let_go = held.late["keep"] = asyncio.Event()
    taking = asyncio.ensure_future(bot.intake.take(updates(2, CHAT)))
    await until(lambda: held.committed == ["keep", "keep"])
    may_flush.set()
    await until(lambda: bot.begun == [1, 2])
    let_go.set()
    await taking
    gate.opened.set()
    await bot.intake.idle()
    assert bot.begun == [1, 2]
    assert bot.intake.in_hand == 0


async def test_process_that_was_halted_before_it_read_on_reads_nothing_that_another_has_taken_over(
    make_process: MakeBot, two_processes: Sequence[Database], held: Held
) -> None:
    gate = Gate()
    first, second = [await make_process(database, gate) for database in two_processes]
    await first.intake.take(updates(1, CHAT))
    await second.intake.take(updates(2, CHAT))
    may_read = held.early["refill"] = asyncio.Event()
    gate.opened.set()
    await until(lambda: waiting(first) == [2] and "refill" not in held.early)
    gate.opened.clear()
    for bot in (first, second):
        bot.now += PAST_THE_LEASE
    async with second.intake.holding():
        await second.has_begun()
        may_read.set()
        await first.intake.idle()
        gate.opened.set()
        await second.intake.idle()
    assert (first.begun, second.begun) == ([1], [2])


async def test_lane_held_while_leases_are_renewed_is_not_taken_for_lost(
    make_bot: MakeBot, held: Held, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(intake, "RENEWAL", 0.01)
    gate = Gate()
    bot = await make_bot(gate)
    let_go = held.late["renew"] = asyncio.Event()
    async with bot.intake.holding():
        await until(lambda: "renew" in held.committed)
        await bot.intake.take(updates(1, CHAT, CHAT))
        await bot.has_begun()
        let_go.set()
        await until(lambda: held.committed.count("renew") > 1)
        gate.opened.set()
        await bot.intake.idle()
    assert bot.ended == [1, 2]
    assert "taken over" not in caplog.text
