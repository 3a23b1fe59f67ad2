"""Whoever does not come any more is told once, and a month later forgotten; any touch keeps them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.services import retention
from content.model import LANGUAGES, Language
from db.engine import Database
from tests.dialogs.conversation import Talk, World
from tests.dialogs.playing import NAMES, rows

STAY = {"tg": "Нигоҳ доред", "ru": "Сохранить", "en": "Keep it"}
AWAY, NOTICE = 702, 31
"""Days: a month before two years are over, and a month."""


async def arrived(world: World, language: Language = "en", name: str = "Alice") -> Talk:
    talk = world.person(name, language)
    await talk.say("/start")
    await talk.tap(NAMES[language])
    return talk


async def days_go_by(world: World, days: int) -> None:
    world.clock.turn(days=days)
    await world.app.beat()
    await world.app.sender.until_idle()


def warnings(talk: Talk) -> int:
    return sum("/mydata" in (message.text or "") for message in talk.from_bot)


async def learners(database: Database) -> list[int]:
    return [row.id for row in await rows(database, "learners")]


async def test_whoever_stays_away_is_told_once_and_then_forgotten(world: World, database: Database) -> None:
    alice, boris = await arrived(world), await arrived(world, name="Boris")
    await days_go_by(world, AWAY - 20)
    assert warnings(alice) == 0
    await boris.say("/home")
    await days_go_by(world, 20)
    await days_go_by(world, 1)
    assert warnings(alice) == 1
    assert "3 March 2028" in alice.text
    await days_go_by(world, NOTICE - 3)
    assert alice.person.id in await learners(database)
    await days_go_by(world, 3)
    assert await learners(database) == [boris.person.id]
    assert (warnings(alice), warnings(boris)) == (1, 0)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_one_tap_keeps_everything_until_the_next_long_absence(
    world: World, database: Database, language: Language
) -> None:
    talk = await arrived(world, language)
    await days_go_by(world, AWAY)
    await talk.tap(STAY[language])
    assert warnings(talk) == 0, "the word that all stays has taken its place"
    await days_go_by(world, NOTICE)
    assert await learners(database) == [talk.person.id]
    await days_go_by(world, AWAY - NOTICE)
    assert warnings(talk) == 1
    await days_go_by(world, NOTICE)
    assert await learners(database) == []


async def test_nobody_is_forgotten_who_could_not_be_told_for_a_fault_of_the_bots(
    world: World, database: Database
) -> None:
    talk = await arrived(world)
    await days_go_by(world, AWAY + 5 * NOTICE)
    assert warnings(talk) == 1, "late, but told first"
    assert await learners(database) == [talk.person.id]


async def test_whoever_has_blocked_the_bot_is_forgotten_too(world: World, database: Database) -> None:
    talk = await arrived(world)
    world.telegram.block(talk.person)
    await days_go_by(world, AWAY)
    await days_go_by(world, NOTICE)
    assert await learners(database) == []


async def test_a_certificate_keeps_its_owner_and_a_setting_keeps_everybody(
    world: World, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    alice = await arrived(world)
    monkeypatch.setattr("db.retention.certified", lambda session, ids: {alice.person.id} & {*ids})
    await days_go_by(world, 10 * AWAY)
    monkeypatch.undo()
    world.app.house.settings = replace(world.app.house.settings, retention_months=0)
    await days_go_by(world, 10 * AWAY)
    assert warnings(alice) == 0
    assert await learners(database) == [alice.person.id]


async def test_many_are_told_a_few_at_a_beat_and_none_is_passed_over(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    everybody = [await arrived(world, name=f"Person {number}") for number in range(5)]
    monkeypatch.setattr(retention, "PAGE", 2)
    monkeypatch.setattr(retention, "MOST", 1)
    world.clock.turn(days=AWAY)
    for _ in range(12):
        await days_go_by(world, 0)
    assert [warnings(talk) for talk in everybody] == [1] * 5
