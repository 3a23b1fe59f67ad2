"""A fact that is told while its learner answers a question on it: the answer's memory stays."""

from __future__ import annotations

from datetime import timedelta
from types import ModuleType

import pytest

from bot.learning.memory import TOLD
from bot.learning.quiz import Item
from bot.services import deliveries, learners, planning
from bot.services.deliveries import Delivery
from content.model import Bank
from db import deliveries as delivery_rows
from db import memories
from db.engine import Database, Session
from tests.delivery.waves import DUE, subscribe_all
from tests.races.playing import (
    LEARNER,
    NOW,
    answering_by,
    arrive,
    begin,
    memory_is_that_of_the_rows,
    rows,
)
from tests.races.race import Act, Race

FACT = "springs/olmara-spring"
ITEM = Item(FACT, "when-found", ("y1911", "right", "y1921", "y1931"))
ANSWER, TELLING = (memories, "put"), (memories, "insert_new")


async def on_its_way(database: Database, bank: Bank) -> Delivery:
    """The learner's first fact of the day, claimed for sending."""
    await subscribe_all(database, [LEARNER])
    with database.begin() as session:
        planning.plan(session, bank, DUE)
        [delivery] = deliveries.claim(session, bank, DUE, 10, timedelta(minutes=5))
    assert delivery.fact_id == FACT
    return delivery


def telling(delivery: Delivery) -> Act:
    def act(session: Session) -> None:
        deliveries.sent(session, delivery, 77, NOW - timedelta(seconds=1))

    return act


@pytest.mark.parametrize("is_before", [True, False], ids=["before it writes", "before it commits"])
@pytest.mark.parametrize("waits", [ANSWER, TELLING], ids=["answer", "telling"])
async def test_telling_at_the_same_moment_never_takes_the_place_of_an_answer(
    race: Race, database: Database, rivers: Bank, waits: tuple[ModuleType, str], *, is_before: bool
) -> None:
    """The one waits in its midst, and the other comes between as far as it can."""
    quiz_id = begin(database, rivers, ITEM)
    answer, tell = answering_by(rivers, quiz_id, 0), telling(await on_its_way(database, rivers))
    (race.meet_before if is_before else race.meet_after)(*waits)
    await race.in_turn(*((answer, tell) if waits is ANSWER else (tell, answer)))
    [memory] = rows(database, "memories")
    assert memory.state != TOLD
    assert memory.reviewed_at == NOW
    assert memory_is_that_of_the_rows(database, FACT)


async def test_receipt_for_somebody_who_is_being_forgotten_waits_and_is_no_error(
    race: Race, database: Database, rivers: Bank
) -> None:
    with database.begin() as session:
        arrive(session)
    delivery = await on_its_way(database, rivers)

    def forget(session: Session) -> None:
        learners.forget(session, arrive(session).id)

    race.meet_after(delivery_rows, "settle")
    await race.in_turn(telling(delivery), forget)
    for table in ("learners", "memories", "deliveries", "subscriptions"):
        assert rows(database, table) == []
