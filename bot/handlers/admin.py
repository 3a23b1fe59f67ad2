"""Administration: only for ADMIN_IDS, checked at every tap, and only in a private chat."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from bot.context import Session, Visit
from bot.errors import Refusal
from bot.handlers import home
from bot.handlers.arrival import arrive
from bot.learning import correction as rules
from bot.learning.concern import LISTS, Concern, Remark
from bot.learning.items import Figures
from bot.screens import admin as screens
from bot.screens.screen import Screen
from bot.services import concerns, corrections, items, pauses
from bot.services.learners import Learner
from bot.taps.base import Tap
from bot.taps.trust import (
    CheckKeyTap,
    CloseReportsTap,
    ConcernsTap,
    ConcernTap,
    CorrectTap,
    PauseTap,
    WrongKeyTap,
)
from content.model import Question

MOST_TEXTS = 5
"""Texts of reports on one screen, the newest ones."""

Act = Callable[[Session, Concern], Awaitable[None]]


def is_admin(visit: Visit) -> bool:
    return visit.person.id in visit.house.settings.admin_ids


async def admin(visit: Visit, _: str) -> None:
    """``/admin``; for anybody else there is no such command."""
    if is_admin(visit):
        await overview(visit)
    else:
        await home.unknown_command(visit)


async def overview(visit: Visit, _: Tap | None = None) -> None:
    _check(visit)
    figures = await _figures(visit)
    async with visit.begin() as session:
        learner = await arrive(visit, session)
        found = await concerns.overview(session, figures, learner.zone, visit.now)
    await _show(visit, screens.overview(visit.speech(learner), found))


async def listed(visit: Visit, tap: ConcernsTap) -> None:
    _check(visit)
    which = next((which for which in LISTS if which == tap.which), None)
    if which is None:
        raise Refusal("error-button-old")
    bank = visit.house.bank
    figures = await _figures(visit)
    async with visit.begin() as session:
        learner = await arrive(visit, session)
        found = await concerns.listed(session, figures, which)
    await _show(visit, screens.listed(visit.speech(learner), bank, which, found, tap.page))


async def concern(visit: Visit, tap: ConcernTap) -> None:
    await _look(visit, tap.item)


async def pause(visit: Visit, tap: PauseTap) -> None:
    async def act(session: Session, at: Concern) -> None:
        if not tap.on:
            await pauses.resume(session, at.key, visit.now)
        elif screens.find_question(visit.house.bank, at) is not None:
            await pauses.pause(session, at.key, "admin", visit.now)

    await _look(visit, tap.item, act)


async def close_reports(visit: Visit, tap: CloseReportsTap) -> None:
    async def act(session: Session, at: Concern) -> None:
        await concerns.close_reports(session, at.key, visit.now)

    await _look(visit, tap.item, act)


async def which_key(visit: Visit, tap: WrongKeyTap) -> None:
    learner, _, question = await _question(visit, tap.item, tap.mask)
    await _show(visit, screens.which_key(visit.speech(learner), question, tap.item, tap.mask))


async def check_key(visit: Visit, tap: CheckKeyTap) -> None:
    learner, at, question = await _question(visit, tap.item, tap.mask)
    accepted = rules.accepted(question, tap.mask)
    assert accepted is not None, "_question has refused any other"
    async with visit.begin() as session:
        effect = await corrections.effect(session, at.key, accepted)
    speech = visit.speech(learner)
    await _show(visit, screens.check_key(speech, question, tap.item, tap.mask, effect, visit.nonce))


async def correct(visit: Visit, tap: CorrectTap) -> None:
    """Mark anew in short transactions, so that nobody waits; handled again after a kill, it goes on."""
    _, at, question = await _question(visit, tap.item, tap.mask)
    accepted = rules.accepted(question, tap.mask)
    assert accepted is not None, "_question has refused any other"
    bank, origin = visit.house.bank, f"tap-{tap.nonce}"
    async with visit.begin() as session:
        await corrections.begin(session, bank, at.key, accepted, origin=origin, now=visit.now)
    is_more = True
    while is_more:
        async with visit.begin() as session:
            is_more = await corrections.go_on(session, bank, origin, visit.now)
    await _look(visit, tap.item, is_corrected=True)


async def _look(visit: Visit, item: str, act: Act | None = None, *, is_corrected: bool = False) -> None:
    """Show a question or fact, after an act on it if there is one."""
    _check(visit)
    bank = visit.house.bank
    figures = await _figures(visit, anew=is_corrected)
    async with visit.begin() as session:
        learner = await arrive(visit, session)
        at = await concerns.find(session, bank, figures, item)
        if act is not None:
            await act(session, at)
            at = await concerns.find(session, bank, figures, item)
        rows = await concerns.texts(session, at.key, MOST_TEXTS)
    remarks = [Remark(_opened(visit, row.text), row.language, row.created_at) for row in rows]
    screen = screens.concern(visit.speech(learner), bank, at, remarks, is_corrected=is_corrected)
    await _show(visit, screen)


async def _question(visit: Visit, item: str, mask: int) -> tuple[Learner, Concern, Question]:
    """The question behind a button, whose options ``mask`` names. Refuses what the bank has not."""
    _check(visit)
    bank = visit.house.bank
    async with visit.begin() as session:
        learner = await arrive(visit, session)
        at = await concerns.find(session, bank, (), item)
    question = screens.find_question(bank, at)
    if question is None or rules.accepted(question, mask) is None:
        raise Refusal("error-button-old")
    return learner, at, question


async def _figures(visit: Visit, *, anew: bool = False) -> list[Figures]:
    return await items.recent(visit.house.database, visit.house.bank, visit.now, anew=anew)


def _opened(visit: Visit, sealed: str | None) -> str | None:
    return visit.house.vault.open(sealed) if sealed else None


def _check(visit: Visit) -> None:
    """A button of an administrator is nothing to anybody else."""
    if not is_admin(visit):
        raise Refusal("error-button-old")


async def _show(visit: Visit, screen: Screen) -> None:
    await asyncio.gather(visit.acknowledge(), visit.show(screen))
