"""Who sees and does what: an operator everything, an editor the content, a teacher their own classes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.learning.broadcast import EVERY_LANGUAGE
from bot.taps.base import Tap
from bot.taps.broadcast import (
    BroadcastTap,
    DraftTap,
    FiguresTap,
    ImpactTap,
    PreviewTap,
    SendTap,
    StopSendingTap,
    WhomTap,
    WriteTap,
)
from bot.taps.classes import (
    ChangeTap,
    ClassMoreTap,
    ClassReportTap,
    ClassTap,
    GiveUpTap,
    HomeworkTap,
    InviteTap,
    PupilsTap,
    ReportFileTap,
    ShowTap,
    WhatTap,
    WithdrawTap,
)
from bot.taps.trust import (
    AdminTap,
    CheckKeyTap,
    CloseReportsTap,
    ConcernsTap,
    ConcernTap,
    CorrectTap,
    InVainTap,
    PauseTap,
    ReloadTap,
    ResumeAllTap,
    SuggestionsTap,
    WrongKeyTap,
)
from content.model import LANGUAGES, Bank, Language
from db.engine import Database
from tests.banks import write_bank
from tests.dialogs.administration import administrator, answers, reports
from tests.dialogs.conversation import Talk, World
from tests.dialogs.playing import NAMES, rows
from tests.dialogs.schooling import come_in, give, known, make_class
from tests.dialogs.writing import WORDS, drafts, writes

NONCE, ITEM = "0" * 14, "0" * 16
OPERATORS: tuple[Tap, ...] = (
    FiguresTap(),
    ImpactTap(),
    WhomTap(EVERY_LANGUAGE, 0),
    DraftTap(EVERY_LANGUAGE, 0, NONCE),
    BroadcastTap(1),
    WriteTap(1, 0),
    PreviewTap(1),
    SendTap(1, 1),
    StopSendingTap(1),
)
"""What an operator alone may tap."""
EDITORS: tuple[Tap, ...] = (
    AdminTap(),
    ConcernsTap("reported", 0),
    InVainTap(0),
    SuggestionsTap(0),
    ReloadTap(),
    ConcernTap(ITEM),
    PauseTap(ITEM, 1),
    ResumeAllTap(1),
    CloseReportsTap(ITEM),
    WrongKeyTap(ITEM, 0),
    CheckKeyTap(ITEM, 0),
    CorrectTap(ITEM, 0, NONCE),
)
"""What an editor may, too."""
OF_A_CLASS: tuple[Tap, ...] = (
    ClassTap(1),
    ClassMoreTap(1),
    PupilsTap(1),
    InviteTap(1),
    GiveUpTap(1, 1),
    WhatTap(1, 0),
    HomeworkTap(1),
    ShowTap(1, 1),
    WithdrawTap(1, 1),
    ClassReportTap(1),
    ReportFileTap(1, "xlsx"),
    ChangeTap(1, "due", 1),
)
"""What only a teacher of that class may."""


async def editor_of(world: World, language: Language = "en") -> Talk:
    talk = world.person("Editor", language)
    settings = world.app.house.settings
    world.app.house.settings = replace(settings, editor_ids=frozenset([talk.person.id]))
    await talk.say("/start")
    await talk.tap(NAMES[language])
    return talk


async def refused(talk: Talk, taps: tuple[Tap, ...]) -> None:
    """Each tap changes nothing of what is shown, and is told so over the chat."""
    shown = [message.text for message in talk.from_bot]
    for count, tap in enumerate(taps, len(talk.alerts) + 1):
        await talk.press(talk.last, tap.encode())
        assert len(talk.alerts) == count, tap
    assert [message.text for message in talk.from_bot] == shown


def words(world: World, language: Language, *keys: str) -> set[str]:
    speech = world.app.house.texts.to(language)
    return {speech.plain(key) for key in keys}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_an_editor_sees_the_content_and_nothing_else(world: World, language: Language) -> None:
    editor, root = await editor_of(world, language), await administrator(world, language)
    for talk in (editor, root):
        await talk.say("/admin")
    own = {*root.labels} - {*editor.labels}
    assert own == words(world, language, "figures-open", "broadcast-open")
    assert words(world, language, "admin-reload") <= {*editor.labels}
    assert len(editor.labels) == 5, "three lists, what was asked in vain, and the reload"


async def test_an_editor_is_refused_whatever_is_the_operators(world: World, database: Database) -> None:
    root = await administrator(world)
    await drafts(root)
    await writes(root, WORDS)
    editor = await editor_of(world)
    await editor.say("/admin")
    await refused(editor, OPERATORS)
    [row] = await rows(database, "broadcasts")
    assert row.state == "draft"
    assert await rows(database, "audits") == []
    await editor.say("/nonsense")
    unknown = editor.text
    await editor.say("/broadcast")
    assert editor.text == unknown


async def test_an_editor_may_do_all_that_the_content_needs(
    world: World, rivers: Bank, database: Database, tmp_path: Path
) -> None:
    editor = await editor_of(world)
    talk = await answers(world, rivers, "two")
    await reports(talk, "Another answer is right")
    await talk.say("/suggest An older bridge")
    await editor.say("/admin")
    await editor.tap("Reported: 1")
    await editor.tap("1")
    await editor.tap("Pause")
    await editor.tap("Administration")
    await editor.tap("Suggestions")
    assert "An older bridge" in editor.text
    await editor.tap("Administration")
    settings = world.app.house.settings
    world.app.house.settings = replace(settings, content_dir=write_bank(tmp_path / "rivers"))
    await editor.tap("Reload the content")
    assert [row.what for row in await rows(database, "audits")] == ["pause", "reload"]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_for_a_teacher_there_is_no_administration(world: World, language: Language) -> None:
    teacher = await known(world, "Teacher", NAMES[language])
    await teacher.say("/nonsense")
    unknown = teacher.text
    for command in ("/admin", "/broadcast"):
        await teacher.say(command)
        assert teacher.text == unknown
    await refused(teacher, (*OPERATORS, *EDITORS))


async def test_a_teacher_sees_their_own_class_and_no_other(
    world: World, rivers: Bank, database: Database
) -> None:
    teacher, payload = await make_class(world)
    await come_in(world, payload, "Farrukh")
    await give(teacher)
    given = await rows(database, "homework")
    other = await known(world, "Other")
    await other.say("/class")
    await other.tap("Make a class")
    await other.say("9A")
    await refused(other, OF_A_CLASS)
    assert await rows(database, "homework") == given
    await other.say("/class")
    assert [label for label in other.labels if "9B" in label] == []
    await teacher.say("/class")
    assert [label for label in teacher.labels if "9B" in label]
    assert [label for label in teacher.labels if "9A" in label] == []


async def test_neither_an_editor_nor_an_operator_is_a_teacher_of_it(world: World) -> None:
    teacher, _ = await make_class(world)
    await give(teacher)
    for talk in (await editor_of(world), await administrator(world)):
        await talk.say("/class")
        await refused(talk, OF_A_CLASS)
