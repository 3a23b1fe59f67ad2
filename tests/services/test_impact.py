"""What is counted for figures and reports comes out the same on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import insert

from bot.learning.broadcast import Audience
from bot.learning.learner import Learner
from bot.services import asked, broadcasts, chats, impact, learners, tallies
from bot.services.subscriptions import Wish, subscribe
from content.model import Bank
from db.engine import Database, Session
from db.models import certificates, memories, quizzes

ZONE = "Asia/Dushanbe"
NOW = datetime(2026, 3, 2, 3, tzinfo=UTC)
BEFORE_MARCH = datetime(2026, 2, 28, 18, 59, tzinfo=UTC)
"""A minute before March begins in Dushanbe."""
LOOKING = Learner(1, "en", ZONE, NOW)


def arrive(session: Session, *ids: int) -> None:
    for learner_id in ids:
        learners.arrive(session, learner_id, code="en", zone=ZONE, now=NOW)


def remembers(session: Session, learner_id: int, facts: int, *, state: int = 1) -> None:
    card = {"stability": 1.0, "difficulty": 5.0, "due_at": NOW, "reviewed_at": NOW, "state": state}
    for number in range(facts):
        values = {"learner_id": learner_id, "fact_id": f"{state}-{number}", **card}
        session.execute(insert(memories).values(values))


def sits(session: Session, learner_id: int, passed_at: datetime, *, passes: bool) -> None:
    exam = {"learner_id": learner_id, "origin": f"{passed_at}", "kind": "exam", "plan": [], "position": 0}
    moments = dict.fromkeys(("shown_at", "created_at", "ended_at"), passed_at)
    made = session.execute(
        insert(quizzes).values(bank_version="1", **exam, **moments).returning(quizzes.c.id)
    )
    quiz_id = made.scalar_one()
    if passes:
        values = {"learner_id": learner_id, "quiz_id": quiz_id, "code": f"c{quiz_id}", "name": "sealed"}
        result = {"right": 9, "total": 10, "language": "tg", "bank_version": "1", "passed_at": passed_at}
        session.execute(insert(certificates).values(**values, **result))


async def test_learners_are_counted_by_how_far_they_came(either_database: Database, rivers: Bank) -> None:
    bank = replace(rivers, facts=rivers.facts[:4])
    with either_database.begin() as session:
        arrive(session, 1, 2, 3)
        remembers(session, 1, 4)
        remembers(session, 2, 2)
        remembers(session, 3, 4, state=0)  # told, and never asked
        sits(session, 1, NOW, passes=True)
        sits(session, 2, NOW, passes=False)
        reached, last = impact.add_next(session, bank, 0)
        assert (reached.stages, reached.exams, last) == ((2, 2, 2, 1, 1), 2, 3)
        assert impact.add_next(session, bank, 3)[1] is None


async def test_certificates_belong_to_the_month_of_whoever_looks(either_database: Database) -> None:
    with either_database.begin() as session:
        arrive(session, 1)
        assert impact.earned(session, LOOKING).all == 0
        for moment in (NOW, BEFORE_MARCH, BEFORE_MARCH.replace(year=2024)):
            sits(session, 1, moment, passes=True)
        found = impact.earned(session, LOOKING)
    assert found.by_language == {"tg": 3}
    assert [number for _, number in found.by_month] == [0] * 10 + [1, 1]


async def test_subscriptions_are_counted_by_kind_and_kind_of_chat(either_database: Database) -> None:
    with either_database.begin() as session:
        arrive(session, 7)
        chats.enter(session, -1, "en", ZONE, NOW)
        chats.enter(session, -2, "en", ZONE, NOW, "channel")
        for chat_id in (-1, -2, 7):
            owner = 7 if chat_id > 0 else None
            subscribe(session, Wish(chat_id, "en", ZONE, "08:30", learner_id=owner), NOW)
        subscribe(session, Wish(-1, "en", ZONE, "08:30", topic_id=5), NOW)
        subscribe(session, Wish(7, "en", ZONE, "08:30", "review", learner_id=7), NOW)
        found = tallies.look(session, ZONE, NOW).subscriptions
    private = {("fact", "private"): 1, ("review", "private"): 1}
    assert found == {("fact", "group"): 2, ("fact", "channel"): 1, **private}


async def test_whoever_asked_is_among_those_who_reported_or_asked(either_database: Database) -> None:
    with either_database.begin() as session:
        arrive(session, 1, 2)
        asked.remember(session, 2, NOW)
        asked.remember(session, 2, NOW)
        assert broadcasts.count(session, Audience(whom="reported"), NOW) == 1
        assert broadcasts.count(session, Audience(), NOW) == 2
