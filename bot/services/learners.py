"""Arriving, choosing a language and a zone, being waited for, being forgotten."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, cast
from zoneinfo import ZoneInfo

from content.model import LANGUAGES, Language
from db import forget as rows
from db import learners, quizzes
from db.engine import Session
from db.learners import LearnerRow

Expected = Literal["time", "zone", "name", "report", "reminder"]
"""What the bot may wait for a person to type: a time or a zone for the daily fact, the name for a
certificate, what is wrong with a question, the time of the reminder."""

PATIENCE = timedelta(minutes=15)
"""How long an expectation stands."""

_READ_RUSSIAN = ("ru", "be", "kk", "ky", "uk", "uz")


SEEN_EVERY = timedelta(minutes=1)
"""How exactly it is kept when a learner was last there: not every tap shall write it anew."""


@dataclass(frozen=True)
class Settings:
    """What a learner may choose."""

    is_text_only: bool = False  # no pictures, and no sign without its word
    is_dark: bool = False  # of pictures
    asks_confidence: bool = False
    scores_certainty: bool = False
    reviews_a_day: int = 20


@dataclass(frozen=True)
class Learner:
    id: int
    language: Language
    zone: str
    is_new: bool
    expected: Expected | None  # what the bot was waiting for when this update came
    about: str | None = None  # for which report, certificate or the like it was waiting
    settings: Settings = Settings()
    snoozed_until: datetime | None = None
    exam_ends_at: datetime | None = None  # of the open exam
    timed_out: int | None = None  # the exam whose time was up when this update came
    away_since: datetime | None = None  # the touch before this one, if it was more than a minute ago

    @property
    def is_text_only(self) -> bool:
        return self.settings.is_text_only

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.zone)


def likely_language(code: str | None) -> Language:
    """The language a person most likely reads, from the language of their Telegram app."""
    if not code:
        return LANGUAGES[0]
    code = code.partition("-")[0].lower()
    return "tg" if code == "tg" else "ru" if code in _READ_RUSSIAN else "en"


async def arrive(
    session: Session, learner_id: int, *, code: str | None, zone: str, now: datetime, keep: bool = False
) -> Learner:
    """The learner behind an update, made on the first one.

    Ends what the bot was waiting for, unless ``keep`` says that this update may be the awaited text.
    """
    row = await learners.find(session, learner_id)
    if row is None:
        language = likely_language(code)
        await learners.insert(session, learner_id, language, zone, now)
        return Learner(learner_id, language, zone, is_new=True, expected=None)
    is_waiting = row.expires_at is not None and now < row.expires_at
    if row.expected is not None and not (keep and is_waiting):
        await learners.expect_nothing(session, learner_id)
    is_timed_out = row.exam_ends_at is not None and row.exam_ends_at <= now
    if is_timed_out:
        await quizzes.end_overdue(session, now)
    is_back = row.seen_at is None or now - row.seen_at >= SEEN_EVERY
    if is_back:
        await learners.change(session, learner_id, seen_at=now)
    return Learner(
        row.id,
        cast(Language, row.language),
        row.zone,
        is_new=False,
        expected=cast(Expected, row.expected) if is_waiting else None,
        about=row.about if is_waiting else None,
        settings=_settings(row),
        snoozed_until=row.snoozed_until,
        exam_ends_at=None if is_timed_out else row.exam_ends_at,
        timed_out=row.exam_id if is_timed_out else None,
        away_since=row.seen_at if is_back else None,
    )


def _settings(row: LearnerRow) -> Settings:
    return Settings(
        is_text_only=row.is_text_only,
        is_dark=row.is_dark,
        asks_confidence=row.asks_confidence,
        scores_certainty=row.scores_certainty,
        reviews_a_day=row.reviews_a_day,
    )


async def find_settings(session: Session, learner_id: int) -> Settings:
    """The settings of whoever owns a private chat; those of nobody are the usual ones."""
    row = await learners.find(session, learner_id)
    return _settings(row) if row else Settings()


async def is_known(session: Session, learner_id: int) -> bool:
    return await learners.find(session, learner_id) is not None


async def choose_language(session: Session, learner_id: int, language: Language) -> None:
    await learners.change(session, learner_id, language=language)


async def choose_zone(session: Session, learner_id: int, zone: str) -> None:
    await learners.change(session, learner_id, zone=zone)


async def choose(session: Session, learner_id: int, settings: Settings) -> None:
    await learners.change(session, learner_id, **vars(settings))


async def snooze(session: Session, learner_id: int, until: datetime | None) -> None:
    """No review is due before ``until``; no memory changes."""
    await learners.change(session, learner_id, snoozed_until=until)


async def expect(
    session: Session, learner_id: int, what: Expected, now: datetime, about: str | None = None
) -> None:
    """Wait for this person to type something; it ends by itself after PATIENCE."""
    await learners.expect(session, learner_id, what, now + PATIENCE, about)


async def expect_nothing(session: Session, learner_id: int) -> None:
    await learners.expect_nothing(session, learner_id)


async def forget(session: Session, learner_id: int) -> None:
    """Every row of the person goes."""
    await rows.forget(session, learner_id)
