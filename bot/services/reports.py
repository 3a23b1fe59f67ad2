"""Reporting a mistake in a question or a fact: one report a learner, done twice it equals done once."""

from __future__ import annotations

from bot.errors import Refusal
from bot.learning.learner import Learner
from bot.learning.meaning import ReportText
from bot.learning.picking import QuestionKey
from bot.learning.report import MOST_A_DAY, Reason
from bot.services import keys_of_homework, learners, pauses, turns
from content.model import Bank
from content.own import row_of
from db import reports
from db.engine import Session


def question_at(session: Session, learner: Learner, quiz_id: int, position: int) -> QuestionKey:
    """The question that this learner has answered at a position of a quiz. Refuses any other."""
    quiz = turns.get(session, learner, quiz_id)
    is_answered = position < quiz.position or (position == quiz.position and quiz.is_answered)
    if not is_answered:
        raise Refusal("error-button-old")
    keys_of_homework.refuse_untold(session, quiz, learner.now)
    item = turns.item_of(quiz.plan[position])
    if row_of(item.fact_id) is not None:
        raise Refusal("own-report")
    return item.fact_id, item.question_id


def report(
    session: Session, bank: Bank, learner: Learner, key: QuestionKey, reason: Reason, *, pause_after: int
) -> int:
    """Report a question, or a fact by an empty question id; a second report changes the reason.

    Pauses a question that ``pause_after`` learners have reported. Gives the report's id. Refuses more than
    anybody reports in a day.
    """
    if reports.others_since(session, learner.id, *key, learner.now - pauses.DAY) >= MOST_A_DAY:
        raise Refusal("error-report-enough", n=MOST_A_DAY)
    report_id = reports.put(
        session,
        {
            "learner_id": learner.id,
            "fact_id": key[0],
            "question_id": key[1],
            "reason": reason,
            "language": learner.language,
            "bank_version": bank.version,
            "created_at": learner.now,
        },
    )
    if key[1]:
        pauses.pause_if_reported(session, key, pause_after, learner.now)
    return report_id


def ask_text(session: Session, learner: Learner, report_id: int, quiz_id: int) -> QuestionKey:
    """Wait for a sentence on a report made in a quiz (0: on a fact); gives what it is on."""
    key = key_of(session, learner.id, report_id)
    learners.expect(session, learner, ReportText(report_id, quiz_id))
    return key


def add_text(session: Session, learner_id: int, report_id: int, sealed: str) -> QuestionKey:
    """Keep the sentence, encrypted already, in place of an earlier one; gives what the report is on."""
    key = key_of(session, learner_id, report_id)
    reports.set_text(session, report_id, sealed)
    return key


def key_of(session: Session, learner_id: int, report_id: int) -> QuestionKey:
    """What a report of this learner is on; anybody else's is as good as none."""
    found = reports.find(session, learner_id, report_id)
    if found is None:
        raise Refusal("error-button-old")
    return found.fact_id, found.question_id
