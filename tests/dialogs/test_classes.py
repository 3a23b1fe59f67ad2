"""A class of four: from its first link over two pieces of homework to the teacher's report."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import pytest

from content.model import LANGUAGES, Bank, Language
from db.engine import Database
from tests.dialogs.conversation import Talk, World, data_of
from tests.dialogs.playing import NAMES, answer, open_tap, rows
from tests.dialogs.schooling import come_in, do, give, known, make_class, open_desk, open_homework

VERDICTS = ("✅", "❌", "Not quite", "Right answer")


def after(misses: int) -> Callable[[int], bool]:
    """Right are all answers but the first so many."""
    return lambda number: number > misses


async def beat(world: World) -> None:
    await world.app.beat()
    await world.app.sender.until_idle()


async def begin_homework(pupil: Talk) -> None:
    await open_desk(pupil)
    await pupil.tap(pupil.labels[0])


async def test_class_of_four_comes_to_its_report(world: World, rivers: Bank) -> None:
    teacher, payload = await make_class(world)
    anna, bek, clara, davlat = await come_in(world, payload, "Anna", "Bek", "Clara", "Davlat")
    await give(teacher, "5 questions")
    assert payload in teacher.text, "what can be sent on leads to the homework"
    for pupil, misses in ((anna, 0), (bek, 2), (clara, 4)):
        said = await do(pupil, rivers, after(misses))
        assert len(said) == 5
        assert not [text for text in said if any(verdict in text for verdict in VERDICTS)]
        assert "Handed in" in pupil.text
        await pupil.say("/progress")
        assert "Nothing here yet" in pupil.text, "nor does anything else tell what was right"
    await open_homework(teacher)
    assert "Handed in: 3 of 4" in teacher.text
    assert "Not started: Davlat" in teacher.text
    assert "Need help: Clara" in teacher.text
    await teacher.tap("Report")
    for line in ("Anna: 5 of 5", "Bek: 3 of 5", "Clara: 1 of 5", "Davlat: not started"):
        assert line in teacher.text
    assert "chosen instead:" in teacher.text
    # What the class missed is asked again, at once with its answers, and as often as three times.
    await give(teacher, "Answers at once", "3 attempts", topic="What this class misses most")
    said = await do(davlat, rivers, lambda _: False)
    assert any("❌" in text or "Not quite" in text for text in said)
    await begin_homework(davlat)
    assert open_tap(davlat) is not None, "a second attempt"
    await open_homework(teacher)
    await teacher.tap("Report")
    assert re.search(r"Davlat: 0 of \d", teacher.text)
    world.clock.turn(days=8)
    await open_desk(clara)
    await clara.tap("Result: Everything")
    assert "1 of 5 right" in clara.text
    await open_homework(teacher)
    await teacher.tap("🗑 Delete")
    await teacher.tap("Yes, delete it")
    assert len([label for label in teacher.labels if label.startswith("📝")]) == 1


async def test_files_of_a_report_carry_marks_and_names_in_the_language_of_the_class(
    world: World, rivers: Bank
) -> None:
    teacher, payload = await make_class(world, "9 «Б»")
    [pupil] = await come_in(world, payload, "=Анна & Ко")
    await give(teacher, "5 questions")
    await do(pupil, rivers, lambda number: number > 1)
    await teacher.say("/class")
    await teacher.tap(teacher.labels[0])
    await teacher.tap("⋯")
    await teacher.tap("Русский")
    await open_homework(teacher)
    await teacher.tap("Report")
    report = teacher.last
    await teacher.tap("XLSX", report)
    file = teacher.last.json["document"]
    with ZipFile(BytesIO(world.telegram.files[file["file_id"]].content)) as book:
        cells = book.read("xl/sharedStrings.xml").decode()
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert file["file_name"].endswith(".xlsx")
    assert "=Анна &amp; Ко" in cells
    assert "9 «Б»" in cells
    assert "Ученик" in cells
    assert "<f>" not in sheet, "what people typed is no formula"
    await teacher.tap("PDF", report)
    file = teacher.last.json["document"]
    assert world.telegram.files[file["file_id"]].content.startswith(b"%PDF")


async def test_deadline_ends_homework_and_shuts_nothing_else(world: World, rivers: Bank) -> None:
    teacher, payload = await make_class(world)
    anna, bek = await come_in(world, payload, "Anna", "Bek")
    await give(teacher, "5 questions", "1 day")
    await open_homework(teacher)
    await teacher.tap("Extra time")
    await teacher.tap("Bek")
    await teacher.tap("+1 day")
    for pupil in (anna, bek):
        await begin_homework(pupil)
        await answer(pupil, rivers, right=True)
    question = anna.last
    world.clock.turn(days=2, hours=-5)
    await anna.press(question, data_of(question, anna.labels[0]))
    assert "1 of 1 right" in anna.text, "its day is over, and so the result is shown"
    await answer(bek, rivers, right=True)
    assert open_tap(bek) is not None, "who has longer goes on"
    world.clock.turn(days=1)
    await bek.say("/home")
    assert not [label for label in bek.labels if "Go on" in label], "but no longer than that"
    await bek.say("A")
    assert len(await rows(world.app.house.database, "answers")) == 3, "what is typed comes too late as well"
    await anna.say("/quiz")
    await anna.tap("Everything")
    await anna.tap("5")
    assert open_tap(anna) is not None, "and everything else goes on"


async def test_another_quiz_ends_no_homework(world: World, rivers: Bank) -> None:
    teacher, payload = await make_class(world)
    [anna] = await come_in(world, payload, "Anna")
    await give(teacher, "5 questions")
    await begin_homework(anna)
    await answer(anna, rivers, right=True)
    await anna.say("/quiz")
    assert "Leave the quiz" not in anna.labels
    await anna.tap("Everything")
    await anna.tap("5")
    await anna.say("/cancel")
    await open_desk(anna)
    await anna.tap("Go on")
    assert "2/5" in anna.text


async def test_results_by_hand_are_shown_to_all_at_once(world: World, rivers: Bank) -> None:
    teacher, payload = await make_class(world)
    anna, bek = await come_in(world, payload, "Anna", "Bek")
    await give(teacher, "5 questions", "when I say so", "1 day")
    await do(anna, rivers, lambda _: True)
    world.clock.turn(days=3)
    await open_desk(anna)
    assert not [label for label in anna.labels if "Result" in label], "its day is over, and yet"
    await open_homework(teacher)
    await teacher.tap("Show the results now")
    await teacher.tap("Yes, show them")
    await open_desk(anna)
    await anna.tap("Result")
    assert "5 of 5 right" in anna.text
    await open_desk(bek)
    assert "Everything" not in bek.labels[0]


async def test_test_before_and_after_swaps_its_versions_and_tells_the_gain(
    world: World, rivers: Bank
) -> None:
    teacher, payload = await make_class(world)
    pupils = await come_in(world, payload, "Anna", "Bek", "Clara", "Davlat")
    await give(teacher, "Make it a test", "5 questions", "1 day")
    for pupil in pupils:
        await do(pupil, rivers, lambda number: number == 1)
    await open_homework(teacher)
    await teacher.tap("Test after")
    await teacher.tap("Give it to the class")
    world.clock.turn(days=2)
    for pupil in pupils:
        await do(pupil, rivers, lambda number: number < 5)
    await open_homework(teacher)
    await teacher.tap("Report")
    assert re.search(r"Gain: from \d+% to \d+%, on average \+\d+, spread ±\d+; pupils: 4", teacher.text)
    played = {(quiz.learner_id, quiz.set_code) for quiz in await rows(world.app.house.database, "quizzes")}
    assert len(played) == 8, "everybody had both versions"


async def test_reminder_comes_on_the_evening_before_to_those_who_want_it(world: World, rivers: Bank) -> None:
    teacher, payload = await make_class(world)
    anna, bek, clara = await come_in(world, payload, "Anna", "Bek", "Clara")
    await give(teacher, "5 questions", "3 days")
    for pupil in (anna, clara):
        await open_desk(pupil)
        await pupil.tap("What my teacher sees")
        await pupil.tap("Remind me")
    await do(clara, rivers, lambda _: True)
    counts = [len(pupil.from_bot) for pupil in (anna, bek, clara)]
    world.clock.turn(days=2, hours=9)
    await beat(world)
    assert len(anna.from_bot) == counts[0], "not before the evening"
    world.clock.turn(hours=2)
    await beat(world)
    await beat(world)
    assert "due tomorrow: Everything" in anna.text
    assert [len(pupil.from_bot) for pupil in (anna, bek, clara)] == [counts[0] + 1, *counts[1:]]
    await anna.tap("Begin")
    assert open_tap(anna) is not None


async def test_pupil_sees_what_is_seen_and_leaves_with_it(world: World, rivers: Bank) -> None:
    teacher, payload = await make_class(world)
    anna, bek = await come_in(world, payload, "Anna", "Bek")
    await give(teacher, "5 questions")
    await do(bek, rivers, lambda _: True)
    await open_desk(bek)
    await bek.tap("What my teacher sees")
    assert "Your name here: Bek" in bek.text
    await bek.tap("Leave the class")
    await bek.tap("Yes, leave")
    for table, left in (("class_members", 1), ("homework_attempts", 0)):
        assert len(await rows(world.app.house.database, table)) == left
    assert len(await rows(world.app.house.database, "answers")) == 5, "what was learned stays"
    await bek.say(f"/start {payload}")
    await bek.say("Bek")
    await open_desk(bek)
    await bek.tap("▶️ Everything")
    assert "Handed in" in bek.text, "whoever comes back has no second try"
    await teacher.say("/class")
    await teacher.tap(teacher.labels[0])
    await teacher.tap("Pupils")
    await teacher.tap("Anna")
    await teacher.tap("Take out")
    assert "Anna" not in teacher.labels
    await anna.say("/class")
    assert "9B" not in " ".join(anna.labels)


async def test_two_teachers_share_a_class_and_a_stranger_sees_nothing(world: World, rivers: Bank) -> None:
    teacher, payload = await make_class(world)
    room = data_of(teacher.last, "Give homework").replace("cw:", "cl:").rsplit(":", 1)[0]
    await teacher.tap("⋯")
    await teacher.tap("Invite another teacher")
    [invitation] = re.findall(r"start=(c_\w+)", teacher.text)
    other = await known(world, "Other")
    await other.press(other.last, room)
    assert "no such class" in other.alerts[-1]
    await other.say(f"/start {invitation}")
    await other.tap("Accept")
    assert payload in other.text
    third = await known(world, "Third")
    await third.say(f"/start {invitation}")
    assert "no such class" in third.text, "an invitation works once"
    await teacher.say("/forget")
    assert "only teacher" not in teacher.text
    await teacher.tap("Delete everything")
    await other.say("/class")
    assert "9B" in other.labels[0]
    await other.say("/forget")
    assert "only teacher" in other.text
    await other.tap("Delete everything")
    assert await rows(world.app.house.database, "classes") == []


async def test_name_of_a_pupil_is_one_and_is_kept_sealed(
    world: World, rivers: Bank, database: Database
) -> None:
    _, payload = await make_class(world, "Class of Zebras")
    await come_in(world, payload, "Anna")
    twin = await known(world, "Twin")
    await twin.say(f"/class {payload.removeprefix('c_')}")
    await twin.say("  anna ")
    assert "has this name already" in twin.text
    await twin.say("Anna K.")
    assert "There is no homework yet" in twin.text
    for row in await rows(database, "class_members") + await rows(database, "classes"):
        assert "nna" not in str(row)
        assert "Zebra" not in str(row)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_class_is_spoken_of_in_every_language(world: World, language: Language) -> None:
    talk = world.person(language=language)
    await talk.say("/start")
    await talk.tap(NAMES[language])
    await talk.say("/class")
    await talk.tap(talk.labels[0])
    await talk.say("9")
    assert "start=c_" in talk.text
    assert "9" in talk.text
