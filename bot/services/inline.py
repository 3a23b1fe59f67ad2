"""What somebody who calls the bot in another chat may be offered of what is remembered."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from msgspec import Struct

from bot.learning.challenge import Side
from bot.services import challenges, fives, sets
from bot.services.learners import likely_language
from bot.services.sets import Set
from content.model import Bank, Language
from db import learners
from db.engine import Session


class Caller(Struct, frozen=True):
    """Who calls: a stranger, too, who is not made a learner by it. ``found`` is the set that is meant."""

    language: Language
    is_in_exam: bool = False
    found: Set | None = None
    mine: Side | None = None


def look(
    session: Session,
    bank: Bank,
    person_id: int,
    *,
    language_code: str | None,
    code: str | None,
    now: datetime,
) -> Caller:
    """``code`` is of a set, and of the five of a day, which is made."""
    row = learners.find(session, person_id)
    language = cast(Language, row.language) if row else likely_language(language_code)
    if row is not None and row.exam_ends_at is not None and now < row.exam_ends_at:
        return Caller(language, is_in_exam=True)
    found = sets.find_open(session, bank, code) if code else None
    if found is None or not found.count:
        return Caller(language)
    return Caller(language, found=found, mine=challenges.side(session, found, person_id))


def make_five(session: Session, bank: Bank, zone: str, now: datetime) -> None:
    """The five of the day are there for whoever calls for them."""
    fives.of_day(session, bank, fives.day_in(zone, now), now)
