"""Whoever sends a flood hears one word, and gets every answer; nobody else waits for it."""

from __future__ import annotations

import pytest

from bot.updates.allowance import Allowance, Rate
from bot.updates.intake import IN_HAND
from tests.dialogs.conversation import Talk, World, labels
from tests.patience import until

FLOOD = 3 * IN_HAND
WORD = "one after the other"


async def say_at_once(talk: Talk, times: int) -> None:
    for number in range(times):
        talk.world.telegram.say(talk.person, f"/help {number}")


def answers(world: World) -> list[str | None]:
    """What taps were answered with."""
    return [call.fields.get("text") for call in world.telegram.calls if call.method == "answerCallbackQuery"]


def words(talk: Talk) -> list[int]:
    """Where among the bot's messages the word is."""
    return [place for place, message in enumerate(talk.from_bot) if WORD in (message.text or "")]


async def test_author_of_a_flood_hears_one_word_first_and_gets_every_answer(world: World) -> None:
    alice = world.person()
    await alice.say("/start")
    before = len(alice.from_bot)
    await say_at_once(alice, FLOOD)
    await world.settle()
    [place] = words(alice)
    assert len(alice.from_bot) - before == FLOOD + 1
    assert place < before + IN_HAND, "the word comes while the flood is being answered"
    await say_at_once(alice, FLOOD)
    await world.settle()
    assert len(words(alice)) == 2, "another flood is another word"


async def test_word_is_in_the_language_of_the_learner(world: World) -> None:
    zarina = world.person("Зарина", "tg")
    await zarina.say("/start")
    await say_at_once(zarina, FLOOD)
    await world.settle()
    assert sum("бо навбат ҷавоб медиҳам" in (message.text or "") for message in zarina.from_bot) == 1


async def test_bystander_is_answered_before_the_flood_is(world: World) -> None:
    alice, boris = world.person("Alice"), world.person("Boris")
    await alice.say("/start")
    await boris.say("/start")
    world.telegram.calls.clear()
    await say_at_once(alice, FLOOD)
    world.telegram.say(boris.person, "/help")
    await world.settle()
    chats = [call.fields["chat_id"] for call in world.telegram.calls if call.method == "sendMessage"]
    assert chats.index(str(boris.person.id)) < IN_HAND
    assert words(boris) == []


async def test_as_much_as_is_taken_in_hand_is_no_flood(world: World) -> None:
    alice = world.person()
    await alice.say("/start")
    await say_at_once(alice, IN_HAND)
    await world.settle()
    assert words(alice) == []


async def test_beyond_what_anybody_can_mean_one_word_comes_and_taps_end_without_words(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(world.app.intake._gate, "_allowance", Allowance(world.clock, of_person=Rate(30, 1.0)))
    alice, boris = world.person("Alice"), world.person("Boris")
    await alice.say("/start")
    before, told = len(alice.from_bot), alice.last
    await say_at_once(alice, 50)
    world.telegram.say(boris.person, "/help")
    await world.settle()
    await until(lambda: any("pass over" in (message.text or "") for message in alice.from_bot))
    assert len(alice.from_bot) - before == 29 + 2, "the rest of the allowance, and two words"
    assert boris.from_bot
    await alice.tap(labels(told)[0], told)
    await until(lambda: bool(answers(world)))
    assert answers(world) == [None]
    assert world.app.intake.passed_over == 22
    world.clock.turn(seconds=60)
    await alice.tap(labels(told)[0], told)
    assert "pass over" not in alice.text
