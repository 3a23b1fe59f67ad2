"""Whether the bot serves: Telegram answers it, the database answers it, and no update waits for long."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from functools import partial

from bot.acts import run
from bot.clock import Clock
from bot.updates.intake import Intake
from bot.updates.pulse import Pulse
from db import inbox
from db.engine import Database
from db.errors import UNAVAILABLE

LONGEST_WAIT = timedelta(minutes=1)
DATABASE_PATIENCE = 3.0  # seconds


class Health:
    def __init__(self, pulse: Pulse, intake: Intake, database: Database, clock: Clock) -> None:
        self.pulse = pulse
        self.intake = intake
        self._database = database
        self._clock = clock

    async def ailment(self) -> str | None:
        """What is wrong, in a sentence; None while the bot serves."""
        return self.pulse.ailment or await self._ailment_of_the_inbox()

    async def unreadiness(self) -> str | None:
        """Why updates should not be brought to this process now; None if they may."""
        if not self.intake.is_open:
            return "it starts" if not self.intake.stopping.is_set() else "it stops"
        try:
            async with asyncio.timeout(DATABASE_PATIENCE):
                await run(self._database, lambda _: None)
        except (TimeoutError, *UNAVAILABLE):
            return "the database does not answer"
        return None

    async def _ailment_of_the_inbox(self) -> str | None:
        # Whoever sends a flood waits for their own updates, which are handled one after the other.
        moving = self.intake.moving(LONGEST_WAIT)
        try:
            async with asyncio.timeout(DATABASE_PATIENCE):
                since = await run(self._database, partial(inbox.waiting_since, but_not=moving))
        except (TimeoutError, *UNAVAILABLE):
            return "the database does not answer"
        waited = self._clock() - since if since else timedelta(0)
        return f"an update waits for {waited.total_seconds():.0f} seconds" if waited > LONGEST_WAIT else None
