"""A teacher's own questions that come in a file, or as polls that are sent on."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.classes.papers import samples
from bot.classes.rows import rows_of
from bot.texts import Catalogues
from content.model import LANGUAGES, Bank, Language
from db.engine import Database
from tests.dialogs.authoring import forward, open_shelf, open_way, poll, send_file, tap_code
from tests.dialogs.conversation import Talk, World, labels
from tests.dialogs.playing import NAMES, rows
from tests.dialogs.schooling import come_in, give, known, make_class, open_desk

GOOD = "choice;Which city?;Dushanbe;Kulob\r\nnumber;How many?;12\r\n"


async def a_class(world: World, language: Language) -> Talk:
    teacher = world.person(language=language)
    await teacher.say("/start")
    await teacher.tap(NAMES[language])
    await teacher.say("/class")
    await teacher.tap(teacher.labels[0])
    await teacher.say("9")
    return teacher


async def owns(world: World) -> list[dict[str, Any]]:
    """What was written, in the order it came; ``kept`` says whether it is no draft."""
    found = sorted(await rows(world.app.house.database, "own_questions"), key=lambda row: row.id)
    opened = [(row, world.app.house.vault.open(row.text)) for row in found]
    return [{"kept": row.kept_at is not None, **json.loads(text or "{}")} for row, text in opened]


async def asks(world: World) -> list[str]:
    return [each["ask"] for each in await owns(world) if each["kept"]]


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize("language", LANGUAGES)
async def test_template_is_filled_in_and_sent_back(
    world: World, rivers: Bank, language: Language, form: str
) -> None:
    teacher = await a_class(world, language)
    await open_way(teacher, "qof")
    speech = Catalogues().to(language)
    await teacher.tap(form.upper())
    document = teacher.last.json["document"]
    assert document["file_name"] == f"hamkori-questions.{form}"
    content = world.telegram.files[document["file_id"]].content
    told = [[cell for cell in row.cells if cell] for row in rows_of(content)]
    assert told == [[cell for cell in line if cell] for line in samples.rows(speech)]
    await send_file(teacher, content, document["file_name"])
    assert speech.plain("error-own-file-empty") in teacher.text, "examples are no questions"
    kind, ask, *rest = samples.rows(speech)[1]
    await send_file(teacher, "\n".join([";".join([kind, ask.replace("?", "??"), *rest]), ";;"]).encode())
    assert speech.plain("own-file-kept", n=1) in teacher.text
    assert await asks(world) == [ask.replace("?", "??")]
    await tap_code(teacher, "qo")
    assert len(teacher.labels) == 5, "the question, three ways to add one, and back"


async def test_bad_lines_are_named_with_their_cells_and_the_good_ones_kept(
    world: World, rivers: Bank
) -> None:
    teacher, _ = await make_class(world)
    await open_way(teacher, "qof")
    await send_file(teacher, (GOOD + "choice;<b>Bad</b>?;a\r\nnumber;Much?;<i>much</i>;;;;;;;;;;").encode())
    assert "2 questions were kept" in teacher.text
    assert "2 lines were not kept" in teacher.text
    assert "D3: There are too few answers: 2 is the least." in teacher.text
    assert "C4: This is not a whole number." in teacher.text
    await send_file(teacher, (GOOD + "choice;Bad?;a;b\r\nnumber;Much?;7").encode())
    assert "2 questions were kept" in teacher.text
    assert "2 were there already" in teacher.text
    assert await asks(world) == ["Which city?", "How many?", "Bad?", "Much?"]


async def test_many_bad_lines_fit_one_message(world: World, rivers: Bank) -> None:
    teacher, _ = await make_class(world)
    await open_way(teacher, "qof")
    await send_file(teacher, ("order;What?;" + "x" * 400 + ";b;c\r\n").encode() * 300)
    assert teacher.text.count("C1: ") == 1
    assert "280 more lines" in teacher.text
    assert await asks(world) == []


async def test_class_has_room_for_so_many(world: World, rivers: Bank) -> None:
    teacher, _ = await make_class(world)
    await open_way(teacher, "qof")
    await send_file(teacher, "".join(f"number;How many {n}?;{n}\n" for n in range(303)).encode())
    assert "300 questions were kept" in teacher.text
    assert "no room for 3" in teacher.text


async def test_what_is_no_table_is_refused_and_the_next_one_taken(world: World, rivers: Bank) -> None:
    teacher, _ = await make_class(world)
    await open_way(teacher, "qof")
    await send_file(teacher, b"\x89PNG\r\n\x1a\n\0", "map.png")
    assert "cannot read this as a table" in teacher.text
    await send_file(teacher, b"a;b;c\n" * 200_000)
    assert "too large: 1000 KB is the most" in teacher.text
    world.telegram.send(teacher.person, "document")
    await world.settle()
    assert "could not be fetched" in teacher.text, "Telegram does not have what is in it"
    await send_file(teacher, GOOD.encode())
    assert "2 questions were kept" in teacher.text


async def test_file_is_fetched_again_after_an_outage_and_kept_once(world: World, rivers: Bank) -> None:
    teacher, _ = await make_class(world)
    await open_way(teacher, "qof")
    world.telegram.fail_next("getFile", 502, "Bad Gateway")
    await send_file(teacher, GOOD.encode())
    assert "2 questions were kept" in teacher.text
    assert len(await asks(world)) == 2


async def test_file_that_is_handled_again_tells_the_same(world: World, rivers: Bank) -> None:
    teacher, _ = await make_class(world)
    await open_way(teacher, "qof")
    world.telegram.fail_next("sendMessage", 502, "Bad Gateway")
    await send_file(teacher, GOOD.encode())
    assert "2 questions were kept" in teacher.text
    assert "already" not in teacher.text
    assert len(await asks(world)) == 2


async def test_table_that_nobody_waits_for_is_asked_about(world: World, rivers: Bank) -> None:
    teacher, _ = await make_class(world)
    await teacher.say("/home")
    await send_file(teacher, GOOD.encode())
    assert "for a class?" in teacher.text
    await teacher.tap("9B")
    await send_file(teacher, GOOD.encode())
    assert "2 questions were kept" in teacher.text
    stranger = await known(world, "Stranger")
    await send_file(stranger, GOOD.encode())
    assert "for a class?" not in stranger.text
    assert len(await asks(world)) == 2


async def test_text_means_what_it_always_does_while_a_file_is_waited_for(world: World, rivers: Bank) -> None:
    teacher, _ = await make_class(world)
    await open_way(teacher, "qof")
    await teacher.say("What is the Panj?")
    assert "as a table" not in teacher.text
    await send_file(teacher, GOOD.encode())
    assert "2 questions were kept" in teacher.text


async def test_questions_of_a_file_are_asked_in_homework(world: World, rivers: Bank) -> None:
    teacher, payload = await make_class(world)
    await open_way(teacher, "qof")
    await send_file(teacher, b"true-false;Rivers run uphill.;;;;;;;false;They run down.;Textbook")
    [anna] = await come_in(world, payload, "Anna")
    await give(teacher, "5 questions", "Answers at once", topic="Teacher’s own questions")
    await open_desk(anna)
    await anna.tap(anna.labels[0])
    assert "Rivers run uphill." in anna.text
    await anna.tap("False")
    assert "They run down." in anna.text
    assert "Textbook" in anna.text


@pytest.mark.parametrize("language", LANGUAGES)
async def test_poll_that_tells_what_is_right_is_read_back(
    world: World, rivers: Bank, language: Language
) -> None:
    teacher = await a_class(world, language)
    await open_way(teacher, "qop")
    await forward(teacher, poll("Which <city>?", "Khujand", "Dushanbe", right=1, explanation="Since 1924."))
    speech = Catalogues().to(language)
    assert speech.plain("own-whole") in teacher.text
    for told in ("Which <city>?", "✅ Dushanbe", "• Khujand", "Since 1924."):
        assert told in teacher.text
    await tap_code(teacher, "qoy")
    [own] = await owns(world)
    assert (own["kept"], own["answers"], own["right"]) == (True, ["Khujand", "Dushanbe"], [1])


@pytest.mark.parametrize("language", LANGUAGES)
async def test_poll_that_does_not_tell_is_asked_about(world: World, rivers: Bank, language: Language) -> None:
    teacher = await a_class(world, language)
    await open_way(teacher, "qop")
    await forward(teacher, poll("Which city?", "Khujand", "Dushanbe"))
    assert Catalogues().to(language).plain("own-step-right") in teacher.text
    await teacher.tap("Dushanbe")
    assert "✅ Dushanbe" in teacher.text
    await tap_code(teacher, "qoy")
    assert [own["right"] for own in await owns(world)] == [[1]]


async def test_quiz_of_several_right_answers_is_asked_until_they_are_ticked(
    world: World, rivers: Bank
) -> None:
    teacher, _ = await make_class(world)
    await open_way(teacher, "qop")
    await forward(teacher, poll("Which rivers?", "Panj", "Rhine", "Vakhsh", allows_multiple_answers=True))
    await teacher.tap("Panj")
    await teacher.tap("That is all")
    assert "Two or more" in teacher.alerts[-1]
    await teacher.tap("Vakhsh")
    await teacher.tap("That is all")
    await tap_code(teacher, "qoy")
    assert [(own["kind"], own["right"]) for own in await owns(world)] == [("several", [0, 2])]


async def test_several_polls_at_once_are_each_a_question(world: World, rivers: Bank) -> None:
    teacher, _ = await make_class(world)
    await open_way(teacher, "qop")
    before = len(teacher.from_bot)
    await forward(teacher, *(poll(f"Question {n}?", "a", "b", right=0) for n in range(5)))
    shown = teacher.from_bot[before:]
    assert len(shown) == 5
    for message in shown:
        await teacher.tap("Keep it", message)
    assert sorted(await asks(world)) == [f"Question {n}?" for n in range(5)]
    await forward(teacher, poll("One more?", "a", "b", right=0))
    assert "One more?" in teacher.text, "the next is waited for, also after one was kept"
    await teacher.say("/home")
    before = len(teacher.from_bot)
    world.clock.turn(minutes=1)
    await forward(teacher, *(poll(f"Later {n}?", "a", "b", right=0) for n in range(5)))
    assert len(teacher.from_bot) == before + 1, "polls that nobody waits for get one answer"
    assert len(await owns(world)) == 6


async def test_poll_that_breaks_a_rule_is_a_draft_to_be_mended(world: World, rivers: Bank) -> None:
    teacher, _ = await make_class(world)
    await open_way(teacher, "qop")
    await forward(teacher, poll("Which?", *"abcdefgh", right=7, description="A map.", media={"photo": []}))
    assert "one too many: 6 is the most" in teacher.text
    assert "does not come along" in teacher.text
    assert "• h" in teacher.text, "nothing of it is lost"
    await teacher.tap("Start over")
    await teacher.say("a\nh")
    await teacher.tap("That is all")
    await teacher.tap("h")
    await tap_code(teacher, "qoy")
    assert [(own["answers"], own["right"]) for own in await owns(world)] == [(["a", "h"], [1])]


async def test_same_poll_twice_is_kept_once(world: World, rivers: Bank) -> None:
    teacher, _ = await make_class(world)
    await open_way(teacher, "qop")
    same = poll("Which city?", "Khujand", "Dushanbe", right=1)
    await forward(teacher, same, same)
    first, second = teacher.from_bot[-2:]
    await teacher.tap("Keep it", first)
    await teacher.tap("Keep it", second)
    assert "already" in teacher.alerts[-1]
    assert await asks(world) == ["Which city?"]


async def test_what_is_sent_for_a_class_is_sealed_and_nobody_elses(
    world: World, rivers: Bank, database: Database
) -> None:
    teacher, payload = await make_class(world)
    [pupil] = await come_in(world, payload, "Anna")
    await open_way(teacher, "qof")
    shown = teacher.last
    await send_file(teacher, GOOD.encode())
    for row in (*await rows(database, "own_questions"), *await rows(database, "inbox")):
        assert "Which city" not in str(row)
    [class_id] = {row.class_id for row in await rows(database, "own_questions")}
    for code in (f"qof:{class_id}", f"qop:{class_id}", f"qot:{class_id}:xlsx"):
        await pupil.press(pupil.last, code)
        assert "no such class" in pupil.alerts[-1]
    await send_file(pupil, GOOD.encode().replace(b"city", b"town"))
    await forward(pupil, poll("Mine?", "a", "b", right=0))
    assert len(await rows(database, "own_questions")) == 2
    await teacher.press(shown, f"qot:{class_id}:exe")
    assert teacher.alerts, "there is no such file"
    assert not [label for label in labels(pupil.last) if "Mine" in label]


async def test_list_has_all_three_ways(world: World, rivers: Bank) -> None:
    teacher, _ = await make_class(world)
    await open_shelf(teacher)
    assert teacher.labels == [
        "➕ Write a question",
        "📎 Send a file",
        "📊 Forward a poll",
        teacher.labels[-1],
    ]
