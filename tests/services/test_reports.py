"""Reports, pauses and what administrators see of them, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import Refusal
from bot.learning.concern import Concern, digest
from bot.learning.report import Reason
from bot.services import concerns, learners, pauses, reports
from bot.services.reports import Reporter
from content.model import Bank
from db.engine import Database, Session

NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
KEEPERS, FLOOD = ("springs/keepers", "how-many"), ("deltas/flood", "which-river")
FACT = ("springs/keepers", "")


async def report(
    session: Session,
    bank: Bank,
    learner_id: int,
    key: tuple[str, str],
    reason: Reason = "key",
    *,
    now: datetime = NOW,
    pause_after: int = 0,
) -> int:
    await learners.arrive(session, learner_id, code="en", zone="UTC", now=now)
    reporter = Reporter(learner_id, "en", now)
    return await reports.report(session, bank, reporter, key, reason, pause_after=pause_after)


async def concern(session: Session, bank: Bank, key: tuple[str, str]) -> Concern:
    return await concerns.find(session, bank, (), digest(key))


async def test_one_report_a_learner_question_and_fact(either_database: Database, rivers: Bank) -> None:
    async with either_database.begin() as session:
        first = await report(session, rivers, 1, KEEPERS)
        assert await report(session, rivers, 1, KEEPERS, "wording") == first
        assert await report(session, rivers, 1, FACT, "fact") != first
        assert await report(session, rivers, 2, KEEPERS) != first
        assert (await concern(session, rivers, KEEPERS)).reasons == {"wording": 1, "key": 1}
        assert (await concern(session, rivers, FACT)).reasons == {"fact": 1}
        assert (await concern(session, rivers, FLOOD)).reports == 0


async def test_as_many_learners_as_set_pause_a_question_and_no_fact(
    either_database: Database, rivers: Bank
) -> None:
    async with either_database.begin() as session:
        for _ in range(3):
            await report(session, rivers, 1, KEEPERS, pause_after=2)
            await report(session, rivers, 1, FACT, "fact", pause_after=1)
        assert await pauses.paused(session) == frozenset()
        await report(session, rivers, 2, KEEPERS, pause_after=2)
        assert await pauses.paused(session) == {KEEPERS}


async def test_reports_of_the_forgotten_and_closed_ones_do_not_count(
    either_database: Database, rivers: Bank
) -> None:
    async with either_database.begin() as session:
        await report(session, rivers, 1, KEEPERS, pause_after=2)
        await learners.forget(session, 1)
        await report(session, rivers, 2, KEEPERS, pause_after=2)
        await concerns.close_reports(session, KEEPERS, NOW)
        await report(session, rivers, 3, KEEPERS, pause_after=2)
        assert await pauses.paused(session) == frozenset()
        assert (await concern(session, rivers, KEEPERS)).reports == 1


async def test_pausing_twice_keeps_the_first_reason(either_database: Database, rivers: Bank) -> None:
    async with either_database.begin() as session:
        await pauses.pause(session, KEEPERS, "reports", NOW)
        await pauses.pause(session, KEEPERS, "admin", NOW + timedelta(hours=1))
        pause = (await concern(session, rivers, KEEPERS)).pause
        assert pause is not None
        assert (pause.reason, pause.since) == ("reports", NOW)
        await pauses.resume(session, KEEPERS, NOW)
        await pauses.resume(session, KEEPERS, NOW)
        assert await pauses.paused(session) == frozenset()


async def test_most_reported_come_first_and_then_the_newest(either_database: Database, rivers: Bank) -> None:
    async with either_database.begin() as session:
        await report(session, rivers, 1, KEEPERS)
        await report(session, rivers, 1, FLOOD)
        assert [each.key for each in await concerns.listed(session, (), "reported")] == [FLOOD, KEEPERS]
        await report(session, rivers, 2, KEEPERS, "other")
        assert [each.key for each in await concerns.listed(session, (), "reported")] == [KEEPERS, FLOOD]
        assert await concerns.listed(session, (), "paused") == []


async def test_newest_texts_are_read_of_open_reports_alone(either_database: Database, rivers: Bank) -> None:
    async with either_database.begin() as session:
        for learner_id in range(1, 5):
            at = NOW + timedelta(minutes=learner_id)
            report_id = await report(session, rivers, learner_id, KEEPERS, now=at)
            if learner_id > 1:
                await reports.add_text(session, learner_id, report_id, f"sealed {learner_id}")
        assert [row.text for row in await concerns.texts(session, KEEPERS, 2)] == ["sealed 4", "sealed 3"]
        await concerns.close_reports(session, KEEPERS, NOW)
        assert await concerns.texts(session, KEEPERS, 2) == []


async def test_text_is_added_to_ones_own_report_alone(either_database: Database, rivers: Bank) -> None:
    async with either_database.begin() as session:
        report_id = await report(session, rivers, 1, KEEPERS)
        await learners.arrive(session, 2, code="en", zone="UTC", now=NOW)
        with pytest.raises(Refusal):
            await reports.add_text(session, 2, report_id, "sealed")
        with pytest.raises(Refusal):
            await reports.ask_text(session, 2, report_id, 0, NOW)


async def test_overview_counts(either_database: Database, rivers: Bank) -> None:
    async with either_database.begin() as session:
        await report(session, rivers, 1, KEEPERS, now=NOW - timedelta(days=8))
        await report(session, rivers, 2, KEEPERS)
        await report(session, rivers, 2, FLOOD)
        await pauses.pause(session, FLOOD, "admin", NOW)
        found = await concerns.overview(session, (), "Asia/Dushanbe", NOW)
    assert (found.learners, found.active, found.answers, found.reports) == (2, 1, 0, 3)
    assert found.listed == {"reported": 2, "paused": 1, "flagged": 0}


async def test_what_nobody_knows_is_refused(either_database: Database, rivers: Bank) -> None:
    async with either_database.begin() as session:
        with pytest.raises(Refusal):
            await concerns.find(session, rivers, (), digest(("no/such", "question")))


def test_no_two_questions_of_the_bank_share_a_digest(rivers: Bank) -> None:
    keys = {(fact.id, question.id) for fact in rivers.facts for question in fact.questions}
    keys |= {(fact.id, "") for fact in rivers.facts}
    assert len({digest(key) for key in keys}) == len(keys)
