"""PostgreSQL behind a pooler in transaction mode: nothing outlives a transaction on its connection."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry, Pool

from bot.learning.quiz import Turn
from bot.services import answering, arrival, quizzes
from content.model import Bank
from db import lanes
from db.engine import Database, Session
from db.upgrade import upgrade

NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
LEFT = """
SELECT 'prepared: ' || statement FROM pg_prepared_statements
UNION ALL SELECT 'listens to ' || channel FROM pg_listening_channels() AS channel
UNION ALL SELECT 'holds a lock' FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()
UNION ALL SELECT 'has set ' || name FROM pg_settings WHERE source = 'session'
UNION ALL SELECT 'cursor ' || name FROM pg_cursors WHERE name <> ''
UNION ALL SELECT 'table ' || relname FROM pg_class WHERE relpersistence = 't'
"""


@pytest.fixture
def left() -> Iterator[list[str]]:
    """What was found left on a connection after a transaction; then it is taken away, as a pooler does."""
    found: list[str] = []

    def hand_over(connection: DBAPIConnection | None, _: ConnectionPoolEntry) -> None:
        if connection is None or connection.__class__.__module__.startswith("sqlite3"):
            return
        cursor = connection.cursor()
        cursor.execute(LEFT)
        found.extend(row[0] for row in cursor.fetchall())
        connection.rollback()
        connection.autocommit = True
        cursor.execute("DISCARD ALL")
        connection.autocommit = False

    event.listen(Pool, "checkin", hand_over)
    yield found
    event.remove(Pool, "checkin", hand_over)


def test_nothing_is_left_behind_and_nothing_is_missed(
    postgres_url: str, rivers: Bank, left: list[str]
) -> None:
    upgrade(postgres_url, backup_dir=None, bank_id="rivers")
    database = Database(postgres_url)
    try:
        for number in range(3):
            _play(database, rivers, f"tap-{number}")
    finally:
        database.close()
    assert left == []


def _play(database: Database, bank: Bank, origin: str) -> None:
    """Some answers, each act in a transaction of its own."""
    turn = _act(database, bank, origin)
    for _ in range(4):
        assert isinstance(turn, Turn)
        turn = _act(database, bank, origin, turn)


def _act(database: Database, bank: Bank, origin: str, turn: Turn | None = None) -> object:
    def act(session: Session) -> object:
        learner = arrival.arrive(session, 1, code="en", zone="UTC", now=NOW)
        lanes.hold(session, [1, 2], "me", NOW, NOW)
        lanes.release(session, [1, 2], "me")
        if turn is None:
            return quizzes.start(session, bank, learner, origin=origin, scope=None, count=5)
        at = {"quiz_id": turn.quiz_id, "position": turn.position}
        answering.answer(session, bank, learner, option=None, **at)
        return answering.advance(session, bank, learner, **at)

    return database.submit(act).result(20)
