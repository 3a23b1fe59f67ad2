"""Looking at one's progress."""

from __future__ import annotations

import asyncio

from bot.context import Visit
from bot.handlers.arrival import arrive
from bot.screens import progress as screens
from bot.services import progress as service
from bot.taps.base import Tap


async def progress(visit: Visit, _: Tap | str) -> None:
    async with visit.begin() as session:
        learner = await arrive(visit, session)
        done = await service.read(session, visit.house.bank, learner.id, learner.zone, visit.now)
    screen = screens.progress(visit.speech(learner), done)
    await asyncio.gather(visit.acknowledge(), visit.show(screen))
