"""A teacher enters the papers of a class, one after the other."""

from __future__ import annotations

from functools import partial

from bot.classes import opening, pile
from bot.classes.on_paper import Opened
from bot.classes.screens import on_paper as screens
from bot.classes.screens.words import name_of
from bot.classes.values import Pupil
from bot.context import Session, Visit
from bot.errors import Refusal
from bot.learning import paper as rules
from bot.learning.learner import Learner
from bot.learning.quiz import Result
from bot.screens import paper as paper_screens
from bot.screens.screen import Screen
from bot.taps.paper import CountPileTap, PileOfTap, PileTap
from bot.texts import Markup
from content.model import Bank


async def whose(visit: Visit, tap: PileTap) -> None:
    await _show(visit, tap.homework_id)


async def _show(visit: Visit, homework_id: int, counted: Markup | None = None) -> None:
    learner, found = await visit.act(partial(pile.look, homework_id=homework_id))
    if not found.has_paper:
        raise Refusal("pile-no-paper")
    pupils = [(opening.pupil(each, visit.house.vault.open), tries) for each, tries in found.pupils]
    await visit.show(screens.pile(visit.speech(learner), found.homework, pupils, counted))


async def of_pupil(visit: Visit, tap: PileOfTap) -> None:
    if tap.version and tap.version not in rules.VERSIONS:
        raise Refusal("error-button-old")

    def enter(session: Session, bank: Bank, learner: Learner) -> Screen:
        at = pile.enter(
            session,
            bank,
            learner,
            homework_id=tap.homework_id,
            member_id=tap.member_id,
            version=tap.version,
            origin=f"tap-{visit.nonce}",
        )
        return _awaited(visit, learner, tap, at)

    await visit.show(await visit.made(enter))


def _awaited(visit: Visit, learner: Learner, tap: PileOfTap, at: Opened) -> Screen:
    speech = visit.speech(learner)
    if at.choice:
        return paper_screens.which_version(
            speech, at.choice, lambda each: PileOfTap(tap.homework_id, tap.member_id, each)
        )
    assert at.pupil is not None, "it was entered for one"
    name = name_of(speech, opening.pupil(at.pupil, visit.house.vault.open))
    return paper_screens.ask_line(speech, at.questions, name)


async def count(visit: Visit, tap: CountPileTap) -> None:
    """The teacher has come, and is not held while the pupil is: see `pile.count`."""
    teacher = await visit.arrive()
    teacher.refuse_in_exam()

    def act(session: Session) -> tuple[int, Pupil, Result]:
        return pile.count(session, visit.lent(session, teacher), teacher=teacher, reading_id=tap.reading)

    homework_id, pupil, result = await visit.run(act)
    told = screens.counted(
        visit.speech(teacher), opening.pupil(pupil, visit.house.vault.open), result.right, result.total
    )
    await _show(visit, homework_id, told)
