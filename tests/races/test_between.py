"""What comes between two steps of a process, when what it has committed is not yet known to it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from bot.acts import run
from bot.updates import intake, ledger
from db.engine import Database
from tests.patience import until
from tests.races.processes import CHAT, PAST_THE_LEASE, Gate, updates, waiting
from tests.updates.conftest import MakeBot


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
    for module in (intake, ledger):
        monkeypatch.setattr(module, "run", held.run)
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


async def test_lane_that_ends_while_leases_are_renewed_is_not_taken_for_lost(
    make_bot: MakeBot, held: Held, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(intake, "RENEWAL", 0.01)
    gate = Gate()
    bot = await make_bot(gate)
    async with bot.intake.holding():
        await bot.intake.take(updates(1, CHAT))
        await bot.has_begun()
        may_renew = held.early["renew"] = asyncio.Event()
        await until(lambda: "renew" not in held.early)
        gate.opened.set()
        await bot.intake.idle()
        await until(lambda: "flush" in held.committed)
        renewed = held.committed.count("renew")
        may_renew.set()
        await until(lambda: held.committed.count("renew") > renewed + 1)
    assert bot.ended == [1]
    assert "taken over" not in caplog.text
