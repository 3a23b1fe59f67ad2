"""Changed content is taken up while people learn: whole and sound, or not at all."""

from __future__ import annotations

import asyncio
import os
import signal
from dataclasses import replace
from pathlib import Path

import pytest

from bot.operations.serve import reload_on_signal
from db.engine import Database
from tests.banks import tiny_bank_files, write_bank
from tests.dialogs.administration import administrator
from tests.dialogs.conversation import Talk, World
from tests.dialogs.playing import rows
from tests.patience import until


@pytest.fixture
def bank_files(world: World, tmp_path: Path) -> Path:
    """The files that the bot was started with, to be changed."""
    directory = write_bank(tmp_path / "bank")
    world.app.house.settings = replace(world.app.house.settings, content_dir=directory)
    return directory


def change(directory: Path, before: str, after: str) -> None:
    for file, text in tiny_bank_files().items():
        if before in text:
            (directory / file).write_text(text.replace(before, after), encoding="utf-8")


async def reloads(root: Talk) -> None:
    await root.say("/admin")
    await root.tap("Reload the content")


async def test_an_administrator_takes_changed_content_up_and_it_is_found_and_told(
    world: World, bank_files: Path, database: Database
) -> None:
    root = await administrator(world)
    await reloads(root)
    assert "as it was" in root.text
    change(bank_files, "Three keepers", "Three wardens")
    before = world.app.house.bank
    await reloads(root)
    assert "in use" in root.text
    assert world.app.house.bank is not before
    assert (await world.app.house.index()).bank is world.app.house.bank
    await root.say("Who were the wardens at the bridge?")
    assert "Three wardens" in root.text
    noted = await rows(database, "audits")
    assert [(row.what, row.about) for row in noted] == [
        ("reload", before.version),
        ("reload", world.app.house.bank.version),
    ]


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [("id: rivers", "id: other", 'put "rivers" back'), ("core", "c<b>ore", "c<b>ore")],
)
async def test_content_with_a_problem_is_refused_and_the_old_one_stays(
    world: World, bank_files: Path, before: str, after: str, problem: str
) -> None:
    root = await administrator(world)
    bank, index = world.app.house.bank, await world.app.house.index()
    change(bank_files, before, after)
    await reloads(root)
    assert "the old one stays in use" in root.text
    assert world.app.house.bank is bank
    assert await world.app.house.index() is index
    assert problem in root.text


async def test_a_signal_does_the_same(world: World, bank_files: Path) -> None:
    change(bank_files, "Three keepers", "Three wardens")
    before = world.app.house.bank
    reload_on_signal(world.app.house)
    try:
        os.kill(os.getpid(), signal.SIGHUP)
        await until(lambda: world.app.house.bank is not before)
    finally:
        asyncio.get_running_loop().remove_signal_handler(signal.SIGHUP)


async def test_a_daily_fact_is_told_as_the_bank_has_it_by_now(world: World, bank_files: Path) -> None:
    """Thousands are told the same text in one minute: it is remembered, until the bank is another."""
    root, early, late = await administrator(world), world.person("Early"), world.person("Late")
    await early.say("/daily 08:30")
    await late.say("/daily 10:00")
    world.clock.turn(hours=1)
    await world.beat()
    told = early.text
    change(bank_files, " was found in 1901", " was at last found in 1901")
    await reloads(root)
    assert "in use" in root.text
    world.clock.turn(hours=1.5)
    await world.beat()
    assert late.text.replace(" at last", "") == told != late.text
