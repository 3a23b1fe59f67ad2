"""Taking along what is kept of oneself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.errors import Refusal
from bot.learning.learner import Learner, minutes_until
from bot.services import keys_of_homework
from db import lookups
from db.about import Rows as Rows  # handlers hand them on
from db.about import about
from db.engine import Session

MOST = 5
WITHIN = timedelta(hours=1)
_KIND = "mydata"
_VERDICTS = ("is_right", "is_half", "is_slip", "is_again")


def collect(session: Session, learner: Learner, opened: Callable[[str], str | None]) -> Rows:
    """Every row about the learner, with what was sealed; whether an answer was right stands as None
    while homework shall not tell it.

    Refuses whoever asks too often, or in an exam.
    """
    learner.refuse_in_exam()  # the rows tell which of its answers were right
    before = lookups.find(session, learner.id, _KIND)
    is_fresh = before is None or not timedelta(0) <= learner.now - before[0] < WITHIN
    since, times = (learner.now, 0) if before is None or is_fresh else before
    if times >= MOST:
        raise Refusal("mydata-too-often", n=minutes_until(since + WITHIN, learner.now))
    lookups.put(session, learner.id, _KIND, since, times + 1)
    return _hushed(about(session, learner.id, opened), session, learner.now)


def _hushed(rows: Rows, session: Session, now: datetime) -> Rows:
    untold = {
        row["id"]
        for row in rows["quizzes"]
        if keys_of_homework.is_untold(session, row["id"], row["kind"], now)
    }
    facts = {row["fact_id"] for row in rows["answers"] if row["quiz_id"] in untold}
    answers = [row | dict.fromkeys(_VERDICTS) if row["quiz_id"] in untold else row for row in rows["answers"]]
    memories = [row for row in rows["memories"] if row["fact_id"] not in facts]
    return rows | {"answers": answers, "memories": memories}
