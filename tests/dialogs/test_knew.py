"""How many knew it at first sight: told once enough were asked, and read for nobody's tap."""

from __future__ import annotations

import pytest

from bot import measuring
from bot.acts import run
from bot.learning.play import ASIDE
from bot.learning.quiz import Item, Turn
from bot.services import items, learners, quizzes
from content.model import LANGUAGES, RIGHT, Bank, Language
from db.engine import Database, Session
from tests.dialogs.conversation import Talk, World
from tests.dialogs.playing import NAMES
from tests.services.test_items import FACT, QUESTION, answered

KNEW = {
    "en": "👥 61% knew this at first sight.",
    "ru": "👥 С первого раза верно ответили 61\u00a0%.",
    "tg": "👥 Аз бори аввал 61\u00a0% дуруст ҷавоб доданд.",
}


async def answer_it(world: World, talk: Talk, bank: Bank, origin: str) -> None:
    def begin(session: Session) -> Turn:
        learner = learners.arrive(session, talk.person.id, code="en", zone="UTC", now=world.clock())
        item = Item(FACT, QUESTION, (RIGHT, "two", "four", "seven"))
        turn = quizzes.open_quiz(session, bank, learner, play=ASIDE, origin=origin, scope=None, items=(item,))
        assert isinstance(turn, Turn)
        return turn

    turn = await run(world.app.house.database, begin)
    await talk.press(talk.last, f"r:{turn.quiz_id}")
    await talk.press(talk.last, f"a:{turn.quiz_id}:0:0")
    assert "✅" in talk.text


async def test_share_is_told_from_thirty_first_tries_on_and_none_is_read_at_a_tap(
    world: World, rivers: Bank, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    talks: dict[Language, Talk] = {language: world.person(language=language) for language in LANGUAGES}
    for language, talk in talks.items():
        await talk.say("/start")
        await talk.tap(NAMES[language])
    for number in range(29):
        await answered(database, 1000 + number, RIGHT if number % 5 < 3 else "two", RIGHT)
    await measuring.recent(database, rivers, world.clock())
    await answer_it(world, talks["en"], rivers, "before")
    assert "👥" not in talks["en"].text
    await answered(database, 2000, "two")
    daily = measuring.Daily(database, lambda: rivers)
    daily.beat(world.clock())
    await daily.stop()
    await answer_it(world, talks["en"], rivers, "fresh")
    assert "👥" not in talks["en"].text, "measured less than a day ago"
    world.clock.turn(days=1)
    await measuring.recent(database, rivers, world.clock())
    monkeypatch.setattr(items, "add_next", None)
    for language, talk in talks.items():
        await answer_it(world, talk, rivers, "after")
        assert KNEW[language] in talk.text


async def test_figures_are_measured_once_a_day(world: World, rivers: Bank, database: Database) -> None:
    for number in range(30):
        await answered(database, 1000 + number, RIGHT if number % 2 else None)
    daily = measuring.Daily(database, lambda: rivers)
    assert measuring.knew(database, rivers, (FACT, QUESTION)) is None
    daily.beat(world.clock())
    first = daily._task
    assert first is not None
    await first
    assert measuring.knew(database, rivers, (FACT, QUESTION)) == 50
    daily.beat(world.clock())
    assert daily._task is first
    world.clock.turn(days=1)
    daily.beat(world.clock())
    assert daily._task is not first
    await daily.stop()
