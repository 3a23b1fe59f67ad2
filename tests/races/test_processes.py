"""Two processes and one inbox: every update once, a chat by one of them at a time, in order, whoever dies."""

from __future__ import annotations

import asyncio
import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from types import SimpleNamespace

import pytest
from telegram import Update
from telegram.error import NetworkError

from bot.updates import intake
from bot.updates.intake import LEASE
from db.engine import Database
from tests.patience import until
from tests.races.processes import CHAT, PAST_THE_LEASE, Gate, kept, leased_until, updates, waiting
from tests.updates.conftest import Bot, MakeBot


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
