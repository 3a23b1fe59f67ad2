"""Earning a certificate, having another name put on it, and checking one."""

from __future__ import annotations

from datetime import timedelta
from typing import cast

from bot.errors import Refusal
from bot.learning.certificate import Certificate
from bot.learning.exam import is_passed
from bot.learning.learner import Learner, minutes_until
from bot.learning.meaning import CertificateName
from bot.learning.play import EXAM
from bot.learning.quiz import Result
from bot.services import learners, turns
from content.model import Bank, Language
from db import certificates, deliveries, lookups
from db.certificates import CertificateRow
from db.engine import Session

MOST_CHECKS = 10
WITHIN = timedelta(minutes=10)
_CHECK = "verify"


def check_may_have(session: Session, bank: Bank, learner: Learner, quiz_id: int) -> None:
    """Refuses a quiz that is no passed exam of this learner."""
    if certificates.find(session, quiz_id) is not None:
        turns.get(session, learner, quiz_id)
        return
    quiz = turns.get(session, learner, quiz_id)
    result = turns.result(session, bank, quiz)
    if quiz.kind != EXAM.name or quiz.ended_at is None or not is_passed(result):
        raise Refusal("error-button-old")


def await_name(session: Session, learner: Learner, result: Result) -> str | None:
    """The (sealed) name for the certificate of an exam that is shown to be passed, if one is known already.

    Else it is waited for; with its result an exam has told that its time is up.
    """
    deliveries.call_off(session, learner.private_chat, "exam", "stale", "seen")
    if not is_passed(result):
        return None
    own = certificates.of_learner(session, learner.id)
    if not own:
        learners.expect(session, learner, CertificateName(result.quiz_id))
        return None
    return next((row.name for row in own if row.quiz_id == result.quiz_id), own[-1].name)


def known_name(session: Session, learner: Learner) -> str | None:
    """The (sealed) name on the learner's last certificate."""
    own = certificates.of_learner(session, learner.id)
    return own[-1].name if own else None


def put_name(session: Session, bank: Bank, learner: Learner, *, quiz_id: int, name: str, code: str) -> None:
    """Make out the certificate of a passed exam to a (sealed) name; one that is there gets the new name."""
    check_may_have(session, bank, learner, quiz_id)
    quiz = turns.get(session, learner, quiz_id)
    result = turns.result(session, bank, quiz)
    values = {
        "learner_id": learner.id,
        "quiz_id": quiz_id,
        "code": code,
        "name": name,
        "right": result.right,
        "total": result.total,
        "language": learner.language,
        "bank_version": bank.version,
        "passed_at": quiz.ended_at,
    }
    certificates.insert(session, values)
    certificates.rename(session, quiz_id, name)


def find_own(session: Session, learner: Learner, *, quiz_id: int) -> Certificate | None:
    """The certificate of an exam of this learner, if it has one."""
    turns.get(session, learner, quiz_id)
    row = certificates.find(session, quiz_id)
    return _certificate(row) if row else None


def check(session: Session, learner: Learner, code: str | None) -> Certificate | None:
    """The certificate with this code; refuses whoever asks too often. None looks up nothing but counts."""
    _count(session, learner)
    row = certificates.find_by_code(session, code or "")
    return _certificate(row) if row else None


def _count(session: Session, learner: Learner) -> None:
    before = lookups.find(session, learner.id, _CHECK)
    is_fresh = before is None or learner.now - before[0] >= WITHIN
    since, times = (learner.now, 0) if before is None or is_fresh else before
    if times >= MOST_CHECKS:
        raise Refusal("verify-too-often", n=minutes_until(since + WITHIN, learner.now))
    lookups.put(session, learner.id, _CHECK, since, times + 1)


def _certificate(row: CertificateRow) -> Certificate:
    return Certificate(
        quiz_id=row.quiz_id,
        code=row.code,
        name=row.name,
        right=row.right,
        total=row.total,
        language=cast(Language, row.language),
        passed_at=row.passed_at,
    )
