"""A friend is asked the same questions; when both are done, each sees both, and nothing before."""

from __future__ import annotations

import re

import pytest

from bot.playground.telegram import Message
from content.model import Bank, Language
from db.models import quizzes
from tests.dialogs.conversation import Talk, World, labels
from tests.dialogs.playing import NAMES, answer, open_tap, play_to_the_end, rows, start_quiz

CHALLENGE = {"tg": "Мусобиқа бо дӯст", "ru": "Бросить вызов", "en": "Challenge a friend"}
BEGIN = {"tg": "Оғоз", "ru": "Начать", "en": "Begin"}
SAME = {"tg": "Айнан ҳамон саволҳо", "ru": "Одни и те же вопросы", "en": "The same questions"}
SIDE_BY_SIDE = {"tg": "Муқоиса", "ru": "Сравнить", "en": "Side by side"}


async def challenged(world: World, bank: Bank, language: Language = "en", wrong: int = 2) -> tuple[Talk, str]:
    """Who has answered all questions but one right and passes them on; and the payload of the link."""
    talk = await start_quiz(world, language)
    await play_to_the_end(talk, bank, lambda number: number != wrong)
    await talk.tap("⋯")
    await talk.tap(CHALLENGE[language])
    [payload] = re.findall(r"start=(\S+)", talk.text)
    return talk, payload


async def take_up(
    world: World, bank: Bank, payload: str, language: Language = "en", wrong: int | None = None
) -> Talk:
    """Somebody who followed the link and is done but for the last tap."""
    friend = world.person("Bob", language)
    await friend.say(f"/start {payload}")
    await friend.tap(NAMES[language])
    await friend.tap(BEGIN[language])
    number = 0
    while True:
        number += 1
        await answer(friend, bank, right=number != wrong)
        if number == 5 + (wrong is not None):
            return friend
        await friend.tap(friend.labels[0])
        assert open_tap(friend) is not None


def squares(message: Message) -> list[str]:
    return re.findall("[🟩🟨🟥⬜]{2,}", message.text or "")


@pytest.mark.parametrize("language", ["en", "ru", "tg"])
async def test_both_see_both_when_both_are_done_and_nothing_before(
    world: World, rivers: Bank, language: Language
) -> None:
    maker, payload = await challenged(world, rivers, language)
    assert squares(maker.last) == ["🟩🟥🟩🟩🟩"], "a challenge tells marks, and no answer"
    assert "1, 3, 4, 5" in maker.text, "and the same in words"
    friend = await take_up(world, rivers, payload, language)
    told = len(maker.from_bot)
    await world.beat()
    assert len(maker.from_bot) == told, "the friend is not done"
    assert SAME[language] not in friend.text
    await friend.tap(friend.labels[0])
    assert SAME[language] in friend.text
    assert squares(friend.last) == ["🟩🟩🟩🟩🟩", "🟩🟥🟩🟩🟩"], "oneself first"
    await world.beat()
    await world.beat()
    assert len(maker.from_bot) == told + 1, "told once"
    assert "5" in maker.text
    assert "4" in maker.text
    assert "Bob" not in maker.text
    await maker.tap(SIDE_BY_SIDE[language])
    assert squares(maker.last) == ["🟩🟥🟩🟩🟩", "🟩🟩🟩🟩🟩"]


async def test_only_the_first_time_counts_and_a_second_friend_does_not_see_the_first(
    world: World, rivers: Bank
) -> None:
    maker, payload = await challenged(world, rivers)
    friend = await take_up(world, rivers, payload)
    await friend.tap(friend.labels[0])
    await world.beat()
    told = len(maker.from_bot)
    await friend.say(f"/start {payload}")
    await friend.tap("Begin")
    await play_to_the_end(friend, rivers, lambda _: False)
    await world.beat()
    assert len(maker.from_bot) == told
    other = await take_up(world, rivers, payload, wrong=1)
    await other.tap(other.labels[0])
    assert squares(other.last) == ["🟥🟩🟩🟩🟩", "🟩🟥🟩🟩🟩"]
    await world.beat()
    assert len(maker.from_bot) == told + 1
    assert len([quiz for quiz in await rows(world.app.house.database, quizzes.name) if quiz.set_code]) == 4


async def test_challenge_is_only_of_ones_own_quiz_and_only_at_its_end(world: World, rivers: Bank) -> None:
    talk = await start_quiz(world)
    shown = await answer(talk, rivers, right=True)
    for code in ("kc", "kr"):
        await talk.press(talk.last, f"{code}:{shown.quiz_id}")
        assert "no longer works" in talk.alerts[-1]
    stranger = world.person("Bob")
    await stranger.say("/start")
    await stranger.press(stranger.last, f"kc:{shown.quiz_id}")
    assert "not yours" in stranger.alerts[-1]


async def test_words_stand_alone_in_text_only(world: World, rivers: Bank) -> None:
    talk = await start_quiz(world)
    await play_to_the_end(talk, rivers, lambda number: number == 1)
    result = talk.last
    await talk.say("/settings")
    await talk.tap("Text only")
    await talk.tap("⋯", result)
    result = talk.chat.messages[result.id]
    assert not any("card" in label for label in labels(result))
    await talk.tap("Challenge a friend", result)
    assert squares(talk.last) == []
    assert "1 of 5 right: 1" in talk.text
