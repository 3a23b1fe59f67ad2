"""What is kept of a person is told in their language, and given to them whole, and to them alone."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import timedelta
from typing import Any

import pytest

from bot.screens import privacy as screens
from bot.screens.privacy import Keeping
from bot.services import mydata
from bot.texts import Catalogues
from content.model import LANGUAGES, Bank, Language
from db.engine import Database
from tests.dialogs.conversation import Talk, World, labels
from tests.dialogs.playing import NAMES
from tests.dialogs.schooling import come_in, do, give, make_class, open_homework

FITS = 4096
MORE = {"tg": "Муфассалтар", "ru": "Подробнее", "en": "In detail"}
ALL = {"tg": "Маълумоти ман дар як файл", "ru": "Всё обо мне одним файлом", "en": "Everything about me"}


async def arrived(world: World, language: Language = "en", name: str = "Alice") -> Talk:
    talk = world.person(name, language)
    await talk.say("/start")
    await talk.tap(NAMES[language])
    return talk


def has_file(talk: Talk) -> bool:
    return talk.last.document is not None


def given(talk: Talk) -> tuple[dict[str, list[dict[str, Any]]], dict[str, list[dict[str, str]]]]:
    """What the file that came last holds: the JSON, and each table by its name."""
    assert talk.last.document is not None
    content = talk.world.telegram.files[talk.last.document["file_id"]].content
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        texts = {name: packed.read(name).decode("utf-8-sig") for name in packed.namelist()}
    whole = json.loads(texts.pop("hamkori.json"))
    return whole, {name: [*csv.DictReader(io.StringIO(text))] for name, text in texts.items()}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_from_privacy_one_gets_to_everything_and_back(
    world: World, database: Database, language: Language
) -> None:
    talk = await arrived(world, language)
    await talk.say("/privacy")
    assert "24" in talk.text
    assert "teachers@example.org" in talk.text
    await talk.tap(MORE[language])
    assert ("14" in talk.text) is database.is_sqlite, "how long a copy stays that the bot itself makes"
    assert "13" in talk.text, "from which age"
    told = talk.last
    await talk.tap(ALL[language])
    whole, tables = given(talk)
    assert [row["language"] for row in whole["learners"]] == [language]
    assert [row["id"] for row in tables["learners.csv"]] == [str(talk.person.id)]
    await talk.tap("‹", told)
    assert MORE[language] in labels(told)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("is_text_only", [False, True])
def test_every_screen_fits_a_message(language: Language, is_text_only: bool) -> None:
    speech = Catalogues().to(language, is_text_only=is_text_only)
    for keeping in (Keeping("x" * 200, 24, 14), Keeping("", 0, None)):
        for screen in (
            screens.privacy(speech, keeping),
            screens.details(speech, keeping),
            screens.forget(speech, keeping),
        ):
            assert 1 <= len(screen.html) <= FITS
    assert len(screens.my_data(speech, b"").html) <= 1024, "a caption"


async def test_what_was_typed_is_given_opened_and_nothing_of_anybody_else(world: World) -> None:
    alice, boris = await arrived(world), await arrived(world, name="Boris")
    await alice.say("/suggest =1+1 bridges")
    await boris.say("/suggest a secret of Boris")
    await alice.say("/mydata")
    whole, tables = given(alice)
    assert [row["text"] for row in whole["suggestions"]] == ["=1+1 bridges"]
    assert [row["text"] for row in tables["suggestions.csv"]] == ["'=1+1 bridges"], "no formula"
    assert "Boris" not in str(whole)
    assert str(boris.person.id) not in str(whole)


async def test_the_file_is_given_so_often_in_an_hour_and_then_again(world: World) -> None:
    talk = await arrived(world)
    for _ in range(mydata.MOST):
        await talk.say("/mydata")
        assert has_file(talk)
    await talk.say("/mydata")
    assert "try again in 60 minutes" in talk.text
    world.clock.moment += mydata.WITHIN
    await talk.say("/mydata")
    assert has_file(talk)
    world.clock.moment -= timedelta(days=3)
    await talk.say("/mydata")
    assert has_file(talk), "a clock set back locks nobody out"


async def test_an_open_exam_tells_nobody_which_answers_were_right(world: World) -> None:
    talk = await arrived(world)
    await talk.say("/exam")
    await talk.tap(talk.labels[0])
    await talk.say("/mydata")
    assert not has_file(talk)
    assert "exam" in talk.text


async def test_homework_that_is_not_told_yet_is_not_told_by_the_file_either(
    world: World, rivers: Bank
) -> None:
    teacher, payload = await make_class(world)
    [anna] = await come_in(world, payload, "Anna")
    await give(teacher, "5 questions", "when I say so", "1 day")
    await do(anna, rivers, lambda _: True)
    await anna.say("/mydata")
    before, _ = given(anna)
    assert [row["is_right"] for row in before["answers"]] == [None] * 5
    assert before["memories"] == []
    assert [row["name"] for row in before["class_members"]] == ["Anna"]
    await open_homework(teacher)
    await teacher.tap("Show the results now")
    await teacher.tap("Yes, show them")
    await anna.say("/mydata")
    after, _ = given(anna)
    assert [row["is_right"] for row in after["answers"]] == [True] * 5
    assert after["memories"]


async def test_forgetting_tells_of_the_copies_first(world: World, database: Database) -> None:
    talk = await arrived(world)
    await talk.say("/forget")
    assert "certificate" in talk.text
    assert ("14 more days" if database.is_sqlite else "a while longer") in talk.text
