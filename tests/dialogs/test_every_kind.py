"""Every kind of question in three languages: right, half-right, wrong, repeated, stale and odd answers."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.learning.grading import Grade
from bot.taps.quiz import AnswerTap, CheckTap, PairTap, PlaceTap, TickTap
from content.model import LANGUAGES, Bank, Language, Match, Order, Several
from db.engine import Database
from tests.dialogs.conversation import Talk, World, data_of, world_of
from tests.dialogs.lakes import FACT_OF, TREATY, be_asked
from tests.dialogs.playing import CHECK, NAMES, Shown, give, rows, tap_option

MARKS: dict[Grade, str] = {"right": "✅", "half": "🟡", "wrong": "❌"}


@pytest.fixture
async def world(lakes: Bank, database: Database) -> AsyncIterator[World]:
    async with world_of(lakes, database) as made:
        yield made


async def ask(
    world: World, bank: Bank, kind: str, language: Language = "en", *, to_tap: bool = False
) -> tuple[Talk, Shown]:
    """A new person who is asked a question of this kind, ``to_tap`` if it must have options."""
    talk = world.person(language=language)
    await talk.say("/start")
    await talk.tap(NAMES[language])
    return talk, await be_asked(talk, bank, kind, language, to_tap=to_tap)


async def last_answer(database: Database) -> tuple[str | None, str | None, bool, bool]:
    row = (await rows(database, "answers"))[-1]
    return row.chosen, row.typed, row.is_right, row.is_half


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", FACT_OF)
async def test_right_and_wrong_are_told_apart(
    world: World, lakes: Bank, database: Database, kind: str, language: Language
) -> None:
    for grade in ("right", "wrong"):
        talk, shown = await ask(world, lakes, kind, language)
        await give(talk, shown, grade)
        assert MARKS[grade] in talk.text
        assert shown.fact.statement.to(language) in talk.text
        if kind != "order":  # an order is told event by event
            assert all(part in talk.text for part in shown.right_text.replace(" – ", "; ").split("; "))
        *_, is_right, is_half = await last_answer(database)
        assert (is_right, is_half) == (grade == "right", False)


@pytest.mark.parametrize("kind", ["number", "when", "name"])
async def test_code_of_a_certificate_is_checked_and_is_no_answer(
    world: World, lakes: Bank, database: Database, kind: str
) -> None:
    talk, _ = await ask(world, lakes, kind)
    before = len(await rows(database, "answers"))
    await talk.say("ABCD-EFGH-JKMN-PQ23")
    assert "no certificate with this code" in talk.text
    assert len(await rows(database, "answers")) == before


NOT_KNOWN = {"tg": "ман намедонам", "ru": "Не знаю!", "en": "I don't know"}
NEVER_MIND = {"tg": "Ҳеҷ боке нест", "ru": "Ничего страшного", "en": "Never mind"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", FACT_OF)
async def test_not_knowing_may_be_said_in_words(
    world: World, lakes: Bank, database: Database, kind: str, language: Language
) -> None:
    talk, _ = await ask(world, lakes, kind, language)
    await talk.say(NOT_KNOWN[language])
    assert NEVER_MIND[language] in talk.text
    assert await last_answer(database) == (None, None, False, False)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_greeting_is_no_answer_where_a_name_is_asked_for(
    world: World, lakes: Bank, database: Database, language: Language
) -> None:
    talk, shown = await ask(world, lakes, "name", language)
    before = len(await rows(database, "answers"))
    await talk.say({"tg": "салом", "ru": "привет", "en": "hello"}[language])
    assert "👋" in talk.text
    assert len(await rows(database, "answers")) == before
    await talk.say(shown.right_text)
    assert MARKS["right"] in talk.text


@pytest.mark.parametrize("kind", ["order", "match"])
async def test_wrong_places_stand_beside_the_right_ones_line_by_line(
    world: World, lakes: Bank, kind: str
) -> None:
    talk, shown = await ask(world, lakes, kind)
    await give(talk, shown, "half")
    assert isinstance(shown.question, Order | Match)
    said = talk.text.splitlines()
    *right, last_but_one, last = [option.text.en for option in shown.question.options]
    hits = [line for line in said if line.startswith("✅")]
    assert len(hits) == len(right)
    assert all(part in line for part, line in zip(right, hits, strict=True))
    # The cross stands before what was said, never before what is right.
    misses = [
        (said[place - 1], line.removeprefix("❌ You had: "))
        for place, line in enumerate(said)
        if line.startswith("❌") and line != "❌ Not quite"
    ]
    assert [(last_but_one in line, last == mine) for line, mine in misses[:1]] == [(True, True)]
    assert [(last in line, last_but_one == mine) for line, mine in misses[1:]] == [(True, True)]


@pytest.mark.parametrize("kind", ["order", "match", "several"])
async def test_what_was_not_known_is_told_line_by_line(world: World, lakes: Bank, kind: str) -> None:
    talk, shown = await ask(world, lakes, kind)
    await talk.tap("Don’t know")
    assert isinstance(shown.question, Order | Match | Several)
    told = talk.text.splitlines()
    right = shown.question.right if isinstance(shown.question, Several) else None
    for option in shown.question.options:
        lines = [line for line in told if option.text.en in line and line[:1] in "–123456789"]
        assert len(lines) == (right is None or option.key in right)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["several", "order"])
async def test_half_right_is_told_and_is_no_right_answer(
    world: World, lakes: Bank, database: Database, kind: str, language: Language
) -> None:
    talk, shown = await ask(world, lakes, kind, language)
    await give(talk, shown, "half")
    assert MARKS["half"] in talk.text
    *_, is_right, is_half = await last_answer(database)
    assert (is_right, is_half) == (False, True)


@pytest.mark.parametrize("kind", FACT_OF)
async def test_not_knowing_is_answered_kindly_and_once(
    world: World, lakes: Bank, database: Database, kind: str
) -> None:
    talk, _ = await ask(world, lakes, kind)
    before = len(await rows(database, "answers"))
    button = data_of(talk.last, "Don’t know")
    message = talk.last
    await talk.press(message, button)
    told = talk.text
    assert "💡" in told
    await talk.press(message, button)
    assert talk.text == told
    assert len(await rows(database, "answers")) == before + 1
    chosen, typed, is_right, is_half = await last_answer(database)
    assert (chosen, typed, is_right, is_half) == (None, None, False, False)


async def test_ticks_go_on_and_off_and_quick_ticks_all_count(world: World, lakes: Bank) -> None:
    talk, shown = await ask(world, lakes, "several")
    message = talk.last
    here = (shown.quiz_id, shown.position)
    for index in (0, 1):  # both from the screen on which nothing is ticked yet
        await talk.press(message, TickTap(*here, index, 1).encode())
    assert sum(label.startswith("☑") for label in talk.labels) == 2
    await talk.press(message, TickTap(*here, 0, 1).encode())
    assert sum(label.startswith("☑") for label in talk.labels) == 2, "ticking twice is ticking once"
    await talk.press(message, TickTap(*here, 0, 0).encode())
    assert sum(label.startswith("☑") for label in talk.labels) == 1


async def test_nothing_ticked_is_not_graded(world: World, lakes: Bank, database: Database) -> None:
    talk, _ = await ask(world, lakes, "several")
    before = len(await rows(database, "answers"))
    await talk.tap("Check")
    assert talk.alerts[-1] == "Tick at least one answer first."
    assert len(await rows(database, "answers")) == before


async def test_ticks_outlive_a_restart(lakes: Bank, database: Database) -> None:
    async with world_of(lakes, database) as first:
        talk, shown = await ask(first, lakes, "several")
        [one, other] = [key for key in shown.options if key in ("vesk", "arvo")]
        await tap_option(talk, shown, one)
        telegram, person = first.telegram, talk.person
    async with world_of(lakes, database, first_id=10_000) as second:
        second.telegram.people[person.id] = person
        second.telegram.chats[person.id] = telegram.chats[person.id]
        again = Talk(second, person)
        await tap_option(again, shown, other)
        await again.tap(CHECK["en"])
        assert "All correct" in again.text


async def test_last_event_goes_to_its_place_by_itself(world: World, lakes: Bank, database: Database) -> None:
    talk, shown = await ask(world, lakes, "order")
    message = talk.last
    for index in range(len(shown.options) - 1):  # quickly, all on the screen shown first
        assert "Tap in order" in talk.text
        await talk.press(message, PlaceTap(shown.quiz_id, shown.position, index).encode())
    assert "Tap in order" not in talk.text
    chosen, *_ = await last_answer(database)
    assert chosen is not None
    assert tuple(chosen.split()) == shown.options


async def test_placing_an_event_twice_places_it_once_and_start_over_takes_all_back(
    world: World, lakes: Bank
) -> None:
    talk, shown = await ask(world, lakes, "order")
    untouched, message = talk.text, talk.last
    data = PlaceTap(shown.quiz_id, shown.position, 1).encode()
    await talk.press(message, data)
    once = talk.text
    await talk.press(message, data)
    assert talk.text == once != untouched
    await talk.tap("Start over")
    assert talk.text == untouched


async def test_second_tap_for_a_left_side_changes_nothing(world: World, lakes: Bank) -> None:
    talk, shown = await ask(world, lakes, "match")
    message = talk.last
    here = (shown.quiz_id, shown.position)
    await talk.press(message, PairTap(*here, 0, 0).encode())
    once = talk.text
    await talk.press(message, PairTap(*here, 0, 1).encode())
    assert talk.text == once, "the tap was for the first left side, which has its pair"
    await talk.press(message, PairTap(*here, 1, 0).encode())
    assert talk.text == once, "that option is taken"


@pytest.mark.parametrize("kind", FACT_OF)
async def test_forged_buttons_are_refused(world: World, lakes: Bank, database: Database, kind: str) -> None:
    talk, shown = await ask(world, lakes, kind)
    before = len(await rows(database, "answers"))
    here = (shown.quiz_id, shown.position)
    for tap in (AnswerTap(*here, 9), TickTap(*here, 9, 1), PlaceTap(*here, 9), PairTap(*here, 0, 9)):
        await talk.press(talk.last, tap.encode())
    assert talk.alerts[-4:] == ["This button no longer works. Send /quiz or /start."] * 4
    stranger = world.person("Bob")
    await stranger.say("/start")
    await stranger.press(stranger.last, CheckTap(*here).encode())
    assert "not yours" in stranger.alerts[-1]
    assert len(await rows(database, "answers")) == before


@pytest.mark.parametrize("kind", ["number", "when", "choice", "true-false"])
async def test_taps_of_another_kind_change_nothing(
    world: World, lakes: Bank, database: Database, kind: str
) -> None:
    talk, shown = await ask(world, lakes, kind, to_tap=True)
    before = len(await rows(database, "answers"))
    for tap in (
        TickTap(shown.quiz_id, shown.position, 0, 1),
        PlaceTap(shown.quiz_id, shown.position, 0),
        PairTap(shown.quiz_id, shown.position, 0, 0),
        CheckTap(shown.quiz_id, shown.position),
    ):
        await talk.press(talk.last, tap.encode())
    assert talk.alerts[-4:] == ["This button no longer works. Send /quiz or /start."] * 4
    assert len(await rows(database, "answers")) == before


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "typed", ["Олмара", "olmara", "ОЛМАРА", "Ольмара", "Olmarra", "Olmaro", "  олмара  ", "в Олмаре"]
)
async def test_name_is_taken_in_any_script_and_with_a_slip(
    world: World, lakes: Bank, language: Language, typed: str
) -> None:
    talk, _ = await ask(world, lakes, "name", language)
    question = talk.last
    await talk.say(typed)
    assert "✅" in talk.text
    assert talk.last.id > question.id, "below what was typed"
    assert "inline_keyboard" not in str(question.json), "the question above is done with"


async def test_usual_spelling_is_told_when_another_was_typed(world: World, lakes: Bank) -> None:
    talk, _ = await ask(world, lakes, "name")
    await talk.say("Olmaro")
    assert "Usually written: Olmara" in talk.text


@pytest.mark.parametrize("typed", ["Vesk", "Lunda", "Dorn", "1936"])
async def test_another_name_is_wrong(world: World, lakes: Bank, database: Database, typed: str) -> None:
    talk, _ = await ask(world, lakes, "name")
    await talk.say(typed)
    assert "❌" in talk.text
    assert f"You wrote: {typed}" in talk.text
    assert (await last_answer(database))[1] == typed


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    [
        ("when", "31.02.1936", "could not read one date"),
        ("number", "12 or 13 000", "could not read one number"),
    ],
)
async def test_unreadable_answer_is_asked_for_again_and_nothing_is_lost(
    world: World, lakes: Bank, database: Database, kind: str, typed: str, said: str
) -> None:
    talk, _ = await ask(world, lakes, kind, to_tap=True)
    before = len(await rows(database, "answers"))
    await talk.say(typed)
    assert said in talk.text
    assert "Go on: question" in talk.labels[0], "the way back to what was asked"
    assert len(await rows(database, "answers")) == before
    await talk.say({"when": "June 1936", "number": "12 000"}[kind])
    assert len(await rows(database, "answers")) == before + 1


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("when", "I think it was in June 1936"),
        ("when", "I guess it was 1901"),
        ("number", "I think it was 12 000"),
    ],
)
async def test_answer_in_a_whole_sentence_is_an_answer(
    world: World, lakes: Bank, database: Database, kind: str, typed: str
) -> None:
    talk, _ = await ask(world, lakes, kind, to_tap=True)
    before = len(await rows(database, "answers"))
    await talk.say(typed)
    assert len(await rows(database, "answers")) == before + 1


async def test_question_of_ones_own_is_answered_and_the_quiz_waits(
    world: World, lakes: Bank, database: Database
) -> None:
    talk, _ = await ask(world, lakes, "name")
    before = len(await rows(database, "answers"))
    await talk.say("When was the spring of the Olmara found?")
    assert "1901" in talk.text
    assert len(await rows(database, "answers")) == before
    await talk.say("Olmara")
    assert "✅" in talk.text


async def test_option_may_be_typed_by_its_letter_or_its_words(
    world: World, lakes: Bank, database: Database
) -> None:
    for typed in ("a", "А", None):
        talk, shown = await ask(world, lakes, "choice")
        option = shown.question.option(shown.options[0])
        assert option is not None
        await talk.say(typed or option.text.ru)
        assert (await last_answer(database))[0] == shown.options[0]


async def test_language_changes_in_the_middle_of_ticks(world: World, lakes: Bank) -> None:
    talk, shown = await ask(world, lakes, "several")
    await tap_option(talk, shown, "vesk")
    await talk.say("/language")
    await talk.tap("Русский")
    await talk.say(f"/start f_{TREATY.replace('/', '_')}")
    assert "Озёрный договор" in talk.text
