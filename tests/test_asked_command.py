"""What was asked in vain is listed for who has the key: by the command, from the bot or its database."""

from __future__ import annotations

from argparse import ArgumentParser
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web as aiohttp_web
from cryptography.fernet import Fernet

from bot import web
from bot.operations import asked as command
from bot.operations import in_vain
from bot.services import asked
from bot.settings import Secret, Settings
from bot.vault import Vault
from db.engine import Database
from tests.banks import write_bank

KEY = Fernet.generate_key().decode()
VAULT = Vault([KEY])
NOW = datetime(2026, 3, 1, 7, 0, tzinfo=UTC)


def note(database: Database, text: str, update_id: int, language: str = "en") -> None:
    with database.begin() as session:
        asked.note(
            session,
            key=VAULT.mark(text.casefold()),
            sealed=VAULT.seal(text),
            language=language,
            update_id=update_id,
            now=NOW,
        )


def settings_for(url: str, port: int, key: str = KEY) -> Settings:
    settings = Settings(database_url=url, port=port)
    return replace(settings, data_key=Secret(key))


async def told(settings: Settings, capsys: pytest.CaptureFixture[str]) -> list[str]:
    parser = ArgumentParser()
    command.add_arguments(parser)
    assert await command.run(settings, parser.parse_args([])) == 0
    return capsys.readouterr().out.splitlines()


async def test_the_running_bot_lists_what_was_asked_most_often_first(
    database: Database, database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    note(database, "who was the mayor", 1)
    note(database, "Нархи нон чанд?\x1b[31m", 2, "tg")
    note(database, "нархи нон чанд?\x1b[31m", 3, "tg")
    site = aiohttp_web.Application()
    site.add_routes([in_vain.route(database, VAULT)])
    async with web.serve(site, "127.0.0.1", 0) as address:
        port = int(address.rpartition(":")[2])
        head, first, second = await told(settings_for(database_url, port), capsys)
        assert head.split() == ["times", "in", "last", "question"]
        assert first.split(maxsplit=3) == ["2", "tg", "2026-03-01", "нархи нон чанд? [31m"]
        assert second.split(maxsplit=3) == ["1", "en", "2026-03-01", "who was the mayor"]


async def test_who_has_not_the_key_is_told_nothing(database: Database) -> None:
    note(database, "who was the mayor", 1)
    site = aiohttp_web.Application()
    site.add_routes([in_vain.route(database, VAULT)])
    async with web.serve(site, "127.0.0.1", 0) as address, aiohttp.ClientSession() as client:
        other = Vault([Fernet.generate_key().decode()])
        for headers in ({}, {in_vain.PROOF: ""}, {in_vain.PROOF: other.mark("asked")}):
            async with client.get(f"{address}/asked", headers=headers) as answer:
                assert answer.status == 404


async def test_without_a_running_bot_the_database_is_opened(
    database: Database, database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    note(database, "who was the mayor", 1)
    database.close()
    settings = settings_for(database_url, 1)
    settings = replace(settings, content_dir=write_bank(tmp_path / "rivers"))
    assert len(await told(settings, capsys)) == 2
