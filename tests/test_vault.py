"""What learners typed can be read with the key alone, and the key is nobody else's."""

from __future__ import annotations

import logging
import os
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot.clock import utc_now
from bot.operations import rekey
from bot.services import keys
from bot.settings import Secret, Settings, SettingsError, read_settings
from bot.vault import KEY_FILE, UnusableKey, Vault, open_vault
from db import presence
from db.backup import back_up, written_at
from db.engine import Database
from db.errors import AlreadyRunning
from db.models import metadata
from db.upgrade import upgrade
from tests.banks import write_bank
from tests.db.rows import fill
from tests.patience import PATIENCE

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()
NAME = "Зарина Ҷӯраева"


def test_sealed_text_is_opened_by_its_key_and_by_no_other() -> None:
    sealed = Vault([OLD]).seal(NAME)
    assert NAME not in sealed
    assert Vault([OLD]).open(sealed) == NAME
    assert Vault([NEW, OLD]).open(sealed) == NAME
    assert Vault([NEW]).open(sealed) is None
    assert Vault([OLD]).open("rubbish") is None


def test_a_mark_is_that_of_the_text_and_of_the_first_key() -> None:
    marks = [Vault([OLD]).mark(NAME), Vault([OLD, NEW]).mark(NAME), Vault([NEW]).mark(NAME)]
    assert marks[0] == marks[1] != marks[2]
    assert Vault([OLD]).mark(NAME + "!") != marks[0]
    assert {len(mark) for mark in marks} == {64}


def test_first_key_seals(caplog: pytest.LogCaptureFixture) -> None:
    sealed = Vault([NEW, OLD]).seal(NAME)
    assert Vault([NEW]).open(sealed) == NAME
    assert Vault([OLD]).open(sealed) is None
    assert "key that is not here" in caplog.text
    assert OLD not in caplog.text


def test_without_a_key_one_is_made_that_only_its_owner_can_read(tmp_path: Path) -> None:
    first = open_vault([], tmp_path / "data")
    file = tmp_path / "data" / KEY_FILE
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert open_vault([], tmp_path / "data").open(first.seal(NAME)) == NAME
    assert [each.name for each in file.parent.iterdir()] == [KEY_FILE]


def test_key_that_others_could_read_is_closed_to_them(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    open_vault([], tmp_path)
    (tmp_path / KEY_FILE).chmod(0o644)
    with caplog.at_level(logging.WARNING):
        open_vault([], tmp_path)
    assert stat.S_IMODE((tmp_path / KEY_FILE).stat().st_mode) == 0o600
    assert "only its owner" in caplog.text


@pytest.mark.parametrize("content", [b"", b"half a ke", b"\xff\xfe"])
def test_spoilt_key_is_refused_with_what_to_do(tmp_path: Path, content: bytes) -> None:
    (tmp_path / KEY_FILE).write_bytes(content)
    with pytest.raises(UnusableKey, match="Put back the file"):
        open_vault([], tmp_path)
    assert (tmp_path / KEY_FILE).read_bytes() == content


def test_key_never_goes_into_a_backup(tmp_path: Path, migrated_file: Path) -> None:
    database = tmp_path / "hamkori.db"
    database.write_bytes(migrated_file.read_bytes())
    open_vault([], tmp_path)
    copy = back_up(database, tmp_path / "backups", label="test", at=written_at(database))
    key = (tmp_path / KEY_FILE).read_bytes().strip()
    assert [each.name for each in (tmp_path / "backups").iterdir()] == [copy.name]
    assert key not in copy.read_bytes()


def test_several_keys_may_be_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATA_KEY", f"{NEW}, {OLD}")
    assert read_settings().data_keys == [NEW, OLD]
    for wrong in (f"{NEW},", f"{NEW},short", "short"):
        monkeypatch.setenv("DATA_KEY", wrong)
        with pytest.raises(SettingsError, match="newest first") as refused:
            read_settings()
        assert NEW not in str(refused.value)


SEALED = (
    ("certificates", "name"),
    ("classes", "name"),
    ("class_members", "name"),
    ("live_names", "name"),
    ("reports", "text"),
    ("suggestions", "text"),
    ("suggestions", "answer"),
    ("inbox", "body"),
    ("unanswered", "text"),
    ("broadcast_texts", "text"),
    ("own_questions", "text"),
)


async def sealed_with(database: Database, key: str) -> None:
    def write(connection: object) -> None:
        fill(connection, metadata, person=5_000_000_001, serial=3)  # type: ignore[arg-type]

    with database.begin() as session:
        write(session)
        for name, place in SEALED:
            table = metadata.tables[name]
            column = table.c[place]
            session.execute(table.update().values({column: Vault([key]).seal(NAME)}))


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    """The tiny bank: it is quickly read."""
    return write_bank(tmp_path / "rivers")


async def test_rekeying_lets_the_old_key_go(
    database_url: str, bank: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = Database(database_url)
    await sealed_with(database, OLD)
    database.close()
    settings = Settings(database_url=database_url, data_key=Secret(f"{NEW},{OLD}"), content_dir=bank)
    assert await rekey.run(settings, None) == 0  # type: ignore[arg-type]
    assert f"{len(SEALED)} texts are sealed" in capsys.readouterr().out
    only_new = replace(settings, data_key=Secret(NEW))
    assert await rekey.run(only_new, None) == 0  # type: ignore[arg-type]
    without = replace(settings, data_key=Secret(OLD))
    assert await rekey.run(without, None) == 1  # type: ignore[arg-type]
    assert f"{len(SEALED)} could not be read" in capsys.readouterr().out


async def test_key_that_is_gone_is_missed_until_nothing_is_sealed_with_it(database: Database) -> None:
    old, new, both = (Vault(each).fingerprints for each in ([OLD], [NEW], [NEW, OLD]))
    with database.begin() as session:
        assert keys.missing(session, old) == []
        assert keys.missing(session, both) == []
        assert keys.missing(session, new) == old
        assert keys.missing(session, new) == old
        assert keys.missing(session, old) == new  # it has sealed meanwhile
        keys.forget_others(session, new[0])
        assert keys.missing(session, new) == []


def test_where_nothing_can_be_linked_a_key_is_made_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    sealed = open_vault([], tmp_path).seal(NAME)
    assert open_vault([], tmp_path).open(sealed) == NAME
    assert [file.name for file in tmp_path.iterdir()] == [KEY_FILE]


def test_key_that_cannot_be_made_is_told_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UnusableKey, match=r"cannot be made \(No space left on device\)\. Make room"):
        open_vault([], tmp_path)
    assert list(tmp_path.iterdir()) == []


async def test_rekeying_beside_a_running_bot_is_refused(postgres_url: str, bank: Path) -> None:
    upgrade(postgres_url, backup_dir=None)
    settings = Settings(database_url=postgres_url, data_key=Secret(NEW), content_dir=bank)
    database = Database(postgres_url)
    try:
        with database.begin() as session:
            presence.beat(session, "it", utc_now())
        with pytest.raises(AlreadyRunning, match="stop it first"):
            await rekey.run(settings, None)  # type: ignore[arg-type]
        with database.begin() as session:
            presence.leave(session, "it")
            presence.beat(session, "killed", utc_now() - presence.ALIVE_FOR)
        assert await rekey.run(settings, None) == 0  # type: ignore[arg-type]
    finally:
        database.close()


def test_spoilt_key_ends_the_start_with_a_sentence(tmp_path: Path, migrated_file: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "hamkori.db").write_bytes(migrated_file.read_bytes())
    (tmp_path / "data" / KEY_FILE).write_text("half a ke")
    root = Path(__file__).resolve().parents[1]
    ended = subprocess.run(
        [sys.executable, "-m", "bot", "rekey"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(root), "CONTENT_DIR": str(write_bank(tmp_path / "rivers"))},
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert ended.returncode == 78
    assert "Put back the file" in ended.stderr
    assert "Traceback" not in ended.stderr
