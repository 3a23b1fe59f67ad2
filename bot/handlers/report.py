"""Reporting a mistake in a question or a fact: why, and if one likes, in a sentence."""

from __future__ import annotations

import asyncio

from bot.context import Session, Visit
from bot.errors import Refusal
from bot.handlers.arrival import arrive
from bot.learning.picking import QuestionKey
from bot.learning.report import FACT_REASONS, LONGEST, REASONS, Reason
from bot.screens import report as screens
from bot.screens.screen import Screen
from bot.services import reports
from bot.services.learners import Learner
from bot.services.reports import Reporter
from bot.taps.base import Tap
from bot.taps.home import FactTap
from bot.taps.quiz import ResumeTap
from bot.taps.trust import ReportFactTap, ReportFactWhyTap, ReportTap, ReportTextTap, ReportWhyTap
from content import questions
from content.model import Fact, Question


async def question(visit: Visit, tap: ReportTap) -> None:
    """Why, in a message of its own: the question stays to be looked at, and keeps its place."""
    async with visit.begin() as session:
        learner = await arrive(visit, session)
        key = await reports.question_at(session, learner.id, tap.quiz, tap.position)
    found = _question(visit, key)
    screen = screens.why_question(visit.speech(learner), found, tap.quiz, tap.position)
    await asyncio.gather(visit.acknowledge(), visit.below().show(screen))


async def because(visit: Visit, tap: ReportWhyTap) -> None:
    reason = _reason(REASONS, tap.reason)
    async with visit.begin() as session:
        learner = await arrive(visit, session)
        key = await reports.question_at(session, learner.id, tap.quiz, tap.position)
        report_id = await _report(visit, session, learner, key, reason)
    screen = screens.thanks(visit.speech(learner), report_id, tap.quiz, ResumeTap(tap.quiz))
    await asyncio.gather(visit.acknowledge(), visit.show(screen))


async def fact(visit: Visit, tap: ReportFactTap) -> None:
    async with visit.begin() as session:
        learner = await arrive(visit, session)
    screen = screens.why_fact(visit.speech(learner), _fact(visit, tap.fact))
    await asyncio.gather(visit.acknowledge(), visit.below().show(screen))


async def fact_because(visit: Visit, tap: ReportFactWhyTap) -> None:
    reason = _reason(FACT_REASONS, tap.reason)
    told = _fact(visit, tap.fact)
    async with visit.begin() as session:
        learner = await arrive(visit, session)
        report_id = await _report(visit, session, learner, (told.id, ""), reason)
    screen = screens.thanks(visit.speech(learner), report_id, 0, FactTap(told.id))
    await asyncio.gather(visit.acknowledge(), visit.show(screen))


async def ask_text(visit: Visit, tap: ReportTextTap) -> None:
    async with visit.begin() as session:
        learner = await arrive(visit, session)
        key = await reports.ask_text(session, learner.id, tap.report, tap.quiz, visit.now)
    screen = screens.ask_text(visit.speech(learner), _back(key, tap.quiz))
    await asyncio.gather(visit.acknowledge(), visit.show(screen))


async def take_text(visit: Visit, session: Session, learner: Learner, text: str) -> Screen:
    """The sentence that the bot waited for; it is stored encrypted."""
    if len(text) > LONGEST:
        raise Refusal("error-report-long", n=LONGEST)
    report_id, quiz_id = map(int, (learner.about or "0 0").split())
    key = await reports.add_text(session, learner.id, report_id, visit.house.vault.seal(text))
    return screens.thanks_for_text(visit.speech(learner), _back(key, quiz_id))


async def _report(visit: Visit, session: Session, learner: Learner, key: QuestionKey, reason: Reason) -> int:
    house = visit.house
    reporter = Reporter(learner.id, learner.language, visit.now)
    most = house.settings.pause_after_reports
    return await reports.report(session, house.bank, reporter, key, reason, pause_after=most)


def _back(key: QuestionKey, quiz_id: int) -> Tap:
    return ResumeTap(quiz_id) if key[1] else FactTap(key[0])


def _reason(reasons: tuple[Reason, ...], place: int) -> Reason:
    if place >= len(reasons):
        raise Refusal("error-button-old")
    return reasons[place]


def _fact(visit: Visit, fact_id: str) -> Fact:
    found = visit.house.bank.find_fact(fact_id)
    if found is None:
        raise Refusal("error-fact-gone")
    return found


def _question(visit: Visit, key: QuestionKey) -> Question:
    found = questions.find(visit.house.bank, _fact(visit, key[0]), key[1])
    if found is None:
        raise Refusal("error-fact-gone")
    return found
