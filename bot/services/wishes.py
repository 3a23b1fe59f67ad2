"""What a learner wishes of their daily fact: when, on which days, about what, asked or told, and how loud."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from msgspec.structs import replace

from bot.errors import Refusal
from bot.learning.learner import Learner
from bot.learning.timetable import EVERY_DAY
from bot.services import subscriptions as acts
from bot.services.contents import Content, Wanted, facts
from bot.services.subscriptions import Subscription, Wish, subscription_of, wish_of
from content.model import Bank
from db import deliveries, subscriptions
from db.engine import Session
from db.subscriptions import SubscriptionRow

FACT: acts.Kind = "fact"


def subscribe_at(
    session: Session, learner: Learner, local_time: str, *, not_on: date | None = None
) -> Subscription:
    """A fact at this wall time (HH:MM), or another time for it. What ended begins again as it was wished."""
    row = subscriptions.lock(session, learner.private_chat, 0, FACT)
    wish = Wish.of(learner, local_time)
    if row is not None:
        resumes_on = row.resumes_on if row.stopped_at is None else None
        wish = replace(
            wish_of(row),
            language=learner.language,
            zone=learner.zone,
            local_time=local_time,
            resumes_on=resumes_on,
        )
    return acts.subscribe(session, wish, learner.now, not_on=not_on)


def change(session: Session, learner: Learner, **settings: Any) -> Subscription:
    """Change fields of the Wish; refuses where there is no daily fact."""
    return acts.subscribe(session, replace(wish_of(_row(session, learner)), **settings), learner.now)


def set_day(session: Session, learner: Learner, day: int, is_on: bool) -> Subscription:
    """One weekday more or less, 0 for Monday; the last one stays."""
    days = _row(session, learner).days or EVERY_DAY
    wanted = days | 1 << day if is_on else days & ~(1 << day)
    if not wanted:
        raise Refusal("group-no-day")
    return change(session, learner, days=wanted)


def pause(session: Session, learner: Learner, days: int) -> Subscription:
    """Nothing for so many days, today the first, nor what is planned and not yet sent; 0 ends the pause."""
    row = _row(session, learner)
    until = learner.today + timedelta(days=days)
    wish = replace(wish_of(row), resumes_on=until.isoformat() if days else None)
    if days:
        for kind in ("fact", "poll"):
            deliveries.call_off(session, row.chat_id, kind, "stale", "paused")
    return acts.subscribe(session, wish, learner.now, keeps_due=not days)


def next_one(session: Session, bank: Bank, learner: Learner) -> tuple[Subscription, Content]:
    """The subscription, and what comes next by it, if nothing changes until then."""
    row = _row(session, learner)
    wanted = Wanted(row.id, row.chat_id, row.topic_id, row.next_on, learner.id, row.era)
    content = facts(session, bank, [wanted]).get(row.id)
    if content is None:
        raise Refusal("error-fact-gone")
    return subscription_of(row), content


def _row(session: Session, learner: Learner) -> SubscriptionRow:
    """The subscription that is on; nothing is planned for it while it is changed."""
    row = subscriptions.lock(session, learner.private_chat, 0, FACT)
    if row is None or row.stopped_at is not None:
        raise Refusal("error-button-old")
    return row
