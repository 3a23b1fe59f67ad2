"""Nothing of a forgotten person stays, in any table there is or will be."""

from __future__ import annotations

from sqlalchemy import BigInteger, Connection

from db.engine import Database
from db.forget import PERSON_COLUMNS, forget
from db.models import learners, metadata
from tests.db.rows import fill, mentions

FIRUZ = 7_000_000_001
GULNORA = 7_000_000_002
NOT_A_PERSON = {"update_id", "message_id", "topic_id", "quiz_id", "broadcast_id", "planned_to", "live_id"} | {
    "class_id",
    "member_id",
    "homework_id",
    "pre_id",
}
"""Large numbers that name no person; planned_to does, for the minutes in which all learners are gone through.
A new kind of them is added here, or to PERSON_COLUMNS."""

PERSONAL = [table for table in metadata.sorted_tables if {*PERSON_COLUMNS} & {*table.c.keys()}] + [learners]


def _fill_two(connection: Connection) -> None:
    fill(connection, metadata, person=FIRUZ, serial=11)
    fill(connection, metadata, person=GULNORA, serial=22)


def _mentions(connection: Connection, person: int) -> dict[str, int]:
    return {table.name: mentions(connection, table, person) for table in metadata.sorted_tables}


async def test_a_forgotten_person_is_in_no_row_and_the_other_in_every_one(either_database: Database) -> None:
    with either_database.begin() as session:
        _fill_two(session)
    with either_database.begin() as session:
        before = _mentions(session, GULNORA)
        gone = forget(session, FIRUZ)
    with either_database.begin() as session:
        assert set((_mentions(session, FIRUZ)).values()) == {0}
        assert _mentions(session, GULNORA) == before
    assert before == {table.name: int(table in PERSONAL) for table in metadata.sorted_tables}
    assert gone == len(PERSONAL)


async def test_forgetting_a_stranger_changes_nothing(database: Database) -> None:
    with database.begin() as session:
        _fill_two(session)
        assert forget(session, 7_000_000_003) == 0
        assert _mentions(session, FIRUZ) == _mentions(session, GULNORA)


def test_every_large_number_is_known_to_name_a_person_or_not() -> None:
    large = {
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        for column in table.c
        if isinstance(column.type, BigInteger) and column.name not in {*PERSON_COLUMNS, *NOT_A_PERSON}
    }
    numbered = (
        "quizzes",
        "answers",
        "certificates",
        "subscriptions",
        "deliveries",
        "reports",
        "suggestions",
        "lives",
        "live_names",
        "paper_readings",
        "own_questions",
    )
    nobodys = {"corrections.id", "broadcasts.id", "broadcast_texts.id", "audits.id"}
    nobodys |= {"classes.id", "class_members.id", "homework.id"}
    assert large == {"learners.id", *nobodys, *(f"{table}.id" for table in numbered)}
