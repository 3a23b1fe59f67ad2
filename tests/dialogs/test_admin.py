"""/admin: reports, pauses and figures for ADMIN_IDS alone, and nothing of it for anybody else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import insert

from bot import handlers
from bot.learning.concern import digest
from bot.screens import concern as screens
from bot.services import pauses
from bot.taps.trust import (
    AdminTap,
    CheckKeyTap,
    CloseReportsTap,
    ConcernsTap,
    ConcernTap,
    CorrectTap,
    PauseTap,
    ReloadTap,
    ResumeAllTap,
    WrongKeyTap,
)
from bot.vault import Vault
from bot.wire import profile
from content.model import LANGUAGES, Bank, Language
from db.engine import Database
from db.models import reports as report_rows
from tests.dialogs.administration import ASK, FACT, QUESTION, administrator, answers, reports
from tests.dialogs.conversation import World, data_of, labels
from tests.dialogs.playing import rows

ITEM = digest((FACT, QUESTION))
OLD = "This button no longer works. Send /quiz or /start."


async def test_overview_tells_how_things_stand(world: World, rivers: Bank) -> None:
    root = await administrator(world)
    learner = await answers(world, rivers, "two")
    await reports(learner, "Another answer is right")
    await answers(world, rivers, "right")
    world.clock.turn(days=8)
    await answers(world, rivers, None)
    await root.say("/admin")
    assert "Learners: 4, active in the last 7 days: 2" in root.text
    assert "Answers today: 1" in root.text
    assert "Open reports: 1" in root.text
    assert root.labels[:4] == ["Reported: 1", "Paused: 0", "Flagged: 0", "Asked in vain: 0"]
    assert root.labels[4:] == ["Figures", "Write to many", "Reload the content"]


async def test_report_is_read_and_the_question_paused_and_resumed(
    world: World, rivers: Bank, database: Database
) -> None:
    root = await administrator(world)
    first, second = [await answers(world, rivers, option) for option in ("two", "four")]
    await reports(first, "Another answer is right", "It was <b>four</b> & not\u202e three")
    await reports(second, "It is unclear")
    await answers(world, rivers, "right")
    await root.say("/admin")
    await root.tap("Reported: 1")
    assert ASK in root.text
    assert "Open reports: 2" in root.text
    assert "Another answer is right: 1" in root.text
    assert "four" not in root.text
    await root.tap("1")
    assert "springs/keepers#how-many" in root.text
    assert "Right: Three" in root.text
    assert "First answers: 3. Right: 33%, half-right: 0%." in root.text
    assert "– Three (right): 33%" in root.text
    assert "– Seven: 0%" in root.text
    assert "en: It was <b>four</b> & not three" in root.text, "as it was typed, and no markup"
    await root.tap("Pause")
    assert "Paused since 02.03.2026." in root.text
    [pause] = await rows(database, "pauses")
    assert (pause.fact_id, pause.question_id, pause.reason) == (FACT, QUESTION, "admin")
    await root.tap("Resume and close reports")
    assert await rows(database, "pauses") == []
    assert all(report.closed_at for report in await rows(database, "reports"))
    assert "Open reports" not in root.text


async def test_reports_are_closed_and_a_new_one_opens_its_own_again(
    world: World, rivers: Bank, database: Database
) -> None:
    root = await administrator(world)
    learner = await answers(world, rivers, "two")
    await learner.tap("⋯")
    await learner.tap("Report a mistake")
    reasons = learner.last
    again = data_of(reasons, "It is unclear")
    await learner.tap("Something else")
    await root.say("/admin")
    await root.tap("Reported: 1")
    await root.tap("1")
    close = data_of(root.last, "Close the reports")
    await root.tap("Close the reports")
    assert "Open reports" not in root.text
    await root.press(root.last, close)
    await root.tap("Administration")
    assert "Reported: 0" in root.labels
    await learner.press(reasons, again)
    [report] = await rows(database, "reports")
    assert (report.reason, report.closed_at) == ("wording", None)


@pytest.mark.usefixtures("newcomers_count")
async def test_pause_by_reports_ends_for_good_when_resumed(
    world: World, rivers: Bank, database: Database
) -> None:
    world.app.house.settings = replace(world.app.house.settings, pause_after_reports=2)
    root = await administrator(world)
    early, second, late = [await answers(world, rivers, "right") for _ in range(3)]
    for learner in (early, second):
        await reports(learner, "It is unclear")
    await root.say("/admin")
    await root.tap("Paused: 1")
    assert "Paused by itself since 02.03.2026" in root.text
    await root.tap("1")
    await root.tap("Resume")
    await reports(late, "It is unclear")
    assert await rows(database, "pauses") == [], "one report is not two"


async def test_all_that_reports_paused_is_resumed_in_two_taps(
    world: World, rivers: Bank, database: Database
) -> None:
    root = await administrator(world)
    with database.begin() as session:
        for key in (("springs/keepers", "how-many"), ("deltas/flood", "which-river")):
            pauses.pause(session, key, "reports", world.clock())
    await root.say("/admin")
    await root.tap("Paused: 2")
    await root.tap("Resume all: 2")
    assert "Ask all of these again?" in root.text
    assert len(await rows(database, "pauses")) == 2
    await root.tap("Resume all: 2")
    assert "Paused: 0" in root.labels
    assert await rows(database, "pauses") == []
    learner = world.person("Bob")
    await learner.say("/start")
    await learner.press(learner.last, ResumeAllTap(1).encode())
    assert learner.alerts[-1] == OLD


async def test_reported_fact_has_no_key_and_cannot_be_paused(world: World, rivers: Bank) -> None:
    root = await administrator(world)
    learner = world.person()
    await learner.say("/start f_springs_keepers")
    await learner.tap("English")
    await learner.tap("⋯")
    await learner.tap("Report a mistake")
    await learner.tap("The fact is wrong")
    await root.say("/admin")
    await root.tap("Reported: 1")
    await root.tap("1")
    assert "Three keepers lived at the bridge" in root.text
    assert root.labels == ["Close the reports", "‹ Administration"]
    await root.press(root.last, PauseTap(digest((FACT, "")), 1).encode())
    await root.press(root.last, WrongKeyTap(digest((FACT, "")), 0).encode())
    assert root.alerts[-1] == OLD
    await root.say("/admin")
    assert "Paused: 0" in root.labels


async def test_flagged_questions_are_listed_with_their_flags(world: World, rivers: Bank) -> None:
    root = await administrator(world)
    for _ in range(30):
        await answers(world, rivers, "four")
    await root.say("/admin")
    await root.tap("Flagged: 1")
    assert "the key is probably wrong" in root.text
    await root.tap("1")
    assert "an option that nobody chooses" in root.text


async def test_long_lists_have_pages(world: World, rivers: Bank, database: Database) -> None:
    root = await administrator(world)
    keys = [(fact.id, question.id) for fact in rivers.facts for question in fact.questions]
    assert len(keys) > screens.PAGE
    with database.begin() as session:
        for fact_id, question_id in keys:
            row = {"learner_id": root.person.id, "fact_id": fact_id, "question_id": question_id}
            row |= {"reason": "other", "language": "en", "bank_version": "v"}
            session.execute(insert(report_rows).values(row | {"created_at": world.clock()}))
    await root.say("/admin")
    await root.tap(f"Reported: {len(keys)}")
    assert "page 1 of 2" in root.text
    assert "1. " in root.text
    assert labels(root.last)[-2:] == ["Page 2 ›", "‹ Administration"]
    await root.tap("Page 2")
    assert f"{len(keys)}. " in root.text
    await root.tap("‹ Page 1")
    assert "page 1 of 2" in root.text
    await root.press(root.last, ConcernsTap("reported", 99).encode())
    assert "page 2 of 2" in root.text


async def test_it_speaks_the_language_of_the_administrator(world: World, rivers: Bank) -> None:
    root = await administrator(world, "ru")
    learner = await answers(world, rivers, "two")
    await reports(learner, "Another answer is right", "Их было четверо")
    await root.say("/admin")
    assert root.text.startswith("Управление")
    await root.tap("С сообщениями: 1")
    assert "Сколько было смотрителей?" in root.text
    assert "Верен другой ответ: 1" in root.text
    await root.tap("1")
    assert "Верно: Трое" in root.text
    assert "en: Их было четверо" in root.text
    await root.tap("Поставить на паузу")
    assert "На паузе с 02.03.2026" in root.text


async def test_text_sealed_with_a_lost_key_is_said_to_be_unreadable(world: World, rivers: Bank) -> None:
    root = await administrator(world)
    await reports(await answers(world, rivers, "two"), "Something else", "It was four")
    world.app.house.vault = Vault(["A" * 43 + "="])
    await root.say("/admin")
    await root.tap("Reported: 1")
    await root.tap("1")
    assert "(cannot be read with the present key)" in root.text


async def test_question_that_left_the_bank_can_still_be_closed(
    world: World, rivers: Bank, database: Database
) -> None:
    root = await administrator(world)
    await reports(await answers(world, rivers, "two"), "Something else")
    left = tuple(fact for fact in rivers.facts if fact.id != FACT)
    world.app.house.bank = rivers.model_copy(update={"facts": left})
    world.app.house.bank.__dict__.pop("_facts", None)
    await root.say("/admin")
    await root.tap("Reported: 1")
    assert "(no longer in the collection)" in root.text
    await root.tap("1")
    assert root.labels == ["Close the reports", "‹ Administration"]
    await root.tap("Close the reports")
    assert (await rows(database, "reports"))[0].closed_at is not None


async def test_for_anybody_else_there_is_no_such_command(world: World, rivers: Bank) -> None:
    await administrator(world)
    learner = await answers(world, rivers, "right")
    await learner.say("/adminn")
    unknown = learner.text
    await learner.say("/admin")
    assert learner.text == unknown


@pytest.mark.parametrize(
    "tap",
    [
        AdminTap(),
        ReloadTap(),
        ConcernsTap("reported", 0),
        ConcernTap(ITEM),
        PauseTap(ITEM, 1),
        PauseTap(ITEM, 0),
        CloseReportsTap(ITEM),
        WrongKeyTap(ITEM, 1),
        CheckKeyTap(ITEM, 0),
        CorrectTap(ITEM, 0, "0" * 14),
    ],
)
async def test_forged_taps_of_a_learner_are_refused_as_old_buttons(
    world: World, rivers: Bank, database: Database, tap: AdminTap
) -> None:
    await administrator(world)
    learner = await answers(world, rivers, "two")
    await reports(learner, "Something else")
    before = learner.text
    await learner.press(learner.last, tap.encode())
    assert (learner.alerts[-1], learner.text) == (OLD, before)
    assert await rows(database, "pauses") == []
    assert await rows(database, "corrections") == []
    assert (await rows(database, "reports"))[0].closed_at is None


async def test_administrator_who_is_one_no_more_is_refused(world: World, rivers: Bank) -> None:
    root = await administrator(world)
    await root.say("/admin")
    world.app.house.settings = replace(world.app.house.settings, admin_ids=frozenset())
    await root.tap("Reported")
    assert root.alerts[-1] == OLD


@pytest.mark.parametrize(
    "tap",
    [
        ConcernsTap("learners", 0),
        ConcernTap("0" * 12),
        PauseTap("0" * 12, 1),
        WrongKeyTap(ITEM, 16),
        CheckKeyTap(ITEM, 9_999),
        CorrectTap(ITEM, 16, "0" * 14),
    ],
)
async def test_buttons_that_were_never_shown_are_refused(
    world: World, database: Database, tap: AdminTap
) -> None:
    root = await administrator(world)
    await root.say("/admin")
    await root.press(root.last, tap.encode())
    assert root.alerts[-1] == OLD
    assert await rows(database, "corrections") == []


async def test_in_a_group_it_does_not_exist(world: World) -> None:
    root = await administrator(world)
    group = world.telegram.add_group("Class", [root.person])
    await world.settle()
    before = len(group.messages)
    world.telegram.say(root.person, "/admin", chat=group)
    world.telegram.say(root.person, "/admin@hamkori_bot", chat=group)
    await world.settle()
    assert len(group.messages) == before + 2, "what was said, and no answer"


async def test_only_administrators_have_it_in_their_menu(world: World) -> None:
    root = await administrator(world, "ru")
    learner = world.person("Bob", "ru")
    bot, texts = world.app.application.bot, world.app.house.texts
    commands = handlers.MENU
    await profile.publish(bot, texts, world.app.house.bank, commands)
    await profile.publish_to_admins(bot, texts, (*commands, "admin"), {root.person.id, 987_654_321})
    assert [entry["command"] for entry in world.telegram.commands_for(root.person)][-1] == "admin"
    assert "Сообщения" in world.telegram.commands_for(root.person)[-1]["description"]
    assert "admin" not in [entry["command"] for entry in world.telegram.commands_for(learner.person)]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_administrators_get_one_word_an_hour_that_speaks_for_all_reports(
    world: World, rivers: Bank, language: Language
) -> None:
    root = await administrator(world, language)
    said = len(root.from_bot)
    for option in ("two", "four", "seven"):
        await reports(await answers(world, rivers, option), "Something else")
        await world.beat()
        world.clock.turn(minutes=1)
    assert len(root.from_bot) == said + 1, "the first is told of at once, the others wait"
    assert "⚑" in root.text
    assert "1" in root.text
    world.clock.turn(minutes=56)
    await world.beat()
    assert len(root.from_bot) == said + 1
    world.clock.turn(minutes=2)
    await world.beat()
    assert len(root.from_bot) == said + 2
    assert "3" in root.text, "as many as are open"
    await root.tap("›")
    assert "How many keepers" in root.text or language != "en"
    world.clock.turn(hours=3)
    await world.beat()
    assert len(root.from_bot) == said + 2, "nothing new, no word"


async def test_nothing_is_said_of_reports_that_were_dealt_with_nor_to_anybody_else(
    world: World, rivers: Bank, database: Database
) -> None:
    root = await administrator(world)
    learner = await answers(world, rivers, "two")
    await reports(learner, "Something else")
    said, told = len(root.from_bot), len(learner.from_bot)
    await root.say("/admin")
    await root.tap("Reported: 1")
    await root.tap("1")
    await root.tap("Close the reports")
    await world.beat()
    assert len(root.from_bot) == said + 1, "what was asked for"
    assert len(learner.from_bot) == told
    [delivery] = await rows(database, "deliveries")
    assert (delivery.kind, delivery.state) == ("report", "stale")


async def test_administrator_who_never_wrote_to_the_bot_is_left_in_peace(
    world: World, rivers: Bank, database: Database
) -> None:
    settings = replace(world.app.house.settings, admin_ids=frozenset({4711}))
    world.app.house.settings = settings
    await reports(await answers(world, rivers, "two"), "Something else")
    assert await rows(database, "deliveries") == []


async def test_what_was_asked_in_vain_is_listed_with_how_often(
    world: World, rivers: Bank, database: Database
) -> None:
    root = await administrator(world)
    first, second = world.person(), world.person(language="ru")
    await first.say("who painted the <b>bridge</b> blue?")
    await second.say("Who painted the <b>bridge</b> BLUE")
    await second.say("спасибо")
    await second.say("which song is sung at the weir?")
    assert not any("blue" in row.text for row in await rows(database, "unanswered")), "words are sealed"
    await root.say("/admin")
    await root.tap("Asked in vain: 2")
    assert "2 × ru: Who painted the <b>bridge</b> BLUE" in root.text, "as it was typed, and no markup"
    assert "1 × ru: which song is sung at the weir?" in root.text
    assert root.labels == ["‹ Administration"] or len(root.labels) == 1
    await first.say("/admin")
    assert "Asked in vain" not in first.text
