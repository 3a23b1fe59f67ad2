"""The bot with one careful habit taken from its sender: the negative controls of the kill harness.

`python -m tests.end_to_end.careless_sender forgetful` marks a fact as sent before sending it, as programs
do that promise "at most once". `… repeating` stores receipts only fifty at a time, as programs do that keep
their place in a list.
"""

from __future__ import annotations

import sys
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from bot import __main__ as bot
from bot.services import deliveries
from bot.services.deliveries import Delivery, Outcomes
from content.model import Bank
from db import deliveries as rows
from db.engine import Session

BATCH = 50


def be_forgetful() -> None:
    claim = deliveries.claim

    def claim_and_mark(
        session: Session,
        bank: Bank,
        now: datetime,
        limit: int,
        lease: timedelta,
        in_flight: Collection[int] = (),
        outcomes: Outcomes | None = None,
    ) -> list[Delivery]:
        claimed = claim(session, bank, now, limit, lease, in_flight, outcomes)
        if claimed:
            rows.settle(session, [delivery.id for delivery in claimed], "sent", sent_at=now)
        return claimed

    deliveries.claim = claim_and_mark


def be_repeating() -> None:
    receipts: list[int] = []

    def keep_for_later(
        session: Session, delivery: Delivery, message_id: int | None, now: datetime, **_: Any
    ) -> None:
        receipts.append(delivery.id)
        if len(receipts) >= BATCH:
            rows.settle(session, receipts, "sent", message_id=message_id, sent_at=now)
            receipts.clear()

    deliveries.sent = keep_for_later


HABITS = {"forgetful": be_forgetful, "repeating": be_repeating}

if __name__ == "__main__":
    HABITS[sys.argv[1]]()
    sys.exit(bot.main([]))
