"""What is kept of a person, and being forgotten."""

from __future__ import annotations

import asyncio

from bot.context import Visit
from bot.handlers.arrival import arrive
from bot.screens import home as screens
from bot.services import learners
from bot.taps.home import ForgetTap


async def privacy(visit: Visit, _: str) -> None:
    async with visit.begin() as session:
        learner = await arrive(visit, session)
    contact = visit.house.settings.operator_contact
    await visit.show(screens.privacy(visit.speech(learner), contact))


async def ask_to_forget(visit: Visit, _: str) -> None:
    async with visit.begin() as session:
        learner = await arrive(visit, session)
    await visit.show(screens.forget(visit.speech(learner)))


async def forget(visit: Visit, _: ForgetTap) -> None:
    async with visit.begin() as session:
        learner = await arrive(visit, session)
        await learners.forget(session, learner.id)
    screen = screens.forgotten(visit.speech(learner))
    await asyncio.gather(visit.acknowledge(), visit.show(screen))
