"""No line of the log names anybody: it carries a sign that only the key leads back from."""

from __future__ import annotations

import ast
import asyncio
import base64
import io
import logging
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from telegram.error import BadRequest, Forbidden

from bot import log
from bot.operations import who
from bot.settings import Secret, Settings
from bot.vault import Vault
from content.model import Bank
from db.engine import Database
from tests.dialogs.conversation import TOKEN, world_of
from tests.test_architecture import modules

KEY, OTHER_KEY = (base64.urlsafe_b64encode(bytes([number]) * 32).decode() for number in (1, 2))
NAMING = {"chat_id", "learner_id", "person", "user", "from_user", "text", "body", "first_name"}
LEVELS = {"debug", "info", "warning", "error", "exception", "critical", "log"}


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What the process writes to its log at DEBUG."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(log.RedactingFormatter(log.FORMAT))
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel("DEBUG")
    yield stream
    root.removeHandler(handler)
    root.setLevel(level)


def test_a_line_carries_the_sign_of_whom_it_is_about_and_no_other_line_does(written: io.StringIO) -> None:
    told = logging.getLogger("test")

    async def later() -> None:
        told.info("in a task")

    async def work() -> None:
        with log.about("0a1b2c3d4e"):
            told.info("about somebody")
            task = asyncio.create_task(later())  # noqa: TID251 - as any library makes one
        told.info("about nobody")
        await task

    asyncio.run(work())
    lines = {line.rpartition(": ")[2]: "[0a1b2c3d4e]" in line for line in written.getvalue().splitlines()}
    assert lines["about somebody"]
    assert lines["in a task"]
    assert not lines["about nobody"]


@pytest.mark.parametrize("fails", [Forbidden("bot was blocked by the user"), ValueError("odd"), None])
async def test_neither_id_nor_name_nor_words_are_in_the_log_but_the_sign_is(
    fails: Exception | None,
    rivers: Bank,
    database: Database,
    written: io.StringIO,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with world_of(rivers, database) as world:
        talk = world.person("Gulnora-Nobodysname")

        async def fail(*_: object, **__: object) -> None:
            if fails is not None:
                raise fails
            raise BadRequest("can't parse entities")

        monkeypatch.setattr(world.app.house.voice, "_show", fail)
        await talk.say("What does Gulnora say of the bridge?")
        sign = world.app.house.vault.sign(talk.person.id)
    told = written.getvalue()
    assert f"[{sign}]" in told
    for secret in (str(talk.person.id), "Nobodysname", "What does Gulnora"):
        assert secret not in told


def test_no_call_of_a_log_is_given_what_names_somebody() -> None:
    found = [
        f"{module}:{node.lineno}"
        for module, path in modules()
        if not module.startswith("bot.playground")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in LEVELS
        and getattr(node.func.value, "id", "") == "log"
        for argument in node.args[1:]
        if {getattr(part, "attr", getattr(part, "id", "")) for part in ast.walk(argument)} & NAMING
    ]
    assert not found


def test_the_library_writes_nothing_personal_down_at_any_level() -> None:
    root = logging.getLogger()
    before = (root.handlers[:], root.level, logging.getLogger("telegram").level)
    try:
        log.configure("DEBUG")
        assert not logging.getLogger("telegram.Bot").isEnabledFor(logging.DEBUG)
        assert logging.getLogger("bot").isEnabledFor(logging.DEBUG)
    finally:
        logging.captureWarnings(False)
        root.handlers[:], root.level = before[:2]
        logging.getLogger("telegram").setLevel(before[2])


async def test_an_operator_finds_the_signs_of_a_person_under_every_key(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Settings(
        bot_token=Secret(TOKEN),
        database_url=f"sqlite+aiosqlite:///{tmp_path}/hamkori.db",
    )
    assert await who.run(settings, Namespace(id=7_000_000_001)) == 1
    assert await who.run(settings, Namespace(id=7_000_000_001)) == 1, "asking makes no key"
    settings = replace(settings, data_key=Secret(f"{OTHER_KEY},{KEY}"))
    assert await who.run(settings, Namespace(id=7_000_000_001)) == 0
    told = capsys.readouterr().out
    old, new = Vault([KEY]), Vault([OTHER_KEY])
    for sign in (old.sign(7_000_000_001), new.sign(7_000_000_001), new.administrator(7_000_000_001)):
        assert sign in told
    assert old.sign(7_000_000_001) != old.sign(7_000_000_002) != new.sign(7_000_000_002)
