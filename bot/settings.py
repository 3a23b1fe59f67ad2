"""What an operator may set, in the environment or a file .env; a wrong value is named with its cure."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import ipaddress
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dotenv import dotenv_values

from bot.learning import zones

TOKEN_SHAPE = re.compile(r"\d{6,}:[A-Za-z0-9_-]{30,}")
WEBHOOK = re.compile(r"https://[^\s?#/@]+/(?!(?:healthz|readyz|metrics|status|backup)$)[A-Za-z0-9._~/-]+")
HOST_NAME = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?")
# The driver's own complaint about a bad address would show the password, so nothing doubtful may reach it.
SERVER = re.compile(
    r"postgresql\+psycopg://([^:/@?#\s]*(:[^@/?#\s]*)?@)?(\[[0-9A-Fa-f:.]+\]|[^:/@?#\s]*)(:\d+)?"
    r"/[^/?#\s]+(\?[^#\s]+)?"
)
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
LARGEST = 65_535


class Secret:
    """A text that shows in no ``repr`` and so in no log."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __repr__(self) -> str:
        return "Secret('**********')"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and self._text == other._text

    def __hash__(self) -> int:
        return hash(self._text)

    def get_secret_value(self) -> str:
        return self._text


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The settings by their names in the environment. Secrets never show in ``repr``."""

    bot_token: Secret | None = None
    bot_api_url: str = "https://api.telegram.org"
    database_url: str = field(default="sqlite+aiosqlite:///data/hamkori.db", repr=False)
    admin_ids: frozenset[int] = frozenset()
    editor_ids: frozenset[int] = frozenset()
    default_zone: str = "Asia/Dushanbe"
    host: str = "127.0.0.1"
    port: int = 8080
    webhook_url: str | None = None
    webhook_secret: Secret | None = None
    send_rate: int = 30
    operator_contact: str = ""
    telegram_proxy: str | None = field(default=None, repr=False)
    log_level: str = "INFO"
    data_key: Secret | None = None
    backup_time: str = "03:00"
    backups_kept: int = 14
    retention_months: int = 24
    pause_after_reports: int = 3
    content_dir: Path = Path(__file__).resolve().parent.parent / "content" / "bank"

    @property
    def webhook_word(self) -> str:
        """The secret by which Telegram is known when it posts. Without WEBHOOK_SECRET it follows from the
        token and the address, the same in every process, and tells nothing of the token."""
        if self.webhook_secret is not None:
            return self.webhook_secret.get_secret_value()
        assert self.bot_token is not None
        key, told = self.bot_token.get_secret_value().encode(), f"webhook {self.webhook_url}".encode()
        return hmac.new(key, told, hashlib.sha256).hexdigest()

    @property
    def content_ids(self) -> frozenset[int]:
        """Whoever looks after the content: editors, and administrators, who may do all that they may."""
        return self.admin_ids | self.editor_ids

    @property
    def data_keys(self) -> list[str]:
        """The keys of the vault: the first seals, all open."""
        return _split(self.data_key.get_secret_value()) if self.data_key else []


def _split(keys: str) -> list[str]:
    return [key.strip() for key in keys.split(",")]


# What reads the text of each setting, and raises ValueError with what it should be.


def _token(text: str) -> Secret:
    if not TOKEN_SHAPE.fullmatch(text):
        raise ValueError("the token BotFather gave you, digits:letters, with nothing around it")
    return Secret(text)


def _bot_api_url(text: str) -> str:
    url = text.rstrip("/")
    if not re.fullmatch(r"https?://[^\s?#/]+[^\s?#]*", url) or url.endswith("/bot"):
        raise ValueError("the base of a Bot API server, such as https://api.telegram.org, without /bot")
    return url


def read_database_url(text: str) -> str:
    if not (re.match(r"sqlite\+aiosqlite:///[^?#\s]", text) or SERVER.fullmatch(text)):
        raise ValueError(
            "sqlite+aiosqlite:/// and a path, or postgresql+psycopg://user:password@server/database"
            "; in a password write %40 for @, %3A for :, %2F for /, %3F for ?, %23 for #, %25 for %"
        )
    return text


def _ids(text: str) -> frozenset[int]:
    parts = [part for part in re.split(r"[\s,;]+", text) if part]
    if not all(part.isdecimal() for part in parts):
        raise ValueError("Telegram user ids, numbers with commas between: 123456789,987654321")
    return frozenset(map(int, parts))


def _zone(text: str) -> str:
    if text not in zones.NAMES:
        raise ValueError("a zone name such as Asia/Dushanbe")
    return text


def _host(text: str) -> str:
    if not HOST_NAME.fullmatch(text):
        try:
            ipaddress.ip_address(text)
        except ValueError:
            raise ValueError("an address to listen on, such as 127.0.0.1 (the port is PORT)") from None
    return text


def _webhook_url(text: str) -> str:
    if not WEBHOOK.fullmatch(text):
        raise ValueError(
            "the address at which Telegram reaches your reverse proxy, https:// and a path "
            "that is the webhook's alone, such as https://bot.example.org/telegram"
        )
    return text


def _webhook_secret(text: str) -> Secret:
    if not re.fullmatch("[A-Za-z0-9_-]{16,256}", text):
        raise ValueError("16 to 256 letters, digits, _ and -; leave it out to have one derived")
    return Secret(text)


def _proxy(text: str) -> str:
    if not re.fullmatch(r"http://[^\s]+", text):
        raise ValueError("the address of an HTTP proxy, http://host:port")
    return text


def _log_level(text: str) -> str:
    if text.upper() not in LOG_LEVELS:
        raise ValueError(f"one of {', '.join(LOG_LEVELS)}")
    return text.upper()


def _data_key(text: str) -> Secret:
    if not all(map(_is_key, _split(text))):
        raise ValueError(
            "32 random bytes in URL-safe base64, or several such keys with commas between, the "
            "newest first; make one with: "
            "python3 -c 'import base64, os; print(base64.urlsafe_b64encode(os.urandom(32)).decode())'"
        )
    return Secret(text)


def _is_key(key: str) -> bool:
    try:
        return len(base64.urlsafe_b64decode(key)) == 32
    except (binascii.Error, ValueError):
        return False


def _backup_time(text: str) -> str:
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d|off", text):
        raise ValueError("a time of the day such as 03:00, or off for no copies at all")
    return text


def _number(text: str) -> int:
    if not re.fullmatch(r"\+?[0-9]{1,9}", text) or int(text) > LARGEST:
        raise ValueError(f"a number from 0 to {LARGEST}")
    return int(text)


def _backups_kept(text: str) -> int:
    if not text.strip("0") or not re.fullmatch(r"[0-9]{1,9}", text) or int(text) > LARGEST:
        raise ValueError(f"a number from 1 to {LARGEST}; BACKUP_TIME=off makes no copies at all")
    return int(text)


_READERS: Mapping[str, Callable[[str], Any]] = {
    "bot_token": _token,
    "bot_api_url": _bot_api_url,
    "database_url": read_database_url,
    "admin_ids": _ids,
    "editor_ids": _ids,
    "default_zone": _zone,
    "host": _host,
    "port": _number,
    "webhook_url": _webhook_url,
    "webhook_secret": _webhook_secret,
    "send_rate": _number,
    "operator_contact": str,
    "telegram_proxy": _proxy,
    "log_level": _log_level,
    "data_key": _data_key,
    "backup_time": _backup_time,
    "backups_kept": _backups_kept,
    "retention_months": _number,
    "pause_after_reports": _number,
    "content_dir": Path,
}
NAMES = frozenset(_READERS)


class SettingsError(Exception):
    """Some settings cannot be used; ``str`` names each with what it should be, a line each."""


def read_settings() -> Settings:
    """Settings from the environment and .env; raises SettingsError without ever echoing a value."""
    try:
        given = _given()
    except UnicodeDecodeError:
        raise SettingsError("the file .env should be saved as UTF-8 text") from None
    except OSError as error:
        raise SettingsError(
            f"the file .env should be readable by the user this program runs as ({error.strerror})"
        ) from None
    values, problems = {}, []
    for name in given.keys() & NAMES:
        try:
            values[name] = _READERS[name](given[name])
        except ValueError as error:
            problems.append(f"{name.upper()} should be {error}")
    if problems:
        raise SettingsError("\n".join(sorted(problems))) from None
    return Settings(**values)


def names_in(file: Path) -> frozenset[str]:
    """The names there, in small letters; none where it cannot be read, of which a start tells."""
    try:
        return frozenset(name.lower() for name in dotenv_values(file, encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        return frozenset()


def _given() -> dict[str, str]:
    """What is set, by name in small letters. The environment goes before the file, and empty is not set.

    Not by pydantic, of which the authors' forms are made: loading it would be a tenth of every start.
    """
    # utf-8-sig: Notepad begins a file with a mark that would hide its first name.
    sources = (dotenv_values(".env", encoding="utf-8-sig"), os.environ)
    return {name.lower(): value for source in sources for name, value in source.items() if value}
