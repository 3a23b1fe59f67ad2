"""The end of an exam: every miss in full, the name at once, and the word that the time is up."""

from __future__ import annotations

import pytest

from content.model import Bank, Fact
from db.engine import Database
from tests.dialogs.conversation import World, data_of
from tests.dialogs.playing import Shown, answer, open_tap, question_on, rows
from tests.dialogs.sitting import NAME, begin, sit, with_certificate


async def test_every_miss_has_what_was_said_what_is_true_why_and_on_whose_word(
    world: World, rivers: Bank, database: Database
) -> None:
    talk = await begin(world)
    said = []
    while open_tap(talk) is not None:
        said.append(await answer(talk, rivers, right=False))
    assert talk.text.startswith("🎓 Not passed this time\n0 of 8 right"), "the score comes first"
    await talk.tap("My mistakes, one by one")
    for number, shown in enumerate(said):
        assert f"Mistake {number + 1} of {len(said)}" in talk.text
        assert shown.question.ask.en in talk.text
        assert shown.fact.statement.en in talk.text
        assert "Source" in talk.text
        _, given, why = await said_at(database, shown)
        assert given in talk.text
        assert why in talk.text
        if number + 1 < len(said):
            await talk.tap(f"{number + 2} ➡️")
    await talk.tap("Report a mistake")
    assert "What is wrong here?" in talk.text
    await talk.press(talk.from_bot[-2], data_of(talk.from_bot[-2], "Back to the result"))
    assert "0 of 8 right" in (talk.chat.messages[talk.from_bot[-2].id].text or "")


async def said_at(database: Database, shown: Shown) -> tuple[str | None, str, str]:
    """What was answered, in words, and the reason that the chosen option has."""
    [row] = [each for each in await rows(database, "answers") if each.position == shown.position]
    keys = (row.chosen or "").split()
    options = [option for key in keys if (option := shown.question.option(key))]
    whys = [option.why.en for option in options if option.why and len(keys) == 1]
    return row.chosen, row.typed or (options[0].text.en if len(keys) == 1 else ""), "".join(whys)


async def test_failed_exam_offers_to_practise_what_was_missed(world: World, rivers: Bank) -> None:
    talk = await begin(world)
    missed: list[Fact] = []
    while open_tap(talk) is not None:
        shown = await answer(talk, rivers, right=len(missed) >= 3)
        if len(missed) < 3:
            missed.append(shown.fact)
    await talk.tap("Practise these 3")
    asked = []
    while open_tap(talk) is not None:
        asked.append((await answer(talk, rivers, right=True)).fact)
        await talk.tap(talk.labels[0])
    assert asked == missed


async def test_exam_whose_time_is_up_says_so_by_itself_and_once(
    world: World, rivers: Bank, database: Database
) -> None:
    talk = await begin(world)
    await answer(talk, rivers, right=True)
    before = len(talk.from_bot)
    world.clock.turn(minutes=29)
    await world.app.beat()
    await world.beat()
    assert len(talk.from_bot) == before
    world.clock.turn(minutes=1)
    for _ in range(3):
        await world.app.beat()
        await world.beat()
        world.clock.turn(minutes=1)
    assert [message.text for message in talk.from_bot[before:]] == [talk.text]
    assert "Time is up" in talk.text
    await talk.tap("See the result")
    assert "1 of 8 right" in talk.text
    assert len([each for each in await rows(database, "deliveries") if each.kind == "exam"]) == 1


async def test_whoever_sees_the_result_first_is_not_told_once_more(
    world: World, rivers: Bank, database: Database
) -> None:
    talk = await begin(world)
    world.clock.turn(minutes=31)
    await talk.tap(talk.labels[0])
    assert "0 of 8 right" in talk.text
    told = len(talk.from_bot)
    await world.app.beat()
    await world.beat()
    assert len(talk.from_bot) == told
    [delivery] = await rows(database, "deliveries")
    assert (delivery.kind, delivery.state) == ("exam", "stale")


async def test_whoever_was_elsewhere_when_the_time_was_up_is_told(world: World, rivers: Bank) -> None:
    talk = await begin(world)
    world.clock.turn(minutes=31)
    await talk.say("/help")
    await world.app.beat()
    await world.beat()
    assert "Time is up" in talk.text


@pytest.mark.parametrize("command", ["/learn", "/today", "/ask who", "/timeline"])
async def test_refused_command_leads_back_to_the_open_question(
    world: World, rivers: Bank, command: str
) -> None:
    talk = await begin(world)
    shown = await question_on(talk, rivers)
    await talk.say(command)
    assert "still running" in talk.text
    await talk.tap("Go on with the exam")
    assert await question_on(talk, rivers) == shown


async def test_name_that_is_known_is_taken_for_the_next_certificate(
    world: World, rivers: Bank, database: Database
) -> None:
    talk = await with_certificate(world, rivers)
    await talk.say("/exam")
    await talk.tap("Sit it again")
    await sit(talk, rivers, right=99)
    assert f"in the name of {NAME}" in talk.text
    await talk.tap("My certificate")
    assert NAME in (talk.from_bot[-2].caption or "")
    first, second = await rows(database, "certificates")
    assert first.code != second.code
    assert first.quiz_id != second.quiz_id
