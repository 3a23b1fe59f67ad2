"""Reporting a mistake in a question or a fact: why, and if one likes, in a sentence."""

from __future__ import annotations

from functools import partial

from bot.context import Session, Visit
from bot.errors import Refusal
from bot.learning.learner import Learner
from bot.learning.meaning import ReportText
from bot.learning.picking import QuestionKey
from bot.learning.report import FACT_REASONS, LONGEST, REASONS, Reason
from bot.screens import report as screens
from bot.screens.screen import Screen
from bot.services import alerts, reports
from bot.taps.base import Tap
from bot.taps.home import FactTap
from bot.taps.quiz import ResumeTap
from bot.taps.trust import ReportFactTap, ReportFactWhyTap, ReportTap, ReportTextTap, ReportWhyTap
from content import questions
from content.model import Bank, Fact, Question


async def question(visit: Visit, tap: ReportTap) -> None:
    """Why, in a message of its own: the question stays to be looked at, and keeps its place."""
    learner, key = await visit.act(partial(_at, quiz_id=tap.quiz, position=tap.position))
    found = _question(visit, key)
    await visit.below().show(screens.why_question(visit.speech(learner), found, tap.quiz, tap.position))


async def because(visit: Visit, tap: ReportWhyTap) -> None:
    reason = _reason(REASONS, tap.reason)

    def report(session: Session, bank: Bank, learner: Learner) -> int:
        key = _at(session, bank, learner, quiz_id=tap.quiz, position=tap.position)
        return _report(visit, session, learner, key, reason)

    learner, report_id = await visit.act(report)
    await visit.show(screens.thanks(visit.speech(learner), report_id, tap.quiz, ResumeTap(tap.quiz)))


async def fact(visit: Visit, tap: ReportFactTap) -> None:
    learner = await visit.arrive()
    learner.refuse_in_exam()
    await visit.below().show(screens.why_fact(visit.speech(learner), visit.bank, _fact(visit, tap.fact)))


async def fact_because(visit: Visit, tap: ReportFactWhyTap) -> None:
    reason = _reason(FACT_REASONS, tap.reason)
    told = _fact(visit, tap.fact)

    def report(session: Session, _: Bank, learner: Learner) -> int:
        return _report(visit, session, learner, (told.id, ""), reason)

    learner, report_id = await visit.act(report)
    await visit.show(screens.thanks(visit.speech(learner), report_id, 0, FactTap(told.id)))


async def ask_text(visit: Visit, tap: ReportTextTap) -> None:
    def ask(session: Session, _: Bank, learner: Learner) -> QuestionKey:
        return reports.ask_text(session, learner, tap.report, tap.quiz)

    learner, key = await visit.act(ask)
    await visit.show(screens.ask_text(visit.speech(learner), _back(key, tap.quiz)))


def take_text(session: Session, visit: Visit, learner: Learner, on: ReportText, text: str) -> Learner:
    """The sentence that the bot waited for; it is stored encrypted."""
    if len(text) > LONGEST:
        raise Refusal("error-report-long", n=LONGEST)
    reports.add_text(session, learner.id, on.report_id, visit.house.vault.seal(text))
    return learner


def show_text(session: Session, visit: Visit, learner: Learner, on: ReportText) -> Screen:
    key = reports.key_of(session, learner.id, on.report_id)
    return screens.thanks_for_text(visit.speech(learner), _back(key, on.quiz_id))


def _at(session: Session, _: Bank, learner: Learner, *, quiz_id: int, position: int) -> QuestionKey:
    return reports.question_at(session, learner, quiz_id, position)


def _report(visit: Visit, session: Session, learner: Learner, key: QuestionKey, reason: Reason) -> int:
    most = visit.house.settings.pause_after_reports
    report_id = reports.report(session, visit.bank, learner, key, reason, pause_after=most)
    alerts.tell(session, visit.house.settings.content_ids, learner.now)
    return report_id


def _back(key: QuestionKey, quiz_id: int) -> Tap:
    return ResumeTap(quiz_id) if key[1] else FactTap(key[0])


def _reason(reasons: tuple[Reason, ...], place: int) -> Reason:
    if place >= len(reasons):
        raise Refusal("error-button-old")
    return reasons[place]


def _fact(visit: Visit, fact_id: str) -> Fact:
    found = visit.bank.find_fact(fact_id)
    if found is None:
        raise Refusal("error-fact-gone")
    return found


def _question(visit: Visit, key: QuestionKey) -> Question:
    found = questions.find(visit.bank, _fact(visit, key[0]), key[1])
    if found is None:
        raise Refusal("error-fact-gone")
    return found
