"""The exam against the clock, the certificate, and checking it: in three languages, and every wrong turn."""

from __future__ import annotations

import pytest

from bot.services import exams
from content.model import LANGUAGES, Bank, Language
from db.engine import Database
from db.models import answers
from tests.dialogs.conversation import Talk, World, data_of, labels, world_of
from tests.dialogs.playing import answer, open_tap, question_on, rows, start_quiz
from tests.dialogs.sitting import NAME, PASSED, begin, passed, sit, with_certificate

GENUINE = {"tg": "ҳақиқӣ аст", "ru": "подлинный", "en": "is genuine"}
OLD = "This button no longer works. Send /quiz or /start."


async def code_of(database: Database) -> str:
    return str((await rows(database, "certificates"))[-1].code)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_exam_is_sat_passed_and_certified(
    world: World, rivers: Bank, database: Database, language: Language
) -> None:
    talk = await begin(world, language)
    first = await question_on(talk, rivers)
    assert "30" in talk.text
    await answer(talk, rivers, right=True)
    assert first.fact.statement.to(language) not in talk.text, "no feedback before the end"
    assert (await question_on(talk, rivers)).position == 1
    assert await sit(talk, rivers, right=99) == len(rivers.facts) - 1
    assert PASSED[language] in talk.text
    await talk.say(f"  {NAME} ")  # the name is asked for at once
    picture, file = talk.from_bot[-2:]
    assert picture.photo
    assert NAME in (picture.caption or "")
    code = await code_of(database)
    assert file.document is not None
    assert file.document["file_name"] == f"hamkori-{code}.pdf"
    stranger = world.person("Bob", language)
    await stranger.say(f"/verify {code.lower()}")
    assert GENUINE[language] in stranger.text
    assert NAME in stranger.text
    await stranger.say(f"/start v_{code}")
    assert GENUINE[language] in stranger.text
    assert "Alice" not in stranger.text


@pytest.mark.sqlite
async def test_the_file_holds_no_name(world: World, rivers: Bank, database: Database) -> None:
    await with_certificate(world, rivers)
    assert database.path is not None
    stored = b"".join(each.read_bytes() for each in database.path.parent.glob("hamkori.db*"))
    assert NAME.encode() not in stored, "names are kept sealed"
    code = await code_of(database)
    assert code.encode() in stored, "and this is where one would be found"


async def test_failed_exam_tells_what_was_missed_and_gives_no_certificate(
    world: World, rivers: Bank, database: Database
) -> None:
    talk = await begin(world)
    total = await sit(talk, rivers, right=5)
    assert "Not passed this time" in talk.text
    assert f"5 of {total} right" in talk.text
    assert not [label for label in talk.labels if "certificate" in label]
    [quiz] = await rows(database, "quizzes")
    await talk.press(talk.last, f"ce:{quiz.id}")
    assert talk.alerts[-1] == OLD
    await talk.press(talk.last, f"cn:{quiz.id}")
    assert talk.alerts[-1] == OLD


async def test_time_away_counts_and_a_tap_after_the_time_shows_the_result(world: World, rivers: Bank) -> None:
    talk = await begin(world)
    await answer(talk, rivers, right=True)
    world.clock.turn(minutes=29, seconds=30)
    await answer(talk, rivers, right=True)
    assert "1 minute left" in talk.text
    world.clock.turn(minutes=1)
    await talk.tap(talk.labels[0])
    assert "2 of 8 right (25%)" in talk.text
    await talk.say("/exam")
    assert "Your last sitting: 2 of 8" in talk.text


async def test_text_typed_after_the_time_shows_the_result(world: World, rivers: Bank) -> None:
    talk = await begin(world)
    world.clock.turn(minutes=31)
    await talk.say("A")
    assert "0 of 8 right (0%)" in talk.text


async def test_sweep_ends_an_exam_at_the_moment_its_time_was_up(
    world: World, rivers: Bank, database: Database
) -> None:
    talk = await begin(world)
    await answer(talk, rivers, right=True)
    screen = talk.last
    world.clock.turn(hours=5)
    with database.begin() as session:
        assert exams.close_overdue(session, world.clock()) == 1
        assert exams.close_overdue(session, world.clock()) == 0
    [quiz] = await rows(database, "quizzes")
    assert (quiz.ended_at - quiz.created_at).total_seconds() == 30 * 60
    await talk.tap(labels(screen)[0], screen)
    assert "1 of 8 right" in talk.text


async def test_exam_survives_a_restart_and_another_language(rivers: Bank, database: Database) -> None:
    async with world_of(rivers, database) as before:
        talk = await begin(before)
        await answer(talk, rivers, right=True)
        question = (await question_on(talk, rivers)).question
    async with world_of(rivers, database, first_id=1_000_000) as after:
        back = Talk(after, after.telegram.add_person("Alice", "en", person_id=talk.person.id))
        await back.say("/language")
        await back.tap("Русский")
        assert (await question_on(back, rivers)).question == question
        assert "Экзамен · вопрос 2 из 8 · осталось 30 минут" in back.text


async def test_nothing_tells_answers_or_begins_anew_while_an_exam_is_open(
    world: World, rivers: Bank, database: Database
) -> None:
    talk = await start_quiz(world)
    while open_tap(talk) is not None:
        await answer(talk, rivers, right=True)
        await talk.tap(talk.labels[0])
    start = data_of(talk.last, "5 questions")
    result = talk.last
    await talk.say("/exam")
    await talk.tap("Begin the exam")
    shown = await question_on(talk, rivers)
    for text in (
        "/ask when was the spring of the Olmara found",
        "when was the spring of the Olmara found?",
        f"/start f_{shown.fact.id.replace('/', '_')}",
    ):
        await talk.say(text)
        assert "The exam is still running: 30 minutes left" in talk.text, text
    for data in (start, f"fc:{shown.fact.id}", f"fq:{shown.fact.id}", "db"):
        await talk.press(result, data)
        assert "still running" in talk.alerts[-1], data
    await talk.say("/quiz")
    assert "still running" in talk.text
    await talk.say("/cancel")
    assert "still running" in talk.text
    await talk.press(result, f"ab:{shown.quiz_id}")
    assert talk.alerts[-1] == OLD, "an exam is not left, it is handed in"
    await talk.say("/cancel")
    await talk.tap("Go on with the exam")
    assert (await question_on(talk, rivers)).question == shown.question
    kinds = [quiz.kind for quiz in await rows(database, "quizzes")]
    assert kinds == ["practice", "exam"]


async def test_handing_in_asks_first_and_counts_the_rest_as_wrong(world: World, rivers: Bank) -> None:
    talk = await begin(world)
    for _ in range(3):
        await answer(talk, rivers, right=True)
    await talk.tap("Hand in")
    assert "3 of 8 questions answered" in talk.text
    screen = talk.last
    await talk.tap("Go on with the exam")
    assert open_tap(talk) is not None
    await talk.tap("Hand in")
    await talk.tap("Yes, hand in now")
    assert "3 of 8 right (38%), 7 are needed." in talk.text
    told = talk.text
    await talk.press(screen, "eh:1:1")
    assert talk.text == told, "handed in twice is handed in once"


async def test_second_taps_change_nothing(world: World, rivers: Bank, database: Database) -> None:
    talk = world.person()
    await talk.say("/exam")
    screen, start = talk.last, data_of(talk.last, "Begin the exam")
    await talk.press(screen, start)
    shown = await question_on(talk, rivers)
    await talk.press(screen, start)
    assert (await question_on(talk, rivers)) == shown
    assert len(await rows(database, "quizzes")) == 1
    first = data_of(talk.last, "Don’t know")
    await talk.tap("Don’t know")
    second = await question_on(talk, rivers)
    await talk.press(talk.last, first)
    assert (await question_on(talk, rivers)) == second
    assert len(await rows(database, "answers")) == 1


async def test_one_resit_a_day_by_the_learners_own_midnight(world: World, rivers: Bank) -> None:
    talk = await begin(world)
    await sit(talk, rivers, right=0)
    await talk.say("/exam")
    again = data_of(talk.last, "Sit it again")
    screen = talk.last
    await talk.tap("Sit it again")
    await sit(talk, rivers, right=0)
    await talk.say("/exam")
    assert "The next sitting is possible on 3 March 2026" in talk.text
    assert not [label for label in talk.labels if "Sit it again" in label]
    await talk.press(screen, "eb:00000000000000")
    assert "come again tomorrow" in talk.alerts[-1]
    await talk.press(screen, again)
    assert "0 of 8 right" in (talk.chat.messages[screen.id].text or ""), "the button shows its own sitting"
    world.clock.turn(hours=15, minutes=59)  # from eight in the morning to a minute before midnight
    await talk.say("/exam")
    assert not [label for label in talk.labels if "Sit it again" in label]
    world.clock.turn(minutes=2)
    await talk.say("/exam")
    await talk.tap("Sit it again")
    assert open_tap(talk) is not None


async def test_a_pass_once_given_stays(world: World, rivers: Bank, database: Database) -> None:
    talk = await with_certificate(world, rivers)
    code = await code_of(database)
    await talk.say("/exam")
    await talk.tap("Sit it again")
    await sit(talk, rivers, right=0)
    await talk.say("/exam")
    assert "Passed with 8 of 8. A pass stays." in talk.text
    await talk.tap("My certificate")
    assert NAME in (talk.from_bot[-2].caption or "")
    await talk.say(f"/verify {code}")
    assert "is genuine" in talk.text


async def test_half_right_counts_nothing(world: World, rivers: Bank, database: Database) -> None:
    talk = await begin(world)
    await sit(talk, rivers, right=99)
    with database.begin() as session:
        session.execute(answers.update().where(answers.c.position < 2).values(is_right=False, is_half=True))
    await talk.tap("About the exam")
    assert "Your last sitting: 6 of 8" in talk.text
    assert "Passed" not in talk.text


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        *(
            (typed, "could not read this as a name")
            for typed in ("A", "x" * 65, "Anna 😀", "<b>Anna</b>", "Ivan 2")
        ),
        ("Who signed the agreement", "could not read this as a name"),
        ("محمد", "character م cannot be printed"),
        ("Kim 안나", "character 안 cannot be printed"),
        ("x" * 2000 + "안", "could not read this as a name"),
    ],
)
async def test_what_cannot_be_printed_is_asked_for_again(
    world: World, rivers: Bank, database: Database, typed: str, why: str
) -> None:
    talk = await passed(world, rivers)
    await talk.tap("My certificate")
    await talk.say(typed)
    assert why in talk.text
    assert not await rows(database, "certificates")
    await talk.say(NAME)
    assert len(await rows(database, "certificates")) == 1


async def test_name_can_wait_and_be_changed_and_the_code_stays(
    world: World, rivers: Bank, database: Database
) -> None:
    talk = await passed(world, rivers)
    await talk.tap("My certificate")
    await talk.tap("Not now")
    await talk.tap("My certificate")
    await talk.say("Ana")
    code = await code_of(database)
    await talk.tap("Change the name", talk.from_bot[-2])
    await talk.say("Anna")
    assert await code_of(database) == code
    assert "Anna" in (talk.from_bot[-2].caption or "")
    await talk.say(f"/verify {code}")
    assert "Anna" in talk.text


async def test_nobody_gets_anybody_elses_certificate(world: World, rivers: Bank, database: Database) -> None:
    await with_certificate(world, rivers)
    [quiz] = await rows(database, "quizzes")
    other = world.person("Bob")
    await other.say("/start")
    for data in (f"ce:{quiz.id}", f"cn:{quiz.id}", f"eh:{quiz.id}:1", f"er:{quiz.id}", f"ce:{quiz.id + 9}"):
        await other.press(other.last, data)
        assert "not yours" in other.alerts[-1] or other.alerts[-1] == OLD, data


async def test_unknown_forgotten_and_malformed_codes_are_answered_alike(
    world: World, rivers: Bank, database: Database
) -> None:
    talk = await with_certificate(world, rivers)
    code = await code_of(database)
    await talk.say("/forget")
    await talk.tap(talk.labels[0])
    stranger = world.person("Bob")
    said = set()
    for typed in (
        f"/verify {code}",
        "/verify ABCDABCDABCDABCD",
        "/verify nonsense",
        f"/start v_{code}",
        "/start v_",
    ):
        await stranger.say(typed)
        said.add(stranger.text)
    assert len(said) == 1
    assert "no certificate with this code" in said.pop()
    await stranger.say("/verify")
    assert "Check a certificate" in stranger.text


async def test_bare_code_is_checked_in_an_exam_as_by_the_command(
    world: World, rivers: Bank, database: Database
) -> None:
    await with_certificate(world, rivers)
    other = await begin(world, name="Bob")
    asked = open_tap(other)
    await other.say(await code_of(database))
    assert GENUINE["en"] in other.text
    await other.say("/exam")
    await other.tap("Go on")
    assert open_tap(other) == asked


async def test_codes_cannot_be_tried_out(rivers: Bank, database: Database) -> None:
    async with world_of(rivers, database) as world:
        talk = world.person()
        for _ in range(10):
            await talk.say("/verify ABCDABCDABCDABCD")
        await talk.say("/verify ABCDABCDABCDABCD")
        assert "try again in 10 minutes" in talk.text
    async with world_of(rivers, database, first_id=1_000_000) as after:
        back = Talk(after, after.telegram.add_person("Alice", "en", person_id=talk.person.id))
        after.clock.turn(minutes=9)
        await back.say("/verify ABCDABCDABCDABCD")
        assert "try again in 1 minute" in back.text
        after.clock.turn(minutes=1)
        await back.say("/verify ABCDABCDABCDABCD")
        assert "no certificate" in back.text


async def test_being_forgotten_gives_no_new_guesses(world: World) -> None:
    talk = world.person("Mallory")
    for _ in range(3):
        await talk.say("/start")
        for _ in range(5):
            await talk.say("/verify ABCDABCDABCDABCD")
        said = talk.text
        await talk.say("/forget")
        await talk.tap("elete")
    assert "10 min" in said
    world.clock.turn(minutes=10)
    await talk.say("/verify ABCDABCDABCDABCD")
    assert "10 min" not in talk.text


async def test_text_only_gets_the_words_and_the_file(world: World, rivers: Bank) -> None:
    talk = await passed(world, rivers)
    await talk.say("/settings")
    await talk.tap("Text only: off")
    await talk.say("/exam")
    await talk.tap("My certificate")
    await talk.say(NAME)
    words, file = talk.from_bot[-2:]
    assert words.photo is None
    assert NAME in (words.text or "")
    assert file.document is not None
