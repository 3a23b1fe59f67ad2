"""What a learner has done so far."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.learning import memory, progress, streak
from bot.learning.learner import Learner
from bot.learning.memory import Memory
from bot.learning.progress import Progress, Week
from bot.services import keys_of_homework
from content.model import Bank
from db import answers, memories
from db.answers import DayRow, FactRow
from db.engine import Session

DAYS_AHEAD = 14
WEEKS = 12
YEAR = timedelta(days=371)
"""The calendar of a streak shows 53 weeks."""


def read(session: Session, bank: Bank, learner: Learner) -> Progress:
    """Everything a learner may see of themselves, by the local dates kept with their answers.

    Misses that came back in their quiz count as practice, not as right or wrong: the answer was just seen.
    """
    # Right and wrong answers in homework show nowhere before their time; that there was one, does.
    hidden = keys_of_homework.untold_facts(session, learner)
    facts = answers.by_fact(session, learner.id)
    on_days = {
        date.fromisoformat(row.answered_on): row for row in answers.by_day(session, learner.id, hidden)
    }
    rows = memories.of_learner(session, learner.id).items()
    held = {fact: Memory(*row) for fact, row in rows if fact not in hidden}
    told = [row for row in facts if row.fact_id not in hidden]
    known = mastered(held, told)
    of_bank, today = {fact.id for fact in bank.facts}, learner.today
    return Progress(
        on=today,
        answered=sum(row.firsts for row in on_days.values()),
        right=sum(row.right for row in on_days.values()),
        # Whoever has flown west may have answered on what is tomorrow here.
        streak=streak.count(on_days.keys(), max([today, *on_days])),
        eras=progress.eras(bank, {row.fact_id for row in told}, known),
        days={day: row.answered for day, row in on_days.items() if day > today - YEAR},
        due=_due([held[fact].due_at for fact in of_bank & held.keys()], learner.tz, today),
        weeks=_weeks(on_days, today),
        seen=len(of_bank & ({*held} | {row.fact_id for row in facts})),
        learning=len(of_bank & {row.fact_id for row in told if row.right} - known),
    )


def mastered_by(session: Session, learner_id: int) -> frozenset[str]:
    """The ids of the facts a learner has mastered."""
    held = {fact: Memory(*row) for fact, row in memories.of_learner(session, learner_id).items()}
    return mastered(held, answers.by_fact(session, learner_id))


def mastered_by_each(session: Session, learner_ids: Collection[int]) -> dict[int, frozenset[str]]:
    """The same of many learners."""
    right_on: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for learner_id, fact_id, _ in answers.lasting(session, learner_ids, memory.STABLE):
        right_on[learner_id][fact_id] += 1
    return {
        learner_id: frozenset(fact for fact, days in facts.items() if days >= memory.DAYS_RIGHT)
        for learner_id, facts in right_on.items()
    }


def mastered(held: Mapping[str, Memory], facts: Iterable[FactRow]) -> frozenset[str]:
    """The ids of the facts that are mastered: a pure function of the rows."""
    return frozenset(
        row.fact_id
        for row in facts
        if row.fact_id in held and memory.is_mastered(held[row.fact_id], row.right_days)
    )


def _due(moments: Iterable[datetime], zone: ZoneInfo, today: date) -> tuple[int, ...]:
    """What falls due on each of the next days; what is overdue counts as today's."""
    ahead = Counter(max((moment.astimezone(zone).date() - today).days, 0) for moment in moments)
    return tuple(ahead[day] for day in range(DAYS_AHEAD))


def _weeks(on_days: Mapping[date, DayRow], today: date) -> tuple[Week, ...]:
    monday = today - timedelta(days=today.weekday())
    answered: Counter[date] = Counter()
    right: Counter[date] = Counter()
    for day, row in on_days.items():
        begins_on = day - timedelta(days=day.weekday())
        answered[begins_on] += row.firsts
        right[begins_on] += row.right
    mondays = [monday - timedelta(weeks=back) for back in reversed(range(WEEKS))]
    return tuple(Week(each, answered[each], right[each]) for each in mondays)
