"""From subscriptions that are due to deliveries: what each chat is owed, for which local date."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from bot.learning.timetable import Occurrence, last_occurrence, next_occurrence
from bot.services import messages, reminders
from bot.services import subscriptions as acts
from bot.services.contents import AGAIN, Content, begins_again, question_of
from bot.services.deliveries import Outcomes
from bot.services.messages import message_of
from content.model import Bank
from db import deliveries, subscriptions
from db.engine import Session
from db.subscriptions import SubscriptionRow

log = logging.getLogger(__name__)

POLL_BEHIND = timedelta(seconds=2)
"""So long after its fact a poll goes out: first it is told, then asked."""
QUESTION_BEHIND = timedelta(hours=1)
"""The same for a learner alone: what was just read takes no remembering, so asking at once is vain."""


def plan(
    session: Session, bank: Bank, now: datetime, limit: int = 500, outcomes: Outcomes | None = None
) -> int:
    """Turn due subscriptions into deliveries and move them on past ``now``; gives how many there were.

    Local dates missed before the latest one are not caught up, but recorded (``_missed``); what is later than
    its kind may be is recorded as stale, which ``outcomes`` count. Call it again while it gives ``limit``.
    """
    due = subscriptions.due(session, now, limit)
    if not due:
        return 0
    planned = _occurrences(session, due, now)
    due, count = [row for row in due if row.id in planned], len(due)
    chosen = messages.choose(session, bank, [(row, planned[row.id]) for row in due], now)
    rows = [missed for row in due if (missed := _missed(row, planned[row.id]))]
    rows += [
        each for row in due if row.id in chosen for each in _rows(row, planned[row.id], chosen[row.id], now)
    ]
    nexts = [_next(row, planned[row.id], now) for row in reminders.with_habits(session, due, now)]
    if rows:
        deliveries.insert(session, rows)
    if outcomes is not None:
        outcomes.update((row["kind"], "stale") for row in rows if row["state"] == "stale")
    subscriptions.move_on(session, nexts)
    return count


def _occurrences(session: Session, due: Sequence[SubscriptionRow], now: datetime) -> dict[int, Occurrence]:
    """What each is due for; a row that cannot be read is set aside, and the others go on."""
    planned: dict[int, Occurrence] = {}
    for row in due:
        try:
            message_of(row.kind)
            planned[row.id] = _occurrence(row, now)
        except (KeyError, ValueError):
            log.exception("subscription %d cannot be read; it is switched off", row.id)
            subscriptions.set_aside(session, row.id, now)
    return planned


def _occurrence(row: SubscriptionRow, now: datetime) -> Occurrence:
    """What to deliver for: the latest occurrence that is due."""
    promised = Occurrence(row.next_at, date.fromisoformat(row.next_on))
    last = last_occurrence(now, row.local_time, row.zone, acts.days_of(row), not_before=promised.on)
    # A time changed while it was due leaves the promise ahead of the new timetable: then the promise holds.
    return max(promised, last, key=lambda due: due.on)


def _next(row: SubscriptionRow, planned: Occurrence, now: datetime) -> tuple[int, datetime, str, str]:
    """Its id, and when it is next due: instant, local date, wall time."""
    following = _following(row, planned, now)
    return row.id, following.at, following.on.isoformat(), row.local_time


def _following(row: SubscriptionRow, planned: Occurrence, now: datetime) -> Occurrence:
    """The first occurrence after ``now`` for a later local date than the planned one."""
    timetable = (row.local_time, row.zone, acts.days_of(row))
    following = next_occurrence(now, *timetable)
    while following.on <= planned.on:
        following = next_occurrence(following.at, *timetable)
    return following


def _rows(row: SubscriptionRow, planned: Occurrence, content: Content, now: datetime) -> list[dict[str, Any]]:
    """What a chat is sent for one date; a fact without a question that fits a poll is told in any case."""
    question_id = question_of(content.about)
    if row.kind != "fact" or question_id is None:
        return [_row(row, row.kind, planned, content, now)]
    if row.form == "poll":
        return [_row(row, "poll", planned, content, now)]
    told = _row(
        row, "fact", planned, Content(content.fact_id, AGAIN if begins_again(content.about) else None), now
    )
    poll = _row(row, "poll", planned, Content(content.fact_id, question_id), now)
    behind = POLL_BEHIND if row.learner_id is None else QUESTION_BEHIND
    return [told, poll | {"not_before": planned.at + behind}]


def _row(
    row: SubscriptionRow, kind: str, planned: Occurrence, content: Content, now: datetime
) -> dict[str, Any]:
    is_stale = now - planned.at > message_of(row.kind).lateness
    return {
        **_addressed(row, planned.on.isoformat(), planned.at),
        "kind": kind,
        "fact_id": content.fact_id,
        "about": content.about,
        "state": "stale" if is_stale else "pending",
        "reason": "late" if is_stale else None,
    }


def _missed(row: SubscriptionRow, planned: Occurrence) -> dict[str, Any] | None:
    """A record of the local dates before the planned one on which nobody was there to plan; None if none was.

    One row for all of them, so that no date of theirs is taken: a wrong clock may only have jumped past them.
    """
    first, last = date.fromisoformat(row.next_on), planned.on - timedelta(days=1)
    if first > last or not message_of(row.kind).is_for_every_day:
        return None
    nothing = {"fact_id": "", "about": None, "state": "stale", "reason": "missed"}
    return _addressed(row, f"{first}/{last}", row.next_at) | nothing


def _addressed(row: SubscriptionRow, occasion: str, due_at: datetime) -> dict[str, Any]:
    return {
        "chat_id": row.chat_id,
        "topic_id": row.topic_id,
        "learner_id": row.learner_id,
        "kind": row.kind,
        "occasion": occasion,
        "language": row.language,
        "due_at": due_at,
        "not_before": due_at,
    }
