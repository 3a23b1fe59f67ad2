"""An era as a picture, and a way into each of its facts."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial

from bot.context import Visit
from bot.errors import Refusal
from bot.handlers.arrival import arrive, player
from bot.pictures import timeline as pictures
from bot.pictures.palette import DARK, LIGHT
from bot.screens import timeline as screens
from bot.services import progress
from bot.taps.base import Tap
from bot.taps.lessons import EraTap


async def timeline(visit: Visit, _: Tap | str) -> None:
    async with visit.begin() as session:
        learner = await arrive(visit, session)
        player(visit, learner).refuse_in_exam()
    screen = screens.menu(visit.speech(learner), visit.house.bank)
    await asyncio.gather(visit.acknowledge(), visit.show(screen))


async def era(visit: Visit, tap: EraTap) -> None:
    bank = visit.house.bank
    about = bank.find_era(tap.era)
    pages = pictures.pages(bank.facts_of(tap.era)) if about else []
    if about is None or tap.page >= len(pages):
        raise Refusal("error-button-old")
    async with visit.begin() as session:
        learner = await arrive(visit, session)
        player(visit, learner).refuse_in_exam()
        mastered = await progress.mastered_by(session, learner.id, learner.zone)
    speech, facts = visit.speech(learner), pages[tap.page]
    screen = screens.era(speech, about, facts, mastered, tap.page, len(pages))
    if not learner.is_text_only:
        theme = DARK if learner.settings.is_dark else LIGHT
        draw = partial(pictures.draw, speech, about, facts, mastered, tap.page + 1, len(pages), theme)
        screen = replace(screen, picture=await asyncio.to_thread(draw))
    await asyncio.gather(visit.acknowledge(), visit.show(screen))
