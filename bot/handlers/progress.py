"""Looking at one's progress: a picture with its words, or the words alone."""

from __future__ import annotations

from functools import partial

from msgspec.structs import replace

from bot.context import Session, Visit
from bot.learning.learner import Learner
from bot.learning.progress import Progress
from bot.pictures import card
from bot.pictures.palette import theme_of
from bot.screens import progress as screens
from bot.services import doubts
from bot.services import progress as service
from bot.taps.base import Tap
from content.model import Bank


async def progress(visit: Visit, _: Tap | str) -> None:
    def look(session: Session, bank: Bank, learner: Learner) -> tuple[Progress, int]:
        return service.read(session, bank, learner), len(doubts.sure_and_wrong(session, bank, learner))

    learner, (done, misses) = await visit.act(look)
    speech = visit.speech(learner)
    screen = screens.progress(speech, done, misses)
    if done.answered and not learner.is_text_only:
        theme = theme_of(is_dark=learner.settings.is_dark)
        picture = await visit.draw(partial(card.draw, speech, done, theme=theme))
        screen = replace(screen, picture=picture)
    await visit.show(screen)
