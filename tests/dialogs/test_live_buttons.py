"""A question of a live quiz that no poll can carry: read first, then answered by buttons."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator, Awaitable, Sequence
from typing import Any

import pytest
from telegram import Update

from bot.learning import live as rules
from bot.learning.quiz import Item, lay_out
from content.model import LANGUAGES, Bank, Language, Match, Several
from db.engine import Database
from tests.dialogs.conversation import Talk, World, data_of, labels, world_of
from tests.dialogs.gathering import Gathering, group
from tests.dialogs.playing import rows
from tests.dialogs.test_live import BEGIN, begun, on

LETTERS = {"en": "ABCDEF", "ru": "АБВГДЕ", "tg": "АБВГДЕ"}
CHECK = {"en": "Check", "ru": "Проверить", "tg": "Санҷидан"}


@pytest.fixture
async def world(lakes: Bank, database: Database) -> AsyncIterator[World]:
    async with world_of(lakes, database) as made:
        yield made


def planned(bank: Bank, monkeypatch: pytest.MonkeyPatch, *kinds: str) -> list[Item]:
    """The next quiz asks one question of each of these kinds."""
    items = []
    for kind in kinds:
        found = ((fact, q) for fact in bank.facts for q in fact.questions if q.kind == kind and q.options)
        items.append(lay_out(*next(found), random.Random(kind)))
    monkeypatch.setattr(rules, "pick", lambda *_: tuple(items))
    return items


async def class_of(world: World, *names: str, language: Language = "en") -> tuple[Gathering, list[Talk]]:
    people = [world.person(name, language) for name in names]
    return await group(world, *people), people


async def tap(room: Gathering, who: Talk, item: Item, *keys: str, language: Language = "en") -> str:
    """Tap the letters of these options; gives what was said to the last tap."""
    for key in keys:
        await room.tap(who, LETTERS[language][item.options.index(key)])
    return who.alerts[-1]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_ticks_are_each_persons_own_and_the_verdict_tells_all_that_is_right(
    world: World, lakes: Bank, database: Database, monkeypatch: pytest.MonkeyPatch, language: Language
) -> None:
    [item] = planned(lakes, monkeypatch, "several")
    room, [zarina, tom] = await class_of(world, "Zarina", "Tom", language=language)
    await room.say(zarina, "/play")
    await room.tap(zarina, BEGIN[language])
    await on(world)
    assert LETTERS[language][0] not in room.labels  # it is read first
    await on(world, seconds=6)
    said = len(room.from_bot)
    assert room.labels[: len(item.options)] == list(LETTERS[language][: len(item.options)])
    first, second, third, *_ = item.options
    assert LETTERS[language][0] in await tap(room, tom, item, first, language=language)
    question = next(q for fact in lakes.facts for q in fact.questions if q.id == item.question_id)
    assert isinstance(question, Several)
    await tap(room, zarina, item, *question.right, language=language)
    await room.tap(zarina, CHECK[language])
    await tap(room, tom, item, second, third, first, language=language)
    await room.tap(tom, CHECK[language])
    await room.tap(tom, CHECK[language])
    stored = {row.learner_id: row for row in await rows(database, "answers")}
    assert stored[zarina.person.id].is_right
    assert set((stored[tom.person.id].chosen or "").split()) == {second, third}
    assert len(room.from_bot) == said
    await on(world, seconds=31)
    assert not [label for label in room.labels if label in LETTERS[language]]
    await on(world, seconds=3)
    assert len(room.from_bot) == said + 1
    for option in question.options[: len(question.right)]:
        assert f"– {option.text.to(language)}" in room.text.splitlines(), "a line for each"


@pytest.mark.parametrize("kinds", [("several", "order"), ("choice", "true-false")])
@pytest.mark.parametrize("language", LANGUAGES)
async def test_what_moves_an_open_question_on_stands_once(
    world: World,
    lakes: Bank,
    monkeypatch: pytest.MonkeyPatch,
    language: Language,
    kinds: Sequence[str],
) -> None:
    planned(lakes, monkeypatch, *kinds)
    room, [zarina] = await class_of(world, "Zarina", language=language)
    await room.say(zarina, "/play")
    await room.tap(zarina, BEGIN[language])
    await on(world)
    speech = world.app.house.texts.to(language)
    moving = {speech.plain("group-pause"), speech.plain("live-stop")}
    for seconds in (0, 6, 31, 3, 6):
        await on(world, seconds=seconds)
        shown = [label for each in room.from_bot for label in labels(each) if label in moving]
        assert sorted(shown) in ([], sorted(moving)), seconds
    assert shown, "the second question is open"


async def test_an_order_may_be_begun_anew_and_its_last_event_follows(
    world: World, lakes: Bank, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    [item] = planned(lakes, monkeypatch, "order")
    room, [zarina] = await class_of(world, "Zarina")
    await begun(world, room, zarina)
    question = next(q for fact in lakes.facts for q in fact.questions if q.id == item.question_id)
    right = [option.key for option in question.options]
    assert "So far: " in await tap(room, zarina, item, right[-1])
    await room.tap(zarina, "Start over")
    assert zarina.alerts[-1] == "Nothing is chosen now."
    assert await rows(database, "answers") == []
    assert "Your answer: " in await tap(room, zarina, item, *right[:-1])
    assert "You have answered already" in await tap(room, zarina, item, right[-1])
    [answer] = await rows(database, "answers")
    assert (answer.is_right, (answer.chosen or "").split()) == (True, right)


async def test_pairs_follow_the_numbers(
    world: World, lakes: Bank, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    [item] = planned(lakes, monkeypatch, "match")
    room, [zarina] = await class_of(world, "Zarina")
    await begun(world, room, zarina)
    question = next(q for fact in lakes.facts for q in fact.questions if q.id == item.question_id)
    assert isinstance(question, Match)
    assert all(left.text.en in room.text for left in question.left)
    right = [option.key for option in question.left]
    await tap(room, zarina, item, *right[:-1])
    [answer] = await rows(database, "answers")
    assert answer.is_right


async def test_a_poll_and_buttons_follow_each_other_and_all_who_play_end_a_question(
    world: World, lakes: Bank, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, _, _ = planned(lakes, monkeypatch, "number", "choice", "several")
    room, [zarina, tom] = await class_of(world, "Zarina", "Tom")
    await room.say(zarina, "/play")
    await room.tap(zarina, "Teams", "Teams: 2")
    await room.tap(zarina, "Red")
    await room.tap(tom, "Blue")
    await room.tap(zarina, "How fast", "until all have answered", BEGIN["en"])
    await on(world)
    await on(world, seconds=6)
    assert "Your answer: " in await tap(room, zarina, number, "right")
    await tap(room, tom, number, "right")
    await on(world)
    await on(world, seconds=3)
    assert "Knew it: 2 of 2." in room.text
    await on(world, seconds=6)
    assert room.last.poll is not None
    await room.tap(zarina, "Next")
    await on(world)
    await on(world, seconds=3)
    await on(world, seconds=6)
    assert "Check" in " ".join(room.labels)


async def test_nobody_taps_when_the_verdict_may_be_read(
    world: World, lakes: Bank, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, _ = planned(lakes, monkeypatch, "number", "choice")
    room, [zarina, tom, alice] = await class_of(world, "Zarina", "Tom", "Alice")
    await begun(world, room, zarina)
    asked = room.last
    data = data_of(asked, "A")
    await tap(room, zarina, number, number.options[0])
    await on(world, seconds=31)
    world.telegram.tap(tom.person, asked.id, data, chat=room.chat, is_late=True)  # it was on its way
    await world.settle()
    await on(world, seconds=3)
    assert "of 2." in room.text
    world.telegram.tap(alice.person, asked.id, data, chat=room.chat, is_late=True)
    await world.settle()
    assert alice.alerts[-1] == "Time is up for this question."
    assert len(await rows(database, "answers")) == 2


async def updates_of(world: World, act: Awaitable[object]) -> list[dict[str, Any]]:
    """What the bot was told while this was done."""
    told: list[dict[str, Any]] = []
    take = world.app.intake.take

    async def watched(updates: list[dict[str, Any]]) -> None:
        told.extend(updates)
        await take(updates)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(world.app.intake, "take", watched)
        await act
    return told


async def handled_again(world: World, updates: Sequence[dict[str, Any]]) -> None:
    """Their effects were committed, and the process died before they were noted as handled."""
    for update in updates:
        parsed = Update.de_json(update, world.app.application.bot)
        await world.app.application.process_update(parsed)


async def test_taps_that_are_handled_again_after_a_kill_change_no_answer(
    world: World, lakes: Bank, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    [item] = planned(lakes, monkeypatch, "several")
    room, [zarina] = await class_of(world, "Zarina")
    await begun(world, room, zarina)
    first, second, third, *_ = item.options
    nothing = await updates_of(world, room.tap(zarina, CHECK["en"]))
    assert zarina.alerts[-1] == "Tick at least one answer first."
    told = await updates_of(world, tap(room, zarina, item, first, second, third, second))
    await handled_again(world, [*nothing, *told])
    assert await rows(database, "answers") == []
    await room.tap(zarina, CHECK["en"])
    [answer] = await rows(database, "answers")
    assert set((answer.chosen or "").split()) == {first, third}


async def test_an_order_begun_anew_stays_so_when_its_taps_are_handled_again(
    world: World, lakes: Bank, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    [item] = planned(lakes, monkeypatch, "order")
    room, [zarina] = await class_of(world, "Zarina")
    await begun(world, room, zarina)
    first, second, third, last = item.options
    told = await updates_of(world, tap(room, zarina, item, first))
    told += await updates_of(world, room.tap(zarina, "Start over"))
    told += await updates_of(world, tap(room, zarina, item, second, third))
    await handled_again(world, told)
    assert await rows(database, "answers") == []
    await tap(room, zarina, item, last)
    [answer] = await rows(database, "answers")
    assert (answer.chosen or "").split() == [second, third, last, first]


async def test_who_answered_in_time_hears_so_also_of_a_tap_that_came_too_late(
    world: World, lakes: Bank, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, _ = planned(lakes, monkeypatch, "number", "choice")
    room, [zarina] = await class_of(world, "Zarina")
    await begun(world, room, zarina)
    asked, data = room.last, data_of(room.last, "B")
    await tap(room, zarina, number, number.options[0])
    await on(world, seconds=31)
    await on(world, seconds=3)
    world.telegram.tap(zarina.person, asked.id, data, chat=room.chat, is_late=True)
    await world.settle()
    assert zarina.alerts[-1].startswith("You have answered already: A")
