"""`python -m bot items`: from the running bot on this machine, or else from the database itself."""

from __future__ import annotations

import csv
from argparse import ArgumentParser
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web as aiohttp_web

from bot import log, web
from bot.__main__ import main
from bot.operations import items, table
from bot.settings import Settings
from content.model import Bank
from db.engine import Database
from tests.banks import write_bank
from tests.services.test_items import answered


@asynccontextmanager
async def running(database: Database, bank: Bank, host: str = "127.0.0.1") -> AsyncIterator[str]:
    """The running bot's page alone."""
    site = aiohttp_web.Application()
    site.add_routes([table.route(database, bank)])
    async with web.serve(site, host, 0) as address:
        yield address


def settings_for(url: str, address: str = "", directory: Path | None = None) -> Settings:
    port = int(address.rpartition(":")[2]) if address else 1
    settings = Settings(database_url=url, port=port)
    return replace(settings, content_dir=directory) if directory else settings


async def told(settings: Settings, capsys: pytest.CaptureFixture[str], *arguments: str) -> Sequence[str]:
    parser = ArgumentParser()
    items.add_arguments(parser)
    assert await items.run(settings, parser.parse_args(arguments)) == 0
    return capsys.readouterr().out.splitlines()


async def test_the_running_bot_is_asked(
    database: Database, database_url: str, rivers: Bank, capsys: pytest.CaptureFixture[str]
) -> None:
    await answered(database, 11, "two")
    await answered(database, 12, "right")
    async with running(database, rivers) as address:
        settings = settings_for(database_url, address)
        head, line = await told(settings, capsys)
        assert head.split() == list(table._HEAD)
        assert line.split()[:7] == ["springs/keepers#how-many", "2", "50%", "0%", "-", "10", "s"]
        assert line.endswith("right 50%, two 50%, four 0%, seven 0%")
        assert await told(settings, capsys, "--flagged") == ["No question is flagged."]
        [row] = csv.DictReader(await told(settings, capsys, "--csv"))
        assert (row["question"], row["n"], row["right"]) == ("how-many", "2", "0.500")
        assert row["options"] == "right=0.500 two=0.500 four=0.000 seven=0.000"


async def test_flagged_questions_are_listed_alone(
    database: Database, database_url: str, rivers: Bank, capsys: pytest.CaptureFixture[str]
) -> None:
    for learner_id in range(1, 31):
        await answered(database, learner_id, "four")
    async with running(database, rivers) as address:
        _, line = await told(settings_for(database_url, address), capsys, "--flagged")
    assert "hard rival unused" in line


async def test_without_a_running_bot_the_database_is_opened(
    database: Database, database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await answered(database, 11, "two")
    database.close()
    settings = settings_for(database_url, directory=write_bank(tmp_path / "rivers"))
    assert len(await told(settings, capsys)) == 2


async def test_another_program_on_the_port_is_not_believed(
    database: Database, database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async def other(_: aiohttp_web.Request) -> aiohttp_web.Response:
        return aiohttp_web.Response(text="Welcome to a web server!\n")

    database.close()
    site = aiohttp_web.Application()
    site.router.add_get("/{any:.*}", other)
    async with web.serve(site, "127.0.0.1", 0) as address:
        settings = settings_for(database_url, address, write_bank(tmp_path / "rivers"))
        assert await told(settings, capsys) == ["No question has been answered yet."]


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "Via"])
async def test_what_a_proxy_passes_on_gets_no_answer(database: Database, rivers: Bank, header: str) -> None:
    async with running(database, rivers) as address, aiohttp.ClientSession() as client:
        async with client.get(f"{address}/items") as answer:
            assert (answer.status, answer.headers["X-Hamkori"]) == (200, "items")
        async with client.get(f"{address}/items", headers={header: "198.51.100.7"}) as answer:
            assert answer.status == 404


@pytest.mark.parametrize(
    ("host", "status"),
    [("rebound.example.org", 404), ("rebound.example.org:8080", 404), ("", 404), ("[", 404)]
    + [(host, 200) for host in ("localhost", "localhost:8080", "127.0.0.1", "[::1]:8080")],
)
async def test_page_of_another_site_whose_name_points_here_gets_no_answer(
    database: Database, rivers: Bank, host: str, status: int
) -> None:
    async with (
        running(database, rivers) as address,
        aiohttp.ClientSession() as client,
        client.get(f"{address}/items", headers={"Host": host}) as answer,
    ):
        assert answer.status == status


class Socket:
    """A connection as the web server sees it."""

    def __init__(self, peer: str, own: str) -> None:
        self._names = {"peername": (peer, 5), "sockname": (own, 8080)}

    def get_extra_info(self, name: str) -> tuple[str, int]:
        return self._names[name]


@pytest.mark.parametrize(
    ("peer", "own", "is_answered"),
    [
        ("127.0.0.1", "127.0.0.1", True),
        ("::1", "::1", True),
        ("::ffff:127.0.0.1", "::ffff:127.0.0.1", True),
        ("192.0.2.5", "192.0.2.5", True),
        ("192.0.2.6", "192.0.2.5", False),
        ("::ffff:192.0.2.6", "::ffff:192.0.2.5", False),
        ("fe80::1%eth0", "fe80::2%eth0", False),
    ],
)
async def test_only_this_machine_is_answered(peer: str, own: str, is_answered: bool) -> None:
    class Request:
        transport = Socket(peer, own)
        headers: dict[str, str] = {}  # noqa: RUF012

    assert web._is_of_this_machine(Request()) is is_answered  # type: ignore[arg-type]


def test_an_unknown_verb_is_told_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["itms"])
    assert "items" in capsys.readouterr().err


def test_the_command_says_why_it_cannot(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    migrated_file: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "hamkori.db").write_bytes(migrated_file.read_bytes())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CONTENT_DIR", str(tmp_path / "empty"))
    monkeypatch.setenv("PORT", "1")
    monkeypatch.setattr(log, "configure", lambda _: None)
    assert main(["items"]) == 78
    assert "there is no bank in it" in capsys.readouterr().err


@pytest.mark.parametrize("verb", ["items", "rekey"])
def test_a_command_on_no_database_makes_none(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    verb: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CONTENT_DIR", str(write_bank(tmp_path_factory.mktemp("rivers"))))
    monkeypatch.setenv("PORT", "1")
    monkeypatch.setattr(log, "configure", lambda _: None)
    assert main([verb]) == 78
    assert capsys.readouterr().err.startswith("There is no database data/hamkori.db: start the bot first")
    assert list(tmp_path.iterdir()) == []
