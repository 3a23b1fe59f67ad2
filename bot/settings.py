"""What an operator may set, in the environment or a file .env; a wrong value is named with its cure."""

from __future__ import annotations

import base64
import binascii
import ipaddress
import os
import re
from pathlib import Path
from typing import Annotated, Literal

from dotenv import dotenv_values
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator
from pydantic_core import ErrorDetails

from bot.learning import zones

TOKEN_SHAPE = re.compile(r"\d{6,}:[A-Za-z0-9_-]{30,}")
HOST_NAME = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?")
# The driver's own complaint about a bad address would show the password, so nothing doubtful may reach it.
SERVER = re.compile(
    r"postgresql\+psycopg://([^:/@?#\s]*(:[^@/?#\s]*)?@)?(\[[0-9A-Fa-f:.]+\]|[^:/@?#\s]*)(:\d+)?"
    r"/[^/?#\s]+(\?[^#\s]+)?"
)


class Settings(BaseModel):
    """The settings by their names in the environment. Secrets never show in ``repr`` or in an error."""

    model_config = ConfigDict(extra="ignore", hide_input_in_errors=True)

    bot_token: SecretStr | None = None
    bot_api_url: str = "https://api.telegram.org"
    database_url: Annotated[str, Field(repr=False)] = "sqlite+aiosqlite:///data/hamkori.db"
    admin_ids: frozenset[int] = frozenset()
    default_zone: str = "Asia/Dushanbe"
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65_535)] = 8080
    send_rate: Annotated[int, Field(ge=0, le=65_535)] = 30
    operator_contact: str = ""
    telegram_proxy: Annotated[str | None, Field(repr=False)] = None
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    data_key: SecretStr | None = None
    backup_time: str = "03:00"
    backups_kept: Annotated[int, Field(le=65_535)] = 14
    pause_after_reports: Annotated[int, Field(ge=0, le=65_535)] = 3
    content_dir: Path = Path(__file__).resolve().parent.parent / "content" / "bank"

    @field_validator("bot_token")
    @classmethod
    def _token_has_its_shape(cls, token: SecretStr | None) -> SecretStr | None:
        if token is not None and not TOKEN_SHAPE.fullmatch(token.get_secret_value()):
            raise ValueError("should be the token BotFather gave you, digits:letters, with nothing around it")
        return token

    @field_validator("bot_api_url")
    @classmethod
    def _api_url_is_http(cls, url: str) -> str:
        url = url.rstrip("/")
        if not re.fullmatch(r"https?://[^\s?#/]+[^\s?#]*", url) or url.endswith("/bot"):
            raise ValueError(
                "should be the base of a Bot API server, such as https://api.telegram.org, without /bot"
            )
        return url

    @field_validator("database_url")
    @classmethod
    def _database_is_known(cls, url: str) -> str:
        if re.match(r"sqlite\+aiosqlite:///[^?#\s]", url) or SERVER.fullmatch(url):
            return url
        raise ValueError(
            "should be sqlite+aiosqlite:/// and a path, or postgresql+psycopg://user:password@server/database"
            "; in a password write %40 for @, %3A for :, %2F for /, %3F for ?, %23 for #, %25 for %"
        )

    @field_validator("admin_ids", mode="before")
    @classmethod
    def _admins_are_numbers(cls, ids: object) -> object:
        if not isinstance(ids, str):
            return ids
        parts = [part for part in re.split(r"[\s,;]+", ids) if part]
        if not all(part.isdecimal() for part in parts):
            raise ValueError("should be Telegram user ids, numbers with commas between: 123456789,987654321")
        return frozenset(map(int, parts))

    @field_validator("default_zone")
    @classmethod
    def _zone_exists(cls, zone: str) -> str:
        if zone not in zones.NAMES:
            raise ValueError("should be a zone name such as Asia/Dushanbe")
        return zone

    @field_validator("host")
    @classmethod
    def _host_is_an_address(cls, host: str) -> str:
        if not HOST_NAME.fullmatch(host):
            try:
                ipaddress.ip_address(host)
            except ValueError:
                raise ValueError(
                    "should be an address to listen on, such as 127.0.0.1 (the port is PORT)"
                ) from None
        return host

    @field_validator("telegram_proxy")
    @classmethod
    def _proxy_is_http(cls, proxy: str | None) -> str | None:
        if proxy is not None and not re.fullmatch(r"http://[^\s]+", proxy):
            raise ValueError("should be the address of an HTTP proxy, http://host:port")
        return proxy

    @field_validator("log_level", mode="before")
    @classmethod
    def _level_in_capitals(cls, level: object) -> object:
        return level.upper() if isinstance(level, str) else level

    @field_validator("data_key")
    @classmethod
    def _keys_are_32_bytes(cls, keys: SecretStr | None) -> SecretStr | None:
        if keys is not None and not all(map(_is_key, _split(keys.get_secret_value()))):
            raise ValueError(
                "should be 32 random bytes in URL-safe base64, or several such keys with commas between, the "
                "newest first; make one with: "
                "python3 -c 'import base64, os; print(base64.urlsafe_b64encode(os.urandom(32)).decode())'"
            )
        return keys

    @field_validator("backup_time")
    @classmethod
    def _backup_time_is_a_time(cls, moment: str) -> str:
        if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d|off", moment):
            raise ValueError("should be a time of the day such as 03:00, or off for no copies at all")
        return moment

    @field_validator("backups_kept")
    @classmethod
    def _backups_are_kept(cls, kept: int) -> int:
        if kept < 1:
            raise ValueError("should be a number from 1 to 65535; BACKUP_TIME=off makes no copies at all")
        return kept

    @property
    def data_keys(self) -> list[str]:
        """The keys of the vault: the first seals, all open."""
        return _split(self.data_key.get_secret_value()) if self.data_key else []


def _split(keys: str) -> list[str]:
    return [key.strip() for key in keys.split(",")]


def _is_key(key: str) -> bool:
    try:
        return len(base64.urlsafe_b64decode(key)) == 32
    except (binascii.Error, ValueError):
        return False


class SettingsError(Exception):
    """Some settings cannot be used; ``str`` names each with what it should be, a line each."""


_WORDS = {
    "greater_than_equal": "should be a number from 0 to 65535",
    "less_than_equal": "should be a number from 0 to 65535",
    "int_parsing": "should be a number from 0 to 65535",
    "literal_error": "should be one of DEBUG, INFO, WARNING, ERROR",
}


def read_settings() -> Settings:
    """Settings from the environment and .env; raises SettingsError without ever echoing a value."""
    try:
        return Settings.model_validate(_given())
    except ValidationError as error:
        problems = error.errors(include_input=False, include_url=False)
        raise SettingsError("\n".join(map(_told, problems))) from None
    except UnicodeDecodeError:
        raise SettingsError("the file .env should be saved as UTF-8 text") from None
    except OSError as error:
        raise SettingsError(
            f"the file .env should be readable by the user this program runs as ({error.strerror})"
        ) from None


def _given() -> dict[str, str]:
    """What is set, by name in small letters. The environment goes before the file, and empty is not set.

    Not by pydantic-settings: its ways through command lines, secrets and clouds, none of which are ours, cost
    a start more than all of pydantic.
    """
    # utf-8-sig: Notepad begins a file with a mark that would hide its first name.
    sources = (dotenv_values(".env", encoding="utf-8-sig"), os.environ)
    return {name.lower(): value for source in sources for name, value in source.items() if value}


def _told(problem: ErrorDetails) -> str:
    name = str(problem["loc"][0]).upper()
    return f"{name} {_WORDS.get(problem['type'], problem['msg'].removeprefix('Value error, '))}"
