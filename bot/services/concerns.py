"""What administrators look at: how things stand, and what is reported, paused or flagged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import cast

from bot.errors import Refusal
from bot.learning import timetable
from bot.learning.concern import LISTS, Concern, Overview, Pause, PauseReason, Which, digest
from bot.learning.items import Figures
from bot.learning.picking import QuestionKey
from bot.learning.report import Reason
from bot.services import arrivals, asked
from content.model import Bank
from db import answers, learners, pauses, reports, suggestions
from db.engine import Session
from db.reports import ReportRow

ACTIVE = timedelta(days=7)


def overview(session: Session, figures: Sequence[Figures], zone: str, now: datetime) -> Overview:
    """``zone`` says when today began."""
    found = every(session, figures)
    return Overview(
        learners=learners.count(session),
        active=learners.count(session, seen_since=now - ACTIVE),
        answers=answers.count_since(session, timetable.day_after(now, zone, days=0)),
        reports=sum(concern.reports for concern in found),
        suggestions=suggestions.count_open(session),
        unanswered=asked.how_many(session),
        listed={which: sum(concern.is_in(which) for concern in found) for which in LISTS},
        came=arrivals.totals(session),
    )


def every(session: Session, figures: Sequence[Figures]) -> list[Concern]:
    """Everything that is reported, paused or flagged."""
    reasons: defaultdict[QuestionKey, dict[Reason, int]] = defaultdict(dict)
    newest: defaultdict[QuestionKey, int] = defaultdict(int)
    for row in reports.counts(session):
        key = (row.fact_id, row.question_id)
        reasons[key][cast(Reason, row.reason)] = row.times
        newest[key] = max(newest[key], row.newest)
    paused = {
        (row.fact_id, row.question_id): Pause(cast(PauseReason, row.reason), row.paused_at)
        for row in pauses.every(session)
    }
    measured = {each.item: each for each in figures}
    flagged = {each.item: None for each in figures if each.flags}
    return [
        Concern(key, reasons.get(key, {}), newest.get(key, 0), paused.get(key), measured.get(key))
        for key in {**dict.fromkeys(reasons), **dict.fromkeys(paused), **flagged}
    ]


def listed(session: Session, figures: Sequence[Figures], which: Which) -> list[Concern]:
    """What is most urgent comes first."""
    found = [concern for concern in every(session, figures) if concern.is_in(which)]
    if which == "reported":
        return sorted(found, key=lambda concern: (-concern.reports, -concern.newest))
    if which == "paused":
        return sorted(
            found, key=lambda concern: (concern.pause.since if concern.pause else None, concern.key)
        )
    return sorted(found, key=lambda concern: not concern.is_suspect)


def find(session: Session, bank: Bank, figures: Sequence[Figures], item: str) -> Concern:
    """By its digest, whatever is or was asked or reported. Refuses what is not known."""
    found = {concern.key: concern for concern in every(session, figures)}
    written = ((fact.id, question.id) for fact in bank.facts for question in fact.questions)
    measured = {each.item: each for each in figures}
    for key in (*found, *measured, *written):
        if digest(key) == item:
            return found.get(key) or Concern(key, figures=measured.get(key))
    raise Refusal("error-button-old")


def texts(session: Session, key: QuestionKey, most: int) -> list[ReportRow]:
    """The newest open reports with a sentence, which is encrypted."""
    return reports.newest(session, *key, most)


def close_reports(session: Session, key: QuestionKey, now: datetime) -> None:
    """They are dealt with; a pause stays."""
    reports.close(session, *key, now)
