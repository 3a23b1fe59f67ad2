"""The doctor: a line for each thing, with what to do, against a real server that stands in for Telegram."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import web as aiohttp_web

from bot import web
from bot.__main__ import main
from bot.operations import checks
from bot.settings import Settings
from bot.vault import KEY_FILE
from db.looking import has_wal_reset_bug
from tests.operations.looking_in import REFUSED, copy_of, now, telegram, told, told_here

pytestmark = pytest.mark.sqlite


async def test_a_bot_that_is_well_is_told_so(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    await copy_of(settings, now())
    code, lines = await told_here(settings, capsys)
    assert code == 0
    bad = {what: line for what, line in lines.items() if not line.startswith("OK")}
    assert set(bad) <= {"sqlite", "disk"}, bad
    assert set(lines) == {
        *("telegram", "clock", "webhook", "port", "bank", "database", "sqlite", "disk", "rights", "backup"),
        *("key", "zones", "settings"),
    }
    assert "@hamkori_bot" in lines["telegram"]


async def test_it_changes_nothing(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (tmp_path / "hamkori.db").read_bytes()
    await told_here(settings, capsys)
    assert (tmp_path / "hamkori.db").read_bytes() == before
    assert not (tmp_path / KEY_FILE).exists()


# Telegram


@pytest.mark.parametrize(
    ("answer", "what", "words"),
    [
        (REFUSED, "token", "BAD Telegram does not know it"),
        ("<html>not found</html>", "telegram", "BAD http://127.0.0.1"),
    ],
)
async def test_an_answer_that_is_no_bot_is_read(
    settings: Settings, answer: object, what: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    async with telegram(answer) as address:
        code, lines = await told(settings, capsys, bot_api_url=address)
    assert code == 1
    assert lines[what].startswith(words)


async def test_a_network_that_is_away_is_told(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    code, lines = await told(settings, capsys, bot_api_url="http://127.0.0.1:1")
    assert code == 1
    assert "look at the network" in lines["telegram"]


async def test_without_a_token_it_is_a_playground(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    code, lines = await told(settings, capsys, bot_token=None)
    assert (code, lines["token"][:4]) == (0, "WARN")


@pytest.mark.parametrize(("seconds", "verdict"), [(0, "OK"), (60, "WARN"), (-60, "WARN"), (3600, "BAD")])
async def test_a_clock_that_is_off_is_told(
    settings: Settings, seconds: int, verdict: str, capsys: pytest.CaptureFixture[str]
) -> None:
    async with telegram(off=timedelta(seconds=seconds)) as address:
        _, lines = await told(settings, capsys, bot_api_url=address)
    assert lines["clock"].split()[0] == verdict


# The port


async def test_a_port_that_another_program_has_is_told(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    async with telegram() as other:
        code, lines = await told(settings, capsys, bot_api_url=other, port=int(other.rpartition(":")[2]))
    assert code == 1
    assert "is taken by another program" in lines["port"]


@pytest.mark.parametrize(("status", "verdict"), [("ok", "OK"), ("ill", "WARN")])
async def test_the_running_bot_has_the_port(
    settings: Settings, status: str, verdict: str, capsys: pytest.CaptureFixture[str]
) -> None:
    async def healthz(_: aiohttp_web.Request) -> aiohttp_web.Response:
        return aiohttp_web.json_response({"status": status, "reason": "no", "last_poll_seconds": 50})

    site = aiohttp_web.Application()
    site.router.add_get("/healthz", healthz)
    async with telegram() as address, web.serve(site, "127.0.0.1", 0) as bot:
        _, lines = await told(settings, capsys, bot_api_url=address, port=int(bot.rpartition(":")[2]))
    assert lines["port"].split()[0] == verdict


# Versions of SQLite, and settings


def test_a_name_in_the_file_that_is_no_setting_is_told(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("BOT_TOKEN=x\nADMIN_ID=5\nPOSTGRES_PASSWORD=x\nWHATEVER_ELSE=1\n")
    found = [finding.words for finding in checks.names(settings) if finding.verdict == "WARN"]
    assert found == [
        "ADMIN_ID in .env is none: write ADMIN_IDS, if you meant that",
        "WHATEVER_ELSE in .env is none: take it away",
    ]


def test_nobody_to_write_to_and_nobody_who_is_told_are_told(settings: Settings) -> None:
    lonely = replace(settings, operator_contact="", admin_ids=frozenset())
    found = list(checks.names(lonely))
    assert [finding.words.partition(" ")[0] for finding in found] == ["OPERATOR_CONTACT", "ADMIN_IDS"]
    assert {finding.verdict for finding in found} == {"WARN"}


@pytest.mark.parametrize(
    ("version", "has_bug"),
    [
        ((3, 40, 1), True),
        ((3, 44, 5), True),
        ((3, 44, 6), False),
        ((3, 45, 0), True),
        ((3, 50, 7), False),
        ((3, 51, 2), True),
        ((3, 51, 3), False),
        ((3, 52, 0), False),
    ],
)
def test_the_bug_of_the_log_is_known_by_version(version: tuple[int, ...], has_bug: bool) -> None:
    assert has_wal_reset_bug(version) is has_bug


@pytest.mark.parametrize(
    ("version", "verdict"), [((3, 34, 1), "BAD"), ((3, 46, 1), "WARN"), ((3, 51, 3), "OK")]
)
def test_a_version_of_sqlite_is_judged(settings: Settings, version: tuple[int, ...], verdict: str) -> None:
    [found] = checks.sqlite(settings, version)
    assert found.verdict == verdict


def test_settings_that_cannot_be_read_are_a_line_too(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BOT_TOKEN", "not a token")
    assert main(["doctor"]) == 1
    assert capsys.readouterr().out.startswith("BAD   settings  BOT_TOKEN should be the token")
