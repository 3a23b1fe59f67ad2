"""The report to take away below the figures: numbers in a picture, in its words and in a table."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from bot.services import impact
from bot.taps.broadcast import ImpactTap
from content.model import LANGUAGES, Bank, Language
from db.engine import Database
from tests.dialogs.administration import administrator, answers
from tests.dialogs.conversation import Talk, World
from tests.dialogs.playing import NAMES
from tests.dialogs.sitting import with_certificate
from tests.dialogs.writing import learner

PNG = b"\x89PNG"


async def takes(root: Talk, language: Language = "en") -> None:
    """From /admin to the picture and the table."""
    texts = root.world.app.house.texts.to(language)
    await root.say("/admin")
    await root.tap(texts.plain("figures-open"))
    await root.tap(texts.plain("impact-open").rstrip(" ›"))


def table(talk: Talk) -> dict[tuple[str, str], int]:
    """What the file that came last holds: each number by what is counted, and of what."""
    assert talk.last.document is not None
    content = talk.world.telegram.files[talk.last.document["file_id"]].content.decode("utf-8-sig")
    _, *lines = csv.reader(io.StringIO(content))
    return {(what, of): int(number) for what, of, number in lines}


async def test_it_counts_who_learns_how_far_they_came_and_what_they_earned(
    world: World, rivers: Bank, database: Database
) -> None:
    await answers(world, rivers, "right", "ru")
    world.clock.turn(days=40)  # from March into April
    await with_certificate(world, rivers, "tg")
    await learner(world, "Idle")
    root = await administrator(world)
    await takes(root)
    told, file = root.from_bot[-2:]
    assert told.photo
    assert "All: learners 4, there today 3, in 7 days 3, in 30 days 3" in (told.caption or "")
    assert "at least one: 2 (50%)" in (told.caption or "")
    assert "Exams finished: 1, certificates: 1" in (told.caption or "")
    assert file.document is not None
    assert file.document["file_name"] == "hamkori-2026-04-11.csv"
    numbers = table(root)
    assert numbers["Learners", "All"] == 4
    assert numbers["Learners", "Тоҷикӣ"] == 1
    assert numbers["There in 30 days", "Русский"] == 0
    assert numbers["Facts they answered on", "at least one"] == 2
    assert numbers["Facts they answered on", "25% of all"] == 1, "the exam asks of every era"
    assert numbers["Exams finished", "All"] == 1
    assert numbers["Certificates", "All"] == numbers["Certificates", "Тоҷикӣ"] == 1
    assert numbers["Certificates", "2026-04"] == 1
    assert numbers["Certificates", "2026-03"] == numbers["Certificates", "2025-05"] == 0
    assert ("Certificates", "2025-04") not in numbers
    assert numbers["Answers", "All"] > 1


async def test_nobody_is_named_in_it(world: World, rivers: Bank) -> None:
    await with_certificate(world, rivers)
    root = await administrator(world)
    await takes(root)
    caption = root.from_bot[-2].caption or ""
    assert "Зарина" not in caption + str(table(root))


@pytest.mark.parametrize("language", LANGUAGES)
async def test_it_stands_in_every_language_also_while_nobody_has_learned(
    world: World, language: Language
) -> None:
    root = await administrator(world, language)
    await takes(root, language)
    told = root.from_bot[-2]
    assert told.photo
    content = world.telegram.files[told.photo[-1]["file_id"]].content
    assert content.startswith(PNG)
    speech = world.app.house.texts.to(language)
    assert table(root)[speech.plain("impact-all"), speech.plain("figures-all")] == 1


async def test_whoever_wants_no_pictures_gets_the_words_and_the_table(world: World) -> None:
    root = await administrator(world)
    await root.say("/settings")
    await root.tap("Text only")
    await takes(root)
    told = root.from_bot[-2]
    assert not told.photo
    assert "All: learners 1" in (told.text or "")
    assert table(root)["Learners", "All"] == 1


async def test_many_are_counted_in_short_acts(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(impact, "AT_ONCE", 2)
    for name in ("Alice", "Bob", "Carol"):
        await (await learner(world, name)).say("/suggest An older bridge")
    root = await administrator(world)
    await takes(root)
    assert table(root)["Learners", "All"] == 4


async def test_editors_are_given_none(world: World) -> None:
    editor = world.person("Editor")
    settings = world.app.house.settings
    world.app.house.settings = replace(settings, editor_ids=frozenset([editor.person.id]))
    await editor.say("/start")
    await editor.tap(NAMES["en"])
    before = len(editor.from_bot)
    await editor.press(editor.last, ImpactTap().encode())
    assert "This button no longer works" in editor.alerts[-1]
    assert len(editor.from_bot) == before
