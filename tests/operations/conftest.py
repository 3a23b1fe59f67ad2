"""A bot that is well, for the doctor to look at."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.operations import reaching
from bot.settings import Secret, Settings
from db.upgrade import upgrade
from tests.banks import write_bank
from tests.operations.looking_in import TOKEN
from tests.operations.tls import Tls, made


@pytest.fixture
def settings(tmp_path: Path, database_url: str, tls: Tls, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Those of a bot that is well; its database belongs to the bank of rivers and is its owner's."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(reaching, "trusted", lambda: tls.client)
    upgrade(database_url, backup_dir=None, bank_id="rivers")
    (tmp_path / "hamkori.db").chmod(0o600)
    settings = Settings(
        bot_token=Secret(TOKEN),
        database_url=database_url,
        port=0,
        admin_ids=frozenset({42}),
        operator_contact="@somebody",
    )
    return replace(settings, content_dir=write_bank(tmp_path / "bank"))


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> Tls:
    return made(tmp_path_factory.mktemp("tls"))
