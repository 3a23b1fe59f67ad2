"""Editors look after the content, and are shown and given nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.learning.broadcast import EVERY_LANGUAGE
from bot.services.subscriptions import Kind
from bot.taps.broadcast import FiguresTap, WhomTap
from content.model import Bank
from db.engine import Database
from tests.dialogs.administration import administrator, answers, reports
from tests.dialogs.conversation import Talk, World
from tests.dialogs.playing import NAMES, rows

OLD = "This button no longer works"
REPORT: Kind = "report"


@pytest.fixture
async def editor(world: World) -> Talk:
    talk = world.person("Editor")
    settings = world.app.house.settings
    world.app.house.settings = replace(settings, editor_ids=frozenset([talk.person.id]))
    await talk.say("/start")
    await talk.tap(NAMES["en"])
    return talk


async def test_an_editor_deals_with_a_report_and_hears_of_it(
    world: World, editor: Talk, rivers: Bank, database: Database
) -> None:
    await reports(await answers(world, rivers, "two"), "Another answer is right")
    assert [row.chat_id for row in await rows(database, "deliveries") if row.kind == REPORT] == [
        editor.person.id
    ]
    await editor.say("/admin")
    assert "Reload the content" in editor.labels
    assert not {"Figures", "Write to many"} & {*editor.labels}
    await editor.tap("Reported: 1")
    await editor.tap("1")
    await editor.tap("Pause")
    assert [row.what for row in await rows(database, "audits")] == ["pause"]


async def test_what_only_administrators_may_is_unknown_to_an_editor(world: World, editor: Talk) -> None:
    await editor.say("/nonsense")
    unknown = editor.text
    await editor.say("/broadcast")
    assert editor.text == unknown
    await editor.say("/admin")
    for tap in (FiguresTap(), WhomTap(EVERY_LANGUAGE, 0)):
        await editor.press(editor.last, tap.encode())
        assert OLD in editor.alerts[-1]
    root = await administrator(world)
    await root.say("/admin")
    assert {"Figures", "Write to many", "Reload the content"} <= {*root.labels}
