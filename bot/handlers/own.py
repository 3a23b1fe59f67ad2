"""A teacher's own questions: writing them by questions and answers, and choosing them for homework."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from msgspec.structs import replace

from bot.classes import assigning, opening, own
from bot.classes.screens import own as screens
from bot.classes.screens import writing
from bot.classes.values import Own, Shelf
from bot.context import Session, Visit
from bot.errors import Refusal
from bot.handlers import homework
from bot.learning import drafting
from bot.learning.drafting import Draft
from bot.learning.learner import Learner
from bot.learning.meaning import OwnText
from bot.screens.screen import Screen
from bot.services import learners
from bot.taps.own import (
    OwnChooseTap,
    OwnDraftTap,
    OwnDropTap,
    OwnKeepTap,
    OwnKindsTap,
    OwnKindTap,
    OwnRightTap,
    OwnSeeTap,
    OwnStepTap,
    OwnTap,
)
from content.model import Bank
from content.own import KINDS

_STEPS: dict[tuple[str, str], Callable[[Draft], Draft]] = {
    ("answers", "close"): drafting.close_answers,
    ("answers", "clear"): drafting.clear_answers,
    ("right", "close"): drafting.close_right,
}


async def shelf(visit: Visit, tap: OwnTap) -> None:
    learner, found = await visit.act(partial(own.shelf, class_id=tap.class_id, box=visit.house.vault))
    await visit.show(screens.shelf(visit.speech(learner), _opened(visit, found), tap.page))


def _opened(visit: Visit, found: Shelf) -> Shelf:
    return replace(found, of=opening.opened(found.of, visit.house.vault.open))


async def kinds(visit: Visit, tap: OwnKindsTap) -> None:
    learner, found = await visit.act(partial(own.shelf, class_id=tap.class_id, box=visit.house.vault))
    await visit.show(screens.kinds(visit.speech(learner), found.of.id))


async def begin(visit: Visit, tap: OwnKindTap) -> None:
    if tap.index >= len(KINDS):
        raise Refusal("error-button-old")
    draft = drafting.begin(KINDS[tap.index])
    begun = partial(own.begin, class_id=tap.class_id, draft=draft, box=visit.house.vault)
    await _show(visit, partial(begun, origin=f"tap-{visit.nonce}"))


async def see(visit: Visit, tap: OwnSeeTap) -> None:
    await _show(visit, partial(own.find, own_id=tap.own_id, box=visit.house.vault))


async def step(visit: Visit, tap: OwnStepTap) -> None:
    """Go on without typing; a tap under an earlier step changes nothing."""

    def by(draft: Draft) -> Draft:
        if tap.what == "skip":
            return drafting.skip(draft)
        made = _STEPS.get((draft.step, tap.what))
        if made is None:
            raise Refusal("error-button-old")
        return made(draft)

    await _show(visit, partial(own.change, own_id=tap.own_id, by=by, box=visit.house.vault))


async def choose_right(visit: Visit, tap: OwnRightTap) -> None:
    by = partial(drafting.choose, place=tap.index)
    await _show(visit, partial(own.change, own_id=tap.own_id, by=by, box=visit.house.vault))


async def _show(visit: Visit, act: Callable[[Session, Bank, Learner], Own]) -> None:
    """Where a question stands after an act; what it is to say next is awaited."""

    def whole(session: Session, bank: Bank, learner: Learner) -> Screen:
        return _standing(session, visit, learner, act(session, bank, learner))

    await visit.show(await visit.made(whole))


def _standing(session: Session, visit: Visit, learner: Learner, of: Own) -> Screen:
    speech = visit.speech(learner)
    if of.is_kept:
        return screens.one(speech, of)
    if of.draft is not None and of.draft.takes_text:
        learners.expect(session, learner, OwnText(of.id))
    return writing.step(speech, of)


def take(session: Session, visit: Visit, learner: Learner, on: OwnText, text: str) -> Learner:
    """The words of a step; they are kept sealed."""
    by = partial(drafting.take, text=text)
    own.change(session, visit.bank, learner, own_id=on.own_id, by=by, box=visit.house.vault)
    return learner


def show_taken(session: Session, visit: Visit, learner: Learner, on: OwnText) -> Screen:
    of = own.find(session, visit.bank, learner, own_id=on.own_id, box=visit.house.vault)
    return _standing(session, visit, learner, of)


async def keep(visit: Visit, tap: OwnKeepTap) -> None:
    learner, of = await visit.act(partial(own.keep, own_id=tap.own_id, box=visit.house.vault))
    await visit.show(screens.one(visit.speech(learner), of, is_new=True))


async def drop(visit: Visit, tap: OwnDropTap) -> None:
    """Asked first, unless it is a draft."""
    if tap.sure:
        gone = await visit.made(partial(own.drop, own_id=tap.own_id, box=visit.house.vault))
        await shelf(visit, OwnTap(gone.class_id, 0))
        return
    learner, of = await visit.act(partial(own.find, own_id=tap.own_id, box=visit.house.vault))
    await visit.show(screens.dropping(visit.speech(learner), of))


async def choose(visit: Visit, tap: OwnChooseTap) -> None:
    """Which of them a draft of homework asks."""
    act = partial(assigning.choose_own, homework_id=tap.homework_id, own_id=tap.own_id)
    learner, (within, of) = await visit.act(act)
    found = await visit.made(partial(own.shelf, class_id=within.id, box=visit.house.vault))
    await visit.show(screens.choosing(visit.speech(learner), of, found, tap.page))


async def chosen(visit: Visit, tap: OwnDraftTap) -> None:
    act = partial(assigning.choose_own, homework_id=tap.homework_id, own_id=0)
    learner, (within, of) = await visit.act(act)
    await homework.show_draft(visit, learner, within, of)
