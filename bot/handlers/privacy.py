"""What is kept of a person: told, taken along, forgotten."""

from __future__ import annotations

from functools import partial

from bot import takeout
from bot.classes import roll
from bot.context import Session, Visit
from bot.learning.learner import Learner
from bot.screens import home as home_screens
from bot.screens import privacy as screens
from bot.screens.privacy import Keeping
from bot.services import learners, mydata
from bot.services.mydata import Rows
from bot.taps.base import Tap
from bot.taps.home import ForgetTap
from bot.taps.privacy import StayTap
from content.model import Bank


async def privacy(visit: Visit, _: Tap | str) -> None:
    learner = await visit.arrive()
    await visit.show(screens.privacy(visit.speech(learner), _keeping(visit)))


async def details(visit: Visit, _: Tap) -> None:
    learner = await visit.arrive()
    await visit.show(screens.details(visit.speech(learner), _keeping(visit)))


def _keeping(visit: Visit) -> Keeping:
    settings = visit.house.settings
    is_copied = visit.house.database.is_sqlite and settings.backup_time != "off"
    days = settings.backups_kept if is_copied else None
    return Keeping(settings.operator_contact, settings.retention_months, days)


async def my_data(visit: Visit, _: Tap | str) -> None:
    """Everything, as one file in a message of its own."""

    def collect(session: Session, _: Bank, learner: Learner) -> Rows:
        return mydata.collect(session, learner, visit.house.vault.open)

    learner, rows = await visit.act(collect)
    packed = await visit.draw(partial(takeout.pack, rows), is_owed=True)
    await visit.below().show(screens.my_data(visit.speech(learner), packed))


async def ask_to_forget(visit: Visit, _: Tap | str) -> None:
    learner, takes_class = await visit.act(roll.teaches_alone)
    await visit.show(screens.forget(visit.speech(learner), _keeping(visit), takes_class=takes_class))


async def forget(visit: Visit, _: ForgetTap) -> None:
    def forget(session: Session, _: Bank, learner: Learner) -> None:
        learners.forget(session, learner.id)

    learner, _nothing = await visit.act(forget)
    await visit.show(screens.forgotten(visit.speech(learner)))


async def stay(visit: Visit, _: StayTap) -> None:
    """Having come is all it takes."""
    learner = await visit.arrive()
    await visit.show(home_screens.telling(visit.speech(learner), "inactive-stayed"))
