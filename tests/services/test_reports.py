"""Reports, pauses and what administrators see of them, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import Refusal
from bot.learning.concern import Concern, digest
from bot.learning.report import EXPERIENCE, MOST_A_DAY, MOST_PAUSES_A_DAY, Reason
from bot.services import concerns, known, learners, pauses, reports
from content.model import Bank
from db.engine import Database, Session
from tests.services.test_items import answered

NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
KEEPERS, FLOOD = ("springs/keepers", "how-many"), ("deltas/flood", "which-river")
FACT = ("springs/keepers", "")


def report(
    session: Session,
    bank: Bank,
    learner_id: int,
    key: tuple[str, str],
    reason: Reason = "key",
    *,
    now: datetime = NOW,
    pause_after: int = 0,
) -> int:
    learner = learners.arrive(session, learner_id, code="en", zone="UTC", now=now)
    return reports.report(session, bank, learner, key, reason, pause_after=pause_after)


def concern(session: Session, bank: Bank, key: tuple[str, str]) -> Concern:
    return concerns.find(session, bank, (), digest(key))


async def test_one_report_a_learner_question_and_fact(either_database: Database, rivers: Bank) -> None:
    with either_database.begin() as session:
        first = report(session, rivers, 1, KEEPERS)
        assert report(session, rivers, 1, KEEPERS, "wording") == first
        assert report(session, rivers, 1, FACT, "fact") != first
        assert report(session, rivers, 2, KEEPERS) != first
        assert (concern(session, rivers, KEEPERS)).reasons == {"wording": 1, "key": 1}
        assert (concern(session, rivers, FACT)).reasons == {"fact": 1}
        assert (concern(session, rivers, FLOOD)).reports == 0


async def experienced(database: Database, *learner_ids: int) -> None:
    """Learners who have answered often enough for their reports to count."""
    for learner_id in learner_ids:
        await answered(database, learner_id, *["right"] * EXPERIENCE)


async def test_as_many_learners_as_set_pause_a_question_and_no_fact(
    either_database: Database, rivers: Bank
) -> None:
    await experienced(either_database, 1, 2)
    with either_database.begin() as session:
        for _ in range(3):
            report(session, rivers, 1, KEEPERS, pause_after=2)
            report(session, rivers, 1, FACT, "fact", pause_after=1)
        assert known.paused(session) == frozenset()
        report(session, rivers, 2, KEEPERS, pause_after=2)
        assert known.paused(session) == {KEEPERS}


async def test_fresh_accounts_pause_nothing_however_many_they_are(
    either_database: Database, rivers: Bank
) -> None:
    await answered(either_database, 9, *["right"] * (EXPERIENCE - 1))
    with either_database.begin() as session:
        for learner_id in range(1, 10):
            report(session, rivers, learner_id, KEEPERS, pause_after=3)
        assert known.paused(session) == frozenset()
        assert concern(session, rivers, KEEPERS).reports == 9, "administrators see them all the same"


async def test_reports_pause_a_few_questions_a_day_and_no_more(
    either_database: Database, rivers: Bank, caplog: pytest.LogCaptureFixture
) -> None:
    await experienced(either_database, 1, 2, 3)
    keys = [(fact.id, question.id) for fact in rivers.facts for question in fact.questions]
    with either_database.begin() as session:
        for key in keys[: MOST_PAUSES_A_DAY + 2]:
            for learner_id in (1, 2, 3):
                report(session, rivers, learner_id, key, pause_after=3)
        assert len(known.paused(session)) == MOST_PAUSES_A_DAY
        assert "reports have paused enough today" in caplog.text
        report(session, rivers, 3, keys[MOST_PAUSES_A_DAY], pause_after=3, now=NOW + timedelta(days=1))
        assert len(known.paused(session)) == MOST_PAUSES_A_DAY + 1


async def test_one_learner_reports_so_much_a_day_and_no_more(either_database: Database, rivers: Bank) -> None:
    with either_database.begin() as session:
        for number in range(MOST_A_DAY):
            report(session, rivers, 1, ("springs/keepers", f"q{number}"))
        with pytest.raises(Refusal, match="error-report-enough"):
            report(session, rivers, 1, KEEPERS)
        report(session, rivers, 1, ("springs/keepers", "q0"), "wording")
        report(session, rivers, 2, KEEPERS)
        report(session, rivers, 1, KEEPERS, now=NOW + timedelta(days=1))


async def test_all_that_reports_paused_is_resumed_and_what_was_paused_by_hand_is_not(
    either_database: Database, rivers: Bank
) -> None:
    with either_database.begin() as session:
        report(session, rivers, 1, FLOOD)
        pauses.pause(session, FLOOD, "reports", NOW)
        pauses.pause(session, ("springs/keepers", "when"), "reports", NOW)
        pauses.pause(session, KEEPERS, "admin", NOW)
        assert pauses.by_reports(session) == 2
        assert pauses.resume_all(session, NOW) == 2
        assert known.paused(session) == {KEEPERS}
        assert concern(session, rivers, FLOOD).reports == 0


async def test_reports_of_the_forgotten_and_closed_ones_do_not_count(
    either_database: Database, rivers: Bank
) -> None:
    with either_database.begin() as session:
        report(session, rivers, 1, KEEPERS, pause_after=2)
        learners.forget(session, 1)
        report(session, rivers, 2, KEEPERS, pause_after=2)
        concerns.close_reports(session, KEEPERS, NOW)
        report(session, rivers, 3, KEEPERS, pause_after=2)
        assert known.paused(session) == frozenset()
        assert (concern(session, rivers, KEEPERS)).reports == 1


async def test_pausing_twice_keeps_the_first_reason(either_database: Database, rivers: Bank) -> None:
    with either_database.begin() as session:
        pauses.pause(session, KEEPERS, "reports", NOW)
        pauses.pause(session, KEEPERS, "admin", NOW + timedelta(hours=1))
        pause = (concern(session, rivers, KEEPERS)).pause
        assert pause is not None
        assert (pause.reason, pause.since) == ("reports", NOW)
        pauses.resume(session, KEEPERS, NOW)
        pauses.resume(session, KEEPERS, NOW)
        assert known.paused(session) == frozenset()


async def test_most_reported_come_first_and_then_the_newest(either_database: Database, rivers: Bank) -> None:
    with either_database.begin() as session:
        report(session, rivers, 1, KEEPERS)
        report(session, rivers, 1, FLOOD)
        assert [each.key for each in concerns.listed(session, (), "reported")] == [FLOOD, KEEPERS]
        report(session, rivers, 2, KEEPERS, "other")
        assert [each.key for each in concerns.listed(session, (), "reported")] == [KEEPERS, FLOOD]
        assert concerns.listed(session, (), "paused") == []


async def test_newest_texts_are_read_of_open_reports_alone(either_database: Database, rivers: Bank) -> None:
    with either_database.begin() as session:
        for learner_id in range(1, 5):
            at = NOW + timedelta(minutes=learner_id)
            report_id = report(session, rivers, learner_id, KEEPERS, now=at)
            if learner_id > 1:
                reports.add_text(session, learner_id, report_id, f"sealed {learner_id}")
        assert [row.text for row in concerns.texts(session, KEEPERS, 2)] == ["sealed 4", "sealed 3"]
        concerns.close_reports(session, KEEPERS, NOW)
        assert concerns.texts(session, KEEPERS, 2) == []


async def test_text_is_added_to_ones_own_report_alone(either_database: Database, rivers: Bank) -> None:
    with either_database.begin() as session:
        report_id = report(session, rivers, 1, KEEPERS)
        other = learners.arrive(session, 2, code="en", zone="UTC", now=NOW)
        with pytest.raises(Refusal):
            reports.add_text(session, 2, report_id, "sealed")
        with pytest.raises(Refusal):
            reports.ask_text(session, other, report_id, 0)


async def test_overview_counts(either_database: Database, rivers: Bank) -> None:
    with either_database.begin() as session:
        report(session, rivers, 1, KEEPERS, now=NOW - timedelta(days=8))
        report(session, rivers, 2, KEEPERS)
        report(session, rivers, 2, FLOOD)
        pauses.pause(session, FLOOD, "admin", NOW)
        found = concerns.overview(session, (), "Asia/Dushanbe", NOW)
    assert (found.learners, found.active, found.answers, found.reports) == (2, 1, 0, 3)
    assert found.listed == {"reported": 2, "paused": 1, "flagged": 0}


async def test_what_nobody_knows_is_refused(either_database: Database, rivers: Bank) -> None:
    with either_database.begin() as session, pytest.raises(Refusal):
        concerns.find(session, rivers, (), digest(("no/such", "question")))


def test_no_two_questions_of_the_bank_share_a_digest(rivers: Bank) -> None:
    keys = {(fact.id, question.id) for fact in rivers.facts for question in fact.questions}
    keys |= {(fact.id, "") for fact in rivers.facts}
    assert len({digest(key) for key in keys}) == len(keys)
