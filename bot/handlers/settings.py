"""Looking at one's settings, and changing them."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from bot.context import Visit
from bot.errors import Refusal
from bot.handlers.arrival import arrive
from bot.screens import settings as screens
from bot.screens.screen import Screen
from bot.services import learners
from bot.services.learners import Learner, Settings
from bot.taps.base import Tap
from bot.taps.settings import CapTap, SwitchTap


async def settings(visit: Visit, _: Tap | str) -> None:
    async with visit.begin() as session:
        learner = await arrive(visit, session)
    await asyncio.gather(visit.acknowledge(), visit.show(_screen(visit, learner)))


async def switch(visit: Visit, tap: SwitchTap) -> None:
    if tap.name not in screens.SWITCHES or tap.on not in (0, 1):
        raise Refusal("error-button-old")
    await _change(visit, **{screens.SWITCHES[tap.name]: tap.on == 1})


async def choose_cap(visit: Visit, tap: CapTap) -> None:
    if tap.reviews not in screens.CAPS:
        raise Refusal("error-button-old")
    await _change(visit, reviews_a_day=tap.reviews)


async def _change(visit: Visit, **values: bool | int) -> None:
    async with visit.begin() as session:
        learner = await arrive(visit, session)
        chosen: Settings = replace(learner.settings, **values)  # type: ignore[arg-type]
        await learners.choose(session, learner.id, chosen)
    screen = _screen(visit, replace(learner, settings=chosen))
    await asyncio.gather(visit.acknowledge(), visit.show(screen))


def _screen(visit: Visit, learner: Learner) -> Screen:
    states = {name: bool(getattr(learner.settings, field)) for name, field in screens.SWITCHES.items()}
    cap = learner.settings.reviews_a_day
    return screens.settings(visit.speech(learner), states, cap, learner.zone)
