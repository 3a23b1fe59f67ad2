"""An era as a picture, and a way into each of its facts."""

from __future__ import annotations

from functools import partial

from msgspec.structs import replace

from bot.context import Session, Visit
from bot.errors import Refusal
from bot.learning import where
from bot.learning.learner import Learner
from bot.pictures import timeline as pictures
from bot.pictures.palette import theme_of
from bot.screens import timeline as screens
from bot.services import progress
from bot.taps.base import Tap
from bot.taps.lessons import EraTap
from content.model import Bank


async def timeline(visit: Visit, _: Tap | str) -> None:
    learner = await visit.arrive()
    learner.refuse_in_exam()
    await visit.show(screens.menu(visit.speech(learner), visit.bank))


async def era(visit: Visit, tap: EraTap) -> None:
    about = visit.bank.find_era(tap.era)
    pages = pictures.pages(visit.bank.facts_of(tap.era)) if about else []
    if about is None or tap.page >= len(pages):
        raise Refusal("error-button-old")

    def look(session: Session, _: Bank, learner: Learner) -> frozenset[str]:
        learner.refuse_in_exam()
        return progress.mastered_by(session, learner.id)

    learner, mastered = await visit.act(look)
    speech, facts = visit.speech(learner), pages[tap.page]
    has_map = bool(where.of_lesson(visit.bank, tap.era))
    screen = screens.era(speech, about, facts, mastered, tap.page, len(pages), has_map=has_map)
    if not learner.is_text_only:
        theme = theme_of(is_dark=learner.settings.is_dark)
        draw = partial(pictures.draw, speech, about, facts, mastered, tap.page + 1, len(pages), theme)
        screen = replace(screen, picture=await visit.draw(draw))
    await visit.show(screen)
