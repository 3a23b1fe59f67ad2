"""`python -m bot restore FILE`: a copy takes the place of the database, with the bot stopped."""

from __future__ import annotations

import asyncio
import sqlite3
from argparse import ArgumentParser, Namespace
from datetime import datetime
from functools import partial
from pathlib import Path

from bot import acts
from bot.clock import utc_now
from bot.counted import counted
from bot.operations.serve import load_bank
from bot.services.restoring import let_pass
from bot.settings import Settings
from content.model import Bank
from db.address import make_room, sqlite_file
from db.backup import DIRECTORY, named, newest
from db.engine import Database
from db.errors import CannotRestore
from db.lock import hold
from db.restoring import Contents, exchange, look_into, refuse_unfit, staged
from db.upgrade import upgrade

HELP = "put a copy in the place of the database, with the bot stopped; the replaced one stays beside it"
ON_A_SERVER = (
    "The database is on a server of PostgreSQL: restore it with pg_restore (docs/operating.md, PostgreSQL)."
)


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="the copy: a path, or the word newest")
    parser.add_argument("--force", action="store_true", help="also if the database holds something now")
    parser.add_argument(
        "--resend",
        action="store_true",
        help="send what fell due since the copy was made, though it may have gone out already",
    )


async def run(settings: Settings, arguments: Namespace) -> int:
    """Raises AlreadyRunning while a bot runs, CannotRestore and its like before anything was changed."""
    file = sqlite_file(settings.database_url)
    if file is None:
        raise CannotRestore(ON_A_SERVER)
    copy = _newest(file) if str(arguments.file) == "newest" else arguments.file
    make_room(file)
    with hold(settings.database_url):
        bank = await asyncio.to_thread(load_bank, settings)
        print(await _restore(bank, file, copy, arguments, utc_now()), end="")
    return 0


def _newest(file: Path) -> Path:
    copy = newest(file)
    if copy is None:
        raise CannotRestore(f"There is no copy in {file.parent / DIRECTORY}.")
    return copy


async def _restore(bank: Bank, file: Path, copy: Path, arguments: Namespace, now: datetime) -> str:
    """Gives what is to be told."""
    present = _look_at_present(file, arguments.force)
    with staged(copy, file) as staging:
        contents = look_into(staging)
        refuse_unfit(contents, copy, bank.id)
        url = f"sqlite+aiosqlite:///{staging}"
        await asyncio.to_thread(upgrade, url, backup_dir=None, bank_id=bank.id)
        passed = 0 if arguments.resend else await _let_pass(url, bank, now)
        replaced = exchange(staging, file, now)
    return "".join(f"{line}\n" for line in _told(file, copy, contents, present, replaced, passed))


def _look_at_present(file: Path, is_forced: bool) -> Contents | None:
    """What is lost; None if there is nothing, or nothing that can be read. Raises CannotRestore."""
    if not file.exists() or file.stat().st_size == 0:
        return None
    try:
        present = look_into(file)
    except sqlite3.Error as error:
        if is_forced:
            return None
        raise CannotRestore(
            f"The database {file} cannot be read ({error}); with --force the copy takes its place all the "
            "same, and it is kept beside."
        ) from error
    if present.holds_something and not is_forced:
        raise CannotRestore(
            f"The database {file} holds something: {_sum(present)}. With --force the copy takes its place, "
            "and it is kept beside."
        )
    return present


async def _let_pass(url: str, bank: Bank, now: datetime) -> int:
    database = Database(url)
    try:
        return await acts.run(database, partial(let_pass, bank=bank, now=now))
    finally:
        database.close()


def _told(
    file: Path, copy: Path, contents: Contents, present: Contents | None, replaced: Path | None, passed: int
) -> list[str]:
    backup = named(copy, file.stem)
    moment = f", the state at {backup.at:%Y-%m-%d %H:%M:%S} UTC" if backup else ""
    lines = [f"restored from {copy}{moment}: {_sum(contents)}"]
    if present is not None:
        lines += [
            "",
            f"{'table':<16}{'in the copy':>13}{'before':>10}{'latest in the copy':>29}{'before':>28}",
        ]
        lines += [_row(table, contents, present) for table in sorted({*contents.rows, *present.rows})]
        lines += [""]
    if passed:
        lines += [f"{_passed(passed)} not sent again (--resend sends them)."]
    if replaced is not None:
        lines += [f"The database as it was before is kept as {replaced}; delete it when all is well."]
    return [*lines, "Whoever said /forget since the copy was made is back: forget them again."]


_ROW = "{:<16}{:>13}{:>10}{:>29}{:>28}"


def _row(table: str, contents: Contents, present: Contents) -> str:
    counts = (each.rows.get(table, "-") for each in (contents, present))
    moments = (each.latest.get(table, "-") for each in (contents, present))
    return _ROW.format(table, *counts, *moments)


def _sum(contents: Contents) -> str:
    learners, answers = (contents.rows.get(table, 0) for table in ("learners", "answers"))
    return f"{counted(learners, 'learner')}, {counted(answers, 'answer')}"


def _passed(messages: int) -> str:
    return counted(messages, "message that fell due since is", "messages that fell due since are")
