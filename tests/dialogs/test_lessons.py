"""Reading the history step by step, the timeline and the day: in three languages, and every wrong turn."""

from __future__ import annotations

import pytest

from bot.taps import parse
from bot.taps.lessons import GuessTap
from content.model import LANGUAGES, Bank, Language
from db.engine import Database
from tests.dialogs.conversation import Talk, World, buttons, data_of, labels, world_of
from tests.dialogs.playing import NAMES, answer, open_tap, rows

OLD = "This button no longer works. Send /quiz or /start."
BEGIN = {"tg": "Оғоз", "ru": "Начать", "en": "Begin"}
NEXT = {"tg": "Баъдӣ", "ru": "Дальше", "en": "Next"}
TELL = {"tg": "Якбора нақл кунед", "ru": "Сразу рассказать", "en": "Just tell me"}
CHECK = {"tg": "Санҷиш", "ru": "Проверка", "en": "Check"}
NEXT_STEP = {"tg": "Қадами навбатӣ", "ru": "Следующий шаг", "en": "Next step"}
SOURCES = {"tg": "Манбаъҳо", "ru": "Источники", "en": "Source"}


async def reader(world: World, bank: Bank, language: Language = "en") -> Talk:
    """A new person at the opening of the first era."""
    talk = world.person(language=language)
    await talk.say("/start")
    await talk.tap(NAMES[language])
    await talk.say("/learn")
    await talk.tap(bank.eras[0].title.to(language))
    return talk


async def read_to_the_check(talk: Talk, language: Language = "en") -> list[str]:
    """The texts of the facts on the way, without guessing."""
    told: list[str] = []
    for _ in range(20):
        if any(CHECK[language] in label for label in talk.labels):
            return told
        if any(TELL[language] in label for label in talk.labels):
            await talk.tap(TELL[language])
        told.append(talk.text)
        await talk.tap(NEXT[language])
    raise AssertionError("the step does not end")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_step_is_read_checked_and_leads_on(world: World, rivers: Bank, language: Language) -> None:
    talk = await reader(world, rivers, language)
    message = talk.last.id
    await talk.tap(BEGIN[language])
    told = await read_to_the_check(talk, language)
    assert talk.last.id == message, "one message, edited in place"
    facts = rivers.facts_of("springs")
    assert [fact.statement.to(language) in text for fact, text in zip(facts, told, strict=True)] == [True] * 4
    await talk.tap(CHECK[language])
    asked = set()
    while open_tap(talk) is not None:
        asked.add((await answer(talk, rivers, right=True)).fact.id)
        await talk.tap(talk.labels[0])
    assert asked == {fact.id for fact in facts}
    await talk.tap(NEXT_STEP[language])
    assert rivers.eras[0].title.to(language) in talk.text, "the only step was the last one"
    [onward] = [label for label in talk.labels if rivers.eras[1].title.to(language) in label]
    await talk.tap(onward)
    assert rivers.eras[1].introduction.to(language) in talk.text
    await talk.say("/learn")
    assert any(label.startswith("✓") for label in talk.labels)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_guess_is_told_apart_and_kept_nowhere(
    world: World, rivers: Bank, database: Database, language: Language
) -> None:
    talk = await reader(world, rivers, language)
    await talk.tap(BEGIN[language])
    guesses = [button for button in buttons(talk.last) if button["callback_data"].startswith("lg:")]
    told = set()
    screen = talk.last
    for button in guesses:
        await talk.press(screen, button["callback_data"])
        told.add("✅" in talk.text)
        assert rivers.facts_of("springs")[0].statement.to(language) in talk.text
    assert told == {True, False}
    assert not await rows(database, "answers")
    assert not await rows(database, "memories")


async def test_sources_are_one_tap_away(world: World, rivers: Bank) -> None:
    talk = await reader(world, rivers)
    await talk.tap("Begin")
    await talk.tap("Just tell me")
    assert "Atlas" not in talk.text
    assert not any("Report" in label for label in talk.labels), "whoever doubts a fact looks at its sources"
    await talk.tap("Source")
    assert any("Report" in label for label in talk.labels)
    assert rivers.source(rivers.facts[0].sources[0]).title in talk.text
    await talk.tap("Next")


async def test_it_remembers_where_one_stopped(rivers: Bank, database: Database) -> None:
    async with world_of(rivers, database) as before:
        talk = await reader(before, rivers)
        await talk.tap("Begin")
        await talk.tap("Just tell me")
        await talk.tap("Next")
        stopped = talk.text
        await talk.tap("Stop here")
        assert "Go on: The springs" in " ".join(talk.labels)
    async with world_of(rivers, database, first_id=1_000_000) as after:
        back = Talk(after, after.telegram.add_person("Alice", "en", person_id=talk.person.id))
        await back.say("/learn")
        await back.tap("Go on: The springs")
        assert back.text == stopped
        await back.say("/language")
        await back.tap("Русский")
        await back.say("/learn")
        await back.tap("▶️ Истоки")
        assert "Шаг 1 из 1" in back.text


async def test_check_may_be_skipped_and_the_same_tap_twice_starts_one(
    world: World, rivers: Bank, database: Database
) -> None:
    talk = await reader(world, rivers)
    await talk.tap("Begin")
    await read_to_the_check(talk)
    screen, data = talk.last, data_of(talk.last, "Check")
    await talk.tap("Skip the check")
    assert "read it to the end" in talk.text
    await talk.press(screen, data)
    await talk.press(screen, data)
    assert [quiz.kind for quiz in await rows(database, "quizzes")] == ["lesson"]


@pytest.mark.parametrize(
    "data",
    [
        *("ln:nonsense:0:0:0", "ln:springs:99:0:0", "ln:springs:0:99:0", "ln::0:0:0"),
        *("lg:springs:0:0:0", "lg:springs:0:1:9", "lg:springs:0:99:0", "lc:springs:9:ffffffffffffff"),
        *(
            "lk2:nonsense:0",
            "lx:999",
            "te:springs:9",
            "te:nonsense:0",
            "lw:nonsense",
            "lw:springs",
            "tw:springs:0",
            "tw:nonsense:0",
            "fw:nonsense/x",
            "td:2:30",
            "td:13:1",
            "td:1:0",
        ),
    ],
)
async def test_forged_buttons_are_refused(world: World, rivers: Bank, database: Database, data: str) -> None:
    talk = world.person()
    await talk.say("/start")
    await talk.press(talk.last, data)
    assert talk.alerts
    assert talk.alerts[-1] == OLD or "not yours" in talk.alerts[-1]
    assert not await rows(database, "quizzes")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_timeline_is_a_picture_that_leads_into_its_facts(
    world: World, rivers: Bank, language: Language
) -> None:
    talk = world.person(language=language)
    await talk.say("/start")
    await talk.tap(NAMES[language])
    await talk.say("/timeline")
    await talk.tap(rivers.eras[1].title.to(language))
    picture = talk.last
    assert picture.photo
    numbers = [label for label in labels(picture) if label.isdigit()]
    assert numbers == [str(n + 1) for n in range(len(rivers.facts_of("deltas")))]
    await talk.tap("2")
    first = sorted(rivers.facts_of("deltas"), key=lambda fact: fact.when.first_on)[1]
    assert first.statement.to(language) in talk.text
    assert picture.photo, "the picture stays"


async def test_timeline_changes_in_place(world: World, rivers: Bank) -> None:
    talk = world.person()
    await talk.say("/timeline")
    await talk.tap("The springs")
    picture = talk.last
    before = picture.json["photo"]
    await talk.press(picture, "te:deltas:0")
    assert talk.last.id == picture.id
    assert talk.last.json["photo"] != before
    assert rivers.eras[1].title.en in talk.text


async def test_timeline_in_words_for_text_only(world: World, rivers: Bank) -> None:
    talk = world.person()
    await talk.say("/settings")
    await talk.tap("Text only: off")
    await talk.say("/timeline")
    await talk.tap("The springs")
    assert talk.last.photo is None
    assert "14 May 1910" in talk.text


@pytest.mark.parametrize("language", LANGUAGES)
async def test_today_goes_by_the_learners_own_date(world: World, rivers: Bank, language: Language) -> None:
    talk = world.person(language=language)
    await talk.say("/start")
    await talk.tap(NAMES[language])
    await talk.say("/today 14.05")
    bridge = rivers.find_fact("springs/first-bridge")
    assert bridge is not None
    assert bridge.statement.to(language) in talk.text
    assert "116" in talk.text, "years ago, from 2026"
    await talk.tap(talk.labels[-2])
    assert "15" in talk.text
    await talk.say("/today")
    assert talk.text.startswith("📅 2 "), "2 March in Dushanbe"


async def test_today_asks_again_for_what_is_no_day(world: World) -> None:
    talk = world.person()
    await talk.say("/today someday")
    assert "could not read this as a day" in talk.text


async def test_new_year_is_passed_in_both_directions(world: World) -> None:
    talk = world.person()
    await talk.say("/today 31.12")
    await talk.tap("1 January")
    assert "1 January" in talk.text
    await talk.tap("31 December")
    assert "31 December" in talk.text


def test_a_guess_carries_no_answer() -> None:
    assert parse(GuessTap("springs", 0, 1, 2).encode()) == GuessTap("springs", 0, 1, 2)
