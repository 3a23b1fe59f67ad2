"""Administrators look at the figures."""

from __future__ import annotations

from bot.context import Session, Visit
from bot.handlers.admin import check_admin
from bot.learning.learner import Learner
from bot.learning.tally import Tally
from bot.screens import figures as screens
from bot.services import tallies
from bot.taps.broadcast import FiguresTap
from content.model import Bank


async def figures(visit: Visit, _: FiguresTap) -> None:
    check_admin(visit)

    def look(session: Session, _: Bank, learner: Learner) -> Tally:
        return tallies.look(session, learner.zone, learner.now)

    learner, tally = await visit.act(look)
    await visit.show(screens.figures(visit.speech(learner), tally, learner.now))
