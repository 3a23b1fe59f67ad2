"""Reporting a mistake: why, thanks, and a sentence if one likes."""

from __future__ import annotations

from bot.learning.report import FACT_REASONS, LONGEST, REASONS
from bot.screens import reviewing
from bot.screens.screen import Button, Row, Screen, lines, rows_of
from bot.screens.suggestion import suggest_row
from bot.taps.base import Tap
from bot.taps.home import FactTap
from bot.taps.quiz import ResumeTap
from bot.taps.trust import ReportFactTap, ReportFactWhyTap, ReportTap, ReportTextTap, ReportWhyTap
from bot.texts import Speech
from content.model import Bank, Fact, Question


def question_row(speech: Speech, quiz_id: int, position: int) -> Row:
    """The button for a question that is answered."""
    return (Button(speech.plain("report-button"), ReportTap(quiz_id, position)),)


def fact_row(speech: Speech, fact: Fact) -> Row:
    """The button for a fact."""
    return (Button(speech.plain("report-button"), ReportFactTap(fact.id)),)


def why_question(speech: Speech, question: Question, quiz_id: int, position: int) -> Screen:
    buttons = [
        Button(speech.plain(f"report-because-{reason}"), ReportWhyTap(quiz_id, position, place))
        for place, reason in enumerate(REASONS)
    ]
    html = speech("report-why", what=question.ask.to(speech.language))
    return Screen(html, (*rows_of(buttons, 1), suggest_row(speech), _back_row(speech, ResumeTap(quiz_id))))


def why_fact(speech: Speech, bank: Bank, fact: Fact) -> Screen:
    buttons = [
        Button(speech.plain(f"report-because-{reason}"), ReportFactWhyTap(fact.id, place))
        for place, reason in enumerate(FACT_REASONS)
    ]
    html = lines(
        speech("report-why", what=fact.statement.to(speech.language)), reviewing.of_fact(speech, bank, fact)
    )
    return Screen(html, (*rows_of(buttons, 1), suggest_row(speech), _back_row(speech, FactTap(fact.id))))


def thanks(speech: Speech, report_id: int, quiz_id: int, back: Tap) -> Screen:
    """``quiz_id`` is 0 for a report on a fact."""
    add = Button(speech.plain("report-add"), ReportTextTap(report_id, quiz_id))
    return Screen(speech("report-thanks"), ((add,), _back_row(speech, back)))


def ask_text(speech: Speech, back: Tap) -> Screen:
    return Screen(speech("report-ask-text", n=LONGEST), (_back_row(speech, back),))


def thanks_for_text(speech: Speech, back: Tap) -> Screen:
    return Screen(speech("report-thanks-text"), (_back_row(speech, back),))


def _back_row(speech: Speech, back: Tap) -> Row:
    key = "report-back-question" if isinstance(back, ResumeTap) else "report-back-fact"
    return (Button(speech.plain(key), back),)
