"""The beat, at least once a minute whatever the wall clock does."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

from telegram.ext import CallbackContext, Job, JobQueue

from bot.clock import Clock
from db.errors import UNAVAILABLE

log = logging.getLogger(__name__)

LONGEST_GAP = 75.0
"""Seconds between two beats, by a clock that nobody turns."""
LOOK = 5.0
"""Seconds between two looks of the guard."""
JUMP = timedelta(minutes=2)
"""So far the wall clock may be off what was waited: beyond it, somebody has turned it."""

Beat = Callable[[bool], Awaitable[None]]
"""The work of a beat; given whether the clock may have jumped: at the first one, and where it did."""

Queue = JobQueue[Any]


class Heartbeat:
    """APScheduler beats at every full minute. A cron trigger waits for a wall time: set back by an hour, the
    clock would stop it for an hour. A guard beats instead, and has the job look at the clock again."""

    def __init__(
        self,
        queue: Queue,
        beat: Beat,
        clock: Clock,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._queue = queue
        self._beat = beat
        self._clock = clock
        self._monotonic = monotonic
        self._sleep = sleep
        self._beaten = monotonic()
        self._expected: datetime | None = None
        self._job: Job[Any] | None = None
        self._at_work = asyncio.Lock()

    async def run(self) -> None:
        """Beat now and from then on, until cancelled."""
        self._schedule()
        await self.beat()
        while True:
            await self._sleep(LOOK)
            if self._monotonic() - self._beaten > LONGEST_GAP:
                log.warning("the scheduler has not beaten for a while; it is set anew")
                self._schedule()
                await self.beat()

    async def beat(self) -> None:
        """One beat, never two at once. A beat that fails is logged, and the next one comes."""
        if self._at_work.locked():
            return
        async with self._at_work:
            has_jumped = self._look_at_the_clock()
            try:
                await self._beat(has_jumped)
            except Exception as error:
                if not isinstance(error, UNAVAILABLE):  # told already
                    log.exception("a beat failed")

    async def again(self) -> None:
        """One more beat, after the one at work."""
        async with self._at_work:
            pass
        await self.beat()

    def _look_at_the_clock(self) -> bool:
        waited = timedelta(seconds=self._monotonic() - self._beaten)
        now = self._clock()
        before, self._beaten, self._expected = self._expected, self._monotonic(), now
        if before is None:
            return True  # who knows by which clock the process before this one wrote
        jump = now - (before + waited)
        if abs(jump) <= JUMP:
            return False
        log.warning("the clock has jumped by %s; what is stored is set right", jump)
        return True

    def _schedule(self) -> None:
        # By default APScheduler drops a beat that is one second late (apscheduler issues 292, 296), so
        # nothing is left to its defaults.
        if self._job is not None:
            self._job.schedule_removal()

        async def beat(_: CallbackContext[Any, Any, Any, Any]) -> None:
            await self.beat()

        patient = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        self._job = self._queue.run_custom(beat, {"trigger": "cron", "second": 0, **patient}, name="beat")
