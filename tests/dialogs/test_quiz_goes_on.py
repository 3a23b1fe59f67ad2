"""A quiz survives restarts, other languages, lost messages and changed content; stale taps harm nothing."""

from __future__ import annotations

from content.model import Bank
from db.engine import Database
from tests.dialogs.conversation import Talk, World, data_of, labels, world_of
from tests.dialogs.playing import answer, play_to_the_end, question_on, rows, start_quiz


async def test_quiz_is_resumed_after_a_restart(rivers: Bank, database: Database) -> None:
    async with world_of(rivers, database) as before:
        talk = await start_quiz(before)
        await answer(talk, rivers, right=True)
        await talk.tap("Next")
        question = (await question_on(talk, rivers)).question
    async with world_of(rivers, database, first_id=1_000_000) as after:
        back = Talk(after, after.telegram.add_person("Alice", "en", person_id=talk.person.id))
        await back.say("/quiz")
        assert "question 2 of 5" in back.text
        await back.tap("Go on: question 2 of 5")
        assert (await question_on(back, rivers)).question == question


async def test_open_quiz_can_be_left(world: World, rivers: Bank) -> None:
    talk = await start_quiz(world)
    await talk.say("/cancel")
    await talk.tap("Leave this quiz")
    await talk.say("/quiz")
    assert "open quiz" not in talk.text


async def test_cancel_with_nothing_open_says_so(world: World) -> None:
    talk = world.person()
    await talk.say("/cancel")
    assert talk.text == "There is nothing to cancel."


async def test_changing_language_draws_the_question_anew(world: World, rivers: Bank) -> None:
    talk = await start_quiz(world)
    at, old = await question_on(talk, rivers), talk.last
    await talk.say("/language")
    await talk.tap("Русский")
    assert talk.text.startswith("▰▱▱▱▱ 1/5")
    assert (await question_on(talk, rivers)).question == at.question
    assert labels(old) == [], "the old message loses its buttons"
    await answer(talk, rivers, right=True)
    assert "Верно" in talk.text


async def test_deleted_message_is_replaced_by_a_new_one(world: World, rivers: Bank) -> None:
    talk = await start_quiz(world)
    await answer(talk, rivers, right=True)
    lost = talk.last
    onward = data_of(lost, "Next")
    world.telegram.delete_message(talk.person, lost.id)
    update = {
        "id": "77",
        "from": talk.person.json,
        "message": lost.json,
        "chat_instance": "1",
        "data": onward,
    }
    await world.app.intake.take([{"update_id": 900_001, "callback_query": update}])
    await world.app.intake.idle()
    assert "▰▰▱▱▱ 2/5" in talk.text
    assert talk.last.id != lost.id


async def test_message_too_old_to_edit_is_replaced_by_a_new_one(world: World, rivers: Bank) -> None:
    talk = await start_quiz(world)
    world.telegram.fail_next("editMessageText", 400, "Bad Request: message can't be edited")
    await answer(talk, rivers, right=True)
    assert "✅" in talk.text
    await talk.tap("Next")
    assert "▰▰▱▱▱ 2/5" in talk.text


async def test_question_that_left_the_bank_is_skipped(world: World, rivers: Bank) -> None:
    talk = await start_quiz(world)
    first = await question_on(talk, rivers)
    left = [fact for fact in rivers.facts if fact.id != first.fact.id]
    world.app.house.bank = rivers.model_copy(update={"facts": tuple(left)})
    world.app.house.bank.__dict__.pop("_facts", None)
    await talk.say("/quiz")
    await talk.tap("Go on")
    assert "▰▰▱▱▱ 2/5" in talk.text


async def test_quiz_whose_last_question_left_ends_with_its_result(world: World, rivers: Bank) -> None:
    talk = await start_quiz(world)
    for _ in range(4):
        await answer(talk, rivers, right=True)
        await talk.tap("Next")
    last = await question_on(talk, rivers)
    left = [fact for fact in rivers.facts if fact.id != last.fact.id]
    world.app.house.bank = rivers.model_copy(update={"facts": tuple(left)})
    world.app.house.bank.__dict__.pop("_facts", None)
    await talk.tap(talk.labels[0])
    assert "4 of 4 right" in talk.text


async def test_quiz_whose_questions_all_left_ends(world: World, rivers: Bank) -> None:
    talk = await start_quiz(world)
    stale = talk.last
    data = data_of(stale, talk.labels[0])
    world.app.house.bank = rivers.model_copy(update={"facts": ()})
    world.app.house.bank.__dict__.pop("_facts", None)
    await talk.press(stale, data)
    assert "0 of 0 right" in talk.text
    await talk.press(stale, data)
    assert talk.alerts[-1] == "This quiz is over. Send /quiz for a new one."


async def test_button_of_an_earlier_question_shows_the_present_one(world: World, rivers: Bank) -> None:
    talk = await start_quiz(world)
    early = data_of(talk.last, talk.labels[0])
    await answer(talk, rivers, right=True)
    await talk.tap("Next")
    present = talk.text
    await talk.press(talk.last, early)
    assert talk.text == present


async def test_button_of_another_learners_quiz_is_refused(
    world: World, rivers: Bank, database: Database
) -> None:
    alice, bob = await start_quiz(world), world.person("Bob")
    await bob.say("/start")
    await bob.press(bob.last, data_of(alice.last, alice.labels[0]))
    assert "not yours" in bob.alerts[-1]
    assert await rows(database, "answers") == []


async def test_forged_and_outdated_buttons_are_refused(world: World) -> None:
    talk = world.person()
    await talk.say("/start")
    before = talk.text
    for data in ("a:1:2", "a:x:0:0", "nonsense", "s:no-such-era:5:1", "a:1:0:99999999999999999999", "l:xx"):
        await talk.press(talk.last, data)
        assert talk.alerts[-1] == "This button no longer works. Send /quiz or /start.", data
    await talk.press(talk.last, "a:999:0:0")
    assert "not yours" in talk.alerts[-1]
    assert talk.text == before


async def test_option_that_was_never_shown_is_refused(world: World, database: Database) -> None:
    talk = await start_quiz(world)
    quiz = (await rows(database, "quizzes"))[0]
    await talk.press(talk.last, f"a:{quiz.id}:0:7")
    await talk.press(talk.last, f"a:{quiz.id}:3:0")
    assert len(talk.alerts) == 2
    assert await rows(database, "answers") == []


async def test_starting_twice_with_one_button_starts_one_quiz(world: World, database: Database) -> None:
    talk = world.person()
    await talk.say("/start")
    await talk.tap("English")
    start = data_of(talk.last, "5 questions")
    await talk.press(talk.last, start)
    shown = talk.text
    await talk.press(talk.last, start)
    assert talk.text == shown
    assert len(await rows(database, "quizzes")) == 1


async def test_tap_that_comes_again_after_a_newer_one_starts_nothing_anew(
    world: World, rivers: Bank, database: Database
) -> None:
    """As after a kill: both updates were handled, but not yet noted as handled."""
    talk = await start_quiz(world)
    await play_to_the_end(talk, rivers, lambda number: number > 5)
    practise, start = data_of(talk.last, "Practise"), data_of(talk.last, "5 questions")

    async def tap_both(update_id: int) -> None:
        for number, data in enumerate((practise, start)):
            query = {
                "id": str(number),
                "from": talk.person.json,
                "message": talk.last.json,
                "chat_instance": "1",
                "data": data,
            }
            await world.app.intake.take([{"update_id": update_id + number, "callback_query": query}])
            await world.app.intake.idle()

    await tap_both(900_001)
    before = [(quiz.origin, quiz.ended_at) for quiz in await rows(database, "quizzes")]
    await tap_both(900_003)
    assert [(quiz.origin, quiz.ended_at) for quiz in await rows(database, "quizzes")] == before
    assert [ended_at is None for _, ended_at in before] == [False, False, True]


async def test_new_quiz_ends_the_old_one(world: World, rivers: Bank, database: Database) -> None:
    talk = await start_quiz(world)
    await talk.say("/start")
    assert talk.labels[0] == "▶️ Go on: question 1 of 5", "whoever is known is at home, the open quiz first"
    await talk.say("/language")
    await talk.tap("English")
    assert talk.text.startswith("▰▱▱▱▱ 1/5"), "the open quiz goes on in the chosen language"
    await talk.say("/quiz")
    await talk.tap("The springs")
    await talk.tap("4 questions")
    open_quizzes = [quiz for quiz in await rows(database, "quizzes") if quiz.ended_at is None]
    assert len(open_quizzes) == 1
    assert (await question_on(talk, rivers)).fact.era == "springs"


async def test_learning_goes_through_the_whole_bank_before_it_repeats(
    world: World, rivers: Bank, database: Database
) -> None:
    talk = await start_quiz(world)
    for _ in range(5):
        await answer(talk, rivers, right=True)
        await talk.tap(talk.labels[0])
    world.clock.turn(minutes=1)
    await talk.tap("5 questions")
    for _ in range(5):
        await answer(talk, rivers, right=True)
        await talk.tap(talk.labels[0])
    asked = [row.fact_id for row in await rows(database, "answers")]
    assert len(set(asked)) == len(rivers.facts)
    memories = await rows(database, "memories")
    assert {memory.fact_id for memory in memories} == set(asked)


async def test_going_on_leads_past_the_answer_to_the_open_question(world: World, rivers: Bank) -> None:
    talk = await start_quiz(world)
    await answer(talk, rivers, right=True)
    for way in ("/home", "/quiz", "/cancel"):
        await talk.say(way)
        assert "▶️ Go on: question 2 of 5" in talk.labels
    await talk.say("/ask the spring of the Olmara")
    await talk.tap("Go on: 2/5")
    assert (await question_on(talk, rivers)).position == 1
    await talk.say("/home")
    await talk.tap("Go on: question 2 of 5")
    assert (await question_on(talk, rivers)).position == 1, "what waits for an answer is not passed over"


async def test_going_on_from_the_last_answer_leads_to_the_result(world: World, rivers: Bank) -> None:
    talk = await start_quiz(world)
    for _ in range(4):
        await answer(talk, rivers, right=True)
        await talk.tap("Next")
    await answer(talk, rivers, right=True)
    await talk.say("/home")
    await talk.tap("See the result")
    assert "5 of 5 right" in talk.text


async def test_practising_an_old_result_asks_before_it_ends_the_open_quiz(
    world: World, rivers: Bank, database: Database
) -> None:
    talk = await start_quiz(world)
    await play_to_the_end(talk, rivers, lambda number: number > 1)
    result = talk.last
    world.clock.turn(minutes=1)
    await talk.say("/home")
    await talk.tap("5 questions")
    await answer(talk, rivers, right=True)
    await talk.tap("Practise", result)
    assert "You have an open quiz: question 2 of 5" in talk.text
    assert [quiz.ended_at is None for quiz in await rows(database, "quizzes")] == [False, True]
    asked = talk.last
    await talk.tap("Go on: question 2 of 5")
    assert (await question_on(talk, rivers)).position == 1
    await talk.press(asked, "pn:1")
    assert [quiz.kind for quiz in await rows(database, "quizzes") if quiz.ended_at is None] == ["missed"]
    await talk.press(result, data_of(result, "Practise"))
    assert len(await rows(database, "quizzes")) == 3, "what is begun is shown again"
