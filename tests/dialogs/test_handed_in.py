"""What a pupil sees at the end of homework: that it was handed in, to which class, and the way back there."""

from __future__ import annotations

import pytest

from bot.taps.quiz import ResumeTap
from content.model import LANGUAGES, Bank, Language
from tests.dialogs.conversation import Talk, World
from tests.dialogs.playing import NAMES, rows
from tests.dialogs.schooling import do, give, known, make_class

HANDED_IN = {
    "en": "Handed in. Class: 9 <B> & Co",
    "ru": "Работа сдана. Класс: 9 <B> & Co",
    "tg": "Кор супорида шуд. Синф: 9 <B> & Co",
}


async def pupil_of(world: World, payload: str, language: Language = "en") -> Talk:
    pupil = await known(world, "Anna", NAMES[language])
    await pupil.say(f"/start {payload}")
    await pupil.say("Anna")
    return pupil


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("choice", ["Answers at once", None])
async def test_it_says_that_it_was_handed_in_and_leads_back_to_the_class(
    world: World, rivers: Bank, language: Language, choice: str | None
) -> None:
    teacher, payload = await make_class(world, "9 <B> & Co")
    pupil = await pupil_of(world, payload, language)
    await give(teacher, "5 questions", *([choice] if choice else []))
    await do(pupil, rivers, lambda number: number > 1)
    assert HANDED_IN[language] in pupil.text
    assert ("4" in pupil.text.splitlines()[0]) == (choice is not None), "its score stands first"
    await pupil.tap("🎒 9 <B> & Co")
    assert pupil.text.startswith("🎒 9 <B> & Co")


async def test_whoever_has_left_is_led_to_no_desk(world: World, rivers: Bank) -> None:
    teacher, payload = await make_class(world)
    pupil = await pupil_of(world, payload)
    await give(teacher, "5 questions")
    await do(pupil, rivers, lambda _: True)
    await pupil.tap("🎒 9B")
    for label in ("What my teacher sees", "Leave the class", "Yes, leave"):
        await pupil.tap(label)
    [quiz] = await rows(world.app.house.database, "quizzes")
    await pupil.press(pupil.last, ResumeTap(quiz.id).encode())
    assert pupil.text.startswith("📥 Handed in.\n")
    assert not any(label.startswith("🎒") for label in pupil.labels)
