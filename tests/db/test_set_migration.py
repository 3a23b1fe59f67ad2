"""The sets that were there keep their questions on the way up, and are what they were on the way down."""

from __future__ import annotations

from typing import Any

from alembic import command
from sqlalchemy import MetaData, insert, select

from db.migrate import migrating
from tests.db.rows import MOMENT, fill, tables_in
from tests.db.test_migrations import climb, looking_at

SHOWN = [
    {"fact": "f/a", "question": "one", "options": ["right", "two"]},
    {"fact": "f/b", "question": "two", "options": ["right"]},
    {"fact": "f/a", "question": "other", "options": ["right"], "again": True},
]


def put(url: str, table: str, **values: Any) -> None:
    with looking_at(url) as connection:
        found = tables_in(connection).tables[table]
        connection.execute(insert(found).values(**values))


def read(url: str, table: str) -> list[Any]:
    with looking_at(url) as connection:
        tables = MetaData()
        tables.reflect(connection, only=[table])
        return list(connection.execute(select(tables.tables[table])))


def begin_filled(url: str) -> None:
    """A learner with a set made from a quiz, and another learner's quiz on it."""
    climb(url, "0009")
    with looking_at(url) as connection:
        tables = tables_in(connection)
        fill(connection, tables, person=1, serial=1)
        quizzes, sets = tables.tables["quizzes"], tables.tables["sets"]
        connection.execute(sets.update().values(code="abc"))
        connection.execute(quizzes.update().values(plan=SHOWN, scope="rivers"))
        [quiz] = connection.execute(select(quizzes)).mappings()
        played = {**quiz, "id": quiz["id"] + 1, "origin": "set-abc/tap", "plan": SHOWN[:2]}
        connection.execute(insert(quizzes).values(**played))


def test_sets_keep_their_questions(empty_url: str) -> None:
    begin_filled(empty_url)
    before = read(empty_url, "sets")
    climb(empty_url, "0010")
    [row] = read(empty_url, "sets")
    assert row.plan == [{"fact": "f/a", "question": "one"}, {"fact": "f/b", "question": "two"}]
    assert (row.source, row.scope, row.recipe) == ("result", "rivers", None)
    assert [quiz.set_code for quiz in read(empty_url, "quizzes")] == ["abc", "abc"]
    values = {"plan": [], "source": "daily", "bank_version": "", "created_at": MOMENT}
    put(empty_url, "sets", code="nobodys", **values)
    with migrating(empty_url) as config:
        command.downgrade(config, "0009")
    assert read(empty_url, "sets") == before
    climb(empty_url, "0010")
    assert [each.plan for each in read(empty_url, "sets")] == [row.plan]
