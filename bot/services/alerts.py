"""A word to the administrators that reports have come: not more than one an hour."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import cast

from bot.learning.learner import private_chat
from bot.services import deliveries as messages
from bot.services.subscriptions import Kind
from content.model import Language
from db import deliveries, learners
from db.engine import Session

KIND: Kind = "report"
EVERY = timedelta(hours=1)


def tell(session: Session, admin_ids: Collection[int], now: datetime) -> None:
    """Owe each administrator who has ever written to the bot a word that there are reports.

    It goes out at once, or an hour after the last one; how many are open is counted then, so that one word
    speaks for all that come in the meantime. Two at the same moment are one: an hour has one at most.
    """
    languages = learners.languages(session, admin_ids)
    for admin_id in sorted(languages):
        last = deliveries.newest(session, private_chat(admin_id), KIND)
        if last is not None and last.state == "pending":
            continue  # it will count this report too
        due_at = now if last is None else max(now, last.due_at + EVERY)
        messages.notify(
            session,
            learner_id=admin_id,
            language=cast(Language, languages[admin_id]),
            kind=KIND,
            occasion=f"{due_at:%Y-%m-%dT%H}",
            now=due_at,
        )
