"""Arriving, choosing a language and a zone, being waited for, being forgotten."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, cast

from content.model import LANGUAGES, Language
from db import forget as rows
from db import learners
from db.engine import Session

Expected = Literal["time", "zone"]
"""What the bot may wait for a person to type."""

PATIENCE = timedelta(minutes=15)
"""How long an expectation stands."""

_READ_RUSSIAN = ("ru", "be", "kk", "ky", "uk", "uz")


@dataclass(frozen=True)
class Learner:
    id: int
    language: Language
    zone: str
    is_new: bool
    expected: Expected | None  # what the bot was waiting for when this update came


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
    expected = cast(Expected, row.expected) if is_waiting else None
    return Learner(row.id, cast(Language, row.language), row.zone, is_new=False, expected=expected)


async def is_known(session: Session, learner_id: int) -> bool:
    return await learners.find(session, learner_id) is not None


async def choose_language(session: Session, learner_id: int, language: Language) -> None:
    await learners.set_language(session, learner_id, language)


async def choose_zone(session: Session, learner_id: int, zone: str) -> None:
    await learners.set_zone(session, learner_id, zone)


async def expect(session: Session, learner_id: int, what: Expected, now: datetime) -> None:
    """Wait for this person to type something; it ends by itself after PATIENCE."""
    await learners.expect(session, learner_id, what, now + PATIENCE)


async def expect_nothing(session: Session, learner_id: int) -> None:
    await learners.expect_nothing(session, learner_id)


async def forget(session: Session, learner_id: int) -> None:
    """Every row of the person goes."""
    await rows.forget(session, learner_id)
