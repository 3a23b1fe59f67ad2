"""The beat comes whatever the wall clock does."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import pytest

from bot.heartbeat import Heartbeat, Queue

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


class Enough(Exception):
    """The test has seen what it wanted."""


@dataclass
class Times:
    """A wall clock, one that nobody turns, and a scheduler that never beats."""

    wall: datetime = NOON
    seconds: float = 0.0
    beats: list[tuple[float, bool]] = field(default_factory=list)
    scheduled: int = 0
    set_back_at: float = 100.0
    until: float = 400.0

    def monotonic(self) -> float:
        return self.seconds

    def clock(self) -> datetime:
        return self.wall

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(0)
        before, self.seconds = self.seconds, self.seconds + seconds
        self.wall += timedelta(seconds=seconds)
        if before < self.set_back_at <= self.seconds:
            self.wall -= timedelta(hours=1)
        if self.seconds > self.until:
            raise Enough

    async def beat(self, has_jumped: bool) -> None:
        self.beats.append((self.seconds, has_jumped))

    def run_custom(self, *_: Any, **__: Any) -> Any:
        self.scheduled += 1
        return self

    def schedule_removal(self) -> None:
        self.scheduled -= 1


async def test_a_clock_set_back_by_an_hour_stops_no_beat() -> None:
    times = Times()
    heart = Heartbeat(cast(Queue, times), times.beat, times.clock, times.monotonic, times.sleep)
    with pytest.raises(Enough):
        await heart.run()
    gaps = [later - earlier for (earlier, _), (later, _) in zip(times.beats, times.beats[1:], strict=False)]
    assert len(times.beats) >= 5
    assert max(gaps) <= 80
    assert [has_jumped for _, has_jumped in times.beats[:4]] == [True, False, True, False]
    assert times.scheduled == 1


async def test_a_beat_that_fails_does_not_end_the_beating(caplog: pytest.LogCaptureFixture) -> None:
    times = Times()

    async def fail(_: bool) -> None:
        times.beats.append((times.seconds, False))
        raise OSError("the disk is full")

    heart = Heartbeat(cast(Queue, times), fail, times.clock, times.monotonic, times.sleep)
    with pytest.raises(Enough):
        await heart.run()
    assert len(times.beats) >= 5
    assert "a beat failed" in caplog.text
