"""Setting right what a wrong clock or older zone data has written: nothing waits for years, and one bad row
harms only itself."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from bot.counted import counted
from bot.learning import exam, night
from bot.learning.zones import NAMES
from bot.services import deliveries, subscriptions
from bot.services.learners import PATIENCE
from db import healing
from db import subscriptions as rows
from db.engine import Session

log = logging.getLogger(__name__)

SLACK = timedelta(minutes=5)
"""Clocks of two machines may differ by so much."""
LONGEST_BACKOFF = max(*deliveries.BACKOFF, night.LONGEST) + SLACK
LONGEST_LEASE = timedelta(hours=1)
LONGEST_PAUSE = timedelta(days=1)
"""Telegram has asked for pauses of hours (telegram-bot-api issue 184), never for a day."""
LONGEST_SNOOZE = timedelta(days=60)
NEXT_OF_SOME_DAYS = timedelta(days=subscriptions.LONGEST_PAUSE + 9)
"""What comes on some weekdays only, or is paused, may be due this far ahead."""
AT_ONCE = 500


def every_beat(session: Session, now: datetime) -> None:
    """What is cheap enough for every minute: nothing is stored beyond its next occurrence."""
    _say("subscriptions", _bring_back_subscriptions(session, now))
    _say(
        "messages",
        healing.bring_back_deliveries(session, now + LONGEST_BACKOFF, now + LONGEST_LEASE, now),
    )
    _say("deadlines", healing.bring_back_deadlines(session, now + exam.TIME + SLACK, now + exam.TIME))
    _say("expectations", healing.end_expectations(session, now + PATIENCE + SLACK))
    _say("pauses of sending", deliveries.end_pause_beyond(session, now + LONGEST_PAUSE))


def at_start(session: Session, now: datetime, default_zone: str) -> None:
    """The whole of it: at a start, and whenever the clock was found to have jumped."""
    for zone, count in healing.replace_zones(session, NAMES, default_zone).items():
        have = counted(count, "row has", "rows have")
        log.warning("the zone data has no %s: %s %s now", zone, have, default_zone)
    every_beat(session, now)
    _say("dates", healing.forget_stale(session, deliveries.OF_A_DATE, now + deliveries.AHEAD))
    _say("memories", healing.bring_back_memories(session, now + SLACK, now))
    _say("learners", healing.bring_back_learners(session, now + SLACK, now + LONGEST_SNOOZE, now))
    _say("lanes", healing.free_lanes(session, now + LONGEST_LEASE, now))


def _bring_back_subscriptions(session: Session, now: datetime) -> int:
    found = rows.beyond(session, now + deliveries.AHEAD, now + NEXT_OF_SOME_DAYS, AT_ONCE)
    for row in found:
        subscriptions.reschedule(session, row, now)
    return len(found)


def _say(what: str, count: int) -> None:
    if count:
        log.warning("stored for a time that a wrong clock had given, and set right: %s: %d", what, count)
