"""Few buttons: six at home, two rows under an answer, three under a fact; the rest one tap deeper."""

from __future__ import annotations

import pytest

from bot.playground.telegram import Message
from content.model import LANGUAGES, Bank, Language
from tests.dialogs.conversation import Talk, World
from tests.dialogs.playing import NAMES, answer, open_tap, play_to_the_end, question_on, start_quiz

LEARN = {"tg": "Омӯхтан", "ru": "Учиться", "en": "Learn"}


def rows_under(message: Message) -> list[list[str]]:
    rows = message.json.get("reply_markup", {}).get("inline_keyboard", [])
    return [[button["text"] for button in row] for row in rows]


async def with_all_at_home(world: World, rivers: Bank, language: Language = "en") -> Talk:
    """A learner with an open quiz and facts that are due."""
    talk = await start_quiz(world, language)
    await play_to_the_end(talk, rivers, lambda _: True)
    world.clock.turn(days=40)
    await talk.say("/start")
    await talk.tap(talk.labels[0])
    return talk


@pytest.mark.parametrize("language", LANGUAGES)
async def test_home_has_six_buttons_at_most(world: World, rivers: Bank, language: Language) -> None:
    talk = await with_all_at_home(world, rivers, language)
    for way in ("/start", "/home"):
        await talk.say(way)
        assert len(talk.labels) == 6, "an open quiz and reviews that wait: there cannot be more to say"
        assert talk.labels[0].startswith("▶️")
        assert talk.labels[1].startswith("🔁")
    stranger = world.person(language=language)
    await stranger.say("/start")
    await stranger.tap(NAMES[language])
    assert len(stranger.labels) < 6


async def test_what_is_seldom_used_at_home_is_one_tap_deeper_and_leads_back(
    world: World, rivers: Bank
) -> None:
    talk = await with_all_at_home(world, rivers)
    await talk.say("/start")
    home, message = talk.labels, talk.last
    await talk.tap("⋯")
    assert talk.last.id == message.id
    assert talk.text == message.text, "only the buttons change"
    for label in ("On this day", "Timeline", "Exam", "A fact a day", "Settings"):
        assert any(label in each for each in talk.labels)
    assert not set(home) & set(talk.labels)
    await talk.tap("Back")
    assert talk.labels == home
    assert talk.last.id == message.id


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("right", [True, False])
async def test_answered_question_has_two_rows(
    world: World, rivers: Bank, language: Language, *, right: bool
) -> None:
    talk = await start_quiz(world, language)
    while open_tap(talk) is not None:
        await answer(talk, rivers, right=right)
        [[onward], [more]] = rows_under(talk.last)
        assert onward.endswith("›")
        assert more == "⋯"
        await talk.tap(onward)


async def test_what_is_seldom_used_under_an_answer_leads_back_to_it(world: World, rivers: Bank) -> None:
    talk = await start_quiz(world)
    await answer(talk, rivers, right=True)
    answered = talk.text
    await talk.tap("⋯")
    assert talk.labels == ["⚑ Report a mistake", "🏠 Home", "‹ Back"]
    assert talk.text == answered
    await talk.tap("Back")
    assert talk.text == answered
    await talk.tap("Next")
    assert (await question_on(talk, rivers)).position == 1


async def test_answer_to_one_question_on_a_fact_has_two_rows(world: World, rivers: Bank) -> None:
    talk = world.person()
    await talk.say("the spring of the Olmara")
    await talk.tap("Quiz me")
    await answer(talk, rivers, right=False)
    assert rows_under(talk.last) == [["🎯 Another question on this"], ["🏠 Home", "⋯"]]
    await talk.tap("⋯")
    await talk.tap("Back")
    assert rows_under(talk.last) == [["🎯 Another question on this"], ["🏠 Home", "⋯"]]


@pytest.mark.parametrize("is_in_a_quiz", [False, True], ids=["", "in a quiz"])
async def test_fact_that_was_asked_for_has_three_rows(
    world: World, rivers: Bank, *, is_in_a_quiz: bool
) -> None:
    talk = await start_quiz(world) if is_in_a_quiz else world.person()
    await talk.say("/ask When was the spring of the Olmara found?")
    rows, text = rows_under(talk.last), talk.text
    assert "See also" in text
    onward = "▶️ Go on: 1/5" if is_in_a_quiz else "🏠 Home"
    assert rows == [["🎯 Quiz me on this"], ["See also 1 ›"], [onward, "⋯"]]
    await talk.tap("⋯")
    assert talk.labels == ["🔗 Link for a class", "⚑ Report a mistake", "🏠 Home", "‹ Back"]
    await talk.tap("Back")
    assert (rows_under(talk.last), talk.text) == (rows, text)


async def test_fact_behind_a_link_has_two_rows(world: World) -> None:
    talk = world.person()
    await talk.say("/start")
    await talk.say("/start f_springs_keepers")
    assert rows_under(talk.last) == [["🎯 Quiz me on this"], ["🏠 Home", "⋯"]]


async def test_daily_fact_has_two_rows(world: World) -> None:
    talk = world.person()
    await talk.say("/daily 08:30")
    world.clock.turn(hours=1)
    await world.beat()
    rows = [["🎯 Quiz me on this"], ["⋯"]]
    assert rows_under(talk.last) == rows
    await talk.tap("⋯")
    assert talk.labels == ["⚙️ Time and zone", "🔗 Link for a class", "⚑ Report a mistake", "‹ Back"]
    await talk.tap("Back")
    assert rows_under(talk.last) == rows


async def test_buttons_under_what_is_gone_or_somebody_elses_are_refused(world: World) -> None:
    talk, other = world.person(), world.person("Bob")
    await talk.say("/daily 08:30")
    world.clock.turn(hours=1)
    await world.beat()
    await other.say("/start")
    for data in ("dm:1:1", "fm:0123456789ab::1", "fm:::1"):
        await other.press(other.last, data)
    assert len(other.alerts) == 3


async def test_text_only_says_more_in_a_word(world: World, rivers: Bank) -> None:
    talk = await start_quiz(world)
    await talk.say("/settings")
    await talk.tap("Text only")
    await talk.say("/start")
    assert talk.labels[-1] == "More"
