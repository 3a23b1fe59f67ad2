"""Giving homework, doing it, and the report of it."""

from __future__ import annotations

import secrets
from functools import partial

from bot.classes import assigning, doing, opening, outcome, own, papers, roll
from bot.classes.report import Report
from bot.classes.screens import told
from bot.classes.screens import work as screens
from bot.classes.screens.words import name_of
from bot.classes.values import Class, Homework, Register
from bot.context import Session, Visit
from bot.errors import Refusal
from bot.handlers import classes, quiz
from bot.learning.homework import EXTRA_DAYS, make_code
from bot.learning.learner import Learner
from bot.learning.zones import zone_of
from bot.screens.screen import File, Screen
from bot.taps.classes import (
    AfterTap,
    BeginHomeworkTap,
    ChangeTap,
    ClassReportTap,
    ClassTap,
    DraftTap,
    GiveTap,
    HomeworkTap,
    LongerTap,
    ReportFileTap,
    ShowTap,
    WhatTap,
    WithdrawTap,
)
from bot.texts import Markup
from content.model import Bank

Stand = tuple[Class, Homework, Report]


async def what(visit: Visit, tap: WhatTap) -> None:
    learner, of = await visit.act(lambda s, _, who: roll.taught(s, who, tap.class_id))
    has_own = await visit.run(partial(own.are_there, class_id=of.id))
    themes = tap.page == 1
    await visit.show(screens.what(visit.speech(learner), visit.bank, of.id, themes=themes, has_own=has_own))


async def draft(visit: Visit, tap: DraftTap) -> None:
    if tap.kind not in ("work", "pre"):
        raise Refusal("error-button-old")
    kind, scope = ("pre" if tap.kind == "pre" else "work"), tap.scope or None
    begin = partial(assigning.draft, class_id=tap.class_id, scope=scope, origin=f"tap-{visit.nonce}")
    learner, of = await visit.act(partial(begin, kind=kind))
    await show_draft(visit, learner, await _class_of(visit, of), of)


async def draft_after(visit: Visit, tap: AfterTap) -> None:
    begin = partial(assigning.draft_after, pre_id=tap.homework_id, origin=f"tap-{visit.nonce}")
    learner, of = await visit.act(begin)
    await show_draft(visit, learner, await _class_of(visit, of), of)


async def change(visit: Visit, tap: ChangeTap) -> None:
    act = partial(assigning.change, homework_id=tap.homework_id, what=tap.what, value=tap.value)
    learner, (within, of) = await visit.act(act)
    await show_draft(visit, learner, within, of)


async def _class_of(visit: Visit, of: Homework) -> Class:
    return await visit.made(lambda s, _, who: roll.taught(s, who, of.class_id))


async def show_draft(visit: Visit, learner: Learner, within: Class, of: Homework) -> None:
    days = (of.due_on - visit.now.astimezone(zone_of(within.zone)).date()).days
    has_own = await visit.run(partial(own.are_there, class_id=within.id))
    await visit.show(screens.draft(visit.speech(learner), visit.bank, of, days, has_own=has_own))


async def give(visit: Visit, tap: GiveTap) -> None:
    """How it stands, and below it what can be sent on to the class."""
    one, other, seed, other_seed = (make_code(secrets.choice) for _ in range(4))
    learner, (within, of) = await visit.act(
        partial(assigning.give, homework_id=tap.homework_id, codes=(one, other), seeds=(seed, other_seed))
    )
    _, (_, _, made) = await visit.act(partial(_stand, homework_id=of.id))
    speech = visit.speech(learner)
    stands = screens.homework(speech, visit.bank, of, _opened(visit, made), visit.now)
    url = classes.link(visit, within)
    await visit.show_in_turn(stands, screens.given(speech, visit.bank, of, url))


async def homework(visit: Visit, tap: HomeworkTap) -> None:
    learner, (_, of, made) = await visit.act(partial(_stand, homework_id=tap.homework_id))
    speech = visit.speech(learner)
    await visit.show(screens.homework(speech, visit.bank, of, _opened(visit, made), visit.now))


def _stand(session: Session, bank: Bank, learner: Learner, *, homework_id: int) -> Stand:
    within, of = assigning.find(session, learner, homework_id)
    if not of.is_given:
        raise Refusal("error-homework-gone")
    return within, of, outcome.read(session, bank, of, learner.now)


def _opened(visit: Visit, made: Report) -> Report:
    return opening.report(made, visit.house.vault.open)


async def show(visit: Visit, tap: ShowTap) -> None:
    """Asked first: whoever has not handed it in cannot any more."""
    if tap.sure:
        await visit.act(partial(assigning.show, homework_id=tap.homework_id))
        await homework(visit, HomeworkTap(tap.homework_id))
        return
    learner, (_, of) = await visit.act(lambda s, _, who: assigning.find(s, who, tap.homework_id))
    await visit.show(screens.showing(visit.speech(learner), of))


async def withdraw(visit: Visit, tap: WithdrawTap) -> None:
    """Asked first; what was answered in it stays the pupils' own."""
    if tap.sure:
        within = await visit.made(partial(assigning.withdraw, homework_id=tap.homework_id))
        await classes.room(visit, ClassTap(within.id))
        return
    learner, (_, of) = await visit.act(lambda s, _, who: assigning.find(s, who, tap.homework_id))
    await visit.show(screens.withdrawing(visit.speech(learner), visit.bank, of))


async def longer(visit: Visit, tap: LongerTap) -> None:
    """For whom, how long, and that it is done."""

    def look(session: Session, bank: Bank, learner: Learner) -> tuple[Homework, Register]:
        if tap.days in EXTRA_DAYS:
            about = {"homework_id": tap.homework_id, "pupil_id": tap.member_id, "days": tap.days}
            assigning.give_longer(session, bank, learner, **about)
        within, of = assigning.find(session, learner, tap.homework_id)
        return of, roll.register(session, bank, learner, class_id=within.id)

    learner, (of, found) = await visit.act(look)
    await visit.show(_longer(visit, learner, tap, of, opening.register(found, visit.house.vault.open)))


def _longer(visit: Visit, learner: Learner, tap: LongerTap, of: Homework, within: Register) -> Screen:
    speech = visit.speech(learner)
    pupil = next((each for each in within.pupils if each.id == tap.member_id), None)
    if pupil is None:
        return screens.longer_for_whom(speech, of, within)
    if tap.days in EXTRA_DAYS:
        return screens.has_longer(speech, of, pupil, tap.days)
    return screens.longer(speech, of, pupil)


async def report(visit: Visit, tap: ClassReportTap) -> None:
    learner, (_, of, made) = await visit.act(partial(_stand, homework_id=tap.homework_id))
    await visit.show(told.report(visit.speech(learner), visit.bank, of, _opened(visit, made)))


async def report_file(visit: Visit, tap: ReportFileTap) -> None:
    """In the language of the class, below the report."""
    _, (within, of, made) = await visit.act(partial(_stand, homework_id=tap.homework_id))
    if tap.form not in told.FORMS:
        raise Refusal("error-button-old")
    speech = visit.house.texts.to(within.language)
    head = name_of(speech, opening.opened(within, visit.house.vault.open))
    on = visit.now.astimezone(zone_of(within.zone)).date()
    # Owed, so that no drawing is kept in memory with the names in it.
    drawn = partial(papers.drawn, tap.form, speech, visit.bank, head, of, _opened(visit, made), on)
    content = await visit.draw(drawn, is_owed=True)
    file = File(f"hamkori-{of.id}.{tap.form}", content)
    await visit.below().show(Screen(Markup(), file=file))


async def begin(visit: Visit, tap: BeginHomeworkTap) -> None:
    """In a message of its own: the list of what there is to do stays."""
    await quiz.play(visit.below(), partial(doing.begin, homework_id=tap.homework_id))
