"""A set made by taps asks the same of everybody who follows its link, and says how it was drawn."""

from __future__ import annotations

import json
import re
from argparse import Namespace
from pathlib import Path

import pytest

from bot.learning.recipe import Recipe, draw, to_plain
from bot.operations.draw import run
from bot.settings import Settings
from content.model import Bank, Language
from content.questions import kind_of
from db.engine import Database
from db.models import sets
from tests.banks import put_at_hand
from tests.dialogs.conversation import Talk, World, data_of
from tests.dialogs.playing import EVERYTHING, NAMES, answer, open_tap, question_on, rows

BEGIN = {"tg": "Оғоз", "ru": "Начать", "en": "Begin"}


async def begun(world: World, language: Language = "en", name: str = "Alice") -> Talk:
    talk = world.person(name, language)
    await talk.say("/start")
    await talk.tap(NAMES[language])
    return talk


async def played(talk: Talk, bank: Bank) -> list[tuple[str, str]]:
    found = []
    while open_tap(talk) is not None:
        shown = await answer(talk, bank, right=True)
        found.append((shown.fact.id, shown.question.id))
        await talk.tap(talk.labels[0])
    return found


@pytest.mark.parametrize("language", ["en", "ru", "tg"])
async def test_two_who_follow_one_link_are_asked_the_same(
    world: World, rivers: Bank, language: Language
) -> None:
    maker = await begun(world, language)
    await maker.say("/quiz")
    await maker.tap("⋯")
    await maker.tap("🧩")
    await maker.tap(EVERYTHING[language])
    await maker.tap("10")
    [payload] = re.findall(r"start=(\S+)", maker.text)
    [row] = await rows(world.app.house.database, sets.name)
    drawn = [(each["fact"], each["question"]) for each in row.plan]
    assert len(drawn) == 10
    await maker.tap(BEGIN[language])
    friend = world.person("Bob", language)
    await friend.say(f"/start {payload}")
    await friend.tap(NAMES[language])
    await friend.tap(BEGIN[language])
    assert await played(maker, rivers) == await played(friend, rivers) == drawn
    await friend.tap("⋯")
    await friend.tap("🎲")
    assert json.loads(re.findall(r"\{.*\}", friend.text)[0]) == row.recipe
    assert row.bank_version in friend.text


async def test_kinds_and_parts_narrow_a_set_down(world: World, rivers: Bank) -> None:
    maker = await begun(world)
    await maker.say("/set")
    await maker.tap("The springs")
    await maker.tap("Lesson part")
    await maker.tap("Part 1")
    assert "part 1" in maker.text
    await maker.tap("Kinds")
    await maker.tap("☑ True or false")
    assert "☐ True or false" in maker.labels
    await maker.tap("Back")
    assert "Left out: True or false" in maker.text
    await maker.tap("5")
    [row] = await rows(world.app.house.database, sets.name)
    assert row.source == "lesson"
    facts = {fact.id: fact for fact in rivers.facts}
    assert {facts[each["fact"]].era for each in row.plan} == {"springs"}
    kinds = {kind_of(facts[each["fact"]], each["question"]) for each in row.plan}
    assert "true-false" not in kinds


async def test_the_last_kind_cannot_be_left_out(world: World) -> None:
    maker = await begun(world)
    await maker.say("/set")
    await maker.tap("Everything")
    await maker.tap("Kinds")
    for label in ("True or false", "One right answer", "Numbers", "Several answers", "Names"):
        await maker.tap(label)
    assert sum(label.startswith("☑") for label in maker.labels) == 1


async def test_a_mix_weighs_eras(world: World, rivers: Bank) -> None:
    maker = await begun(world)
    await maker.say("/set")
    await maker.tap("A mix of periods")
    for _ in range(3):
        await maker.tap("The springs")
    assert "3 × The springs" in maker.labels
    await maker.tap("The deltas" if any("The deltas" in label for label in maker.labels) else "1")
    await maker.tap("Go on")
    await maker.tap("5")
    [row] = await rows(world.app.house.database, sets.name)
    assert row.source == "mix"
    assert row.recipe["mix"][0] == ["springs", 3]


async def test_a_second_tap_makes_no_second_set_and_a_day_has_its_limit(
    world: World, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.services.sets.MOST_A_DAY", 1)
    maker = await begun(world)
    await maker.say("/set")
    await maker.tap("Everything")
    screen, five, ten = maker.last, data_of(maker.last, "5"), data_of(maker.last, "10")
    await maker.press(screen, five)
    link = maker.text
    await maker.press(screen, five)
    assert maker.text == link
    await maker.press(screen, ten)
    assert "many sets" in maker.alerts[-1]
    assert len(await rows(database, sets.name)) == 1


@pytest.mark.parametrize("data", ["kw:nothing:0", "kw:springs/99:0", "kw:mix.000:0", "kw::31", "kx:9"])
async def test_what_no_button_carried_is_refused(world: World, data: str) -> None:
    talk = await begun(world)
    await talk.press(talk.last, data)
    assert "no longer works" in talk.alerts[-1]


async def test_how_it_was_drawn_is_told_to_nobody_before_the_end(world: World, rivers: Bank) -> None:
    maker = await begun(world)
    await maker.say("/set")
    await maker.tap("Everything")
    await maker.tap("5")
    await maker.tap("Begin")
    shown = await question_on(maker, rivers)
    await maker.press(maker.last, f"kd:{shown.quiz_id}")
    assert "no longer works" in maker.alerts[-1]


async def test_anybody_can_draw_again(
    shipped: Bank, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put_at_hand(tmp_path)
    settings = Settings(database_url=f"sqlite+aiosqlite:///{tmp_path}/hamkori.db")
    recipe = Recipe(5, "2026-12-01", "daily", keeps_order=True)
    expected = [f"{item.fact_id} {item.question_id}" for item in draw(shipped, recipe)]
    for given in ("2026-12-01", json.dumps(to_plain(recipe))):
        assert await run(settings, Namespace(recipe=given)) == 0
        assert capsys.readouterr().out.splitlines()[1:] == expected
    assert await run(settings, Namespace(recipe='{"count": 3}')) == 1
