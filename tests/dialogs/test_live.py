"""A live quiz in a group, from /play to practising in private what was missed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pytest

from bot.acts import run
from bot.learning.recipe import Recipe
from bot.playground.telegram import Message
from bot.services import sets
from content.model import LANGUAGES, Bank, Language
from db.engine import Database
from tests.dialogs.conversation import Talk, World, data_of
from tests.dialogs.gathering import Gathering, forum, group, links, payload_of
from tests.dialogs.playing import rows

CODE = "0123456789ab"
BEGIN = {"en": "Begin", "ru": "Начать", "tg": "Оғоз"}


async def on(world: World, **by: float) -> None:
    """So much later, with all done that was due by then."""
    world.clock.turn(**by)
    world.telegram.close_overdue_polls()
    await world.app.lives.go()
    await world.settle()


async def class_of(world: World, *names: str, kind: str = "group") -> tuple[Gathering, list[Talk]]:
    people = [world.person(name) for name in names]
    return await group(world, *people, kind=kind), people


async def begun(world: World, room: Gathering, host: Talk, *settings: Sequence[str]) -> None:
    """A quiz with these settings; its first question is read by now, and its poll is out."""
    await room.say(host, "/play")
    for path in settings:
        await room.tap(host, *path)
    await room.tap(host, BEGIN["en"])
    await on(world)
    await on(world, seconds=6)


def right(message: Message) -> int:
    assert message.poll is not None
    [option] = message.poll["correct_option_ids"]
    return int(option)


async def vote(world: World, room: Gathering, who: Talk, *, knows: bool = True) -> None:
    poll = room.last
    option = right(poll) if knows else (right(poll) + 1) % len((poll.poll or {})["options"])
    world.telegram.vote(who.person, poll.id, [option], chat=room.chat)
    await world.settle()


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_group_plays_from_the_lobby_to_the_end(
    world: World, database: Database, rivers: Bank, language: Language
) -> None:
    zarina, tom = world.person("Zarina", language), world.person("Tom", language)
    room = await group(world, zarina, tom)
    await room.say(zarina, "/play@hamkori_bot")
    await room.tap(zarina, BEGIN[language])
    await on(world)
    assert len(room.from_bot) == 2  # the lobby became the first question
    await on(world, seconds=6)
    total = 0
    while room.last.poll is not None:
        total += 1
        assert (room.last.poll["type"], room.last.poll["is_anonymous"]) == ("quiz", False)
        assert room.last.poll["open_period"] == 30
        assert room.last.poll["explanation"].count("\n") == 1
        await vote(world, room, zarina)
        await vote(world, room, tom, knows=False)
        await on(world, seconds=33)
        await on(world, seconds=6)
    assert total > 1
    [quiz] = await rows(database, "quizzes")
    answers = await rows(database, "answers")
    assert len(answers) == 2 * total
    assert {answer.language for answer in answers} == {language}
    assert (quiz.chat_id, quiz.kind, quiz.ended_at is not None) == (room.chat.id, "live", True)
    assert {memory.learner_id for memory in await rows(database, "memories")} == {
        zarina.person.id,
        tom.person.id,
    }
    assert len({learner.language for learner in await rows(database, "learners")} - {language}) == 0
    assert len(room.from_bot) == 1 + 2 * total + 1  # the greeting, and two messages a question


async def test_whoever_missed_practises_it_in_private(world: World, rivers: Bank) -> None:
    room, [zarina, tom] = await class_of(world, "Zarina", "Tom")
    await begun(world, room, zarina)
    await vote(world, room, zarina)
    await vote(world, room, tom, knows=False)
    await room.tap(zarina, "End it")
    await on(world)
    await on(world, seconds=3)
    assert "The quiz is over" in room.text
    assert "Knew it: 1 of 2." in room.text
    assert "The hardest one: " in room.text
    assert links(room.last)[0].startswith("https://t.me/hamkori_bot?start=l_")
    await tom.say(f"/start {payload_of(room.last)}")
    assert "you missed 1 question" in tom.text
    await tom.tap("Practise what I missed")
    assert "Don’t know" in " ".join(tom.labels)
    await zarina.say(f"/start {payload_of(room.last)}")
    assert "You missed nothing" in zarina.text


async def test_nobody_is_named_who_did_not_agree_and_the_board_takes_enough_answers(world: World) -> None:
    room, [zarina, tom, alice] = await class_of(world, "Zarina", "Tom", "Alice")
    await room.say(zarina, "/nick <b>Zari</b>")
    assert "&lt;b&gt;Zari" in str(room.last.json) or "<b>Zari</b>" in room.text
    await room.say(tom, "/nick <B>ZARI</B>")
    assert "by this name already" in room.text
    await room.say(tom, "/nick " + "x" * 25)
    assert "at most 24" in room.text
    await room.say(alice, "/nick Alisa")
    await room.say(alice, "/nick")
    assert "not shown by name" in room.text
    await begun(world, room, zarina)
    for who in (zarina, tom, alice):
        await vote(world, room, who)
    await on(world, seconds=33)
    assert "Knew it: 3 of 3. <b>Zari</b>" in room.text
    assert "1. <b>Zari</b> – 1 of 1\nPlayers: 3" in room.text
    assert "Alisa" not in room.text
    await room.say(tom, "/board")
    assert "Nobody is listed here yet" in room.text
    await room.tap(tom, "All time")
    assert "30 answers or more" in room.text


async def test_only_the_host_and_administrators_move_it(world: World, database: Database) -> None:
    room, [admin, host, pupil] = await class_of(world, "Admin", "Host", "Pupil")
    await room.say(host, "/play")
    await room.tap(pupil, BEGIN["en"])
    assert "Only the host" in pupil.alerts[-1]
    await room.tap(host, "Rules here")
    assert "Only administrators" in host.alerts[-1]
    await room.tap(admin, "Rules here", "Anybody may begin a quiz", "Speed does not count", "Back")
    assert BEGIN["en"] in " ".join(room.labels)
    await room.tap(host, BEGIN["en"])
    await on(world)
    await on(world, seconds=6)
    await room.say(pupil, "/play")
    assert "only administrators" in room.text
    await room.say(admin, "/play")
    assert "A quiz is on here already." in room.text
    [live] = await rows(database, "lives")
    assert live.scores_speed is True
    poll = next(message for message in room.from_bot if message.poll)
    await room.say(admin, "/daily")
    for who, label in ((pupil, "Next"), (host, "Pause")):
        world.telegram.tap(who.person, poll.id, data_of(poll, label), chat=room.chat)
        await world.settle()
    assert "pause after this question" in host.alerts[-1]


async def test_a_pause_holds_and_the_next_button_closes_a_question_once(
    world: World, database: Database
) -> None:
    room, [zarina] = await class_of(world, "Zarina")
    await begun(world, room, zarina)
    poll = room.last
    await room.tap(zarina, "Pause", "Next", "Next")
    await on(world)
    assert poll.poll is not None
    assert poll.poll["is_closed"]
    await on(world, seconds=3)
    assert "Nobody answered." in room.text
    assert "It goes on when the host" in room.text
    said = len(room.from_bot)
    await on(world, minutes=10)
    assert len(room.from_bot) == said
    await room.tap(zarina, "Go on")
    await on(world)
    assert room.last.poll is not None
    assert len(room.from_bot) == said + 1


async def test_it_ends_by_itself_after_two_questions_without_an_answer(world: World) -> None:
    room, [zarina] = await class_of(world, "Zarina")
    await begun(world, room, zarina)
    await on(world, seconds=33)
    await on(world, seconds=6)
    await on(world, seconds=33)
    assert "Two questions had no answer" in room.text
    assert not room.labels
    await room.say(zarina, "/play")
    assert "A quiz together" in room.text


async def test_teams_are_joined_by_a_tap_and_compared_by_their_share(world: World) -> None:
    room, [zarina, tom, alice] = await class_of(world, "Zarina", "Tom", "Alice")
    await room.say(zarina, "/play")
    await room.tap(zarina, "Teams", "Teams: 2")
    await room.tap(tom, "Red")
    await room.tap(alice, "Red")
    await room.tap(alice, "Blue")
    assert alice.alerts[-1] == "You play for: 🔵 Blue"
    await on(world, seconds=4)
    assert [label for label in room.labels if "Red" in label or "Blue" in label] == ["🔴 Red 1", "🔵 Blue 1"]
    await room.tap(zarina, "How fast", "until all have answered", BEGIN["en"])
    await on(world)
    await on(world, seconds=6)
    await vote(world, room, tom)
    assert room.last.poll is not None
    assert not room.last.poll["is_closed"]
    await vote(world, room, alice, knows=False)
    await on(world)
    await on(world, seconds=3)  # all of both teams have answered
    assert "🔴 Red: 100%\n🔵 Blue: 0%" in room.text


async def test_at_the_pace_of_the_host_nothing_moves_by_itself(world: World) -> None:
    room, [zarina] = await class_of(world, "Zarina")
    await begun(world, room, zarina, ["How fast", "the host goes on"])
    await vote(world, room, zarina)
    await on(world, minutes=5)
    assert room.last.poll is not None
    await room.tap(zarina, "Next")
    await on(world)
    await on(world, seconds=3)
    await on(world, minutes=5)
    assert "Knew it: 1 of 1." in room.text
    await room.tap(zarina, "Go on")
    await on(world)
    assert room.last.poll is not None


async def test_how_many_answered_is_shown_in_place_and_not_who_was_right(world: World) -> None:
    room, [zarina, tom] = await class_of(world, "Zarina", "Tom")
    await begun(world, room, zarina)
    said = len(room.from_bot)
    await vote(world, room, zarina)
    await on(world, seconds=5)
    await vote(world, room, tom)
    assert "Answered: 1" in room.from_bot[-2].text  # type: ignore[operator]
    await on(world, seconds=5)
    assert "Answered: 2" in room.from_bot[-2].text  # type: ignore[operator]
    assert "Knew it" not in room.from_bot[-2].text  # type: ignore[operator]
    assert len(room.from_bot) == said


async def test_in_a_forum_it_stays_in_its_topic_and_another_topic_has_its_own(
    world: World, database: Database
) -> None:
    zarina = world.person("Zarina")
    room = await forum(world, zarina)
    await begun(world, room, zarina)
    await vote(world, room, zarina)
    await on(world, seconds=33)
    assert "Knew it: 1 of 1." in room.text
    other = world.telegram.open_topic(zarina.person, room.chat, "Breaks")
    elsewhere = Gathering(world, room.chat, other.id)
    await elsewhere.say(zarina, "/play")
    assert "A quiz together" in elsewhere.text
    assert len([row for row in await rows(database, "lives") if row.ended_at is None]) == 2


async def test_where_polls_are_forbidden_it_says_so_and_is_over(world: World, database: Database) -> None:
    room, [zarina] = await class_of(world, "Zarina", kind="supergroup")
    await room.say(zarina, "/play")
    world.telegram.restrict(room.chat, "can_send_polls")
    await room.tap(zarina, BEGIN["en"])
    await on(world)
    await on(world, seconds=6)
    assert "I may not send polls here" in room.text
    [live] = await rows(database, "lives")
    assert live.phase == "over"


async def test_a_group_that_becomes_a_supergroup_in_mid_question_plays_on(world: World) -> None:
    room, [zarina] = await class_of(world, "Zarina")
    await begun(world, room, zarina)
    await vote(world, room, zarina)
    world.telegram.migrate(room.chat)
    await world.settle()
    await on(world, seconds=33)
    [chat] = [each for each in world.telegram.chats.values() if each.kind == "supergroup"]
    assert "Knew it: 1 of 1." in Gathering(world, chat).text


async def test_who_votes_as_the_group_is_no_learner(world: World, database: Database) -> None:
    room, [zarina, tom] = await class_of(world, "Zarina", "Tom", kind="supergroup")
    await begun(world, room, tom)
    world.telegram.hide(zarina.person, room.chat)
    await vote(world, room, zarina)
    assert await rows(database, "answers") == []


async def test_play_in_private_says_where(world: World) -> None:
    zarina = world.person("Zarina")
    await zarina.say("/start")
    await zarina.tap("English")
    await zarina.say("/play")
    assert "to a group and write /play there" in zarina.text


async def test_a_set_is_played_by_its_code_in_its_order(
    world: World, database: Database, rivers: Bank
) -> None:
    recipe = Recipe(source="own", count=5, seed="hall")
    make = partial(sets.make, bank=rivers, maker_id=None, recipe=recipe, code=CODE, now=world.clock())
    made = await run(database, make)
    room, [zarina] = await class_of(world, "Zarina")
    await room.say(zarina, "/play 00000000beef")
    assert "no longer kept" in room.text
    await room.say(zarina, "/play s_" + CODE)
    assert "A set of questions" in room.text
    await room.tap(zarina, BEGIN["en"])
    await on(world)
    [quiz] = await rows(database, "quizzes")
    assert quiz.set_code == CODE
    assert [entry["fact"] for entry in quiz.plan] == [entry.fact_id for entry in made.entries]
