"""A card of a result to show to others: for whoever played it, once it is over, with nothing personal."""

from __future__ import annotations

import pytest

from content.model import LANGUAGES, Bank, Language
from tests.dialogs.conversation import World
from tests.dialogs.playing import answer, play_to_the_end, start_quiz

CARD = {"tg": "Варақа барои ҳамрасонӣ", "ru": "Карточка, чтобы поделиться", "en": "A card to share"}
OLD = "This button no longer works. Send /quiz or /start."


@pytest.mark.parametrize("language", LANGUAGES)
async def test_card_comes_below_the_result(world: World, rivers: Bank, language: Language) -> None:
    talk = await start_quiz(world, language)
    await play_to_the_end(talk, rivers, lambda number: number > 2)
    result = talk.last
    await talk.tap(CARD[language])
    assert talk.last.id > result.id
    assert talk.last.photo
    [size] = talk.last.photo
    assert world.telegram.files[size["file_id"]].content_type == "image/png"
    assert "https://t.me/" in talk.text
    assert "Alice" not in talk.text


async def test_card_is_only_of_ones_own_quiz_and_only_at_its_end(world: World, rivers: Bank) -> None:
    talk = await start_quiz(world)
    shown = await answer(talk, rivers, right=True)
    await talk.press(talk.last, f"sh:{shown.quiz_id}")
    assert talk.alerts[-1] == OLD
    stranger = world.person("Bob")
    await stranger.say("/start")
    await stranger.press(stranger.last, f"sh:{shown.quiz_id}")
    assert "not yours" in stranger.alerts[-1]
