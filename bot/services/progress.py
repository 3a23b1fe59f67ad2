"""What a learner has done so far."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.learning import memory, progress, streak
from bot.learning.learner import Learner
from bot.learning.memory import Memory
from bot.learning.progress import FactTally, Progress, Week
from bot.services import keys_of_homework
from content.model import Bank
from db import answers, memories
from db.answers import GivenRow
from db.engine import Session

DAYS_AHEAD = 14
WEEKS = 12
YEAR = timedelta(days=371)
"""The calendar of a streak shows 53 weeks."""


def read(session: Session, bank: Bank, learner: Learner) -> Progress:
    """Everything a learner may see of themselves, by the local dates kept with their answers.

    Misses that came back in their quiz count as practice, not as right or wrong: the answer was just seen.
    """
    here = learner.tz
    today = learner.today
    given = answers.given(session, learner.id)
    # Right and wrong answers in homework show nowhere before their time; that there was one, does.
    hidden = keys_of_homework.untold_facts(session, learner)
    told = [row for row in given if row.fact_id not in hidden] if hidden else given
    rows = memories.of_learner(session, learner.id).items()
    held = {fact: Memory(*row) for fact, row in rows if fact not in hidden}
    firsts = [row for row in told if not row.is_again]
    known = mastered(held, told)
    of_bank = {fact.id for fact in bank.facts}
    written = Counter(row.answered_on for row in given)
    days = {date.fromisoformat(day): count for day, count in written.items()}
    return Progress(
        on=today,
        answered=len(firsts),
        right=sum(row.is_right for row in firsts),
        # Whoever has flown west may have answered on what is tomorrow here.
        streak=streak.count(days.keys(), max([today, *days])),
        eras=progress.eras(bank, _tallies(told), known),
        days={day: count for day, count in days.items() if day > today - YEAR},
        due=_due([held[fact.id].due_at for fact in bank.facts if fact.id in held], here, today),
        weeks=_weeks(firsts, today),
        seen=len(of_bank & ({*held} | {row.fact_id for row in given})),
        learning=len(of_bank & {row.fact_id for row in firsts if row.is_right} - known),
    )


def mastered_by(session: Session, learner_id: int) -> frozenset[str]:
    """The ids of the facts a learner has mastered."""
    held = {fact: Memory(*row) for fact, row in memories.of_learner(session, learner_id).items()}
    return mastered(held, answers.given(session, learner_id))


def mastered_by_each(session: Session, learner_ids: Collection[int]) -> dict[int, frozenset[str]]:
    """The same of many learners."""
    right_on: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for learner_id, fact_id, _ in answers.lasting(session, learner_ids, memory.STABLE):
        right_on[learner_id][fact_id] += 1
    return {
        learner_id: frozenset(fact for fact, days in facts.items() if days >= memory.DAYS_RIGHT)
        for learner_id, facts in right_on.items()
    }


def mastered(held: dict[str, Memory], given: Iterable[GivenRow]) -> frozenset[str]:
    """The ids of the facts that are mastered: a pure function of the rows."""
    right_on: defaultdict[str, set[str]] = defaultdict(set)
    for row in given:
        if row.is_right and not row.is_again and not row.is_hinted:
            right_on[row.fact_id].add(row.answered_on)
    return frozenset(
        fact for fact, days in right_on.items() if fact in held and memory.is_mastered(held[fact], days)
    )


def _tallies(given: Iterable[GivenRow]) -> list[FactTally]:
    answered = Counter(row.fact_id for row in given)
    right = Counter(row.fact_id for row in given if row.is_right)
    return [FactTally(fact_id, count, right[fact_id]) for fact_id, count in answered.items()]


def _due(moments: Iterable[datetime], zone: ZoneInfo, today: date) -> tuple[int, ...]:
    """What falls due on each of the next days; what is overdue counts as today's."""
    ahead = Counter(max((moment.astimezone(zone).date() - today).days, 0) for moment in moments)
    return tuple(ahead[day] for day in range(DAYS_AHEAD))


def _weeks(given: Sequence[GivenRow], today: date) -> tuple[Week, ...]:
    monday = today - timedelta(days=today.weekday())
    answered: Counter[date] = Counter()
    right: Counter[date] = Counter()
    # By day first: of answers there are many, and of days few.
    for (written, is_right), count in Counter((row.answered_on, row.is_right) for row in given).items():
        day = date.fromisoformat(written)
        begins_on = day - timedelta(days=day.weekday())
        answered[begins_on] += count
        right[begins_on] += is_right * count
    mondays = [monday - timedelta(weeks=back) for back in reversed(range(WEEKS))]
    return tuple(Week(each, answered[each], right[each]) for each in mondays)
