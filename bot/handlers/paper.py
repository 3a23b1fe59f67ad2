"""A set on paper: where its code leads, and entering what was answered there."""

from __future__ import annotations

import re
from functools import partial

from bot.classes import on_paper
from bot.classes.on_paper import Opened
from bot.classes.screens import on_paper as homework_screens
from bot.context import Session, Visit
from bot.errors import Refusal
from bot.handlers import quiz
from bot.learning import paper as rules
from bot.learning.learner import Learner
from bot.learning.meaning import PaperLine
from bot.screens import home as home_screens
from bot.screens import paper as screens
from bot.screens import share as share_screens
from bot.screens.screen import Screen
from bot.services import papers, sets
from bot.services.sets import Set
from bot.taps.paper import CountPaperTap, HavePaperTap, PaperAgainTap, SetMoreTap, SetOfferTap
from bot.texts import Speech
from content.model import Bank

_COMMAND = re.compile(
    r"(?:\S*[?&]start=s_|s_)?([A-Za-z0-9-]{4,16})(?:\s+([A-Za-zА-Яа-я]))?(?:\s+(.*\d.*))?", re.DOTALL
)
"""The code of a sheet, or its link; its version; and at once the line, in which there are numbers."""


async def command(visit: Visit, typed: str) -> None:
    """``/paper CODE``, ``/paper CODE B``, and with the line of answers behind it."""
    if not typed:
        learner = await visit.arrive()
        learner.refuse_in_exam()
        await visit.show(screens.ask_code(visit.speech(learner)))
        return
    found = _COMMAND.fullmatch(typed.strip())
    version = rules.read_version(found[2]) if found and found[2] else ""
    if found is None or version is None:
        raise Refusal("paper-command")
    code, line = found[1].lower(), found[3] or ""
    await _enter(visit, code, version, line)


async def have(visit: Visit, tap: HavePaperTap) -> None:
    if tap.version and tap.version not in rules.VERSIONS:
        raise Refusal("error-button-old")
    await _enter(visit, tap.set, tap.version, "")


async def _enter(visit: Visit, code: str, version: str, line: str) -> None:
    """Wait for the line; one that came with the command is read at once."""

    def enter(session: Session, bank: Bank, learner: Learner) -> Screen:
        origin = f"tap-{visit.nonce}"
        at = on_paper.enter(session, bank, learner, code=code, version=version, origin=origin)
        if line and at.reading_id is not None:
            papers.take(session, bank, learner, reading_id=at.reading_id, text=line)
            return _read_back(session, visit, learner, at.reading_id)
        return _awaited(visit.speech(learner), at)

    await visit.show(await visit.made(enter))


def _awaited(speech: Speech, at: Opened) -> Screen:
    if at.done is not None:
        return screens.done_before(speech, at.done)
    if at.choice:
        return screens.which_version(speech, at.choice, lambda each: HavePaperTap(at.code, each))
    return screens.ask_line(speech, at.questions)


def take_line(session: Session, visit: Visit, learner: Learner, on: PaperLine, text: str) -> Learner:
    papers.take(session, visit.lent(session, learner), learner, reading_id=on.reading_id, text=text)
    return learner


def show_line(session: Session, visit: Visit, learner: Learner, on: PaperLine) -> Screen:
    return _read_back(session, visit, learner, on.reading_id)


def _read_back(session: Session, visit: Visit, learner: Learner, reading_id: int) -> Screen:
    told = on_paper.read_back(session, visit.lent(session, learner), learner, reading_id=reading_id)
    speech = visit.speech(learner)
    name = None
    if told.is_pile:
        name = (visit.house.vault.open(told.pupil) if told.pupil else None) or speech.plain("class-nameless")
    return screens.read_back(speech, told, name)


async def again(visit: Visit, tap: PaperAgainTap) -> None:
    learner, length = await visit.act(partial(on_paper.again, reading_id=tap.reading))
    await visit.show(screens.ask_line(visit.speech(learner), length))


async def count(visit: Visit, tap: CountPaperTap) -> None:
    learner, result = await visit.act(partial(on_paper.count, reading_id=tap.reading))
    await quiz.show(visit, learner, result)


async def more(visit: Visit, tap: SetMoreTap) -> None:
    def look(session: Session, _: Bank, learner: Learner) -> bool:
        learner.refuse_in_exam()
        return bool(papers.versions(session, tap.set))

    learner, has_paper = await visit.act(look)
    rows = screens.more_rows(visit.speech(learner), tap.set, has_paper=has_paper)
    await visit.change_buttons(rows)


async def offer(visit: Visit, tap: SetOfferTap) -> None:
    def look(session: Session, _: Bank, learner: Learner) -> Screen:
        learner.refuse_in_exam()
        return offered(visit, session, learner, tap.set)

    await visit.show(await visit.made(look))


def offered(visit: Visit, session: Session, learner: Learner, code: str) -> Screen:
    """Where the link of a set leads; that of a class's homework leads its pupils alone anywhere."""
    speech, found = visit.speech(learner), sets.find(session, visit.bank, code)
    if found is None or not found.count:
        return home_screens.telling(speech, "error-set-gone")
    if found.is_of_class:
        of = on_paper.homework_on(session, learner, code)
        return homework_screens.offered(speech, visit.bank, of, code)
    title = about(speech, visit.bank, found)
    return share_screens.offer(speech, found.code, title, found.count, visit.nonce, found.missing)


def about(speech: Speech, bank: Bank, found: Set) -> str:
    return share_screens.about(speech, bank, found.scope, found.play, found.source)
