"""The five of the day: the same five questions for everybody, drawn by the date."""

from __future__ import annotations

from datetime import UTC, date, datetime

from msgspec import Struct

from bot.learning.challenge import Side, days_in_a_row
from bot.learning.learner import Learner
from bot.learning.play import PASSED_ON
from bot.learning.quiz import Result, Turn
from bot.learning.recipe import FEWEST, Recipe
from bot.learning.zones import zone_of
from bot.services import challenges, sets
from bot.services.sets import Set
from content.model import Bank
from db import challenges as rows
from db.engine import Session

_PREFIX = "day-"
_ONCE = "once"
"""The nonce of the one quiz that counts: a second one of a day begins nowhere."""


class Five(Struct, frozen=True):
    """The five of a day, and how a learner did with them; ``streak`` is of days without a gap."""

    day: date
    found: Set
    mine: Side | None
    quiz_id: int | None  # in which they were answered
    streak: int


def day_in(zone: str, now: datetime) -> date:
    return now.astimezone(zone_of(zone)).date()


def code_of(day: date) -> str:
    return f"{_PREFIX}{day:%Y%m%d}"


def day_of(code: str) -> date | None:
    """The day whose set has this code."""
    try:
        return datetime.strptime(code, f"{_PREFIX}%Y%m%d").replace(tzinfo=UTC).date()
    except ValueError:
        return None


def of_day(session: Session, bank: Bank, day: date, now: datetime) -> Set:
    """The set of a day, which whoever asks first makes; anybody can draw it again, by the date alone."""
    recipe = Recipe(FEWEST, day.isoformat(), "daily", keeps_order=True)
    return sets.make(session, bank, None, recipe=recipe, code=code_of(day), now=now)


def look(session: Session, bank: Bank, learner: Learner, *, zone: str) -> Five:
    learner.refuse_in_exam()
    day = day_in(zone, learner.now)
    found = of_day(session, bank, day, learner.now)
    played = rows.first_done(session, found.code, PASSED_ON, 1, of=learner.id)
    quiz_id = played[0].quiz_id if played else None
    mine = challenges.side_in(session, found, quiz_id) if quiz_id is not None else None
    done = rows.codes_done(session, learner.id, _PREFIX)
    days = [each for code, at in done if (each := day_of(code)) == day_in(zone, at)]
    return Five(day, found, mine, quiz_id, days_in_a_row(filter(None, days), day))


def begin(session: Session, bank: Bank, learner: Learner, *, zone: str) -> Turn | Result:
    """Be asked the five of today; begun already, where one stands in them."""
    found = of_day(session, bank, day_in(zone, learner.now), learner.now)
    return sets.begin(session, bank, learner, code=found.code, nonce=_ONCE)
