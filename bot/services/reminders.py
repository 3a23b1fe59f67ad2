"""Reminding a learner of what is due for review, falling silent when ignored, and being woken again."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from msgspec.structs import replace

from bot.learning import night, timetable
from bot.learning import reminder as rules
from bot.learning.learner import Learner, private_chat
from bot.learning.play import REVIEW
from bot.learning.review import Review, left
from bot.learning.zones import zone_of
from bot.services import subscriptions as acts
from bot.services.learners import SEEN_EVERY
from bot.services.subscriptions import Wish, wish_of
from content.model import Bank
from db import answers, deliveries, learners, memories, subscriptions
from db.engine import Session
from db.learners import LearnerRow
from db.subscriptions import SubscriptionRow

KIND: acts.Kind = "review"

PAUSE = "pause"
"""What the last message is about, in place of a number of facts."""


def remind_at(session: Session, learner: Learner, local_time: str) -> None:
    """Remind this learner at a wall time of their choice (HH:MM), day or night."""
    acts.subscribe(session, Wish.of(learner, local_time, KIND), learner.now)


def remind_usually(session: Session, learner: Learner) -> None:
    """Remind this learner at their usual hour, whatever it will be."""
    local_time = usual_time(session, learner.id, learner.zone, learner.now)
    acts.subscribe(session, Wish.of(learner, local_time, KIND, follows_habit=True), learner.now)


def usual_time(session: Session, learner_id: int, zone: str, now: datetime) -> str:
    """The wall time HH:MM at which this learner usually practises."""
    return (usual_times(session, {learner_id: zone}, now))[learner_id]


def usual_times(session: Session, zones: Mapping[int, str], now: datetime) -> dict[int, str]:
    """The same of many learners, given the zone of each."""
    begun: defaultdict[int, list[datetime]] = defaultdict(list)
    for learner_id, moment in answers.quizzes_begun(session, zones.keys(), now - rules.HABIT):
        begun[learner_id].append(moment.astimezone(zone_of(zones[learner_id])))
    return {learner_id: rules.usual_time(begun[learner_id]) for learner_id in zones}


def with_habits(session: Session, rows: Sequence[SubscriptionRow], now: datetime) -> list[SubscriptionRow]:
    """The subscriptions, each with the wall time of its next occurrence."""
    zones = {row.learner_id: row.zone for row in rows if row.follows_habit and row.learner_id}
    usual = usual_times(session, zones, now) if zones else {}
    return [
        row._replace(local_time=usual[row.learner_id]) if row.learner_id in usual else row for row in rows
    ]


def about(
    session: Session, bank: Bank, due: Sequence[tuple[SubscriptionRow, datetime]], now: datetime
) -> dict[int, str]:
    """What each reminder, due at an instant, says now: how many facts are due today, or PAUSE. By learner.

    Left out is who has nothing due, and where it is night. Many at once, because all taps wait for it.
    """
    known = learners.of_ids(session, [row.learner_id for row, _ in due if row.learner_id])
    awake: defaultdict[str, list[LearnerRow]] = defaultdict(list)
    for row, due_at in due:
        if row.learner_id in known and night.is_welcome(due_at, now, row.zone):
            awake[row.zone].append(known[row.learner_id])
    counts: dict[int, int] = {}
    for zone, people in awake.items():
        counts |= _due_today(session, bank, people, zone, now)
    ignoring = _ignoring(session, {learner_id: known[learner_id] for learner_id in counts})
    return {
        learner_id: PAUSE if learner_id in ignoring else str(count) for learner_id, count in counts.items()
    }


def _due_today(
    session: Session, bank: Bank, people: Sequence[LearnerRow], zone: str, now: datetime
) -> dict[int, int]:
    """How many facts are due and still allowed on this local day, of whom any are; none in a snooze."""
    caps = {
        each.id: each.reviews_a_day
        for each in people
        if each.snoozed_until is None or each.snoozed_until <= now
    }
    waiting = Counter(
        learner_id
        for learner_id, fact_id in memories.due(session, caps, timetable.day_after(now, zone))
        if bank.find_fact(fact_id) is not None
    )
    midnight = timetable.day_after(now, zone, days=0)
    done = answers.of_kind_since(session, waiting, REVIEW.name, midnight)
    counts = {
        learner_id: Review(due=count, left=left(caps[learner_id], done.get(learner_id, 0)), done=0).allowed
        for learner_id, count in waiting.items()
    }
    return {learner_id: count for learner_id, count in counts.items() if count > 0}


def _ignoring(session: Session, people: Mapping[int, LearnerRow]) -> set[int]:
    """Whose last reminders met no touch at all: those sent since the learner was last there."""
    ignored: Counter[int] = Counter()
    for learner_id, sent_at in deliveries.unanswered(session, people.keys(), KIND):
        seen_at = people[learner_id].seen_at
        # A touch is kept to the minute, so what was sent in that minute may have been seen.
        ignored[learner_id] += seen_at is not None and sent_at >= seen_at + SEEN_EVERY
    return {learner_id for learner_id, count in ignored.items() if count >= rules.IGNORED}


def paused(session: Session, learner_id: int, now: datetime) -> None:
    """The last message has gone out: no more reminders, unless the learner was there in the meantime."""
    if _ignoring(session, learners.of_ids(session, [learner_id])):
        acts.stop(session, private_chat(learner_id), now, "ignored", KIND)


def resume(session: Session, learner: Learner) -> None:
    """Take up from the next day what ended because it was ignored; call it at any touch."""
    for row in subscriptions.stopped(session, learner.private_chat, ("ignored",)):
        acts.subscribe(session, replace(wish_of(row), zone=learner.zone), learner.now, not_on=learner.today)
