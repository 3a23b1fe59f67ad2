"""The doctor: a line for each thing, with what to do, against a real server that stands in for Telegram."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import ssl
import subprocess
import sys
from argparse import Namespace
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web as aiohttp_web

from bot import web
from bot.__main__ import main
from bot.operations import checks, doctor, reaching
from bot.operations.backups import Backups
from bot.settings import Secret, Settings
from bot.vault import KEY_FILE, open_vault
from db.engine import Database
from db.looking import Looked, has_wal_reset_bug
from db.models import metadata
from db.sealed import PLACES
from db.upgrade import upgrade
from tests.banks import write_bank
from tests.db.rows import fill
from tests.db.test_upgrade import later
from tests.deployed import ROOT
from tests.operations.tls import Tls, made

TOKEN = "123456789:" + "a_token_of_no_bot_" * 2
ME = {"ok": True, "result": {"id": 1, "is_bot": True, "first_name": "H", "username": "hamkori_bot"}}
REFUSED = {"ok": False, "error_code": 401, "description": "Unauthorized"}


def now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - the doctor looks at the clock of the machine


@asynccontextmanager
async def telegram(
    answer: object = ME, off: timedelta = timedelta(0), webhook: dict[str, object] | None = None
) -> AsyncIterator[str]:
    """A server that answers getMe, by a clock that is off, and tells of a webhook."""

    async def get_me(_: aiohttp_web.Request) -> aiohttp_web.Response:
        headers = {"Date": format_datetime(now() + off, usegmt=True)}
        if isinstance(answer, str):
            return aiohttp_web.Response(text=answer, status=404, headers=headers)
        return aiohttp_web.json_response(answer, headers=headers)

    async def get_webhook_info(_: aiohttp_web.Request) -> aiohttp_web.Response:
        return aiohttp_web.json_response({"ok": True, "result": webhook or {"url": ""}})

    site = aiohttp_web.Application()
    site.router.add_get(f"/bot{TOKEN}/getMe", get_me)
    site.router.add_get(f"/bot{TOKEN}/getWebhookInfo", get_webhook_info)
    async with web.serve(site, "127.0.0.1", 0) as address:
        yield address


@pytest.fixture
def settings(tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Those of a bot that is well; its database belongs to the bank of rivers and is its owner's."""
    monkeypatch.chdir(tmp_path)
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


@pytest.fixture(autouse=True)
def _trusting(tls: Tls, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reaching, "trusted", lambda: tls.client)


async def told(
    settings: Settings, capsys: pytest.CaptureFixture[str], **more: Any
) -> tuple[int, dict[str, str]]:
    """The exit code, and the line about each thing; the worst one where there are several."""
    code = await doctor.run(replace(settings, **more), Namespace())
    output = capsys.readouterr().out
    assert TOKEN not in output
    lines: dict[str, str] = {}
    for line in output.splitlines()[1:]:
        verdict, what, words = line.split(maxsplit=2)
        if verdict != "OK" or what not in lines:
            lines[what] = f"{verdict} {words}"
    return code, lines


async def told_here(settings: Settings, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, str]]:
    async with telegram() as address:
        return await told(settings, capsys, bot_api_url=address)


async def copy_of(settings: Settings, at: datetime) -> Path:
    database = Database(settings.database_url)
    copy = (await Backups(database, settings, lambda: at).make()).file
    database.close()
    return copy


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


# What Telegram says of the webhook, and what answers at its address

ADDRESS = "https://bot.example.org/telegram"


@pytest.mark.parametrize(
    ("wish", "info", "verdict", "words"),
    [
        (None, {"url": ""}, "OK", "the bot asks Telegram"),
        (
            None,
            {"url": "https://old.example.org/secret"},
            "WARN",
            "posts to old.example.org: a start here takes",
        ),
        (
            ADDRESS,
            {"url": "https://old.example.org/secret"},
            "WARN",
            "posts to old.example.org: a start here",
        ),
        (ADDRESS, {"url": ""}, "OK", "the start sets it"),
        (ADDRESS, {"url": ADDRESS, "pending_update_count": 7}, "OK", "is set; 7 updates wait"),
        (ADDRESS, {"url": ADDRESS, "pending_update_count": 500}, "WARN", "500 updates wait at Telegram"),
    ],
)
async def test_what_telegram_says_of_the_webhook_is_told(
    settings: Settings,
    wish: str | None,
    info: dict[str, object],
    verdict: str,
    words: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    async with telegram(webhook=info) as server:
        settings = replace(settings, webhook_url=wish, bot_api_url=server)
        found = {finding.what: finding async for finding in reaching.telegram(settings)}
    assert found["webhook"].verdict == verdict
    assert words in found["webhook"].words
    assert "secret" not in found["webhook"].words


@pytest.mark.parametrize(("ago", "verdict"), [(timedelta(minutes=5), "WARN"), (timedelta(hours=2), "OK")])
async def test_what_telegram_met_at_the_address_of_late_is_told(
    settings: Settings, ago: timedelta, verdict: str
) -> None:
    error = {"last_error_date": int((now() - ago).timestamp()), "last_error_message": "502 Bad Gateway"}
    async with telegram(webhook={"url": ADDRESS, "pending_update_count": 3, **error}) as server:
        settings = replace(settings, webhook_url=ADDRESS, bot_api_url=server)
        found = {finding.what: finding async for finding in reaching.telegram(settings)}
    assert found["webhook"].verdict == verdict
    if verdict == "WARN":
        assert "could not post 5 min ago (502 Bad Gateway); 3 updates wait" in found["webhook"].words


@asynccontextmanager
async def proxy(tls: Tls, pages: dict[str, int | object]) -> AsyncIterator[str]:
    """What stands at the webhook's address: a status for each page, or what it tells; gives its address."""

    async def answer(request: aiohttp_web.Request) -> aiohttp_web.Response:
        told = pages.get(request.path, 404)
        if isinstance(told, int):
            return aiohttp_web.Response(status=told)
        return aiohttp_web.json_response(told)

    runner = aiohttp_web.ServerRunner(aiohttp_web.Server(answer))  # type: ignore[arg-type]
    await runner.setup()
    await aiohttp_web.TCPSite(runner, "127.0.0.1", 0, ssl_context=tls.server).start()
    yield f"https://localhost:{runner.addresses[0][1]}"
    await runner.cleanup()


@pytest.mark.parametrize(
    ("pages", "verdict", "words"),
    [
        ({"/telegram": 405}, "OK", "leads to the bot"),
        ({"/telegram": 502}, "WARN", "the proxy answers 502: no bot runs behind it"),
        ({}, "BAD", "answers 404, where the bot would 405: let the proxy forward /telegram"),
        ({"/telegram": 200}, "BAD", "answers 200"),
        ({"/telegram": 405, "/healthz": {"last_poll_seconds": 1}}, "WARN", "forwards /healthz to everybody"),
    ],
)
async def test_what_answers_at_the_address_of_the_webhook_is_told(
    settings: Settings, tls: Tls, pages: dict[str, int | object], verdict: str, words: str
) -> None:
    async with proxy(tls, pages) as there:
        settings = replace(settings, webhook_url=f"{there}/telegram", bot_api_url="http://127.0.0.1")
        found = [finding async for finding in reaching.address(settings)]
    assert (found[-1].verdict, words in found[-1].words) == (verdict, True), found


async def test_a_certificate_that_nobody_trusts_is_told(
    settings: Settings, tls: Tls, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reaching, "trusted", ssl.create_default_context)
    async with proxy(tls, {"/telegram": 405}) as there:
        settings = replace(settings, webhook_url=f"{there}/telegram")
        found = [finding async for finding in reaching.address(settings)]
    assert (found[-1].verdict, "its certificate is not trusted" in found[-1].words) == ("BAD", True), found


async def test_an_address_that_is_away_or_has_a_port_to_which_nobody_posts_is_told(
    settings: Settings,
) -> None:
    settings = replace(settings, webhook_url="https://127.0.0.1:1/telegram")
    found = [finding async for finding in reaching.address(settings)]
    assert [finding.verdict for finding in found] == ["BAD", "WARN"]
    assert "the ports 443, 80, 88 and 8443 alone" in found[0].words
    assert "is not reached from here" in found[1].words


async def test_a_process_of_its_own_speaks_tls_with_whom_this_machine_trusts(
    settings: Settings, tls: Tls, tmp_path: Path
) -> None:
    """In the program aiohttp's own contexts trust nobody (bot/wire/certificates.py)."""
    pages = {f"/bot{TOKEN}/getMe": ME, f"/bot{TOKEN}/getWebhookInfo": {"ok": True, "result": {"url": ""}}}
    async with proxy(tls, {**pages}) as there:
        environment = {"PATH": os.defpath, "PYTHONPATH": str(ROOT), "SSL_CERT_FILE": str(tls.authority)}
        environment |= {"BOT_TOKEN": TOKEN, "BOT_API_URL": there, "PORT": "0"}
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "doctor"), cwd=tmp_path, env=environment, stdout=subprocess.PIPE
        )
        said = (await process.communicate())[0].decode()
    assert "OK    telegram" in said, said


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


# The database and what stands beside it


async def test_a_damaged_database_is_told(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = bytearray((tmp_path / "hamkori.db").read_bytes())
    content[3 * 4096 : 20 * 4096] = b"\xff" * (17 * 4096)
    (tmp_path / "hamkori.db").write_bytes(content)
    code, lines = await told_here(settings, capsys)
    assert code == 1
    assert "restore a copy" in lines["database"]


async def test_a_newer_database_is_told(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    upgrade(settings.database_url, backup_dir=None, versions=later(tmp_path))
    code, lines = await told_here(settings, capsys)
    assert code == 1
    assert "newer version (revision 9999" in lines["database"]


async def test_a_database_of_another_bank_is_told(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(sqlite3.connect(tmp_path / "hamkori.db")) as connection, connection:
        connection.execute("UPDATE bot_state SET value = 'mountains' WHERE key = 'bank'")
    code, lines = await told_here(settings, capsys)
    assert code == 1
    assert 'is of the bank "mountains"' in lines["database"]


async def test_a_first_start_is_not_ill(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "hamkori.db").unlink()
    code, lines = await told_here(settings, capsys)
    assert code == 0
    assert "the first start makes it" in lines["database"]
    assert not (tmp_path / "hamkori.db").exists()


async def test_a_server_that_is_away_is_told(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    async with telegram() as address:
        url = "postgresql+psycopg://hamkori:secret@127.0.0.1:1/hamkori"
        code, lines = await told(settings, capsys, bot_api_url=address, database_url=url)
    assert code == 1
    assert lines["database"].startswith("BAD cannot be opened")
    assert "secret" not in str(lines)


async def test_a_postgresql_is_looked_at(
    settings: Settings, postgres_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    upgrade(postgres_url, backup_dir=None, bank_id="rivers")
    async with telegram() as address:
        code, lines = await told(settings, capsys, bot_api_url=address, database_url=postgres_url)
    assert code == 0
    assert lines["database"].startswith("OK postgresql")
    assert "pg_dump" in lines["backup"]


async def test_a_database_that_others_can_read_is_told(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "hamkori.db").chmod(0o644)
    _, lines = await told_here(settings, capsys)
    assert "WARN others on this machine may read" in lines["rights"]


async def test_a_key_that_others_can_read_is_told(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    open_vault([], tmp_path)
    (tmp_path / KEY_FILE).chmod(0o644)
    _, lines = await told_here(settings, capsys)
    assert lines["rights"].endswith(f"chmod 600 {tmp_path / KEY_FILE}")


async def test_a_directory_that_may_not_be_written_to_is_told(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda path, _: Path(path).name != "hamkori.db")
    found = [finding for finding in checks.disk(settings) if finding.what == "rights"]
    assert [finding.verdict for finding in found] == ["BAD"]
    assert "chown it to the bot's user" in found[0].words


@pytest.mark.parametrize(("kind", "verdict"), [("nfs4", "BAD"), ("ext4", "OK"), ("", "OK")])
async def test_a_disk_of_another_machine_is_told(
    settings: Settings, kind: str, verdict: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks, "_file_system", lambda _: kind)
    found = [finding for finding in checks.disk(settings) if finding.what == "disk"]
    assert found[-1].verdict == verdict


def test_the_mount_nearest_to_a_directory_tells_its_kind(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(
        f"/dev/a / ext4 rw 0 0\nserver:/x {tmp_path} nfs4 rw 0 0\n/dev/b /elsewhere xfs rw 0 0\n"
    )
    assert checks._file_system(tmp_path / "data", mounts) == "nfs4"
    assert checks._file_system(Path("/elsewhere-not"), mounts) == "ext4"
    assert checks._file_system(tmp_path, tmp_path / "none") == ""


@pytest.mark.parametrize(
    ("version", "encoding", "verdicts"),
    [((17, 2), "UTF8", []), ((12, 22), "UTF8", ["WARN"]), ((17, 2), "SQL_ASCII", ["BAD"])],
)
def test_a_server_is_judged_by_its_version_and_its_letters(
    version: tuple[int, ...], encoding: str, verdicts: list[str]
) -> None:
    looked = Looked("postgresql", frozenset(), version=version, encoding=encoding)
    assert [finding.verdict for finding in checks._server(looked)] == verdicts


async def test_a_full_disk_is_told(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "LEAST_ROOM", 10**18)
    [disk, *_] = checks.disk(settings)
    assert disk.verdict == "BAD"


async def test_backups_that_are_missing_old_or_damaged_are_told(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    def verdict() -> str:
        [found] = checks.newest_backup(settings, now())
        return found.verdict

    assert verdict() == "WARN"
    await copy_of(settings, now() - timedelta(days=3))
    assert verdict() == "WARN"
    copy = await copy_of(settings, now())
    assert verdict() == "OK"
    copy.write_bytes(copy.read_bytes()[: 10 * 4096])
    assert verdict() == "BAD"


async def test_a_key_that_opens_nothing_is_told(
    settings: Settings, tmp_path: Path, database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    database = Database(database_url)
    vault = open_vault([], tmp_path)
    with database.begin() as session:
        fill(session, metadata, person=7, serial=7)
        for table, _, column in PLACES.values():
            session.execute(table.update().values({column: vault.seal("Зарина")}))
    database.close()
    [found] = checks.key(settings)
    assert found.verdict == "OK"
    assert found.words.startswith(f"{tmp_path / KEY_FILE} opens all of {len(PLACES)} ")
    (tmp_path / KEY_FILE).unlink()
    [found] = checks.key(settings)
    assert (found.verdict, "is missing" in found.words) == ("BAD", True)
    open_vault([], tmp_path)
    [found] = checks.key(settings)
    assert (found.verdict, f"does not open {len(PLACES)} of {len(PLACES)}" in found.words) == ("BAD", True)


def test_copies_that_are_switched_off_are_told(settings: Settings) -> None:
    off = replace(settings, backup_time="off")
    assert [finding.verdict for finding in checks.newest_backup(off, now())] == ["WARN", "WARN"]


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
