"""A wrong key is put right: the administrator chooses, sees what changes, confirms; who answered is told."""

from __future__ import annotations

from pathlib import Path

from bot import taps
from bot.learning.concern import digest
from bot.taps.trust import CheckKeyTap, CorrectTap, WrongKeyTap
from content.loader import load
from content.model import Bank
from db.engine import Database
from tests.banks import write_bank
from tests.content.every_kind import every_kind_files
from tests.dialogs.administration import ASK, FACT, QUESTION, administrator, answers, reports
from tests.dialogs.conversation import Talk, World, data_of, world_of
from tests.dialogs.playing import rows


async def to_the_key(root: Talk) -> None:
    """From /admin to the choice of what should have counted, of the one question reported."""
    await root.say("/admin")
    await root.tap("Reported: 1")
    await root.tap("1")
    await root.tap("The key is wrong")


async def test_wrong_key_is_put_right_and_everyone_is_told_in_their_language(
    world: World, rivers: Bank, database: Database
) -> None:
    root = await administrator(world)
    gained = await answers(world, rivers, "four")
    lost = await answers(world, rivers, "right", "ru")
    neither = await answers(world, rivers, "two", "tg")
    await reports(gained, "Another answer is right", "There were four")
    await to_the_key(root)
    assert ASK in root.text
    await root.tap("☐ Seven")
    await root.tap("☐ Four")
    await root.tap("☑ Seven")
    await root.tap("See what it changes")
    assert "Right: Four" in root.text
    assert (
        "Answers so far: 3, of learners: 3. Right instead of wrong: 1. Wrong instead of right: 1."
        in root.text
    )
    assert await rows(database, "corrections") == []
    await root.tap("Mark the answers anew")
    assert "Done: the answers are marked anew" in root.text
    assert "Paused since" in root.text
    assert "Open reports" not in root.text
    assert {row.learner_id: row.is_right for row in await rows(database, "answers")} == {
        gained.person.id: True,
        lost.person.id: False,
        neither.person.id: False,
    }
    await world.beat()
    assert ASK in gained.text
    assert "Right is: Four" in gained.text
    assert "Your answer counts as right now." in gained.text
    assert "Верный ответ: Четверо" in lost.text
    assert "Ваш ответ больше не считается верным." in lost.text
    assert "Ҷавоби дуруст: Чор нафар" in neither.text
    assert "чун пештара, дуруст ҳисоб намешавад" in neither.text
    await gained.tap("Read the fact")
    assert "Three keepers lived at the bridge" in gained.text
    await world.beat()
    assert len([m for m in lost.from_bot if "Верный ответ: Четверо" in (m.text or "")]) == 1


async def test_every_answer_counts(world: World, rivers: Bank, database: Database) -> None:
    root = await administrator(world)
    learner = await answers(world, rivers, "two")
    await reports(learner, "It is unclear")
    await to_the_key(root)
    await root.tap("Count every answer")
    assert "Right: every answer" in root.text
    await root.tap("Mark the answers anew")
    await world.beat()
    assert "so every answer counts" in learner.text
    assert "counts as right now" in learner.text
    assert [row.accepted for row in await rows(database, "corrections")] == ["*"]


async def test_second_tap_corrects_nothing_twice(world: World, rivers: Bank, database: Database) -> None:
    root = await administrator(world)
    learner = await answers(world, rivers, "four")
    await reports(learner, "Another answer is right")
    await to_the_key(root)
    await root.tap("☐ Four")
    await root.tap("See what it changes")
    data = data_of(root.last, "Mark the answers anew")
    for _ in range(2):
        await root.press(root.last, data)
    await root.tap("Resume")
    await root.press(root.last, data)
    await world.beat()
    assert len(await rows(database, "corrections")) == 1
    assert await rows(database, "pauses") == [], "the old button does not pause it again"
    assert len([m for m in learner.from_bot if "We made a mistake" in (m.text or "")]) == 1


async def test_going_back_changes_nothing(world: World, rivers: Bank, database: Database) -> None:
    root = await administrator(world)
    await reports(await answers(world, rivers, "four"), "Another answer is right")
    await to_the_key(root)
    assert "See what it changes" not in root.labels, "nothing is chosen yet"
    await root.tap("☐ Four")
    await root.tap("See what it changes")
    await root.tap("‹ Back")
    assert "☑ Four" in root.labels
    await root.tap("‹ Back")
    assert f"{FACT}#{QUESTION}" in root.text
    assert await rows(database, "corrections") == []
    assert await rows(database, "pauses") == []


async def test_learner_who_was_forgotten_is_told_nothing(
    world: World, rivers: Bank, database: Database
) -> None:
    root = await administrator(world)
    gone = await answers(world, rivers, "four")
    stays = await answers(world, rivers, "four")
    await reports(stays, "Another answer is right")
    await to_the_key(root)
    await root.tap("☐ Four")
    await root.tap("See what it changes")
    await gone.say("/forget")
    await gone.tap("Delete everything")
    await root.tap("Mark the answers anew")
    await world.beat()
    assert "nothing about you is left" in gone.text
    assert "counts as right now" in stays.text


async def test_forgotten_before_it_is_sent_is_not_told(world: World, rivers: Bank) -> None:
    root = await administrator(world)
    learner = await answers(world, rivers, "four")
    await reports(learner, "Another answer is right")
    await to_the_key(root)
    await root.tap("Count every answer")
    await root.tap("Mark the answers anew")
    await learner.say("/forget")
    await learner.tap("Delete everything")
    await world.beat()
    assert "nothing about you is left" in learner.text


async def test_language_chosen_before_the_correction_is_spoken(world: World, rivers: Bank) -> None:
    root = await administrator(world)
    learner = await answers(world, rivers, "four")
    await reports(learner, "Another answer is right")
    await learner.say("/language")
    await learner.tap("Русский")
    await to_the_key(root)
    await root.tap("Count every answer")
    await root.tap("Mark the answers anew")
    await world.beat()
    assert "засчитан любой" in learner.text


async def test_question_put_right_by_its_author_meanwhile_is_told_as_it_was_corrected(
    world: World, rivers: Bank
) -> None:
    """The fact stays, the question has gone: what is told needs neither its words nor its options."""
    root = await administrator(world)
    learner = await answers(world, rivers, "four")
    await reports(learner, "Another answer is right")
    await to_the_key(root)
    await root.tap("☐ Four")
    await root.tap("See what it changes")
    await root.tap("Mark the answers anew")
    world.app.house.bank = without_question(rivers)
    await world.beat()
    assert "Three keepers lived at the bridge from 1910 to 1914." in learner.text
    assert "Your answer counts as right now." in learner.text
    assert "every answer" not in learner.text


def without_question(bank: Bank) -> Bank:
    facts = [fact.model_copy(update={"questions": ()}) if fact.id == FACT else fact for fact in bank.facts]
    changed = bank.model_copy(update={"facts": tuple(facts)})
    changed.__dict__.pop("_facts", None)
    return changed


async def test_kinds_without_single_options_count_every_answer_or_none(
    database: Database, tmp_path: Path
) -> None:
    bank = load(write_bank(tmp_path / "kinds", every_kind_files()))
    async with world_of(bank, database) as world:
        root = await administrator(world)
        ordered = [
            (fact, question) for fact in bank.facts for question in fact.questions if question.kind == "order"
        ]
        [(fact, question), *_] = ordered
        item = digest((fact.id, question.id))
        await root.press(root.last, WrongKeyTap(item, 0).encode())
        assert "Of a question of this kind every answer can be counted" in root.text
        assert root.labels == ["Count every answer", "‹ Back"]
        await root.press(root.last, CheckKeyTap(item, 1).encode())
        assert "no longer works" in root.alerts[-1]
        await root.press(root.last, CheckKeyTap(item, 0).encode())
        assert "Answers so far: 0, of learners: 0." in root.text
        tap = taps.parse(data_of(root.last, "Mark the answers anew"))
        assert isinstance(tap, CorrectTap)
