"""Who comes from a group or channel is counted once an update, and never named."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import insert

from bot.services import arrivals, deliveries
from bot.services.chats import move
from bot.services.subscriptions import Wish, subscribe
from db.engine import Database, Session
from db.models import inbox
from tests.delivery.waves import bank_of

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
DUE = datetime(2026, 11, 23, 3, 30, tzinfo=UTC)
CLASS, LATER, LEARNER = -5, -1005, 7


def posted(session: Session) -> None:
    """One fact to a group (1) and one to a learner (2), and two updates that wait."""
    for chat_id, learner_id in ((CLASS, None), (LEARNER, LEARNER)):
        subscribe(session, Wish(chat_id, "en", "Asia/Dushanbe", "08:30", learner_id=learner_id), NOW)
    deliveries.plan(session, bank_of(["one"]), DUE)
    for update_id in (1, 2):
        values = {"update_id": update_id, "chat_id": LEARNER, "body": "", "received_at": NOW}
        session.execute(insert(inbox).values(values))


async def test_an_update_that_is_handled_again_counts_once(either_database: Database) -> None:
    with either_database.begin() as session:
        posted(session)
        for update_id in (1, 1, 2):
            arrivals.come(session, update_id, "group", 1, NOW)
        assert arrivals.totals(session) == {"group": (2, 1)}


async def test_what_was_sent_in_private_or_never_is_no_source(either_database: Database) -> None:
    with either_database.begin() as session:
        posted(session)
        arrivals.come(session, 1, "group", 2, NOW)
        arrivals.come(session, 2, "group", 99, NOW)
        assert arrivals.totals(session) == {}


async def test_a_group_that_moves_takes_its_count_along(either_database: Database) -> None:
    with either_database.begin() as session:
        posted(session)
        arrivals.come(session, 1, "group", 1, NOW)
        move(session, CLASS, LATER)
        arrivals.come(session, 2, "group", 1, NOW)
        move(session, CLASS, LATER)
        assert arrivals.totals(session) == {"group": (2, 1)}
