"""A paper from its PDF to what it counted: a pupil's line in every alphabet, and a teacher's pile."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Any

import pytest

from bot.learning.grading import ALPHABETS
from content import questions
from content.answers import right_keys
from content.model import LANGUAGES, Bank, Language
from db.engine import Database
from tests.dialogs.conversation import Talk, World, data_of
from tests.dialogs.playing import EVERYTHING, NAMES, answer, open_tap, rows
from tests.dialogs.schooling import come_in, give, known, make_class, open_desk, open_homework

COUNT = {"en": "Count it", "ru": "Засчитать", "tg": "Ҳисоб кардан"}
ON_PAPER = "🖨"
OF_TEN = 10


async def printed(world: World, language: Language = "en", *, versions: str = "A") -> tuple[Talk, str]:
    """Somebody who has made a set and printed it, and its code."""
    maker = world.person("Maker", language)
    await maker.say("/start")
    await maker.tap(NAMES[language])
    await maker.say("/set")
    await maker.tap(EVERYTHING[language])
    await maker.tap(str(OF_TEN))
    [code] = re.findall(r"start=s_(\S+)", maker.text)
    await maker.tap("⋯")
    await maker.tap(ON_PAPER)
    if len(versions) > 1:
        await maker.tap(
            next(label for label in maker.labels if "A" in label.split() and "B" in label.split())
        )
    await maker.tap("📄")
    return maker, code


async def items_of(world: World, code: str, version: str) -> list[dict[str, Any]]:
    papers = await rows(world.app.house.database, "papers")
    [plan] = [row.plan for row in papers if (row.set_code, row.version) == (code, version)]
    return list(plan)


def line(
    bank: Bank,
    items: Sequence[dict[str, Any]],
    language: Language,
    wrong: Collection[int] = (),
    left: int = 0,
) -> str:
    """As a pupil writes it down: `1а 2в,г …`, with some wrong and one left out."""
    told = []
    for number, item in enumerate(items, start=1):
        found = questions.look_up(bank, item["fact"], item["question"])
        assert found is not None
        right = set(right_keys(found[1]))
        places = [place for place, key in enumerate(item["options"]) if (key in right) != (number in wrong)]
        several = found[1].kind == "several"
        letters = ",".join(ALPHABETS[language][place].lower() for place in places[: None if several else 1])
        told += [] if number == left else [f"{number}{letters}"]
    return " ".join(told)


def file_of(talk: Talk) -> bytes:
    return talk.world.telegram.files[talk.last.json["document"]["file_id"]].content


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_set_is_printed_answered_in_one_line_read_back_and_counted(
    world: World, rivers: Bank, database: Database, language: Language
) -> None:
    maker, code = await printed(world, language, versions="AB")
    assert file_of(maker).startswith(b"%PDF")
    pupil = world.person("Pupil", language)
    await pupil.say("/start")
    await pupil.tap(NAMES[language])
    await pupil.say(f"/paper {code}")
    await pupil.tap("B")
    items = await items_of(world, code, "B")
    count = len(items)
    await pupil.say(line(rivers, items, language, wrong={1}, left=2))
    assert len(re.findall(r"^\d+\. ", pupil.text, re.MULTILINE)) == count - 1, "number by number"
    assert await rows(database, "answers") == [], "nothing counts yet"
    read, button = pupil.last, data_of(pupil.last, COUNT[language])
    await pupil.press(read, button)
    for part in (str(count - 2), str(count)):
        assert part in pupil.text
    await pupil.press(read, button)
    answers = await rows(database, "answers")
    assert [row.is_right for row in answers] == [False, False] + [True] * (count - 2), "and once only"
    assert answers[1].chosen is None, "without a letter it is not known"
    assert {row.pace for row in answers} == {None}
    assert not any(row.is_hinted for row in answers)


async def test_a_line_may_come_with_the_command_and_be_written_again(
    world: World, rivers: Bank, database: Database
) -> None:
    _, code = await printed(world)
    items = await items_of(world, code, "A")
    pupil = await known(world, "Pupil")
    await pupil.say(f"/paper {code.upper()} {line(rivers, items, 'ru', wrong=range(1, 11))}")
    await pupil.tap("Write it again")
    await pupil.say("1а 2w")
    assert "No option has the letter W" in pupil.text
    await pupil.say("1a 1c")
    assert "is there twice" in pupil.text
    await pupil.say(line(rivers, items, "tg").upper())
    await pupil.tap("Count it")
    assert all(row.is_right for row in await rows(database, "answers"))
    await pupil.say(f"/paper {code}")
    assert "already" in pupil.text
    [quiz] = [row for row in await rows(database, "quizzes") if row.kind == "paper"]
    assert quiz.ended_at is not None


async def test_a_paper_ends_no_quiz_that_is_open(world: World, rivers: Bank) -> None:
    _, code = await printed(world)
    items = await items_of(world, code, "A")
    pupil = await known(world, "Pupil")
    await pupil.say("/quiz")
    await pupil.tap("Everything")
    await pupil.tap("5")
    await answer(pupil, rivers, right=True)
    await pupil.say(f"/paper {code} {line(rivers, items, 'en')}")
    await pupil.tap("Count it")
    await pupil.say("/home")
    await pupil.tap("Go on")
    assert open_tap(pupil) is not None


async def test_only_the_maker_gets_the_key_and_only_a_printed_set_is_entered(world: World) -> None:
    maker, code = await printed(world)
    with_key = file_of(maker)
    other = await known(world, "Other")
    await other.say(f"/start s_{code}")
    await other.tap("⋯")
    await other.tap(ON_PAPER)
    await other.tap("📄")
    assert "without the key" in other.text
    assert len(file_of(other)) < len(with_key)
    await other.say("/paper 00000000")
    assert "no longer" in other.text or "gone" in other.text
    await other.say("/paper what is this")
    assert "/paper k7mp2qxa B" in other.text


async def homework_on_paper(
    world: World, *choices: str, names: Sequence[str] = ("Anna", "Bek")
) -> tuple[Talk, list[Talk], str]:
    """A class whose homework is printed; the teacher below the file, and the code on the sheet."""
    teacher, payload = await make_class(world)
    pupils = await come_in(world, payload, *names)
    await give(teacher, "5 questions", *choices)
    await open_homework(teacher)
    await teacher.tap(ON_PAPER)
    await teacher.tap(ON_PAPER)
    await teacher.tap("📄")
    [paper] = await rows(world.app.house.database, "papers")
    return teacher, pupils, str(paper.set_code)


async def enter_pile(teacher: Talk) -> None:
    await open_homework(teacher)
    await teacher.tap(ON_PAPER)
    await teacher.tap("Enter answers from paper")


async def test_a_teacher_enters_a_pile_and_each_pupil_has_their_own(world: World, rivers: Bank) -> None:
    teacher, [anna, _], code = await homework_on_paper(world)
    items = await items_of(world, code, "A")
    await enter_pile(teacher)
    for name, wrong in (("Anna", set[int]()), ("Bek", {1, 2})):
        await teacher.tap(name)
        assert name in teacher.text, "the line of whom is awaited"
        await teacher.say(line(rivers, items, "ru", wrong=wrong))
        assert name in teacher.text, "whose line was read"
        await teacher.tap("Count it and next")
        assert f"Counted: {name}, {len(items) - len(wrong)} of {len(items)} right" in teacher.text
    assert [label[0] for label in teacher.labels[:2]] == ["✓", "✓"]
    await teacher.tap("Anna")
    assert "used all attempts" in "".join([teacher.text, *teacher.alerts[-1:]])
    await open_homework(teacher)
    await teacher.tap("Report")
    assert "Anna: 5 of 5" in teacher.text
    assert "Bek: 3 of 5" in teacher.text
    assert teacher.text.count("on paper") == 2
    await open_desk(anna)
    await anna.tap("What my teacher sees")
    assert "Your teacher entered this from paper: Everything" in anna.text
    learners = {row.learner_id for row in await rows(world.app.house.database, "answers")}
    assert teacher.person.id not in learners


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_pupil_hands_homework_in_from_paper(world: World, rivers: Bank, language: Language) -> None:
    teacher, [anna, bek], code = await homework_on_paper(world)
    items = await items_of(world, code, "A")
    await bek.say("/language")
    await bek.tap(NAMES[language])
    await bek.say(f"/start s_{code}")
    await bek.tap("✍️")
    await bek.say(line(rivers, items, language, wrong={5}))
    await bek.tap(COUNT[language])
    await open_homework(teacher)
    await teacher.tap("Report")
    assert "Bek: 4 of 5" in teacher.text
    await open_desk(anna)
    await anna.tap(anna.labels[0])
    await answer(anna, rivers, right=True)
    await anna.say(f"/paper {code}")
    assert "go on with it in /class" in anna.text, "what was begun by tapping goes on there"
    stranger = await known(world, "Stranger")
    await stranger.say(f"/paper {code}")
    assert "homework of a class" in stranger.text
    assert len(await rows(world.app.house.database, "answers")) == len(items) + 1
