"""Every act of an administrator is noted in its own transaction: a keyed hash of who, what, on what, when."""

from __future__ import annotations

from datetime import timedelta

from bot.services import audits
from content.model import Bank
from db.engine import Database
from tests.dialogs.administration import administrator, answers, reports
from tests.dialogs.conversation import World, data_of
from tests.dialogs.playing import rows
from tests.dialogs.writing import broadcasts, go_by, learner

KEY = "springs/keepers#how-many"


async def noted(database: Database) -> list[tuple[str, str]]:
    return [(row.what, row.about) for row in await rows(database, "audits")]


async def test_acts_on_questions_are_noted(world: World, rivers: Bank, database: Database) -> None:
    root = await administrator(world)
    await reports(await answers(world, rivers, "two"), "Another answer is right")
    await root.say("/admin")
    await root.tap("Reported: 1")
    await root.tap("1")
    for label in ("Pause", "Resume"):
        await root.tap(label)
    await root.tap("The key is wrong")
    await root.tap("Count every answer")
    await root.tap("Mark the answers anew")
    assert await noted(database) == [(what, KEY) for what in ("pause", "resume", "correct")]
    told = await rows(database, "audits")
    assert {row.who for row in told} == {world.app.house.vault.mark(f"admin {root.person.id}")[:12]}
    assert str(root.person.id) not in str(told)


async def test_acts_on_suggestions_and_broadcasts_are_noted_without_their_words(
    world: World, database: Database
) -> None:
    talk = await learner(world)
    for text in ("one", "two"):
        await talk.say(f"/suggest {text}")
    root = await broadcasts(world)
    stop = data_of(root.last, "Stop")
    for _ in range(2):
        await root.press(root.last, stop)
    await root.say("/admin")
    await root.tap("Suggestions")
    await root.tap("Close")
    await root.tap("Answer")
    await root.say("a secret answer")
    assert await noted(database) == [
        ("send-broadcast", "1"),
        ("stop-broadcast", "1"),
        ("close-suggestion", "1"),
        ("answer-suggestion", "2"),
    ]
    assert "secret" not in str(await rows(database, "audits"))


async def test_two_administrators_are_told_apart_and_looking_is_no_act(
    world: World, rivers: Bank, database: Database
) -> None:
    root, other = await administrator(world), await administrator(world, name="Toor")
    await reports(await answers(world, rivers, "two"), "Another answer is right")
    for each, label in ((root, "Pause"), (other, "Resume")):
        await each.say("/admin")
        await each.tap("Reported: 1")
        await each.tap("1")
        await each.tap(label)
    assert len({row.who for row in await rows(database, "audits")}) == 2
    assert len(await noted(database)) == 2


async def test_what_is_noted_stays_a_year_and_survives_forgetting(world: World, database: Database) -> None:
    root = await broadcasts(world)
    await root.say("/forget")
    await root.tap("Delete everything")
    await go_by(world, days=365)
    assert len(await noted(database)) == 1
    await go_by(world, minutes=1)
    assert await noted(database) == []


async def test_update_that_comes_again_is_noted_once(world: World, database: Database) -> None:
    now = world.clock()
    for later in range(2):
        with database.begin() as session:
            audits.note(session, 7, "abc", "pause", KEY, now + timedelta(minutes=later))
    assert await noted(database) == [("pause", KEY)]
