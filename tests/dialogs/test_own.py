"""A teacher's own questions: written in a dialog, asked in homework, and seen by nobody else."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest

from content.model import LANGUAGES, Bank, Language
from db.engine import Database
from tests.dialogs.authoring import SAID, Said, keep, open_shelf, tap_code, write
from tests.dialogs.conversation import Talk, World
from tests.dialogs.playing import NAMES, open_tap, rows
from tests.dialogs.schooling import come_in, give, known, make_class, open_desk, open_homework

OWN = "Teacher’s own questions"


async def a_class(world: World, language: Language) -> Talk:
    teacher = world.person(language=language)
    await teacher.say("/start")
    await teacher.tap(NAMES[language])
    await teacher.say("/class")
    await teacher.tap(teacher.labels[0])
    await teacher.say("9")
    return teacher


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_kind_is_written_by_questions_and_answers(
    world: World, rivers: Bank, language: Language
) -> None:
    teacher = await a_class(world, language)
    for said in SAID:
        await write(teacher, said)
        for told in (said.ask, said.right, "Textbook, p. 5"):
            assert told in teacher.text
        await tap_code(teacher, "qoy")
        assert said.ask in teacher.text
    await open_shelf(teacher)
    assert len([label for label in teacher.labels if label.rstrip("?.") in _asks()]) == len(SAID)


def _asks() -> set[str]:
    return {said.ask.rstrip("?.") for said in SAID}


async def test_own_questions_of_every_kind_are_asked_and_graded_and_reported(
    world: World, rivers: Bank
) -> None:
    teacher, payload = await make_class(world)
    await keep(teacher)
    [anna, bek] = await come_in(world, payload, "Anna", "Bek")
    await give(teacher, "20", "Answers at once", topic=OWN)
    assert OWN in teacher.text
    for pupil, missed in ((anna, {"choice"}), (bek, {each.kind for each in SAID})):
        await open_desk(pupil)
        await pupil.tap(pupil.labels[0])
        assert "Your teacher’s question" in pupil.text
        for _ in SAID:
            await answer_own(pupil, right=asked(pupil).kind not in missed)
            assert "Textbook, p. 5" in pupil.text
            await pupil.tap(pupil.labels[0])
    assert "7 of 8 right" in anna.text
    assert "0 of 8 right" in bek.text
    assert not [label for label in bek.labels if "again" in label.lower()], "no practice of them"
    await open_homework(teacher)
    await teacher.tap("Report")
    assert "Anna: 7 of 8" in teacher.text
    assert "Bek: 0 of 8" in teacher.text
    assert "Which city? (teacher’s own question) 0% right; most often chosen instead: " in teacher.text
    report = teacher.last
    await teacher.tap("XLSX", report)
    file = teacher.last.json["document"]
    with ZipFile(BytesIO(world.telegram.files[file["file_id"]].content)) as book:
        assert "Which city? (teacher’s own question)" in book.read("xl/sharedStrings.xml").decode()
    await teacher.tap("PDF", report)
    assert await rows(world.app.house.database, "memories") == []


def asked(pupil: Talk) -> Said:
    return next(each for each in SAID if each.ask in pupil.text)


async def answer_own(pupil: Talk, *, right: bool) -> None:
    said = asked(pupil)
    taps = {
        "choice": ["Dushanbe" if right else "Kulob"],
        "several": ["Panj", "Vakhsh", "Check"] if right else ["Rhine", "Check"],
        "true-false": ["False" if right else "True"],
        "number": ["1200" if right else "700"],
        "order": ["a", "b"] if right else ["c", "b"],
        "match": ["1", "2"] if right else ["2", "3"],
    }
    for label in taps.get(said.kind, []):
        exact = [each for each in pupil.labels if label in (each, each.partition(" ")[2])]
        await pupil.tap(exact[0])
    if said.kind in ("when", "name"):
        typed = {"when": "27 June 1997", "name": "Rudaki"}[said.kind]
        await pupil.say(typed if right else {"when": "1990", "name": "Hafez"}[said.kind])


async def test_homework_mixes_chosen_ones_with_those_of_the_bank(world: World, rivers: Bank) -> None:
    teacher, payload = await make_class(world)
    await keep(teacher, "choice", "name")
    [anna] = await come_in(world, payload, "Anna")
    await teacher.say("/class")
    await teacher.tap(teacher.labels[0])
    await teacher.tap("Give homework")
    await teacher.tap("Everything")
    await teacher.tap("5 questions")
    await teacher.tap("My questions: 0")
    await teacher.tap("Who?")
    await teacher.tap("Done")
    assert "My questions: 1" in " ".join(teacher.labels)
    assert not [label for label in teacher.labels if "before and after" in label]
    await teacher.tap("Give it to the class")
    await open_desk(anna)
    await anna.tap(anna.labels[0])
    [quiz] = await rows(world.app.house.database, "quizzes")
    own = [entry["fact"] for entry in quiz.plan if entry["fact"].startswith("own:")]
    assert (len(quiz.plan), len(own)) == (6, 1)


async def test_deleted_question_is_stepped_over_for_everybody_and_said(world: World, rivers: Bank) -> None:
    teacher, payload = await make_class(world)
    await keep(teacher, "choice", "name")
    anna, bek = await come_in(world, payload, "Anna", "Bek")
    await give(teacher, "5 questions", "Answers at once", topic=OWN)
    await open_desk(anna)
    await anna.tap(anna.labels[0])
    await answer_own(anna, right=True)
    await open_desk(bek)
    await bek.tap(bek.labels[0])
    question = next(each for each in SAID if each.ask in bek.text)
    await open_shelf(teacher)
    await teacher.tap(question.ask)
    await tap_code(teacher, "qod")
    assert "count for nobody" in teacher.text
    await tap_code(teacher, "qod")
    await answer_any(bek)
    assert question.ask not in bek.text
    await open_desk(bek)
    assert "1 question of this homework was deleted" in bek.text
    await open_homework(teacher)
    assert "1 question of this homework was deleted" in teacher.text
    await teacher.tap("Report")
    assert "of 1," in teacher.text
    assert "of 2," not in teacher.text


async def answer_any(pupil: Talk) -> None:
    tap = open_tap(pupil)
    assert tap is not None
    await pupil.tap("Don’t know")


async def test_faults_are_named_and_nothing_is_kept(world: World, rivers: Bank) -> None:
    teacher, _ = await make_class(world)
    await open_shelf(teacher)
    await tap_code(teacher, "qok")
    await teacher.tap("One right answer")
    await teacher.say("x" * 301)
    assert "300 is the most" in teacher.text
    await teacher.say("<b>Which</b> & why?")
    assert "&lt;b&gt;" not in teacher.text
    assert "<b>Which</b> & why?" in teacher.text, "what people type is no markup"
    shown = teacher.last
    await teacher.say("Dushanbe\ndushanbe.")
    assert "the same as another" in teacher.text
    await teacher.say("Dushanbe")
    await teacher.tap("That is all")
    assert "too few" in teacher.alerts[-1]
    await teacher.say("/class")
    await open_shelf(teacher)
    await teacher.tap("(draft)")
    assert "Dushanbe" in teacher.text, "a draft goes on where it stood"
    await teacher.press(shown, "qoy:1")
    assert await kept(world) == 0


async def kept(world: World) -> int:
    found = await rows(world.app.house.database, "own_questions")
    return sum(row.kept_at is not None for row in found)


async def test_nobody_else_sees_them_anywhere(world: World, rivers: Bank, database: Database) -> None:
    teacher, payload = await make_class(world)
    await keep(teacher, "choice")
    [own] = await rows(database, "own_questions")
    [anna] = await come_in(world, payload, "Anna")
    await give(teacher, "5 questions", "Answers at once", topic=OWN)
    await open_desk(anna)
    await anna.tap(anna.labels[0])
    await anna.tap("Kulob")
    answered = anna.last
    await anna.tap("⋯", answered)
    await anna.tap("mistake")
    assert "Your teacher wrote this question" in " ".join([*anna.alerts, anna.text])
    assert await rows(database, "reports") == []
    stranger = await known(world, "Stranger")
    other, _ = await make_class(world, "Other class")
    for talk in (stranger, other, anna):
        for code in (f"qos:{own.id}", f"qod:{own.id}:1", f"qon:{own.id}:close", f"qoy:{own.id}"):
            await talk.press(talk.last, code)
            assert "no such class" in talk.alerts[-1]
        await talk.press(talk.last, f"qo:{own.class_id}:0")
        assert "no such class" in talk.alerts[-1]
    [given] = await rows(database, "sets")
    await stranger.say(f"/start s_{given.code}")
    for words in ("Which city?", "/review", "/progress", "/quiz"):
        for talk in (stranger, anna):
            await talk.say(words)
            assert "Kulob" not in talk.text
            assert "Which city" not in talk.text
    await open_shelf(other)
    assert "Which city" not in " ".join(other.labels)
    for row in await rows(database, "own_questions"):
        assert "Dushanbe" not in str(row), "and they are kept sealed"


async def test_forgetting_its_teacher_takes_a_question_along(world: World, rivers: Bank) -> None:
    teacher, _ = await make_class(world)
    await keep(teacher, "choice")
    await teacher.say("/forget")
    await teacher.tap("Delete everything")
    assert await rows(world.app.house.database, "own_questions") == []


async def test_same_question_is_kept_once(world: World, rivers: Bank) -> None:
    teacher, _ = await make_class(world)
    said: Said = SAID[0]
    await keep(teacher, said.kind)
    await write(teacher, said)
    await tap_code(teacher, "qoy")
    assert "already" in teacher.alerts[-1]
    assert await kept(world) == 1
