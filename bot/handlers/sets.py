"""Making a set to pass on, and telling how one was drawn."""

from __future__ import annotations

import hashlib
from functools import partial

from bot.context import Session, Visit
from bot.errors import Refusal
from bot.handlers.challenge import inline_query
from bot.learning import brief as briefs
from bot.learning.brief import Brief
from bot.learning.learner import Learner
from bot.learning.recipe import to_plain
from bot.links import Target, address
from bot.screens import sets as screens
from bot.screens.challenge import share_row
from bot.screens.screen import Screen
from bot.services import quizzes, sets
from bot.taps.base import Tap
from bot.taps.quiz import SetTap
from bot.taps.sets import (
    DrawnTap,
    MakeSetTap,
    QuizMoreTap,
    SetAboutTap,
    SetKindsTap,
    SetMixTap,
    SetPartsTap,
)
from content.model import Bank


async def quiz_more(visit: Visit, _: QuizMoreTap) -> None:
    learner = await visit.arrive()
    await visit.change_buttons(screens.quiz_more_rows(visit.speech(learner)))


async def menu(visit: Visit, _: Tap | str) -> None:
    learner = await visit.arrive()
    await visit.show(screens.menu(visit.speech(learner), visit.bank))


async def themes(visit: Visit, _: Tap) -> None:
    learner = await visit.arrive()
    await visit.show(screens.themes(visit.speech(learner), visit.bank))


async def mix(visit: Visit, tap: SetMixTap) -> None:
    learner = await visit.arrive()
    if tap.weights.strip("0") and briefs.find(visit.bank, f"mix.{tap.weights}") is None:
        raise Refusal("error-button-old")
    if len(tap.weights) != len(visit.bank.eras):
        raise Refusal("error-button-old")
    await visit.show(screens.mix(visit.speech(learner), visit.bank, tap.weights))


async def about(visit: Visit, tap: SetAboutTap) -> None:
    brief, learner = _brief(visit, tap), await visit.arrive()
    await visit.show(screens.about(visit.speech(learner), visit.bank, brief, tap.without, visit.nonce))


async def kinds(visit: Visit, tap: SetKindsTap) -> None:
    brief, learner = _brief(visit, tap), await visit.arrive()
    await visit.show(screens.kinds(visit.speech(learner), brief, tap.without))


async def parts(visit: Visit, tap: SetPartsTap) -> None:
    brief, learner = _brief(visit, tap), await visit.arrive()
    await visit.show(screens.parts(visit.speech(learner), visit.bank, brief, tap.without))


async def make(visit: Visit, tap: MakeSetTap) -> None:
    """The code and the seed come from the screen's own name, which nobody else was told: twice is once."""
    brief = _brief(visit, tap)
    key = f"{visit.person.id}/{tap.about}/{tap.without}/{tap.count}/{tap.nonce}"
    digest = hashlib.blake2b(key.encode(), digest_size=12).hexdigest()
    recipe = briefs.recipe(visit.bank, brief, tap.without, tap.count, seed=digest[12:])

    learner, found = await visit.act(partial(sets.make_own, recipe=recipe, code=digest[:12]))
    speech, title = visit.speech(learner), screens.title(visit.speech(learner), visit.bank, brief)
    link = address(visit.house.voice.username, Target("set", found.code))
    share = share_row(speech, inline_query(visit, found.code), link, title)
    await visit.show(screens.made(speech, title, found.count, link, SetTap(found.code, visit.nonce), share))


async def drawn(visit: Visit, tap: DrawnTap) -> None:
    """Told to whoever is done with the questions: before, one could look ahead."""

    def look(session: Session, bank: Bank, learner: Learner) -> Screen:
        ended = quizzes.find_ended(session, bank, learner, quiz_id=tap.quiz).result
        found = sets.find(session, bank, ended.set_code) if ended.set_code else None
        if found is None or found.recipe is None:
            raise Refusal("error-button-old")
        speech = visit.speech(learner)
        return screens.drawn(speech, to_plain(found.recipe), found.bank_version, tap.quiz)

    await visit.show(await visit.made(look))


def _brief(visit: Visit, tap: SetAboutTap | SetKindsTap | SetPartsTap | MakeSetTap) -> Brief:
    found = briefs.find(visit.bank, tap.about)
    if found is None or tap.without >= briefs.EVERY_GROUP:
        raise Refusal("error-button-old")
    return found
