"""A teacher's own questions on paper: printed, answered in one line, entered from a pile, and reported."""

from __future__ import annotations

from content.model import Bank
from tests.dialogs.authoring import keep
from tests.dialogs.conversation import World
from tests.dialogs.playing import rows
from tests.dialogs.schooling import come_in, give, make_class, open_homework
from tests.dialogs.test_own import OWN
from tests.dialogs.test_paper import ON_PAPER, enter_pile, file_of


async def test_own_questions_are_printed_answered_in_a_line_and_reported(world: World, rivers: Bank) -> None:
    teacher, payload = await make_class(world)
    await keep(teacher, "choice", "true-false")
    [anna, _] = await come_in(world, payload, "Anna", "Bek")
    await give(teacher, "20", "Answers at once", topic=OWN)
    await open_homework(teacher)
    await teacher.tap(ON_PAPER)
    await teacher.tap(ON_PAPER)
    await teacher.tap("📄")
    assert file_of(teacher).startswith(b"%PDF")
    [paper] = await rows(world.app.house.database, "papers")
    assert [item["fact"].partition(":")[0] for item in paper.plan] == ["own", "own"]
    line = " ".join(f"{number}a" for number in range(1, len(paper.plan) + 1))
    await anna.say(f"/paper {paper.set_code}")
    await anna.say(line)
    await anna.tap("Count it")
    await enter_pile(teacher)
    await teacher.tap("Bek")
    await teacher.say(line)
    await teacher.tap("Count it and next")
    answers = await rows(world.app.house.database, "answers")
    assert len(answers) == 2 * len(paper.plan)
    await open_homework(teacher)
    await teacher.tap("Report")
    assert "Handed in: 2 of 2" in teacher.text
    assert teacher.text.count("on paper") == 2
