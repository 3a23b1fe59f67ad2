"""One database belongs to one bank."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from db.errors import OtherBank
from db.upgrade import upgrade
from tests.db.test_upgrade import later, looking_at


def owner_in(url: str) -> str | None:
    with looking_at(url) as connection:
        found = connection.exec_driver_sql("SELECT value FROM bot_state WHERE key = 'bank'").scalar()
    return None if found is None else str(found)


def test_a_new_database_belongs_to_the_bank_it_was_made_for(empty_url: str) -> None:
    upgrade(empty_url, backup_dir=None, bank_id="rivers")
    upgrade(empty_url, backup_dir=None, bank_id="rivers")
    assert owner_in(empty_url) == "rivers"


def test_a_database_that_belongs_to_none_is_adopted(database_url: str) -> None:
    assert owner_in(database_url) is None
    upgrade(database_url, backup_dir=None, bank_id="rivers")
    assert owner_in(database_url) == "rivers"


def test_another_bank_is_refused_with_what_to_do(database_url: str) -> None:
    upgrade(database_url, backup_dir=None, bank_id="rivers")
    with pytest.raises(OtherBank) as refused:
        upgrade(database_url, backup_dir=None, bank_id="lakes")
    words = str(refused.value)
    assert 'belongs to the bank "rivers", and CONTENT_DIR leads to the bank "lakes"' in words
    assert "another DATABASE_URL" in words
    assert owner_in(database_url) == "rivers"


def test_another_bank_changes_no_table_and_makes_no_backup(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'hamkori.db'}"
    upgrade(url, backup_dir=None, bank_id="rivers")
    before = (tmp_path / "hamkori.db").read_bytes()
    with pytest.raises(OtherBank):
        upgrade(url, backup_dir=tmp_path / "backups", bank_id="lakes", versions=later(tmp_path))
    assert (tmp_path / "hamkori.db").read_bytes() == before
    assert not (tmp_path / "backups").exists()


def test_a_copy_is_read_back_without_a_bank(tmp_path: Path) -> None:
    file = tmp_path / "copy.db"
    upgrade(f"sqlite+aiosqlite:///{file}", backup_dir=None, bank_id="rivers")
    upgrade(f"sqlite+aiosqlite:///{file}", backup_dir=None)
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT value FROM bot_state").fetchall() == [("rivers",)]
