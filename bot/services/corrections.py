"""Putting a wrong key right: answers are marked anew, memories made anew, and who answered is told."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from typing import cast

from bot.learning import correction as rules
from bot.learning.correction import Effect, Told
from bot.learning.picking import QuestionKey
from bot.services import deliveries, memories, pauses
from content import questions
from content.model import Bank, Language
from db import corrections, learners, reports
from db.corrections import CorrectionRow, MarkedRow
from db.engine import Session

AT_ONCE = 50
"""Learners whose answers one transaction marks anew: others wait meanwhile."""


def effect(session: Session, key: QuestionKey, accepted: str) -> Effect:
    """What it would change; ``accepted`` as in ``rules.accepted``."""
    rows = corrections.answered(session, *key)
    marks = [(row.is_right, _is_right(row, accepted)) for row in rows]
    return Effect(
        answers=len(rows),
        learners=len({row.learner_id for row in rows}),
        gained=marks.count((False, True)),
        lost=marks.count((True, False)),
    )


def begin(
    session: Session, bank: Bank, key: QuestionKey, accepted: str, *, origin: str, now: datetime
) -> None:
    """Note the correction, pause the question, close its reports. ``origin`` is of the tap: twice is once.

    What it does to the answers follows by ``go_on``.
    """
    values = {
        "origin": origin,
        "fact_id": key[0],
        "question_id": key[1],
        "accepted": accepted,
        "bank_version": bank.version,
        "created_at": now,
    }
    if corrections.insert(session, values):
        # In the order of a report that pauses: else the two wait for each other.
        reports.close(session, *key, now)
        pauses.pause(session, key, "admin", now)


def go_on(session: Session, bank: Bank, origin: str, now: datetime) -> bool:
    """Mark the answers of the next learners anew; whether there may be more.

    Each learner's answers, memory and message change together or not at all, so it can be gone on with after
    a kill: what is marked already is known by its ``corrected_at``.
    """
    correction = corrections.find(session, origin)
    assert correction is not None, "begin comes first"
    ids = corrections.waiting(session, correction, AT_ONCE)
    if not ids:
        return False
    # First the lock, then what the ones before have left: an answer on its way is marked too.
    learners.lock(session, ids)
    rows = corrections.answers_of(session, correction, ids)
    for is_right in (True, False):
        marked = [row.id for row in rows if _is_right(row, correction.accepted) is is_right]
        corrections.mark(session, marked, is_right=is_right, now=correction.created_at)
    languages = learners.languages(session, ids)
    for learner_id, own in groupby(rows, key=lambda row: row.learner_id):
        memories.rebuild(session, learner_id, correction.fact_id)
        language = cast(Language, languages[learner_id])
        _tell(session, bank, correction, list(own), language, now)
    return len(ids) == AT_ONCE


def _is_right(row: MarkedRow, accepted: str) -> bool:
    """The new mark. What was right in an exam stays so there: a pass once given stays."""
    return rules.is_right(row.chosen, row.typed, accepted) or (row.is_in_exam and row.is_right)


def _tell(
    session: Session,
    bank: Bank,
    correction: CorrectionRow,
    rows: list[MarkedRow],
    language: Language,
    now: datetime,
) -> None:
    found = questions.look_up(bank, correction.fact_id, correction.question_id)
    question = found[1] if found else None
    outcome = rules.outcome([(row.is_right, _is_right(row, correction.accepted)) for row in rows])
    told = Told(correction.question_id, rules.mask_of(question, correction.accepted), outcome)
    deliveries.notify(
        session,
        learner_id=rows[0].learner_id,
        language=language,
        kind="correction",
        occasion=f"correction-{correction.id}",
        fact_id=correction.fact_id,
        about=str(told),
        now=now,
    )
