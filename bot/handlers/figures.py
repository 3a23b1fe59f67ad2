"""Administrators look at the figures, and take a report away."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from bot.context import Session, Visit
from bot.handlers.admin import check_admin
from bot.learning.impact import Earned, Impact, Reached
from bot.learning.learner import Learner
from bot.learning.tally import Seen, Tally, Trouble
from bot.pictures import impact as pictures
from bot.pictures.palette import theme_of
from bot.screens import figures as screens
from bot.screens import impact as impact_screens
from bot.services import impact as service
from bot.services import tallies
from bot.taps.broadcast import FiguresTap, ImpactTap
from content.model import LANGUAGES, Bank, Language


async def figures(visit: Visit, _: FiguresTap) -> None:
    check_admin(visit)

    def look(session: Session, _: Bank, learner: Learner) -> Tally:
        return tallies.look(session, learner.zone, learner.now)

    learner, tally = await visit.act(look)
    await visit.show(screens.figures(visit.speech(learner), tally, _trouble(visit), learner.now))


def _trouble(visit: Visit) -> Trouble:
    house, by_outcome = visit.house, {"refused": 0, "stale": 0, "blocked": 0}
    for (_, outcome), number in house.outcomes.items():
        if outcome in by_outcome:
            by_outcome[outcome] += number
    return Trouble(house.faults.count, house.faults.last, **by_outcome)


async def impact(visit: Visit, _: ImpactTap) -> None:
    """A report to take away: a picture with its words, and the same as a table."""
    check_admin(visit)

    def look(session: Session, _: Bank, learner: Learner) -> tuple[Mapping[Language, Seen], Earned]:
        seen = tallies.by_language(session, learner.zone, learner.now)
        return seen, service.earned(session, learner)

    await visit.acknowledge()  # reading may take a while
    learner, (seen, earned) = await visit.act(look)
    made = Impact(learner.today, len(visit.bank.facts), seen, await _reached(visit), earned)
    speech, title = visit.speech(learner), visit.bank.title.to(learner.language)
    names = {language: visit.house.texts.to(language).plain("language-name") for language in LANGUAGES}
    picture = None
    if not learner.is_text_only:
        theme = theme_of(is_dark=learner.settings.is_dark)
        picture = await visit.draw(partial(pictures.draw, speech, title, names, made, theme=theme))
    told = impact_screens.impact(speech, title, made, picture)
    await visit.below().show_in_turn(told, impact_screens.table(speech, names, made))


async def _reached(visit: Visit) -> Reached:
    reached, last = Reached(), 0
    while True:
        more, behind = await visit.run(partial(service.add_next, bank=visit.bank, after=last))
        if behind is None:
            return reached
        reached, last = reached + more, behind
