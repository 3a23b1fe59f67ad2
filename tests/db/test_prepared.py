"""Prepared statements give what execute gives, on both databases, and fail as it does."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import Executable, bindparam, delete, func, select, text
from sqlalchemy.exc import IntegrityError, OperationalError

from db import learners
from db.engine import Database, Session, insert_for
from db.models import learners as table
from db.models import quizzes
from db.prepared import Prepared, prepared
from db.upgrade import upgrade

NOW = datetime(2026, 11, 30, 12, 30, 15, 250_000, tzinfo=UTC)
PLAN = [{"fact": "mission/first-staff", "question": "сколько", "options": ["right", "four"]}]


def _insert(dialect: str) -> Executable:
    names = ("id", "language", "zone", "created_at")
    statement = insert_for(dialect, table).values({name: bindparam(name) for name in names})
    return statement.on_conflict_do_nothing().returning(table.c.id, table.c.created_at)


MEET = Prepared(_insert)
BEGIN = Prepared(
    lambda dialect: insert_for(dialect, quizzes).values(
        {name: bindparam(name) for name in ("learner_id", "origin", "kind", "plan", "position", "shown_at")}
        | {"bank_version": "1", "created_at": NOW}
    )
)
EVERY = select(*table.c).order_by(table.c.id)
PART_OF = prepared(delete(table).where(table.c.id < bindparam("below")))


def _people(*ids: int) -> list[dict[str, object]]:
    return [{"id": id_, "language": "tg", "zone": "UTC", "created_at": NOW} for id_ in ids]


async def test_rows_come_back_as_execute_gives_them(either_database: Database) -> None:
    with either_database.begin() as session:
        MEET.rows_of_each(session, _people(2, 1))
        assert prepared(EVERY).rows(session) == [list(row) for row in session.execute(EVERY)]
        row = prepared(EVERY).first(session)
        assert row is not None
        assert row[3] == NOW
        assert row[5] is False
        one = prepared(EVERY.where(table.c.id == bindparam("one")))
        assert one.first(session, one=3) is None


async def test_lists_and_nothing_go_in_and_come_out(either_database: Database) -> None:
    with either_database.begin() as session:
        MEET.rows_of_each(session, _people(1))
        values = {
            "learner_id": 1,
            "origin": "a",
            "kind": "practice",
            "plan": PLAN,
            "position": 0,
            "shown_at": NOW,
        }
        assert BEGIN.run(session, **values) == 1
        found = prepared(select(quizzes.c.plan, quizzes.c.selection, quizzes.c.ended_at)).first(session)
    assert found == [PLAN, None, None]


async def test_once_for_each_gives_the_rows_of_all(either_database: Database) -> None:
    with either_database.begin() as session:
        assert MEET.rows_of_each(session, _people(2, 1)) == [[2, NOW], [1, NOW]]
        assert MEET.rows_of_each(session, _people(3, 2, 4)) == [[3, NOW], [4, NOW]]
        assert MEET.rows_of_each(session, []) == []
        assert PART_OF.run_each(session, [{"below": 2}, {"below": 4}]) == 3
        assert PART_OF.run_each(session, []) == 0
        assert learners.count(session) == 1


async def test_an_error_is_that_of_execute_without_what_a_person_wrote(either_database: Database) -> None:
    def fail(session: Session) -> None:
        values = {"learner_id": 404, "kind": "", "plan": [], "position": 0, "shown_at": NOW}
        BEGIN.run(session, origin="a secret", **values)
        session.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))

    with pytest.raises(IntegrityError) as caught:
        either_database.submit(fail).result(20)
    assert "a secret" not in str(caught.value)


async def test_a_connection_that_broke_is_not_used_again(postgres_url: str) -> None:
    upgrade(postgres_url, backup_dir=None)
    database = Database(postgres_url)
    end = prepared(select(func.pg_terminate_backend(func.pg_backend_pid())))
    with pytest.raises(OperationalError):
        database.submit(end.rows).result(20)
    assert database.submit(prepared(EVERY).rows).result(20) == []
    database.close()


async def test_a_list_of_parameters_is_refused(database: Database) -> None:
    many = prepared(EVERY.where(table.c.id.in_(bindparam("ids", expanding=True))))
    with database.begin() as session, pytest.raises(AssertionError, match="another text each time"):
        many.rows(session, ids=[1, 2])
