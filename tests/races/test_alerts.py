"""Several report at one moment, and the administrators get one word."""

from __future__ import annotations

from bot.services import alerts
from content.model import Bank
from db import deliveries as delivery_rows
from db.engine import Database, Session
from tests.races.playing import NOW, arrive, rows
from tests.races.race import Act, Race

ROOT, ALICE, BOB = 1, 2, 3


async def test_reports_at_one_moment_are_one_word(race: Race, database: Database, rivers: Bank) -> None:
    with database.begin() as session:
        arrive(session, ROOT)

    def reporting(learner_id: int) -> Act:
        def report(session: Session) -> None:
            arrive(session, learner_id)
            alerts.tell(session, {ROOT}, NOW)

        return report

    race.meet_after(delivery_rows, "newest")
    await race.at_once(reporting(ALICE), reporting(BOB))
    assert [(row.chat_id, row.kind) for row in rows(database, "deliveries")] == [(ROOT, "report")]
