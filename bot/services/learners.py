"""Arriving, choosing a language and a zone, being waited for, being forgotten."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import cast

from msgspec.structs import asdict

from bot.learning import meaning
from bot.learning.learner import Learner, LearnerSettings
from bot.learning.meaning import Meaning
from content.model import LANGUAGES, Language
from db import forget as rows
from db import learners, quizzes
from db.engine import Session
from db.learners import LearnerRow

PATIENCE = timedelta(minutes=15)
"""How long an expectation stands."""

_READ_RUSSIAN = ("ru", "be", "kk", "ky", "uk", "uz")


SEEN_EVERY = timedelta(minutes=1)
"""How exactly it is kept when a learner was last there: not every tap shall write it anew."""


def likely_language(code: str | None) -> Language:
    """The language a person most likely reads, from the language of their Telegram app."""
    if not code:
        return LANGUAGES[0]
    code = code.partition("-")[0].lower()
    return "tg" if code == "tg" else "ru" if code in _READ_RUSSIAN else "en"


def arrive(
    session: Session,
    learner_id: int,
    *,
    code: str | None,
    zone: str,
    now: datetime,
    message_id: int | None = None,
    keep: bool = False,
) -> Learner:
    """The learner behind an update, made on the first one.

    Ends what the bot was waiting for, unless ``keep`` says that this update may be the awaited text.
    """
    # Everything one person does is serial: first the lock, then what the one before has left.
    learners.lock(session, [learner_id])
    row = learners.find(session, learner_id)
    if row is None:
        language = likely_language(code)
        if learners.insert(session, learner_id, language, zone, now):
            return Learner(learner_id, language, zone, now, message_id, is_new=True)
        return arrive(
            session, learner_id, code=code, zone=zone, now=now, message_id=message_id, keep=keep
        )  # another process met them this instant
    is_waiting = row.expires_at is not None and now < row.expires_at
    if row.expected is not None and not (keep and is_waiting):
        learners.expect_nothing(session, learner_id)
    is_timed_out = row.exam_ends_at is not None and row.exam_ends_at <= now
    if is_timed_out:
        quizzes.end_overdue(session, now, learner_id)
    is_back = row.seen_at is None or now - row.seen_at >= SEEN_EVERY
    if is_back:
        learners.change(session, learner_id, seen_at=now)
    return Learner(
        row.id,
        cast(Language, row.language),
        row.zone,
        now,
        message_id,
        expected=meaning.read(row.expected, row.about) if row.expected and is_waiting else None,
        settings=_settings(row),
        snoozed_until=row.snoozed_until,
        exam=None if is_timed_out else row.exam_id,
        exam_ends_at=None if is_timed_out else row.exam_ends_at,
        timed_out=row.exam_id if is_timed_out else None,
        away_since=row.seen_at if is_back else None,
    )


def as_they_are(session: Session, learner_id: int, now: datetime) -> Learner | None:
    """A learner whom somebody else acts for: locked, and neither taken for being here nor shut out by an
    exam of theirs."""
    learners.lock(session, [learner_id])
    row = learners.find(session, learner_id)
    if row is None:
        return None
    return Learner(row.id, cast(Language, row.language), row.zone, now, settings=_settings(row))


def _settings(row: LearnerRow) -> LearnerSettings:
    return LearnerSettings(
        is_text_only=row.is_text_only,
        is_dark=row.is_dark,
        asks_confidence=row.asks_confidence,
        scores_certainty=row.scores_certainty,
        reviews_a_day=row.reviews_a_day,
    )


def is_known(session: Session, learner_id: int) -> bool:
    return learners.find(session, learner_id) is not None


def language_of(session: Session, learner_id: int, code: str | None = None) -> Language:
    """What a learner chose; of a stranger, what they most likely read."""
    row = learners.find(session, learner_id)
    return cast(Language, row.language) if row else likely_language(code)


def choose_language(session: Session, learner_id: int, language: Language) -> None:
    learners.change(session, learner_id, language=language)


def choose_zone(session: Session, learner_id: int, zone: str) -> None:
    learners.change(session, learner_id, zone=zone)


def choose(session: Session, learner_id: int, settings: LearnerSettings) -> None:
    learners.change(session, learner_id, **asdict(settings))


def snooze(session: Session, learner_id: int, until: datetime | None) -> None:
    """No review is due before ``until``; no memory changes."""
    learners.change(session, learner_id, snoozed_until=until)


def expect(session: Session, learner: Learner, what: Meaning) -> None:
    """Wait for this person to type something; it ends by itself after PATIENCE."""
    learners.expect(session, learner.id, what.kind, learner.now + PATIENCE, what.about)


def expect_nothing(session: Session, learner_id: int) -> None:
    learners.expect_nothing(session, learner_id)


def forget(session: Session, learner_id: int) -> None:
    """Every row of the person goes."""
    rows.forget(session, learner_id)
