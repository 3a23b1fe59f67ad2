"""Bulk is evenly spaced under Telegram's limits, and learners' replies push it back."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from bot.wire.pacer import Pacer


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
    assert pacer.chat_wait(7) == pytest.approx(1.0)
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
            pacer.reply_sent()

    pacer = Pacer(monotonic=time.monotonic, sleep=sleep_while_people_tap)
    await pacer.turn(1)
    await pacer.turn(2)
    assert time.now >= 1000.5


async def test_bulk_and_replies_together_stay_under_the_limit() -> None:
    time = FakeTime()
    pacer = time.pacer()
    found = []
    for chat_id in range(1, 101):
        await pacer.turn(chat_id)
        found.append(time.now)
        pacer.reply_sent()
        found.append(time.now)
    assert most_within(found, 1.0) <= 27


async def test_a_flood_of_replies_does_not_stop_bulk_for_ever() -> None:
    time = FakeTime()
    pacer = time.pacer()
    for _ in range(1000):
        pacer.reply_sent()
    before = time.now
    await pacer.turn(1)
    assert time.now - before <= 1.0


async def test_a_reply_counts_for_its_chat() -> None:
    time = FakeTime()
    pacer = time.pacer()
    pacer.reply_sent(7)
    assert pacer.chat_wait(7) == pytest.approx(1.0)


async def test_chats_long_silent_are_forgotten() -> None:
    time = FakeTime()
    pacer = time.pacer()
    await moments(time, pacer, range(1, 101))
    time.now += 61
    await pacer.turn(1)
    assert len(pacer._chats) == 1
