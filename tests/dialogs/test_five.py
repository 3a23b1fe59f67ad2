"""Five questions a day, the same for everybody; a result that gives nothing away, and days in a row."""

from __future__ import annotations

import pytest

from content.model import Bank, Language
from tests.dialogs.conversation import Talk, World
from tests.dialogs.playing import NAMES, play_to_the_end, rows
from tests.dialogs.test_challenge import squares
from tests.dialogs.test_sets import BEGIN, begun, played

FIVE = {"tg": "Панҷ саволи рӯз", "ru": "Пятёрка дня", "en": "The five of today"}


async def take_part(talk: Talk, bank: Bank, wrong: int = 0) -> None:
    await talk.say("/five")
    await talk.tap(BEGIN["en"])
    await play_to_the_end(talk, bank, lambda number: number != wrong)


@pytest.mark.parametrize("language", ["en", "ru", "tg"])
async def test_everybody_is_asked_the_same_and_a_result_gives_nothing_away(
    world: World, rivers: Bank, language: Language
) -> None:
    one, other = await begun(world, language), await begun(world, language, "Bob")
    await one.say("/quiz")
    await one.tap("⋯")
    await one.tap(FIVE[language])
    await one.tap(BEGIN[language])
    asked = await played(one, rivers)
    assert len(asked) == 5
    await other.say("/five")
    await other.tap(BEGIN[language])
    assert await played(other, rivers) == asked
    quizzes = [quiz for quiz in await rows(world.app.house.database, "quizzes") if quiz.set_code]
    assert quizzes[0].plan == quizzes[1].plan, "the options as well"
    await other.tap("⋯")
    await other.tap(FIVE[language])
    assert squares(other.last) == ["🟩🟩🟩🟩🟩"]
    assert not [
        fact for fact, _ in asked if (told := rivers.find_fact(fact)) and told.statement.en in other.text
    ]


async def test_days_in_a_row_are_counted_and_a_day_counts_once(world: World, rivers: Bank) -> None:
    talk = await begun(world)
    for day in (1, 2):
        await take_part(talk, rivers, wrong=2)
        await talk.say("/five")
        assert f"Days in a row: {day}" in talk.text
        assert squares(talk.last) == ["🟩🟥🟩🟩🟩"]
        assert BEGIN["en"] not in talk.labels
        world.clock.turn(days=1)
    await talk.say("/five")
    assert "Days in a row: 2" in talk.text, "today is not over"
    await talk.say("/start s_day-20260302")
    await talk.tap("Begin")
    await play_to_the_end(talk, rivers, lambda _: True)
    await talk.say("/five")
    assert "Days in a row: 2" in talk.text, "what was made up for later is no day taken part"
    world.clock.turn(days=1)
    await talk.say("/five")
    assert "Days in a row" not in talk.text


async def test_the_day_changes_at_midnight_in_the_zone_of_the_house(world: World, rivers: Bank) -> None:
    talk = await begun(world)
    await talk.say("/five")
    world.clock.turn(hours=15, minutes=59)  # 23:59 in Dushanbe
    await talk.say("/five")
    world.clock.turn(minutes=1)
    await talk.say("/five")
    codes = [row.code for row in await rows(world.app.house.database, "sets")]
    assert codes == ["day-20260302", "day-20260303"]


async def test_a_forged_day_is_none(world: World) -> None:
    talk = await begun(world)
    await talk.say("/start s_day-20270101")
    assert "no longer kept" in talk.text
    assert NAMES["en"] not in talk.text
