"""Looking at one's progress: a picture with its words, or the words alone."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial

from bot.context import Visit
from bot.handlers.arrival import arrive
from bot.pictures import card
from bot.pictures.palette import DARK, LIGHT
from bot.screens import progress as screens
from bot.services import doubts
from bot.services import progress as service
from bot.taps.base import Tap


async def progress(visit: Visit, _: Tap | str) -> None:
    async with visit.begin() as session:
        learner = await arrive(visit, session)
        done = await service.read(session, visit.house.bank, learner.id, learner.zone, visit.now)
        misses = await doubts.sure_and_wrong(session, visit.house.bank, learner.id)
    speech = visit.speech(learner)
    screen = screens.progress(speech, done, len(misses))
    if done.answered and not learner.is_text_only:
        theme = DARK if learner.settings.is_dark else LIGHT
        picture = await asyncio.to_thread(partial(card.draw, speech, done, theme=theme))
        screen = replace(screen, picture=picture)
    await asyncio.gather(visit.acknowledge(), visit.show(screen))
