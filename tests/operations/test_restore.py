"""The drill: copied under load, destroyed, restored. And what is never put in the place of a database."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from argparse import ArgumentParser
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import insert

from bot import acts
from bot.learning.play import PRACTICE
from bot.operations import restore
from bot.operations.backups import Backups
from bot.services import answering, arrival, quizzes
from bot.settings import Settings
from content.model import Bank
from db.engine import Database, Session
from db.errors import AlreadyRunning, CannotRestore
from db.lock import hold
from db.models import deliveries, learners, subscriptions
from db.upgrade import upgrade
from tests.banks import write_bank
from tests.db.test_copying import grow, state_of
from tests.db.test_upgrade import later
from tests.races.playing import ITEM, NOW

pytestmark = pytest.mark.sqlite

FIRST = 5_000_000_000


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    upgrade(database_url, backup_dir=None, bank_id="rivers")
    settings = Settings(database_url=database_url, port=1)
    return replace(settings, content_dir=write_bank(tmp_path / "bank"))


async def restored(settings: Settings, *words: str) -> None:
    parser = ArgumentParser()
    restore.add_arguments(parser)
    assert await restore.run(settings, parser.parse_args(words)) == 0


async def copied(settings: Settings, at: datetime = NOW) -> Path:
    database = Database(settings.database_url)
    copy = (await Backups(database, settings, lambda: at).make()).file
    database.close()
    return copy


def found(directory: Path, pattern: str) -> list[Path]:
    return list(directory.glob(pattern))


def destroy(directory: Path) -> None:
    for file in found(directory, "hamkori.db*"):
        file.unlink()


def add_learner(settings: Settings, learner_id: int) -> None:
    with closing(sqlite3.connect(_file(settings))) as connection, connection:
        columns = "(id, language, zone, created_at, seen_at)"
        moment = "2026-03-02 03:00:00.000000"
        values = (learner_id, "tg", "Asia/Dushanbe", moment, moment)
        connection.execute(f"INSERT INTO learners {columns} VALUES (?, ?, ?, ?, ?)", values)


def people(settings: Settings) -> list[int]:
    with closing(sqlite3.connect(_file(settings))) as connection:
        return [row[0] for row in connection.execute("SELECT id FROM learners ORDER BY id")]


def _file(settings: Settings) -> Path:
    return Path(settings.database_url.removeprefix("sqlite+aiosqlite:///"))


def answer(session: Session, bank: Bank, number: int) -> None:
    """One act that leaves a learner, a quiz, an answer and a memory."""
    learner = arrival.arrive(session, FIRST + number, code="en", zone="UTC", now=NOW)
    turn = quizzes.open_quiz(session, bank, learner, play=PRACTICE, origin="tap", scope=None, items=(ITEM,))
    answering.answer(session, bank, learner, quiz_id=turn.quiz_id, position=0, option=number % 4)


async def answer_on(database: Database, bank: Bank, numbers: Sequence[int], is_over: asyncio.Event) -> int:
    """Answers, one after the other, until it is over; gives how many there were."""
    for done, number in enumerate(numbers):
        if is_over.is_set():
            return done
        await acts.run(database, partial(answer, bank=bank, number=number))
    return len(numbers)


async def test_a_database_destroyed_after_a_copy_under_load_is_restored_to_its_instant(
    settings: Settings, rivers: Bank, tmp_path: Path
) -> None:
    database, seen, is_over = Database(settings.database_url), list[str](), asyncio.Event()
    grow(database, 20_000)

    def clock() -> datetime:  # it is looked at when the copy is whole, before the next act
        if any(file.name.endswith("raw.partial") for file in tmp_path.glob("backups/*")):
            seen.append(state_of(_file(settings)))
        return NOW

    async with asyncio.TaskGroup() as group:
        many = [
            group.create_task(answer_on(database, rivers, range(first, 100_000, 6), is_over))
            for first in range(6)
        ]
        made = await Backups(database, settings, clock).make()
        is_over.set()
    written = sum(task.result() for task in many)
    database.close()
    destroy(tmp_path)
    await restored(settings, str(made.file), "--resend")
    assert [state_of(_file(settings))] == seen
    held = {made.rows[table] for table in ("learners", "quizzes", "answers", "memories")}
    assert len(held) == 1, "an act is in the copy by half"
    assert 0 < held.pop() < written


async def test_what_is_lost_is_told_and_the_replaced_database_is_kept(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add_learner(settings, 11)
    copy = await copied(settings)
    add_learner(settings, 12)
    with pytest.raises(CannotRestore, match="holds something: 2 learners, 0 answers"):
        await restored(settings, str(copy))
    assert people(settings) == [11, 12]
    await restored(settings, "newest", "--force")
    told = capsys.readouterr().out
    assert "the state at 2026-03-02 03:00:00 UTC: 1 learner, 0 answers" in told
    [line] = [line.split() for line in told.splitlines() if line.startswith("learners")]
    assert line[:3] == ["learners", "1", "2"]
    assert people(settings) == [11]
    [replaced] = found(tmp_path, "hamkori.*.replaced.db")
    with closing(sqlite3.connect(replaced)) as connection:
        assert connection.execute("SELECT count(*) FROM learners").fetchone() == (2,)
    assert _file(settings).stat().st_mode & 0o777 == 0o600


async def test_the_log_of_the_replaced_database_does_not_spoil_the_restored_one(
    settings: Settings, tmp_path: Path
) -> None:
    copy = await copied(settings)
    # As a kill leaves it: the newest rows are in the write-ahead log alone.
    database = Database(settings.database_url)
    with database.begin() as session:
        session.execute(
            insert(learners).values(id=12, language="tg", zone="UTC", created_at=NOW, is_text_only=False)
        )
    for end in ("", "-wal"):
        shutil.copyfile(f"{_file(settings)}{end}", tmp_path / f"killed.db{end}")
    database.close()
    for end in ("", "-wal"):
        shutil.copyfile(tmp_path / f"killed.db{end}", f"{_file(settings)}{end}")
    await restored(settings, str(copy), "--force")
    assert people(settings) == []
    assert not _file(settings).with_name("hamkori.db-wal").exists()


async def test_a_damaged_database_is_replaced_only_by_force(settings: Settings) -> None:
    add_learner(settings, 11)
    copy = await copied(settings)
    _file(settings).write_bytes(b"no database at all " * 1_000)
    with pytest.raises(CannotRestore, match="cannot be read"):
        await restored(settings, str(copy))
    await restored(settings, str(copy), "--force")
    assert people(settings) == [11]


async def test_a_running_bot_is_not_restored_under(settings: Settings) -> None:
    copy = await copied(settings)
    with hold(settings.database_url), pytest.raises(AlreadyRunning):
        await restored(settings, str(copy), "--force")


async def test_an_older_copy_is_brought_to_the_tables_of_this_version(
    settings: Settings, tmp_path: Path
) -> None:
    from alembic import command

    from db.migrate import migrating

    with migrating(settings.database_url) as config:
        command.downgrade(config, "-1")
    copy = tmp_path / "old.db"
    shutil.copyfile(_file(settings), copy)
    _file(settings).unlink()
    await restored(settings, str(copy))
    upgrade(settings.database_url, backup_dir=None, bank_id="rivers")


# What is refused, with nothing changed


async def refused(settings: Settings, copy: Path, why: str) -> None:
    add_learner(settings, 99)
    with pytest.raises(CannotRestore, match=why):
        await restored(settings, str(copy), "--force")
    assert people(settings) == [99]
    assert not list(_file(settings).parent.glob("*.restoring*"))


async def test_a_damaged_copy_is_refused(settings: Settings) -> None:
    copy = await copied(settings)
    content = bytearray(copy.read_bytes())
    content[3 * 4096 : 20 * 4096] = b"\xff" * (17 * 4096)
    copy.write_bytes(content)
    await refused(settings, copy, "cannot be restored")


async def test_a_copy_of_a_newer_version_is_refused(settings: Settings, tmp_path: Path) -> None:
    copy = await copied(settings)
    upgrade(f"sqlite+aiosqlite:///{copy}", backup_dir=None, versions=later(tmp_path))
    await refused(settings, copy, "made by a newer version")


async def test_a_copy_of_another_bank_is_refused(settings: Settings) -> None:
    copy = await copied(settings)
    with closing(sqlite3.connect(copy)) as connection, connection:
        connection.execute("UPDATE bot_state SET value = 'mountains' WHERE key = 'bank'")
    await refused(settings, copy, 'belongs to the bank "mountains"')


async def test_a_database_of_another_program_is_refused(settings: Settings, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "other.db")) as connection, connection:
        connection.execute("CREATE TABLE songs (id INTEGER)")
    await refused(settings, tmp_path / "other.db", "no database of this program")


async def test_what_is_no_copy_is_refused(settings: Settings, tmp_path: Path) -> None:
    await refused(settings, _file(settings), "is the database itself")
    with pytest.raises(CannotRestore, match="There is no file"):
        await restored(settings, str(tmp_path / "none.db"), "--force")
    with pytest.raises(CannotRestore, match="There is no copy"):
        await restored(settings, "newest", "--force")


# What fell due since


async def owe(settings: Settings) -> None:
    """A fact that waited when the copy was made, and a subscription that fell due since."""
    now = datetime.now(UTC)  # noqa: TID251 - the command looks at the clock
    database = Database(settings.database_url)
    with database.begin() as session:
        chat = {"kind": "fact", "language": "tg", "topic_id": 0}
        waiting = {"occasion": "2026-03-01", "fact_id": "springs/keepers", "state": "pending"}
        session.execute(insert(deliveries).values(chat_id=11, due_at=now, not_before=now, **chat, **waiting))
        due = {"zone": "UTC", "local_time": f"{now - timedelta(minutes=5):%H:%M}", "created_at": now}
        due |= {"next_at": now - timedelta(minutes=5), "next_on": f"{now - timedelta(minutes=5):%Y-%m-%d}"}
        session.execute(insert(subscriptions).values(chat_id=12, **chat, **due))
    database.close()


def owed(settings: Settings) -> list[tuple[int, str]]:
    with closing(sqlite3.connect(_file(settings))) as connection:
        return connection.execute("SELECT chat_id, state FROM deliveries ORDER BY id").fetchall()


async def test_nothing_that_fell_due_since_is_sent_again(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    await owe(settings)
    copy = await copied(settings)
    await restored(settings, str(copy), "--force")
    assert owed(settings) == [(11, "stale"), (12, "stale")]
    assert "2 messages that fell due since are not sent again" in capsys.readouterr().out
    with closing(sqlite3.connect(_file(settings))) as connection:
        [next_at] = connection.execute("SELECT next_at FROM subscriptions").fetchone()
    assert next_at > f"{datetime.now(UTC):%Y-%m-%d %H:%M}"  # noqa: TID251


async def test_with_resend_everything_is_owed_as_it_was(settings: Settings) -> None:
    await owe(settings)
    copy = await copied(settings)
    await restored(settings, str(copy), "--force", "--resend")
    assert owed(settings) == [(11, "pending")]
