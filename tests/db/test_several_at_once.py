"""Revision 0004 with rows in the tables: open exams, local dates, numbers that are never given again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Connection, MetaData, delete, insert, select

from db.migrate import migrating
from tests.db.rows import tables_in
from tests.db.test_migrations import climb, looking_at

BEFORE, AFTER = "0003", "0004"
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
LATE = datetime(2026, 3, 2, 21, 0, tzinfo=UTC)  # two in the morning of 3 March in Dushanbe
GROUP = -100_5
LEARNER: Mapping[str, Any] = {"language": "en", "zone": "UTC", "created_at": NOON}
QUIZ: Mapping[str, Any] = {
    "plan": [],
    "position": 0,
    "shown_at": NOON,
    "bank_version": "1",
    "created_at": NOON,
}
ANSWER: Mapping[str, Any] = {
    "fact_id": "springs/keepers",
    "question_id": "how-many",
    "shown": ["right", "two"],
    "chosen": "right",
    "is_right": True,
    "shown_at": NOON,
    "language": "en",
    "bank_version": "1",
}
SUBSCRIPTION: Mapping[str, Any] = {
    "kind": "fact",
    "language": "en",
    "zone": "UTC",
    "local_time": "08:30",
    "next_at": NOON,
    "next_on": "2026-03-03",
    "created_at": NOON,
}
DELIVERY: Mapping[str, Any] = {
    "kind": "fact",
    "occasion": "2026-03-02",
    "language": "en",
    "fact_id": "springs/keepers",
    "state": "sent",
    "due_at": NOON,
    "not_before": NOON,
}


@dataclass
class Rows:
    """The tables as they are at this revision."""

    connection: Connection
    tables: MetaData

    def add(self, table: str, row: Mapping[str, Any], **values: Any) -> int:
        """Insert a row; gives its id."""
        result = self.connection.execute(insert(self.tables.tables[table]).values({**row, **values}))
        assert result.inserted_primary_key is not None
        return int(result.inserted_primary_key[0])

    def of(self, table: str, *names: str) -> list[tuple[Any, ...]]:
        found = self.tables.tables[table]
        statement = select(*(found.c[name] for name in names)).order_by(found.c.id)
        return [tuple(row) for row in self.connection.execute(statement)]

    def drop(self, table: str, row_id: int) -> None:
        found = self.tables.tables[table]
        self.connection.execute(delete(found).where(found.c.id == row_id))


@contextmanager
def rows_in(url: str) -> Iterator[Rows]:
    with looking_at(url) as connection:
        yield Rows(connection, tables_in(connection))


@pytest.fixture
def old_url(empty_url: str) -> str:
    """A database of before, with two learners and a quiz of the first one's."""
    climb(empty_url, BEFORE)
    with rows_in(empty_url) as rows:
        rows.add("learners", LEARNER, id=1, zone="Asia/Dushanbe")
        rows.add("learners", LEARNER, id=2)
        rows.add("quizzes", QUIZ, learner_id=1, chat_id=1, origin="tap-0", kind="practice", ended_at=NOON)
    return empty_url


def descend(url: str) -> None:
    with migrating(url) as config:
        command.downgrade(config, BEFORE)


def test_of_exams_that_were_open_together_the_last_one_stays(old_url: str) -> None:
    ends_at, over = NOON + timedelta(minutes=30), NOON - timedelta(days=1)
    with rows_in(old_url) as rows:
        for learner_id, origin, kind, ended_at in (
            (1, "exam-a", "exam", None),
            (2, "exam-a", "exam", None),
            (1, "exam-b", "exam", None),
            (1, "tap-1", "practice", None),
            (1, "exam-c", "exam", over),
        ):
            whose = {"learner_id": learner_id, "chat_id": learner_id}
            rows.add("quizzes", QUIZ, origin=origin, kind=kind, ends_at=ends_at, ended_at=ended_at, **whose)
    climb(old_url, AFTER)
    with rows_in(old_url) as rows:
        found = rows.of("quizzes", "learner_id", "origin", "ended_at")
        assert set(rows.of("quizzes", "chat_id")) == {(None,)}
    assert {(learner_id, origin): _aware(ended_at) for learner_id, origin, ended_at in found} == {
        (1, "tap-0"): NOON,
        (1, "exam-a"): ends_at,
        (2, "exam-a"): None,
        (1, "exam-b"): None,
        (1, "tap-1"): None,
        (1, "exam-c"): over,
    }


def _aware(moment: datetime | None) -> datetime | None:
    """SQLite's own dates have no zone; ours are in UTC."""
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("Asia/Dushanbe", "2026-03-03"),
        ("America/New_York", "2026-03-02"),
        ("UTC", "2026-03-02"),
        ("Mars/Olympus", "2026-03-02"),
        ("", "2026-03-02"),
        ("../etc", "2026-03-02"),
    ],
)
def test_answers_get_the_date_of_their_learners_zone_or_else_of_utc(
    old_url: str, zone: str, expected: str
) -> None:
    with rows_in(old_url) as rows:
        rows.add("learners", LEARNER, id=3, zone=zone)
        whose = {"learner_id": 3, "chat_id": 3}
        quiz_id = rows.add("quizzes", QUIZ, origin="tap-1", kind="practice", **whose)
        rows.add("answers", ANSWER, quiz_id=quiz_id, position=0, learner_id=3, answered_at=LATE)
    climb(old_url, AFTER)
    with rows_in(old_url) as rows:
        assert rows.of("answers", "learner_id", "answered_on") == [(3, expected)]


def test_every_one_of_many_answers_gets_its_date(old_url: str) -> None:
    with rows_in(old_url) as rows:
        [(quiz_id,)] = rows.of("quizzes", "id")
        for position in range(2500):
            day = NOON + timedelta(hours=position)
            rows.add("answers", ANSWER, quiz_id=quiz_id, position=position, learner_id=1, answered_at=day)
    climb(old_url, AFTER)
    with rows_in(old_url) as rows:
        for position, answered_on in rows.of("answers", "position", "answered_on"):
            here = NOON + timedelta(hours=position + 5)
            assert answered_on == here.date().isoformat()


def test_number_of_a_deleted_quiz_is_never_given_again(old_url: str) -> None:
    def begin_and_forget() -> int:
        with rows_in(old_url) as rows:
            quiz_id = rows.add("quizzes", QUIZ, learner_id=2, chat_id=2, origin="tap-1", kind="practice")
            rows.drop("quizzes", quiz_id)
        return quiz_id

    numbers = [begin_and_forget()]
    climb(old_url, AFTER)
    numbers.append(begin_and_forget())
    descend(old_url)
    numbers.append(begin_and_forget())
    assert numbers == [2, 3, 4]


def test_private_chats_have_their_learner_and_groups_have_none(old_url: str) -> None:
    with rows_in(old_url) as rows:
        for chat_id in (1, GROUP, 99):  # 99 was forgotten, or never came
            rows.add("subscriptions", SUBSCRIPTION, chat_id=chat_id)
            rows.add("deliveries", DELIVERY, chat_id=chat_id)
    climb(old_url, AFTER)
    with rows_in(old_url) as rows:
        for table in ("subscriptions", "deliveries"):
            assert rows.of(table, "chat_id", "learner_id") == [(1, 1), (GROUP, None), (99, None)]


def test_way_back_leaves_out_quizzes_of_chats_and_keeps_those_of_learners(old_url: str) -> None:
    climb(old_url, AFTER)
    with rows_in(old_url) as rows:
        live = rows.add("quizzes", QUIZ, chat_id=GROUP, origin="live-1", kind="practice")
        own = rows.add("quizzes", QUIZ, learner_id=2, origin="tap-1", kind="practice")
        for learner_id, quiz_id in ((1, live), (2, live), (2, own)):
            on = {"position": 0, "answered_at": LATE, "answered_on": "2026-03-02"}
            rows.add("answers", ANSWER, quiz_id=quiz_id, learner_id=learner_id, **on)
    descend(old_url)
    with rows_in(old_url) as rows:
        assert rows.of("answers", "quiz_id", "learner_id") == [(own, 2)]
        assert rows.of("quizzes", "origin", "learner_id", "chat_id") == [("tap-0", 1, 1), ("tap-1", 2, 2)]
