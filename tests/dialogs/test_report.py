"""Reporting a mistake: one tap, a reason, a sentence if one likes; the quiz keeps its place."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.taps.trust import ReportFactTap, ReportFactWhyTap, ReportTap, ReportTextTap, ReportWhyTap
from content.model import LANGUAGES, Bank, Language
from db.engine import Database
from tests.dialogs.conversation import Talk, World, data_of, world_of
from tests.dialogs.playing import Shown, answer, open_tap, question_on, rows, start_quiz

REPORT = {"tg": "Хато ёфтед?", "ru": "Нашли ошибку?", "en": "Report a mistake"}
OTHER_RIGHT = {"tg": "Ҷавоби дигар дуруст аст", "ru": "Верен другой ответ", "en": "Another answer is right"}
BAD_FACT = {"tg": "Худи далел нодуруст аст", "ru": "Сам факт неверен", "en": "The fact is wrong"}
ADD = {"tg": "Илова кардани шарҳ", "ru": "Добавить пояснение", "en": "Add a sentence"}
BACK = {"tg": "Бозгашт ба савол", "ru": "Назад к вопросу", "en": "Back to the question"}
BACK_TO_FACT = {"tg": "Бозгашт ба далел", "ru": "Назад к факту", "en": "Back to the fact"}
THANKS = {"tg": "Ташаккур.", "ru": "Спасибо.", "en": "Thank you."}
NEXT = {"tg": "Баъдӣ", "ru": "Дальше", "en": "Next"}
OLD = "This button no longer works. Send /quiz or /start."


async def answered(world: World, bank: Bank, language: Language = "en") -> tuple[Talk, Shown]:
    talk = await start_quiz(world, language)
    return talk, await answer(talk, bank, right=False)


async def meet(talk: Talk, bank: Bank, key: tuple[str, str]) -> None:
    """Answer right until this question is answered."""
    while True:
        shown = await answer(talk, bank, right=True)
        if (shown.fact.id, shown.question.id) == key:
            return
        await talk.tap("Next")


async def reports(database: Database) -> list[Any]:
    return await rows(database, "reports")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_question_is_reported_in_two_taps_and_comes_back(
    world: World, rivers: Bank, database: Database, language: Language
) -> None:
    talk, shown = await answered(world, rivers, language)
    question = talk.last
    await talk.tap("⋯")
    await talk.tap(REPORT[language])
    assert talk.last.id > question.id, "below the question, which stays to be looked at"
    assert shown.question.ask.to(language) in talk.text
    await talk.tap(OTHER_RIGHT[language])
    assert THANKS[language] in talk.text
    [report] = await reports(database)
    key = (report.learner_id, report.fact_id, report.question_id)
    assert key == (talk.person.id, shown.fact.id, shown.question.id)
    assert (report.reason, report.text, report.language, report.closed_at) == ("key", None, language, None)
    await talk.tap(BACK[language])
    assert shown.question.ask.to(language) in talk.text
    assert shown.right_text in talk.text
    await talk.tap(NEXT[language])
    tap = open_tap(talk)
    assert tap is not None
    assert tap.position == 1


@pytest.mark.parametrize("language", LANGUAGES)
async def test_sentence_is_added_and_kept_encrypted(
    world: World, rivers: Bank, database: Database, language: Language
) -> None:
    talk, _ = await answered(world, rivers, language)
    await talk.tap("⋯")
    await talk.tap(REPORT[language])
    await talk.tap(OTHER_RIGHT[language])
    await talk.tap(ADD[language])
    assert "500" in talk.text
    await talk.say("Was it not <b>four</b>? When?")
    assert THANKS[language] in talk.text
    [report] = await reports(database)
    assert "four" not in report.text
    assert world.app.house.vault.open(report.text) == "Was it not <b>four</b>? When?"
    await talk.tap(BACK[language])
    await talk.tap(NEXT[language])
    assert open_tap(talk) is not None


@pytest.mark.parametrize("language", LANGUAGES)
async def test_fact_is_reported_and_comes_back(
    world: World, rivers: Bank, database: Database, language: Language
) -> None:
    talk = world.person(language=language)
    await talk.say("/start f_springs_keepers")
    await talk.tap({"tg": "Тоҷикӣ", "ru": "Русский", "en": "English"}[language])
    fact = rivers.find_fact("springs/keepers")
    assert fact is not None
    assert fact.statement.to(language) in talk.text
    await talk.tap("⋯")
    await talk.tap(REPORT[language])
    assert fact.statement.to(language) in talk.text
    assert OTHER_RIGHT[language] not in talk.labels, "a fact has no answer"
    await talk.tap(BAD_FACT[language])
    [report] = await reports(database)
    assert (report.fact_id, report.question_id, report.reason) == ("springs/keepers", "", "fact")
    await talk.tap(BACK_TO_FACT[language])
    assert fact.statement.to(language) in talk.text


async def test_daily_fact_can_be_reported(world: World, rivers: Bank, database: Database) -> None:
    talk = world.person()
    await talk.say("/start")
    await talk.tap("English")
    await talk.say("/daily 09:00")
    world.clock.turn(hours=2)
    await world.beat()
    await talk.tap("⋯")
    await talk.tap("Report a mistake")
    await talk.tap("It is unclear")
    assert [report.reason for report in await reports(database)] == ["wording"]
    assert any("Fact of the day" in (message.text or "") for message in talk.from_bot), "the fact stays"


async def test_second_report_changes_the_reason_and_counts_once(
    world: World, rivers: Bank, database: Database
) -> None:
    talk, _ = await answered(world, rivers)
    await talk.tap("⋯")
    await talk.tap("Report a mistake")
    message, data = talk.last, data_of(talk.last, "Something else")
    await talk.tap("Another answer is right")
    for _ in range(3):
        await talk.press(message, data)
    assert [report.reason for report in await reports(database)] == ["other"]


async def test_text_that_is_too_long_is_asked_for_again(
    world: World, rivers: Bank, database: Database
) -> None:
    talk, _ = await answered(world, rivers)
    await talk.tap("⋯")
    await talk.tap("Report a mistake")
    await talk.tap("Something else")
    await talk.tap("Add a sentence")
    await talk.say("x" * 501)
    assert talk.text == "That is too long. Please keep to 500 characters."
    await talk.say("y" * 500)
    [report] = await reports(database)
    assert world.app.house.vault.open(report.text) == "y" * 500


async def test_any_tap_ends_the_waiting_for_a_sentence(
    world: World, rivers: Bank, database: Database
) -> None:
    talk, _ = await answered(world, rivers)
    await talk.tap("⋯")
    await talk.tap("Report a mistake")
    await talk.tap("Something else")
    await talk.tap("Add a sentence")
    await talk.tap("Back to the question")
    await talk.say("How many keepers lived at the bridge?")
    assert "Three keepers" in talk.text, "a question of one's own, not a report"
    assert [report.text for report in await reports(database)] == [None]


async def test_sentence_sent_too_late_is_no_report(world: World, rivers: Bank, database: Database) -> None:
    talk, _ = await answered(world, rivers)
    await talk.tap("⋯")
    await talk.tap("Report a mistake")
    await talk.tap("Something else")
    await talk.tap("Add a sentence")
    world.clock.turn(minutes=16)
    await talk.say("It was four of them")
    assert [report.text for report in await reports(database)] == [None]


async def test_question_of_others_and_one_not_yet_answered_cannot_be_reported(
    world: World, rivers: Bank, database: Database
) -> None:
    alice, shown = await answered(world, rivers)
    bob = world.person("Bob")
    await bob.say("/start")
    for tap in (ReportTap(shown.quiz_id, 0), ReportWhyTap(shown.quiz_id, 0, 1)):
        await bob.press(bob.last, tap.encode())
        assert "not yours" in bob.alerts[-1]
    for tap in (ReportTap(shown.quiz_id, 1), ReportWhyTap(shown.quiz_id, 3, 0), ReportTap(shown.quiz_id, 77)):
        await alice.press(alice.last, tap.encode())
        assert alice.alerts[-1] == OLD
    await alice.press(alice.last, ReportWhyTap(shown.quiz_id, 0, 9).encode())
    assert alice.alerts[-1] == OLD
    assert await reports(database) == []


async def test_forged_reports_on_facts_and_texts_on_others_reports_are_refused(
    world: World, rivers: Bank, database: Database
) -> None:
    alice, _ = await answered(world, rivers)
    await alice.tap("⋯")
    await alice.tap("Report a mistake")
    await alice.tap("Something else")
    [report] = await reports(database)
    bob = world.person("Bob")
    await bob.say("/start")
    for data in (ReportTextTap(report.id, 0).encode(), ReportFactWhyTap("springs/keepers", 4).encode()):
        await bob.press(bob.last, data)
        assert bob.alerts[-1] == OLD
    for data in (ReportFactTap("no/such").encode(), ReportFactWhyTap("no/such", 0).encode()):
        await bob.press(bob.last, data)
        assert bob.alerts[-1] == "This fact is no longer in the collection. Send /quiz for a quiz."
    await bob.say("mine now")
    assert [(row.learner_id, row.text) for row in await reports(database)] == [(alice.person.id, None)]


async def test_report_on_a_question_that_left_the_bank_is_refused(
    world: World, rivers: Bank, database: Database
) -> None:
    talk, shown = await answered(world, rivers)
    left = tuple(fact for fact in rivers.facts if fact.id != shown.fact.id)
    world.app.house.bank = rivers.model_copy(update={"facts": left})
    world.app.house.bank.__dict__.pop("_facts", None)
    await talk.tap("⋯")
    await talk.tap("Report a mistake")
    assert "no longer in the collection" in talk.alerts[-1]
    assert await reports(database) == []


async def test_language_changed_in_between_is_spoken_from_there_on(
    world: World, rivers: Bank, database: Database
) -> None:
    talk, shown = await answered(world, rivers)
    await talk.tap("⋯")
    await talk.tap("Report a mistake")
    reasons = talk.last
    await talk.say("/language")
    await talk.tap("Русский")
    await talk.press(reasons, data_of(reasons, "The translation is bad"))
    assert "Спасибо." in (reasons.text or "")
    [report] = await reports(database)
    assert (report.language, report.reason) == ("ru", "translation")
    await talk.tap("Назад к вопросу", reasons)
    assert shown.question.ask.ru in talk.text


@pytest.mark.usefixtures("newcomers_count")
async def test_question_that_several_reported_is_asked_no_more_also_in_an_open_quiz(
    world: World, rivers: Bank, database: Database
) -> None:
    talks = [await start_quiz(world, count=10) for _ in range(4)]
    shown = await question_on(talks[0], rivers)
    key = (shown.fact.id, shown.question.id)
    for number, talk in enumerate(talks[:3], start=1):
        await meet(talk, rivers, key)
        await talk.tap("⋯")
        await talk.tap("Report a mistake")
        await talk.tap("Another answer is right")
        assert len(await rows(database, "pauses")) == (number == 3)
    [pause] = await rows(database, "pauses")
    assert (pause.fact_id, pause.question_id, pause.reason) == (*key, "reports")
    met = []
    while open_tap(talks[3]) is not None:
        at = await answer(talks[3], rivers, right=True)
        met.append((at.fact.id, at.question.id))
        await talks[3].tap(talks[3].labels[0])
    assert key not in met[1:]


@pytest.mark.usefixtures("newcomers_count")
async def test_forgotten_reporter_counts_no_more_and_the_pause_stays(
    world: World, rivers: Bank, database: Database
) -> None:
    world.app.house.settings = replace(world.app.house.settings, pause_after_reports=1)
    talk, shown = await answered(world, rivers)
    await talk.tap("⋯")
    await talk.tap("Report a mistake")
    await talk.tap("Another answer is right")
    await talk.say("/forget")
    await talk.tap("Delete everything")
    assert await reports(database) == []
    [pause] = await rows(database, "pauses")
    assert (pause.fact_id, pause.question_id) == (shown.fact.id, shown.question.id)


@pytest.mark.parametrize("most", [0, 2])
async def test_too_few_reports_pause_nothing(
    world: World, rivers: Bank, database: Database, most: int
) -> None:
    world.app.house.settings = replace(world.app.house.settings, pause_after_reports=most)
    talk, _ = await answered(world, rivers)
    await talk.tap("⋯")
    await talk.tap("Report a mistake")
    await talk.tap("Another answer is right")
    assert await rows(database, "pauses") == []


@pytest.mark.usefixtures("newcomers_count")
async def test_paused_question_that_is_shown_already_may_be_answered(
    world: World, rivers: Bank, database: Database
) -> None:
    world.app.house.settings = replace(world.app.house.settings, pause_after_reports=1)
    alice, bob = await start_quiz(world), await start_quiz(world)
    shown = await question_on(bob, rivers)
    await meet(alice, rivers, (shown.fact.id, shown.question.id))
    await alice.tap("⋯")
    await alice.tap("Report a mistake")
    await alice.tap("Another answer is right")
    assert await rows(database, "pauses")
    await answer(bob, rivers, right=True)
    assert "✅" in bob.text
    await bob.tap("Next")
    assert open_tap(bob) is not None


async def test_report_goes_on_after_a_restart(rivers: Bank, database: Database) -> None:
    async with world_of(rivers, database) as before:
        talk, _ = await answered(before, rivers)
        await talk.tap("⋯")
        await talk.tap("Report a mistake")
        await talk.tap("Something else")
        await talk.tap("Add a sentence")
    async with world_of(rivers, database, first_id=1_000_000) as after:
        back = Talk(after, after.telegram.add_person("Alice", "en", person_id=talk.person.id))
        await back.say("They were four")
        assert "have been added" in back.text
    [report] = await reports(database)
    assert report.text is not None
