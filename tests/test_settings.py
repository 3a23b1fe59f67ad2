"""What an operator may set: complete in .env.example, named when wrong, and never echoed."""

from __future__ import annotations

import base64
import re
from dataclasses import fields, replace
from pathlib import Path

import pytest
from dotenv import dotenv_values

from bot.settings import Settings, SettingsError, read_settings

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / ".env.example"
OPERATING = ROOT / "docs" / "operating.md"
NAMES = {each.name.upper() for each in fields(Settings)}
TOKEN = "123456789:" + "A-token_of_no_bot_at_all_" + "x" * 10
SECRET = "Pa55word-of-nobody"
DEFAULTS = Settings()
KEY = base64.urlsafe_b64encode(bytes(range(32))).decode()


@pytest.fixture(autouse=True)
def directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory, and an environment in which nothing is set."""
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def set_in_example() -> dict[str, str]:
    """Every setting that .env.example shows, commented out or not, as name and value."""
    return dict(re.findall(r"^#?([A-Z_]+)=(.*)$", EXAMPLE.read_text(encoding="utf-8"), re.MULTILINE))


# .env.example and the table of docs/operating.md


def test_the_example_shows_every_setting_and_no_other() -> None:
    assert set(set_in_example()) == NAMES


def test_the_example_as_it_is_changes_no_default(directory: Path) -> None:
    (directory / ".env").write_bytes(EXAMPLE.read_bytes())
    assert dotenv_values(EXAMPLE) == {"BOT_TOKEN": ""}
    assert read_settings() == DEFAULTS


def test_the_example_with_every_comment_mark_taken_away_still_gives_the_defaults(
    directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [f"{name}={value}\n" for name, value in set_in_example().items()]
    (directory / ".env").write_text("".join(lines), encoding="utf-8")
    given = read_settings()
    # The one path of them is told from the root of the project, where the program is started.
    assert (ROOT / given.content_dir).resolve() == DEFAULTS.content_dir
    assert replace(given, content_dir=DEFAULTS.content_dir) == DEFAULTS


def test_every_setting_of_the_example_is_explained() -> None:
    paragraphs = EXAMPLE.read_text(encoding="utf-8").strip().split("\n\n")
    for paragraph in paragraphs:
        assert re.match(r"# [A-Z].{30,}", paragraph), paragraph
    assert "token" in paragraphs[1]


def test_the_operators_page_has_a_line_for_every_setting_and_no_other() -> None:
    rows = re.findall(r"^\| `([A-Z_]+)` \|", OPERATING.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(rows) == sorted(NAMES)


# Defaults


def test_without_any_setting_the_playground_opens_on_this_machine_alone() -> None:
    settings = read_settings()
    assert settings.bot_token is None
    assert (settings.host, settings.port) == ("127.0.0.1", 8080)
    assert settings.admin_ids == frozenset()
    assert settings.default_zone == "Asia/Dushanbe"
    assert settings.bot_api_url == "https://api.telegram.org"
    assert settings.database_url == "sqlite+aiosqlite:///data/hamkori.db"
    assert (settings.content_dir / "bank.yaml").is_file()


@pytest.mark.parametrize("name", sorted(NAMES))
def test_an_empty_value_means_that_nothing_was_set(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "")
    assert read_settings() == DEFAULTS


def test_the_environment_goes_before_the_file(directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (directory / ".env").write_text(f"BOT_TOKEN={TOKEN}\nPORT=1111\n", encoding="utf-8")
    monkeypatch.setenv("PORT", "2222")
    settings = read_settings()
    assert settings.port == 2222
    assert settings.bot_token is not None
    assert settings.bot_token.get_secret_value() == TOKEN


def test_names_that_are_no_settings_of_ours_are_left_alone(directory: Path) -> None:
    (directory / ".env").write_text("POSTGRES_PASSWORD=x\nCOMPOSE_PROJECT_NAME=y\n", encoding="utf-8")
    assert read_settings() == DEFAULTS


# Values that can be used


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("123456789", {123456789}),
        ("123456789,987654321", {123456789, 987654321}),
        (" 123456789 ; 987654321\t5 ,", {123456789, 987654321, 5}),
        ("7,7", {7}),
        (",", set()),
    ],
)
def test_admins_are_numbers_with_anything_sensible_between(
    text: str, ids: set[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ADMIN_IDS", text)
    assert read_settings().admin_ids == ids


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOT_TOKEN", TOKEN),
        ("BOT_API_URL", "http://127.0.0.1:8081"),
        ("BOT_API_URL", "https://bots.example.org/telegram/"),
        ("DATABASE_URL", "sqlite+aiosqlite:////data/hamkori.db"),
        ("DATABASE_URL", "sqlite+aiosqlite:///C:/Program Files/hamkori.db"),
        ("DATABASE_URL", "postgresql+psycopg://hamkori:p%40ss@db:5432/hamkori?sslmode=require"),
        ("DATABASE_URL", "postgresql+psycopg://hamkori@[::1]/hamkori"),
        ("DATABASE_URL", "postgresql+psycopg:///hamkori?host=/var/run/postgresql"),
        ("DEFAULT_ZONE", "Europe/Vienna"),
        ("HOST", "0.0.0.0"),
        ("HOST", "::1"),
        ("HOST", "localhost"),
        ("PORT", "0"),
        ("WEBHOOK_URL", "https://bot.example.org/telegram"),
        ("WEBHOOK_URL", "https://bot.example.org:8443/hooks/hamkori-1/"),
        ("WEBHOOK_SECRET", "0123456789abcdef_-XYZ"),
        ("TELEGRAM_PROXY", "http://user:password@proxy.example.org:3128"),
        ("LOG_LEVEL", "debug"),
        ("BACKUP_TIME", "off"),
        ("BACKUPS_KEPT", "1"),
        ("RETENTION_MONTHS", "0"),
        ("PAUSE_AFTER_REPORTS", "0"),
        ("SEND_RATE", "0"),
        ("DATA_KEY", KEY),
        ("OPERATOR_CONTACT", "@somebody <somebody@example.org>"),
    ],
)
def test_a_right_value_is_taken(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    assert getattr(read_settings(), name.lower()) != getattr(DEFAULTS, name.lower()) or value == "0"


def test_a_slash_behind_the_bot_api_server_makes_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_API_URL", "http://localhost:8081/")
    assert read_settings().bot_api_url == "http://localhost:8081"


# Values that cannot

WRONG = [
    ("BOT_TOKEN", f"bot{TOKEN}", "BotFather"),
    ("BOT_TOKEN", f"{TOKEN} ", "BotFather"),
    ("BOT_TOKEN", f'"{TOKEN}"', "BotFather"),
    ("BOT_TOKEN", SECRET, "BotFather"),
    ("BOT_API_URL", f"api.telegram.org/{SECRET}", "https://api.telegram.org"),
    ("BOT_API_URL", f"https://{SECRET}/bot", "without /bot"),
    ("BOT_API_URL", "http://", "https://api.telegram.org"),
    ("DATABASE_URL", f"postgres://hamkori:{SECRET}@db/hamkori", "postgresql+psycopg://"),
    ("DATABASE_URL", f"postgresql+psycopg://hamkori:{SECRET}@x@db/hamkori", "%40 for @"),
    ("DATABASE_URL", f"postgresql+psycopg://hamkori:{SECRET}/x@db/hamkori", "%2F for /"),
    ("DATABASE_URL", f"postgresql+psycopg://hamkori:{SECRET}#x@db/hamkori", "%23 for #"),
    ("DATABASE_URL", f"postgresql+psycopg://hamkori:{SECRET}@db:port/hamkori", "server/database"),
    ("DATABASE_URL", f"postgresql+psycopg://hamkori:{SECRET}@db", "server/database"),
    ("DATABASE_URL", "sqlite:///data/hamkori.db", "sqlite+aiosqlite:///"),
    ("DATABASE_URL", "sqlite+aiosqlite:///", "and a path"),
    ("ADMIN_IDS", f"@{SECRET}", "numbers with commas"),
    ("EDITOR_IDS", f"@{SECRET}", "numbers with commas"),
    ("ADMIN_IDS", "123456789,-1", "numbers with commas"),
    ("DEFAULT_ZONE", f"Asia/{SECRET}", "Asia/Dushanbe"),
    ("DEFAULT_ZONE", "localtime", "Asia/Dushanbe"),
    ("DEFAULT_ZONE", "../../etc/passwd", "Asia/Dushanbe"),
    ("DEFAULT_ZONE", "Asia", "Asia/Dushanbe"),
    ("HOST", f"http://{SECRET}", "127.0.0.1"),
    ("HOST", "127.0.0.1:8080", "PORT"),
    ("PORT", SECRET, "from 0 to 65535"),
    ("PORT", "65536", "from 0 to 65535"),
    ("PORT", "-1", "from 0 to 65535"),
    ("PORT", "80.5", "from 0 to 65535"),
    ("BACKUP_TIME", "3 o'clock", "a time of the day such as 03:00"),
    ("BACKUP_TIME", "24:00", "a time of the day such as 03:00"),
    ("BACKUPS_KEPT", "0", "from 1 to 65535"),
    ("RETENTION_MONTHS", "never", "from 0 to 65535"),
    ("PAUSE_AFTER_REPORTS", SECRET, "from 0 to 65535"),
    ("PAUSE_AFTER_REPORTS", "-1", "from 0 to 65535"),
    ("SEND_RATE", SECRET, "from 0 to 65535"),
    ("SEND_RATE", "-1", "from 0 to 65535"),
    ("WEBHOOK_URL", f"http://bot.example.org/{SECRET}", "https://bot.example.org/telegram"),
    ("WEBHOOK_URL", "https://bot.example.org", "a path"),
    ("WEBHOOK_URL", "https://bot.example.org/", "a path"),
    ("WEBHOOK_URL", "https://bot.example.org/healthz", "the webhook's alone"),
    ("WEBHOOK_URL", f"https://user:{SECRET}@bot.example.org/telegram", "a path"),
    ("WEBHOOK_SECRET", f"{SECRET} {SECRET}", "16 to 256 letters"),
    ("WEBHOOK_SECRET", "short", "16 to 256 letters"),
    ("TELEGRAM_PROXY", f"socks5://user:{SECRET}@proxy:1080", "http://host:port"),
    ("LOG_LEVEL", SECRET, "DEBUG, INFO, WARNING, ERROR"),
    ("DATA_KEY", SECRET, "32 random bytes"),
    ("DATA_KEY", base64.urlsafe_b64encode(SECRET.encode()).decode(), "32 random bytes"),
    ("DATA_KEY", f"ключ{SECRET}", "32 random bytes"),
]


@pytest.mark.parametrize(("name", "value", "cure"), WRONG)
def test_a_wrong_value_is_named_with_what_it_should_be_and_never_echoed(
    name: str, value: str, cure: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as raised:
        read_settings()
    told = str(raised.value)
    assert told.startswith(f"{name} should be ")
    assert cure in told
    assert "\n" not in told
    assert SECRET not in told
    assert TOKEN not in told
    assert raised.value.__cause__ is None
    assert raised.value.__suppress_context__


def test_all_wrong_values_are_named_at_once_a_line_each(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value, _ in WRONG:
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as raised:
        read_settings()
    names = [line.split()[0] for line in str(raised.value).splitlines()]
    assert sorted(names) == sorted({name for name, _, _ in WRONG})


def test_every_setting_that_can_be_wrong_is_tried_above() -> None:
    free = {"OPERATOR_CONTACT", "CONTENT_DIR"}  # any text; the loader tells about a directory without a bank
    assert {name for name, _, _ in WRONG} == NAMES - free


def test_secrets_do_not_show_when_settings_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    monkeypatch.setenv("DATA_KEY", KEY)
    monkeypatch.setenv("WEBHOOK_SECRET", f"{SECRET}-of-the-webhook")
    monkeypatch.setenv("DATABASE_URL", f"postgresql+psycopg://hamkori:{SECRET}@db/hamkori")
    monkeypatch.setenv("TELEGRAM_PROXY", f"http://user:{SECRET}@proxy:3128")
    for shown in (repr(read_settings()), str(read_settings())):
        assert TOKEN not in shown
        assert KEY not in shown
        assert SECRET not in shown


def test_a_file_that_notepad_saved_is_read(directory: Path) -> None:
    (directory / ".env").write_text(f"BOT_TOKEN={TOKEN}\n", encoding="utf-8-sig", newline="\r\n")
    assert read_settings().bot_token is not None


def test_a_file_in_another_encoding_is_refused_in_a_sentence(directory: Path) -> None:
    (directory / ".env").write_text(f"BOT_TOKEN={TOKEN}\n", encoding="utf-16")
    with pytest.raises(SettingsError, match=r"\.env should be saved as UTF-8"):
        read_settings()
