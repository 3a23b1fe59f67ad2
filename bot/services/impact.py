"""Reading what came of it all; how far everybody came takes many short acts, so that nobody's tap waits."""

from __future__ import annotations

from datetime import datetime, time
from typing import cast

from bot.learning import impact as rules
from bot.learning.impact import Earned, Reached
from bot.learning.learner import Learner
from content.model import Bank, Language
from db import items, tallies
from db.engine import Session

AT_ONCE = 100
"""Learners that are looked at in one transaction."""


def earned(session: Session, learner: Learner) -> Earned:
    """Months begin where ``learner`` is."""
    months = rules.last_months(learner.today)
    since = [datetime.combine(month, time(), tzinfo=learner.tz) for month in months]
    counts = tallies.certificates_since(session, since)
    # What was earned since the first of a month, without what was earned since the next one.
    by_month = (count - later for count, later in zip(counts, (*counts[1:], 0), strict=True))
    by_language = cast(dict[Language, int], tallies.certificates(session))
    return Earned(by_language, tuple(zip(months, by_month, strict=True)))


def add_next(session: Session, bank: Bank, after: int) -> tuple[Reached, int | None]:
    """How far the next learners by id came, and the last of them; None at the end."""
    ids = items.learners_after(session, after, AT_ONCE)
    if not ids:
        return Reached(), None
    first, last = ids[0], ids[-1]
    asked = tallies.asked(session, first, last)
    stages = rules.stages(asked, len(bank.facts))
    return Reached(stages, tallies.answers(session, first, last), tallies.exams(session, first, last)), last
