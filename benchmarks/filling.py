"""A database with so many learners, written by SQLite itself: a bot that they talked to would take days."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from content.keeping import index_of
from content.loader import load
from db.upgrade import upgrade

THEN, LATER = "2026-03-01 08:00:00.000000", "2096-03-01 08:00:00.000000"
_UP_TO = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :n)"

_LEARNERS = f"""
    INSERT INTO learners (id, language, zone, created_at) {_UP_TO}
    SELECT i, 'en', 'Asia/Dushanbe', '{THEN}' FROM n
"""
_QUIZZES = f"""
    INSERT INTO quizzes
        (id, learner_id, origin, kind, plan, position, shown_at, bank_version, created_at, ended_at)
    {_UP_TO} SELECT i, i, 'filled', 'practice', '[]', 0, '{THEN}', 'filled', '{THEN}', '{THEN}' FROM n
"""
_ANSWERS = f"""
    INSERT INTO answers (quiz_id, position, learner_id, fact_id, question_id, shown, chosen, is_right,
                         shown_at, answered_at, answered_on, language, bank_version)
    {_UP_TO}, each_of(k) AS (SELECT 0 UNION ALL SELECT k + 1 FROM each_of WHERE k < :each - 1)
    SELECT i, k, i, fact.id, 'filled', '["a","b"]', 'a', (i + k) % 3 > 0,
           '{THEN}', '{THEN}', '2026-03-01', 'en', 'filled'
    FROM n JOIN each_of JOIN fact ON fact.number = (i * 7 + k) % :facts
"""
_MEMORIES = f"""
    INSERT INTO memories (learner_id, fact_id, state, step, stability, difficulty, due_at, reviewed_at)
    SELECT learner_id, fact_id, 2, NULL, 5.0, 5.0, '{LATER}', '{THEN}' FROM answers
    WHERE question_id = 'filled'
"""
_SUBSCRIPTIONS = f"""
    INSERT INTO subscriptions
        (chat_id, learner_id, kind, language, zone, local_time, next_at, next_on, created_at)
    {_UP_TO} SELECT i, i, 'fact', 'en', 'Asia/Dushanbe', '08:00', '{LATER}', '2096-03-01', '{THEN}' FROM n
"""
_READER = """
    WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 3649),
        moment(i, at) AS (SELECT i, datetime('now', '-' || (i / 10) || ' days') || '.000000' FROM n)
    INSERT INTO answers (quiz_id, position, learner_id, fact_id, question_id, shown, chosen, is_right,
                         shown_at, answered_at, answered_on, language, bank_version)
    SELECT 1, 1000 + i, 1, fact.id, 'read', '["a","b"]', 'a', i % 3 > 0,
           at, at, substr(at, 1, 10), 'en', 'filled'
    FROM moment JOIN fact ON fact.number = i % :facts
"""


def fill(path: Path, learners: int, answers_each: int) -> None:
    """Learners with ids from 1, each with a quiz, answers, memories and a subscription that is not due."""
    upgrade(f"sqlite:///{path}", backup_dir=None)
    with _opened(path) as connection:
        facts = _facts(connection)
        connection.execute(_LEARNERS, {"n": learners})
        connection.execute(_QUIZZES, {"n": learners})
        connection.execute(_ANSWERS, {"n": learners, "each": answers_each, "facts": facts})
        connection.execute(_MEMORIES)
        connection.execute(_SUBSCRIPTIONS, {"n": learners})


def keep_bank(path: Path) -> None:
    """Leave what a first start beside this database would make, so that no start to come makes it."""
    cache = path.parent / "cache"
    index_of(load(cache=cache), cache)


def make_reader(path: Path) -> None:
    """The learner with id 1 has answered ten questions on each day of a year."""
    with _opened(path) as connection:
        connection.execute(_READER, {"facts": _facts(connection)})


def make_due(path: Path, subscriptions: int) -> None:
    """So many subscriptions are due since this second."""
    with _opened(path) as connection:
        connection.execute(
            "UPDATE subscriptions SET next_at = strftime('%Y-%m-%d %H:%M:%f', 'now') || '000', "
            "next_on = date('now'), local_time = strftime('%H:%M', 'now', '+5 hours') WHERE id <= ?",
            (subscriptions,),
        )


def planned(path: Path) -> int:
    """Messages that the bot owes or has sent."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        return int(connection.execute("SELECT count(*) FROM deliveries").fetchone()[0])


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path)) as connection, connection:
        yield connection


def _facts(connection: sqlite3.Connection) -> int:
    """A temporary table of the bank's facts; gives how many there are."""
    ids = [fact.id for fact in load().facts]
    connection.execute("CREATE TEMPORARY TABLE fact (number INTEGER PRIMARY KEY, id TEXT)")
    connection.executemany("INSERT INTO fact VALUES (?, ?)", list(enumerate(ids)))
    return len(ids)
