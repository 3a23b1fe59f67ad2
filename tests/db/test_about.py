"""Whoever asks is given every row about them and none of anybody else, from any table there is or will be."""

from __future__ import annotations

from sqlalchemy import Text, select

from db.about import SEALED, about
from db.engine import Database
from db.forget import names_of_person
from db.models import metadata
from tests.db.rows import fill

FIRUZ = 7_000_000_001
GULNORA = 7_000_000_002
HANGING = {"polls", "homework_attempts", "extra_times"}
"""Tables that name nobody, and whose rows go with rows of a person. A new one is added here, or to NOBODYS,
with a reason."""
NOBODYS = {
    *("pauses", "corrections", "broadcasts", "broadcast_texts", "unanswered", "bot_state"),
    "audits",  # under a keyed hash
    *("classes", "homework"),  # a class's own, to which class_teachers and class_members lead
    "leases",  # of processes
    "papers",  # a set's, of which nobody is named
}
KEPT_IN_CLEAR = {("bot_state", "value")}
"""Long texts that nobody typed."""


async def test_a_person_is_given_every_row_of_theirs_opened_and_none_of_another(
    either_database: Database,
) -> None:
    with either_database.begin() as session:
        fill(session, metadata, person=FIRUZ, serial=11)
        fill(session, metadata, person=GULNORA, serial=22)
        given = about(session, FIRUZ, opened=lambda sealed: f"opened {sealed}")
        named = {table.name for table in metadata.sorted_tables if names_of_person(table)}
        columns = {
            table.name: [*session.execute(select(table).limit(1)).keys()] for table in metadata.sorted_tables
        }
    told = {table for table, rows in given.items() if rows}
    assert named <= told, "a table that can name a person of groups has its private chat here, too"
    assert given.keys() - named >= HANGING
    assert str(GULNORA) not in str(given)
    assert all(len(rows) == 1 for rows in given.values()), {table: len(rows) for table, rows in given.items()}
    for table, [row] in given.items():
        assert [*row] == columns[table], "whole rows"
        assert all(row[name] == "opened 11" for place, name in SEALED if place == table)


async def test_a_stranger_is_given_nothing(database: Database) -> None:
    with database.begin() as session:
        fill(session, metadata, person=FIRUZ, serial=11)
        assert not any(about(session, GULNORA, opened=str).values())


def test_every_table_is_known_to_be_about_a_person_or_not() -> None:
    nameless = {table.name for table in metadata.sorted_tables if not names_of_person(table)}
    assert nameless - HANGING == NOBODYS


def test_every_long_text_is_sealed_or_known_to_be_nobodys() -> None:
    long = {
        (table.name, column.name)
        for table in metadata.sorted_tables
        for column in table.c
        if isinstance(column.type, Text)
    }
    assert long - KEPT_IN_CLEAR == SEALED
