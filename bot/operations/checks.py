"""What `python -m bot doctor` looks at on this machine: database, disk, backups, key, zones, port."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from datetime import datetime, timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec import Struct

from bot.counted import counted
from bot.settings import NAMES, Settings, names_in
from bot.vault import KEY_FILE, UnusableKey, open_vault
from content.model import Bank
from db.address import sqlite_file
from db.backup import DIRECTORY, backups
from db.errors import UnusableDatabase
from db.looking import OLDEST_SQLITE, Looked, damage_of, has_wal_reset_bug, look, sealed_texts
from db.upgrade import OURS, known_revisions

Verdict = Literal["OK", "WARN", "BAD"]

LEAST_ROOM = 100_000_000
"""Bytes that must be free beside the database; a copy needs twice its size on top."""
OLDEST_BACKUP = timedelta(hours=49)
SEALED_TRIED = 50
OLDEST_POSTGRESQL = (15,)
"""The oldest that its authors still mend, as of 2026-11."""
FAR_AWAY = ("nfs", "cifs", "smb", "9p", "ceph", "glusterfs", "fuse.sshfs", "fuse.glusterfs")
OF_COMPOSE = {"POSTGRES_PASSWORD", "WEBHOOK_HOST", "COMPOSE_PROFILES", "COMPOSE_PROJECT_NAME", "COMPOSE_FILE"}
"""What docker-compose.yml reads in .env besides the bot's settings."""
_OTHERS = 0o077


class Finding(Struct, frozen=True):
    """What was looked at, how it is, and in words what to do about it."""

    verdict: Verdict
    what: str
    words: str


def database(settings: Settings, bank: Bank | None) -> Iterator[Finding]:
    """That it opens, is sound, of this program and of this bank."""
    file = sqlite_file(settings.database_url)
    if file is not None and not file.exists():
        yield Finding("OK", "database", f"{file} is not there yet; the first start makes it")
        return
    try:
        looked = look(settings.database_url)
    except UnusableDatabase as error:
        yield Finding("BAD", "database", f"cannot be opened ({error}): check DATABASE_URL, or restore a copy")
        return
    known = known_revisions()
    if looked.damage is not None:
        yield Finding("BAD", "database", f"is damaged ({looked.damage}): stop the bot and restore a copy")
    elif looked.tables and not looked.tables >= OURS:
        yield Finding("BAD", "database", "belongs to another program: give DATABASE_URL one of its own")
    elif looked.revision is not None and looked.revision not in known:
        newer = f"was changed by a newer version (revision {looked.revision}, this one knows {known[-1]})"
        yield Finding("BAD", "database", f"{newer}: start that version, or restore the copy made before")
    elif looked.revision not in (None, known[-1]):
        yield Finding("OK", "database", f"revision {looked.revision}; the next start makes it {known[-1]}")
    else:
        yield Finding("OK", "database", f"{looked.server}, sound, revision {looked.revision or 'none yet'}")
    yield from _server(looked)
    if bank is not None and looked.bank not in (None, bank.id):
        words = f'is of the bank "{looked.bank}", and CONTENT_DIR leads to "{bank.id}": change one of them'
        yield Finding("BAD", "database", words)


def _server(looked: Looked) -> Iterator[Finding]:
    """What else is to be said of a PostgreSQL."""
    if looked.encoding is None:
        return
    if looked.encoding != "UTF8":
        words = f"keeps {looked.encoding}, which lacks letters: make one with ENCODING 'UTF8'"
        yield Finding("BAD", "database", words)
    if looked.version < OLDEST_POSTGRESQL:
        words = f"{looked.server} is older than what is still mended: update it to 15 or newer, best 17"
        yield Finding("WARN", "database", words)


def sqlite(settings: Settings, version: tuple[int, ...] = sqlite3.sqlite_version_info) -> Iterator[Finding]:
    """That this SQLite can do what is asked of it, and which of its bugs could spoil a file."""
    if sqlite_file(settings.database_url) is None:
        return
    name = ".".join(map(str, version))
    if version < OLDEST_SQLITE:
        yield Finding("BAD", "sqlite", f"{name} is too old: use a Python with 3.35 or newer, best 3.51.3")
    elif has_wal_reset_bug(version):
        words = (
            f"{name} has the WAL-reset bug (sqlite.org/wal.html), which needs two writers. The bot has one "
            "connection: open the file with no other program that writes, or use 3.51.3 or newer"
        )
        yield Finding("WARN", "sqlite", words)
    else:
        yield Finding("OK", "sqlite", f"{name}: no bug is known that could spoil the file")


def disk(settings: Settings) -> Iterator[Finding]:
    """That there is room, on a disk of this machine, and that it may be written to."""
    file = sqlite_file(settings.database_url)
    directory = file.parent if file else Path("data").resolve()
    there = next(path for path in (directory, *directory.parents) if path.exists())
    free, size = shutil.disk_usage(there).free, file.stat().st_size if file and file.exists() else 0
    told = f"{free / 1_000_000:.0f} MB free at {there}"
    if free < LEAST_ROOM + size:
        yield Finding("BAD", "disk", f"{told}: make room, or the bot cannot write answers down")
    elif free < LEAST_ROOM + 3 * size:
        yield Finding("WARN", "disk", f"{told}: a copy needs {2 * size / 1_000_000:.0f} MB; make room")
    else:
        yield Finding("OK", "disk", told)
    if file and (kind := _file_system(there)).startswith(FAR_AWAY):
        words = f"{there} is on {kind}, over a network, where SQLite's locks do not hold: use a local disk"
        yield Finding("BAD", "disk", words)
    locked = [path for path in (there, *_files(file)) if not os.access(path, os.W_OK)]
    if locked:
        names = ", ".join(map(str, locked))
        yield Finding("BAD", "rights", f"this user may not write {names}: chown it to the bot's user")
        return
    settings_file = [path for path in (Path(".env"),) if path.exists()]  # which the bot only reads
    open_to_others = [path for path in (*_files(file), *settings_file) if path.stat().st_mode & _OTHERS]
    if open_to_others:
        names = " ".join(map(str, open_to_others))
        yield Finding("WARN", "rights", f"others on this machine may read what is kept: chmod 600 {names}")
    else:
        yield Finding("OK", "rights", "this user may write, and nobody else may read")


def _files(file: Path | None) -> list[Path]:
    directory = file.parent if file else Path("data").resolve()
    beside = [file, file.with_name(file.name + "-wal")] if file else []
    return [path for path in (*beside, directory / KEY_FILE) if path.exists()]


def _file_system(path: Path, mounts: Path = Path("/proc/self/mounts")) -> str:
    """Its kind, such as ``ext4``; empty where nobody tells."""
    try:
        lines = [line.split() for line in mounts.read_text(errors="replace").splitlines()]
    except OSError:
        return ""
    over = [(Path(where), kind) for _, where, kind, *_ in lines if path.resolve().is_relative_to(where)]
    return max(over, key=lambda mount: len(mount[0].parts), default=(path, ""))[1]


def newest_backup(settings: Settings, now: datetime) -> Iterator[Finding]:
    """That there is a young copy, and that it opens."""
    file = sqlite_file(settings.database_url)
    if file is None:
        words = "a server's are yours to make: pg_dump every night, and restore one for a trial"
        yield Finding("WARN", "backup", words)
        return
    if settings.backup_time == "off":
        yield Finding("WARN", "backup", "BACKUP_TIME is off: no copy is made by itself")
    found = backups(file.parent / DIRECTORY, file.stem)
    if not found:
        verdict: Verdict = "WARN" if file.exists() else "OK"
        yield Finding(verdict, "backup", "there is none yet: python -m bot backup")
        return
    newest = found[-1]
    if (damage := damage_of(newest.file)) is not None:
        yield Finding("BAD", "backup", f"{newest.file} does not open ({damage}): python -m bot backup")
    elif now - newest.at > OLDEST_BACKUP:
        age = counted((now - newest.at).days, "day")
        yield Finding("WARN", "backup", f"the newest is {age} old: python -m bot backup; see the log")
    else:
        yield Finding("OK", "backup", f"{newest.file} opens; {len(found)} in all. Take them elsewhere too")


def key(settings: Settings) -> Iterator[Finding]:
    """Where the key lies that seals what people typed, and whether it opens that."""
    file = sqlite_file(settings.database_url)
    lies = (file.parent if file else Path("data").resolve()) / KEY_FILE
    try:
        sealed = sealed_texts(settings.database_url, SEALED_TRIED) if file is None or file.exists() else []
    except UnusableDatabase:
        sealed = []  # the database has a line of its own
    if not settings.data_keys and not lies.exists():
        words = f"{lies} is missing: put it back from your copy, or set DATA_KEY; a start makes a new one"
        yield Finding("BAD" if sealed else "OK", "key", words if sealed else f"the first start makes {lies}")
        return
    where = "DATA_KEY" if settings.data_keys else str(lies)
    try:
        vault = open_vault(settings.data_keys, lies.parent)
    except UnusableKey as error:
        yield Finding("BAD", "key", str(error))
        return
    lost = sum(vault.open(token) is None for token in sealed if not token.startswith("{"))
    tried = counted(len(sealed), "text")
    if lost:
        words = f"{where} does not open {lost} of {tried}: put the key back that sealed them"
        yield Finding("BAD", "key", words)
    else:
        words = f"{where} opens all of {tried} tried. Keep a copy apart from the backups"
        others = "" if file or settings.data_keys else "; a process elsewhere needs the same, as DATA_KEY"
        yield Finding("OK", "key", words + others)


def names(settings: Settings, file: Path = Path(".env")) -> Iterator[Finding]:
    """What stands in .env and is no setting, and what nobody should leave empty."""
    known = {name.upper() for name in NAMES}
    given = {name.upper() for name in names_in(file)}
    for name in sorted(given - known - OF_COMPOSE):
        near = get_close_matches(name, known, n=1)
        meant = f"write {near[0]}, if you meant that" if near else "take it away"
        yield Finding("WARN", "settings", f"{name} in .env is none: {meant}")
    if not settings.operator_contact:
        words = "OPERATOR_CONTACT is empty: learners find nobody to write to, as Telegram's terms want"
        yield Finding("WARN", "settings", words)
    if not settings.admin_ids:
        words = "ADMIN_IDS is empty: nobody is told of mistakes that learners report, nor of what fails"
        yield Finding("WARN", "settings", words)
    if settings.operator_contact and settings.admin_ids:
        yield Finding("OK", "settings", "administrators and a contact are named")


def zones(settings: Settings) -> Iterator[Finding]:
    """That the time zones of learners are known."""
    try:
        ZoneInfo(settings.default_zone)
        ZoneInfo("Asia/Dushanbe")
    except ZoneInfoNotFoundError:
        yield Finding("BAD", "zones", "there is no zone data: install the package tzdata")
    else:
        yield Finding("OK", "zones", f"{settings.default_zone} is known")
