"""What is kept of a person, and being forgotten."""

from __future__ import annotations

from bot.classes import roll
from bot.context import Session, Visit
from bot.learning.learner import Learner
from bot.screens import home as screens
from bot.services import learners
from bot.taps.home import ForgetTap
from content.model import Bank


async def privacy(visit: Visit, _: str) -> None:
    learner = await visit.arrive()
    await visit.show(screens.privacy(visit.speech(learner), visit.house.settings.operator_contact))


async def ask_to_forget(visit: Visit, _: str) -> None:
    learner, takes_class = await visit.act(roll.teaches_alone)
    await visit.show(screens.forget(visit.speech(learner), takes_class=takes_class))


async def forget(visit: Visit, _: ForgetTap) -> None:
    def forget(session: Session, _: Bank, learner: Learner) -> None:
        learners.forget(session, learner.id)

    learner, _nothing = await visit.act(forget)
    await visit.show(screens.forgotten(visit.speech(learner)))
