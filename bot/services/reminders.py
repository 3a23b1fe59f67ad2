"""Reminding a learner of what is due for review, falling silent when ignored, and being woken again."""

from __future__ import annotations

from datetime import datetime
from typing import cast
from zoneinfo import ZoneInfo

from bot.learning import reminder as rules
from bot.services import learners as people
from bot.services import reviews
from bot.services import subscriptions as acts
from bot.services.learners import Learner
from bot.services.turns import Player
from content.model import Bank, Language
from db import answers, deliveries, learners, subscriptions
from db.engine import Session
from db.learners import LearnerRow
from db.subscriptions import SubscriptionRow

KIND: acts.Kind = "review"

PAUSE = "pause"
"""What the last message is about, in place of a number of facts."""


async def remind_at(session: Session, learner: Learner, local_time: str, now: datetime) -> None:
    """Remind this learner at a wall time of their choice (HH:MM), day or night."""
    await acts.subscribe(session, learner.id, learner.language, learner.zone, local_time, now, KIND)


async def remind_usually(session: Session, learner: Learner, now: datetime) -> None:
    """Remind this learner at their usual hour, whatever it will be."""
    local_time = await usual_time(session, learner.id, learner.zone, now)
    await acts.subscribe(
        session, learner.id, learner.language, learner.zone, local_time, now, KIND, follows_habit=True
    )


async def usual_time(session: Session, learner_id: int, zone: str, now: datetime) -> str:
    """The wall time HH:MM at which this learner usually practises."""
    here = ZoneInfo(zone)
    moments = await answers.moments(session, learner_id, now - rules.HABIT)
    return rules.usual_time(moment.astimezone(here) for moment in moments)


async def follow_habit(session: Session, row: SubscriptionRow, now: datetime) -> SubscriptionRow:
    """The subscription with the wall time of its next occurrence."""
    if not row.follows_habit:
        return row
    return row._replace(local_time=await usual_time(session, row.chat_id, row.zone, now))


async def about(
    session: Session, bank: Bank, row: SubscriptionRow, due_at: datetime, now: datetime
) -> str | None:
    """What a reminder that is due at an instant says now: how many facts are due today, or PAUSE.

    None: nothing is due, or it is night.
    """
    learner = await learners.find(session, row.chat_id)
    if learner is None or not rules.is_welcome(due_at, now, row.zone):
        return None
    count = await _due_today(session, bank, learner, row.zone, now)
    if count == 0:
        return None
    return PAUSE if await _is_ignoring(session, learner) else str(count)


async def _due_today(session: Session, bank: Bank, learner: LearnerRow, zone: str, now: datetime) -> int:
    """How many facts are due and still allowed on this local day; none in a snooze."""
    language = cast(Language, learner.language)
    player = Player(learner.id, language, learner.id, None, now, zone, learner.snoozed_until)
    return (await reviews.look(session, bank, player, learner.reviews_a_day)).allowed


async def _is_ignoring(session: Session, learner: LearnerRow) -> bool:
    """Whether the last reminders met no touch at all: those sent since the learner was last there."""
    if learner.seen_at is None:
        return False
    # A touch is kept to the minute, so what was sent in that minute may have been seen.
    since = learner.seen_at + people.SEEN_EVERY
    return await deliveries.count_sent(session, learner.id, KIND, since) >= rules.IGNORED


async def paused(session: Session, learner_id: int, now: datetime) -> None:
    """The last message has gone out: no more reminders, unless the learner was there in the meantime."""
    learner = await learners.find(session, learner_id)
    if learner is not None and await _is_ignoring(session, learner):
        await acts.stop(session, learner_id, now, "ignored", KIND)


async def resume(session: Session, learner: Learner, now: datetime) -> None:
    """Take up from the next day what ended because it was ignored; call it at any touch."""
    today = now.astimezone(ZoneInfo(learner.zone)).date()
    for row in await subscriptions.stopped(session, learner.id, ("ignored",)):
        await acts.subscribe(
            session,
            learner.id,
            cast(Language, row.language),
            learner.zone,
            row.local_time,
            now,
            KIND,
            follows_habit=row.follows_habit,
            not_on=today,
        )
