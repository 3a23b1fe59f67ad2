"""One limiter: replies in the order of asking, bulk evenly spaced behind them, under Telegram's limits."""

from __future__ import annotations

import asyncio
import heapq
import itertools
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from functools import partial

import pytest

from bot.wire.pacer import CHAT_GAP, LONGEST_PUSH, LONGEST_SHUT, TOGETHER, Pacer


@dataclass
class FakeTime:
    """Seconds that pass only by sleeping."""

    now: float = 1000.0

    def monotonic(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds

    def pacer(self) -> Pacer:
        return Pacer(monotonic=self.monotonic, sleep=self.sleep)


class Crowd:
    """People who all ask at the same instant, and wait side by side."""

    def __init__(self, people: int) -> None:
        self.now = 1000.0
        self.found: list[float] = []
        self.pacer = Pacer(monotonic=lambda: self.now, sleep=self._sleep)
        self._people = people
        self._order = itertools.count()
        self._asleep: list[tuple[float, int, Callable[[], object]]] = []

    def at(self, seconds: float, act: Callable[[], object]) -> None:
        heapq.heappush(self._asleep, (1000 + seconds, next(self._order), act))

    async def reply(self) -> None:
        """Everybody is answered."""
        await self._pass_time([self._answered(100 + number) for number in range(self._people)])

    async def with_bulk(self) -> float:
        """The same, and after how long a bulk message goes out meanwhile."""
        told: list[float] = []

        async def bulk() -> None:
            await self.pacer.turn(1)
            told.append(self.now - 1000)

        everybody = [self._answered(100 + number) for number in range(self._people)]
        await self._pass_time([*everybody, bulk()])
        return told[0]

    async def _answered(self, chat_id: int) -> None:
        await self.pacer.reply(chat_id)
        self.found.append(self.now - 1000)

    async def _sleep(self, seconds: float) -> None:
        awake = asyncio.Event()
        self.at(self.now - 1000 + seconds, awake.set)
        await awake.wait()

    async def _pass_time(self, all_of_them: list[Coroutine[object, object, None]]) -> None:
        async with asyncio.TaskGroup() as group:
            for each in all_of_them:
                group.create_task(each)
            await _settle()
            while self._asleep:
                self.now, _, act = heapq.heappop(self._asleep)
                act()
                await _settle()


async def _settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def moments(time: FakeTime, pacer: Pacer, chats: range) -> list[float]:
    """When each of the chats has its turn, in seconds from the first call."""
    start = time.now
    found = []
    for chat_id in chats:
        await pacer.turn(chat_id)
        found.append(time.now - start)
    return found


def most_within(found: list[float], window: float) -> int:
    return max(sum(start <= moment < start + window for moment in found) for start in found)


async def test_twenty_five_a_second_without_a_burst_at_the_start() -> None:
    time = FakeTime()
    found = await moments(time, time.pacer(), range(1, 501))
    assert found[-1] == pytest.approx(499 / 25, abs=0.05)
    assert most_within(found, 1.0) <= 26
    assert most_within(found, 0.1) <= 4


async def test_no_burst_after_a_long_silence() -> None:
    time = FakeTime()
    pacer = time.pacer()
    await pacer.turn(1)
    time.now += 3600
    assert most_within(await moments(time, pacer, range(2, 52)), 0.1) <= 4


async def test_sleeping_a_little_too_long_does_not_lower_the_rate() -> None:
    time = FakeTime()

    async def oversleep(seconds: float) -> None:
        time.now += seconds + 0.01

    pacer = Pacer(monotonic=time.monotonic, sleep=oversleep)
    found = await moments(time, pacer, range(1, 501))
    assert 500 / (found[-1] - found[0]) >= 0.97 * 25
    assert most_within(found, 0.1) <= 4


async def test_a_chat_gets_one_a_second() -> None:
    time = FakeTime()
    pacer = time.pacer()
    await pacer.turn(7)
    assert pacer.chat_wait(7) == pytest.approx(CHAT_GAP)
    assert pacer.chat_wait(8) == 0
    before = time.now
    await pacer.turn(7)
    assert time.now - before >= 1.0


async def test_a_group_gets_twenty_a_minute() -> None:
    time = FakeTime()
    pacer = time.pacer()
    start = time.now
    found = []
    for _ in range(41):
        await pacer.turn(-7)
        found.append(time.now - start)
    assert most_within(found, 60.0) <= 20
    assert found[19] < 20


async def test_replies_push_bulk_back_also_while_it_waits() -> None:
    time = FakeTime()

    async def sleep_while_people_tap(seconds: float) -> None:
        time.now += seconds
        if time.now < 1000.5:
            for chat_id in range(30):
                await pacer.reply(chat_id)

    pacer = Pacer(monotonic=time.monotonic, sleep=sleep_while_people_tap)
    await pacer.turn(1)
    await pacer.turn(2)
    assert time.now >= 1000.5


async def test_a_reply_never_waits_behind_bulk() -> None:
    time = FakeTime()
    pacer = time.pacer()
    for chat_id in range(1, 101):
        await pacer.turn(chat_id)
        if chat_id % 10 == 0:
            before = time.now
            await pacer.reply(1000 + chat_id)
            assert time.now == before


async def test_bulk_and_replies_together_stay_under_the_limit() -> None:
    time = FakeTime()
    pacer = time.pacer()
    found = []
    for chat_id in range(1, 101):
        await pacer.turn(chat_id)
        found.append(time.now)
        await pacer.reply(1000 + chat_id)
        found.append(time.now)
    assert most_within(found, 1.0) <= 30


async def test_a_flood_of_replies_does_not_stop_bulk_for_ever() -> None:
    crowd = Crowd(people=1000)
    bulk = await crowd.with_bulk()
    assert bulk <= LONGEST_PUSH + 0.01
    assert most_within(sorted([*crowd.found, bulk]), 1.0) <= 30


async def test_everybody_of_a_rush_has_a_turn_in_the_order_of_asking() -> None:
    crowd = Crowd(people=500)
    await crowd.reply()
    assert crowd.found == sorted(crowd.found)
    assert len(crowd.found) == 500
    assert crowd.found[29] == 0, "nobody waits while there is room"
    assert crowd.found[-1] <= 1.06 * 500 / 30
    assert most_within(crowd.found, 1.0) <= 30


async def test_a_reply_counts_for_its_chat() -> None:
    time = FakeTime()
    pacer = time.pacer()
    await pacer.reply(7)
    assert pacer.chat_wait(7) == pytest.approx(CHAT_GAP)


async def test_a_chat_gets_a_few_replies_at_once_and_then_one_a_second() -> None:
    time = FakeTime()
    pacer = time.pacer()
    start, found = time.now, []
    for _ in range(10):
        await pacer.reply(7)
        found.append(time.now - start)
    assert found[2] == 0
    assert found[-1] == pytest.approx(7 * CHAT_GAP)
    assert most_within(found, 1.0) <= 3


async def test_what_telegram_shuts_is_shut_for_that_chat_alone() -> None:
    time = FakeTime()
    pacer = time.pacer()
    pacer.halt(7, 40)
    before = time.now
    await pacer.reply(8)
    assert time.now == before
    await pacer.reply(7)
    assert time.now - before == pytest.approx(40)


async def test_when_telegram_shuts_two_chats_everybody_waits_and_bulk_too() -> None:
    time = FakeTime()
    pacer = time.pacer()
    pacer.halt(7, 40)
    pacer.halt(8, 3)
    before = time.now
    await pacer.reply(9)
    assert time.now - before == pytest.approx(3)
    pacer.halt(9, 3)
    await pacer.turn(10)
    assert time.now - before == pytest.approx(6)


async def test_two_people_who_flood_for_hours_do_not_end_all_talk() -> None:
    time = FakeTime()
    pacer = time.pacer()
    pacer.halt(7, 10_000)
    time.now += TOGETHER
    pacer.halt(8, 10_000)
    before = time.now
    await pacer.reply(9)
    assert time.now == before, "they were not shut together"
    pacer.halt(7, 10_000)
    await pacer.reply(9)
    assert time.now - before == pytest.approx(LONGEST_SHUT)


async def test_whoever_waits_when_telegram_shuts_everybody_waits_anew() -> None:
    crowd = Crowd(people=40)
    for shut in (7, 8):
        crowd.at(0.5, partial(crowd.pacer.halt, shut, 10))
    await crowd.reply()
    assert [moment for moment in crowd.found if 0.5 < moment < 10.5] == []
    assert len(crowd.found) == 40
    assert crowd.found[-1] < 12


async def test_a_server_without_limits_makes_nobody_wait() -> None:
    time = FakeTime()
    pacer = Pacer(0, time.monotonic, time.sleep)
    pacer.halt(7, 40)
    pacer.halt(8, 40)
    for _ in range(100):
        await pacer.reply(7)
        await pacer.turn(7)
    assert (time.now, pacer.chat_wait(7)) == (1000.0, 0)


async def test_chats_long_silent_are_forgotten() -> None:
    time = FakeTime()
    pacer = time.pacer()
    await moments(time, pacer, range(1, 101))
    await pacer.reply(-7)
    time.now += 121
    await pacer.turn(1)
    assert (len(pacer._chats), len(pacer._groups)) == (1, 0)
