"""Taking up changed content without a restart: whole and sound, or not at all."""

from __future__ import annotations

import asyncio
import logging
from functools import partial

from msgspec import Struct

from bot.context import House, Session, Visit
from bot.counted import counted
from bot.handlers.admin import check, note
from bot.learning.learner import Learner
from bot.screens import admin as screens
from bot.taps.trust import ReloadTap
from content.keeping import index_of
from content.loader import ContentError, Problem, load
from content.model import Bank
from content.search import Index

log = logging.getLogger(__name__)


class Read(Struct, frozen=True):
    """What was found: ``problems`` keep the bank that was there."""

    problems: tuple[str, ...] = ()
    is_new: bool = False


async def take_up(house: House) -> Read:
    """Read the content anew and, if it is sound, use it from this instant on; two at once are one after the
    other. It is read, and made findable, in a thread."""
    async with house.reloading:
        try:
            fresh, index = await asyncio.to_thread(_read, house)
        except ContentError as error:
            found = counted(len(error.problems), "problem")
            log.warning("the changed content is not taken up: %s", found)
            return Read(tuple(map(str, error.problems)))
        is_new = fresh.version != house.bank.version
        house.take_up(fresh, index)
        facts = counted(len(fresh.facts), "fact")
        log.info("the content was read anew: %s, version %s", facts, fresh.version)
        return Read(is_new=is_new)


def _read(house: House) -> tuple[Bank, Index]:
    """Raises ContentError."""
    fresh = load(house.settings.content_dir, cache=house.cache)
    if fresh.id != house.bank.id:
        sentence = f'the id was "{house.bank.id}" and is now "{fresh.id}": put "{house.bank.id}" back'
        raise ContentError([Problem("bank.yaml", 1, "", sentence)])
    return fresh, index_of(fresh, house.cache)


async def reload(visit: Visit, _: ReloadTap) -> None:
    check(visit)
    found = await take_up(visit.house)

    def keep(session: Session, bank: Bank, _: Learner) -> None:
        note(session, visit, "reload", "refused" if found.problems else bank.version)

    learner, _nothing = await visit.act(keep)
    show = partial(screens.reloaded, visit.speech(learner), visit.bank)
    await visit.show(show(found.problems, is_new=found.is_new))
