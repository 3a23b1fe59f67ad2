"""Administration: checked at every tap, and only in a private chat.

Editors (EDITOR_IDS) look after the content: reports, suggestions, keys, a reload. Administrators (ADMIN_IDS)
may do that too, and see the figures and write to many.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from msgspec.structs import replace

from bot import measuring
from bot.context import Session, Visit
from bot.errors import Refusal
from bot.handlers import home
from bot.learning import correction as rules
from bot.learning.asked import InVain
from bot.learning.concern import LISTS, Concern, Overview, Remark
from bot.learning.items import Figures
from bot.learning.learner import Learner
from bot.screens import admin as screens
from bot.screens import concern as concern_screens
from bot.services import asked, audits, concerns, corrections, pauses
from bot.services.audits import What
from bot.taps.base import Tap
from bot.taps.trust import (
    CheckKeyTap,
    CloseReportsTap,
    ConcernsTap,
    ConcernTap,
    CorrectTap,
    InVainTap,
    PauseTap,
    ResumeAllTap,
    WrongKeyTap,
)
from content.model import Bank, Question

MOST_TEXTS = 5
"""Texts of reports on one screen, the newest ones."""

Deed = Callable[[Session, Concern], None]


def is_admin(visit: Visit) -> bool:
    return visit.person.id in visit.house.settings.admin_ids


def is_editor(visit: Visit) -> bool:
    """Administrators are editors, too."""
    return visit.person.id in visit.house.settings.content_ids


async def admin(visit: Visit, _: str) -> None:
    """``/admin``; for anybody else there is no such command."""
    if is_editor(visit):
        await overview(visit)
    else:
        await home.unknown_command(visit)


async def overview(visit: Visit, _: Tap | None = None) -> None:
    check(visit)
    figures = await _figures(visit)

    def look(session: Session, _: Bank, learner: Learner) -> Overview:
        return concerns.overview(session, figures, learner.zone, learner.now)

    learner, found = await visit.act(look)
    await visit.show(screens.overview(visit.speech(learner), found, is_admin=is_admin(visit)))


async def listed(visit: Visit, tap: ConcernsTap) -> None:
    check(visit)
    which = next((which for which in LISTS if which == tap.which), None)
    if which is None:
        raise Refusal("error-button-old")
    figures = await _figures(visit)

    def look(session: Session, _: Bank, __: Learner) -> list[Concern]:
        return concerns.listed(session, figures, which)

    learner, found = await visit.act(look)
    await visit.show(concern_screens.listed(visit.speech(learner), visit.bank, which, found, tap.page))


async def asked_in_vain(visit: Visit, tap: InVainTap) -> None:
    check(visit)

    def look(session: Session, _: Bank, __: Learner) -> list[InVain]:
        return asked.listed(session)

    learner, found = await visit.act(look)
    told = [replace(each, text=_opened(visit, each.text)) for each in found]
    await visit.show(screens.asked_in_vain(visit.speech(learner), told, tap.page))


async def concern(visit: Visit, tap: ConcernTap) -> None:
    await _look(visit, tap.item)


async def pause(visit: Visit, tap: PauseTap) -> None:
    def deed(session: Session, at: Concern) -> None:
        if not tap.on:
            pauses.resume(session, at.key, visit.now)
            note(session, visit, "resume", "#".join(at.key))
        elif concern_screens.find_question(visit.bank, at) is not None:
            pauses.pause(session, at.key, "admin", visit.now)
            note(session, visit, "pause", "#".join(at.key))

    await _look(visit, tap.item, deed)


async def resume_all(visit: Visit, tap: ResumeAllTap) -> None:
    """Asks first, and then shows how things stand."""
    check(visit)

    def resume(session: Session) -> None:
        pauses.resume_all(session, visit.now)
        note(session, visit, "resume-all")

    if tap.sure == 1:
        await visit.run(resume)
        await overview(visit)
        return
    learner, number = await visit.act(lambda session, *_: pauses.by_reports(session))
    await visit.show(concern_screens.check_resume_all(visit.speech(learner), number))


async def close_reports(visit: Visit, tap: CloseReportsTap) -> None:
    def deed(session: Session, at: Concern) -> None:
        concerns.close_reports(session, at.key, visit.now)
        note(session, visit, "close-reports", "#".join(at.key))

    await _look(visit, tap.item, deed)


async def which_key(visit: Visit, tap: WrongKeyTap) -> None:
    learner, _, question = await _question(visit, tap.item, tap.mask)
    await visit.show(concern_screens.which_key(visit.speech(learner), question, tap.item, tap.mask))


async def check_key(visit: Visit, tap: CheckKeyTap) -> None:
    learner, at, question = await _question(visit, tap.item, tap.mask)
    accepted = rules.accepted(question, tap.mask)
    assert accepted is not None, "_question has refused any other"
    effect = await visit.run(partial(corrections.effect, key=at.key, accepted=accepted))
    speech = visit.speech(learner)
    await visit.show(concern_screens.check_key(speech, question, tap.item, tap.mask, effect, visit.nonce))


async def correct(visit: Visit, tap: CorrectTap) -> None:
    """Mark anew in short transactions, so that nobody waits; handled again after a kill, it goes on."""
    _, at, question = await _question(visit, tap.item, tap.mask)
    accepted = rules.accepted(question, tap.mask)
    assert accepted is not None, "_question has refused any other"
    bank, origin, now = visit.bank, f"tap-{tap.nonce}", visit.now

    def begin(session: Session) -> None:
        corrections.begin(session, bank, at.key, accepted, origin=origin, now=now)
        note(session, visit, "correct", "#".join(at.key))

    await visit.run(begin)
    while await visit.run(partial(corrections.go_on, bank=bank, origin=origin, now=now)):
        pass
    await _look(visit, tap.item, is_corrected=True)


async def _look(visit: Visit, item: str, deed: Deed | None = None, *, is_corrected: bool = False) -> None:
    """Show a question or fact, after a deed on it if there is one."""
    check(visit)
    figures = await _figures(visit, anew=is_corrected)

    def look(session: Session, bank: Bank, _: Learner) -> tuple[Concern, list[Remark]]:
        at = concerns.find(session, bank, figures, item)
        if deed is not None:
            deed(session, at)
            at = concerns.find(session, bank, figures, item)
        rows = concerns.texts(session, at.key, MOST_TEXTS)
        return at, [Remark(_opened(visit, row.text), row.language, row.created_at) for row in rows]

    learner, (at, remarks) = await visit.act(look)
    speech = visit.speech(learner)
    await visit.show(concern_screens.concern(speech, visit.bank, at, remarks, is_corrected=is_corrected))


async def _question(visit: Visit, item: str, mask: int) -> tuple[Learner, Concern, Question]:
    """The question behind a button, whose options ``mask`` names. Refuses what the bank has not."""
    check(visit)

    def find(session: Session, bank: Bank, _: Learner) -> Concern:
        return concerns.find(session, bank, (), item)

    learner, at = await visit.act(find)
    question = concern_screens.find_question(visit.bank, at)
    if question is None or rules.accepted(question, mask) is None:
        raise Refusal("error-button-old")
    return learner, at, question


async def _figures(visit: Visit, *, anew: bool = False) -> list[Figures]:
    return await measuring.recent(visit.house.database, visit.bank, visit.now, anew=anew)


def _opened(visit: Visit, sealed: str | None) -> str | None:
    return visit.house.vault.open(sealed) if sealed else None


def note(session: Session, visit: Visit, what: What, about: str = "") -> None:
    """Keep what an administrator does, in the transaction of the act; ``about`` is ids and never a text."""
    who = visit.house.vault.administrator(visit.person.id)
    audits.note(session, visit.update_id, who, what, about, visit.now)


def check(visit: Visit) -> None:
    """A button of an editor is nothing to anybody else."""
    if not is_editor(visit):
        raise Refusal("error-button-old")


def check_admin(visit: Visit) -> None:
    """Nor is one of an administrator, also to an editor."""
    if not is_admin(visit):
        raise Refusal("error-button-old")
