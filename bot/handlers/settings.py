"""Looking at one's settings, and changing them."""

from __future__ import annotations

from msgspec.structs import replace

from bot.context import Session, Visit
from bot.errors import Refusal
from bot.learning.learner import Learner, LearnerSettings
from bot.screens import settings as screens
from bot.screens.screen import Screen
from bot.services import learners
from bot.taps.base import Tap
from bot.taps.settings import CapTap, SwitchTap
from content.model import Bank


async def settings(visit: Visit, _: Tap | str) -> None:
    learner = await visit.arrive()
    await visit.show(_screen(visit, learner, learner.settings))


async def switch(visit: Visit, tap: SwitchTap) -> None:
    if tap.name not in screens.SWITCHES or tap.on not in (0, 1):
        raise Refusal("error-button-old")
    await _change(visit, **{screens.SWITCHES[tap.name]: tap.on == 1})


async def choose_cap(visit: Visit, tap: CapTap) -> None:
    if tap.reviews not in screens.CAPS:
        raise Refusal("error-button-old")
    await _change(visit, reviews_a_day=tap.reviews)


async def _change(visit: Visit, **values: bool | int) -> None:
    def change(session: Session, _: Bank, learner: Learner) -> LearnerSettings:
        chosen: LearnerSettings = replace(learner.settings, **values)
        learners.choose(session, learner.id, chosen)
        return chosen

    learner, chosen = await visit.act(change)
    await visit.show(_screen(visit, replace(learner, settings=chosen), chosen))


def _screen(visit: Visit, learner: Learner, chosen: LearnerSettings) -> Screen:
    states = {name: bool(getattr(chosen, field)) for name, field in screens.SWITCHES.items()}
    return screens.settings(visit.speech(learner), states, chosen.reviews_a_day, learner.zone)
