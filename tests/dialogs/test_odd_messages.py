"""Whatever people send, they get a short helpful word or silence, and nothing breaks."""

from __future__ import annotations

import logging

import pytest
from sqlalchemy import select

from db.engine import Database
from db.models import metadata
from tests.dialogs.conversation import World
from tests.dialogs.playing import rows, start_quiz

HOSTILE = '<b>&amp;"</b><script>alert(1)</script>{n}%s\u202e😀'


@pytest.fixture(autouse=True)
def _no_failure_is_logged(caplog: pytest.LogCaptureFixture) -> object:
    with caplog.at_level(logging.ERROR):
        yield
    assert [record.message for record in caplog.records if record.levelno >= logging.ERROR] == []


@pytest.mark.parametrize("kind", ["sticker", "photo", "voice", "document"])
async def test_what_the_bot_cannot_read_gets_a_short_word(world: World, kind: str) -> None:
    talk = world.person()
    await talk.say("/start")
    world.telegram.send(talk.person, kind)
    await world.settle()
    assert talk.text == "I understand only text and buttons. For a quiz, send /quiz."


async def test_forwarded_and_off_topic_text_is_declined_kindly(world: World) -> None:
    talk = world.person()
    world.telegram.send(talk.person, "forward")
    await world.settle()
    assert "outside what I know" in talk.text
    await talk.say("Who are you?")
    assert "I am Hamkori" in talk.text


async def test_free_text_in_a_quiz_leads_back_to_it(world: World) -> None:
    talk = await start_quiz(world)
    question = talk.text
    await talk.say("What is the weather like today?")
    assert "outside what I know" in talk.text
    await talk.tap("Go on: question 1 of 5")
    assert talk.text == question


async def test_unknown_command_points_to_help(world: World) -> None:
    talk = world.person()
    await talk.say("/teleport now")
    assert "/help" in talk.text
    await talk.say("/")
    assert "/help" in talk.text


async def test_command_in_capitals_and_with_the_bots_name_works(world: World) -> None:
    talk = world.person()
    await talk.say("/HELP")
    assert "What I can do" in talk.text
    await talk.say("/quiz@hamkori_bot")
    assert "What shall the quiz be about?" in talk.text


async def test_command_may_be_followed_by_a_new_line(world: World) -> None:
    talk = world.person()
    await talk.say("/daily\n08:30")
    assert "Every day at 08:30" in talk.text


async def test_edited_message_is_left_in_silence(world: World) -> None:
    talk = world.person()
    await talk.say("/start")
    said = next(m for m in talk.chat.messages.values() if m.sender_id == talk.person.id)
    world.telegram.edit(talk.person, said.id, "/help")
    await world.settle()
    assert len(talk.from_bot) == 1


@pytest.mark.parametrize("text", ["x" * 4096, HOSTILE, "/daily " + "9" * 3000, "/start <b>" + "я" * 60])
async def test_huge_and_hostile_texts_are_harmless(world: World, text: str) -> None:
    talk = world.person()
    await talk.say("/daily")
    await talk.tap("Other time")
    await talk.say(text)
    assert talk.text
    assert "<b>" not in talk.text


async def test_hostile_name_never_reaches_a_message(world: World) -> None:
    talk = world.person(name="<b>&lt;</b>")
    await talk.say("/start")
    assert "Three rivers" in talk.text


async def test_nothing_typed_and_no_name_is_kept(world: World, database: Database) -> None:
    talk = world.person(name="Зебунниссо")
    await talk.say("/start")
    await talk.say("my secret is 12345")
    await world.app.intake.idle()
    with database.begin() as session:
        tables = [(session.execute(select(table))).all() for table in metadata.sorted_tables]
    assert "Зебунниссо" not in str(tables)
    assert "secret" not in str(tables)


async def test_start_with_a_payload_is_a_plain_start(world: World) -> None:
    talk = world.person()
    await talk.say("/start x';DROP-TABLE")
    assert "Which language" in talk.text


async def test_everything_about_a_person_can_be_deleted(world: World, database: Database) -> None:
    talk = await start_quiz(world)
    await talk.tap("Don’t know")
    await talk.say("/daily 08:30")
    await talk.tap("Other time")
    await talk.say("/forget")
    await talk.tap("Cancel")
    assert await rows(database, "answers")
    await talk.say("/forget")
    await talk.tap("Delete everything")
    assert "nothing about you is left" in talk.text
    for table in (
        "learners",
        "quizzes",
        "answers",
        "memories",
        "subscriptions",
        "deliveries",
        "expectations",
    ):
        assert await rows(database, table) == [], table


async def test_help_and_privacy_name_the_operator(world: World) -> None:
    talk = world.person()
    for command in ("/help", "/privacy"):
        await talk.say(command)
        assert "teachers@example.org" in talk.text


async def test_progress_tells_sums_eras_and_streak(world: World) -> None:
    talk = world.person()
    await talk.say("/progress")
    assert "Nothing here yet" in talk.text
    talk = await start_quiz(world)
    await talk.tap("Don’t know")
    await talk.say("/progress")
    assert talk.last.photo
    assert len(talk.text.splitlines()) <= 4
    await talk.say("/settings")
    await talk.tap("Text only: off")
    await talk.say("/progress")
    assert "Facts seen: 1 of" in talk.text
    assert "1 question answered" in talk.text
    assert "0 right (0%)" in talk.text
    assert "Days in a row: 1" in talk.text
    assert "The springs" in talk.text
