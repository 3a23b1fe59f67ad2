"""The night of those who are written to: what is for the day waits for the morning of each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.learning.night import is_night, morning_after
from bot.learning.zones import zone_of
from bot.services.messages import message_of
from db import deliveries, learners
from db.deliveries import DeliveryRow
from db.engine import Session


def first_moment(now: datetime, zone: str) -> datetime:
    """``now`` if it is day in the zone, and else when its night ends."""
    return morning_after(now, zone) if is_night(now.astimezone(zone_of(zone)).hour) else now


def by_day(session: Session, rows: Sequence[DeliveryRow], now: datetime) -> list[DeliveryRow]:
    """Those that may go out at this hour; the others wait, with all that is known of them."""
    daily = {row.id: row.learner_id for row in rows if message_of(row.kind).is_for_the_day and row.learner_id}
    known = learners.of_ids(session, set(daily.values())) if daily else {}
    asleep = set()
    for row_id, learner_id in daily.items():
        moment = first_moment(now, known[learner_id].zone) if learner_id in known else now
        if moment > now:
            deliveries.settle(session, [row_id], "pending", not_before=moment)
            asleep.add(row_id)
    return [row for row in rows if row.id not in asleep]
