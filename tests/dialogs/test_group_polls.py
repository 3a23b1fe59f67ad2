"""What goes out to a group or channel: facts, native polls, and links that lead into the private chat."""

from __future__ import annotations

from typing import Any

import pytest

from bot.acts import run
from bot.links import find_source
from bot.services import pauses
from content.model import LANGUAGES, Bank, Language
from content.questions import look_up
from db.engine import Database
from tests.dialogs.administration import administrator
from tests.dialogs.conversation import Talk, World
from tests.dialogs.gathering import Gathering, channel, group, links, payload_of
from tests.dialogs.playing import NAMES, rows
from tests.dialogs.test_groups import known

QUESTION = {
    "en": "When was the spring of the Olmara found?",
    "ru": "Когда нашли исток Олмары?",
    "tg": "Сарчашмаи Олмара кай ёфт шуд?",
}
SOURCE = {"en": "Source: ", "ru": "Источник: ", "tg": "Манбаъ: "}


async def a_day(world: World) -> None:
    """From the morning to the time of the fact, and a minute more for what comes behind it."""
    world.clock.turn(minutes=45)
    await world.beat()
    world.clock.turn(minutes=1)
    await world.beat()
    world.clock.turn(hours=23, minutes=14)


async def polled(world: World, language: Language = "en") -> tuple[Any, Gathering]:
    zarina = world.person("Zarina", language)
    room = await group(world, zarina)
    await room.subscribe(zarina)
    await room.tap(zarina, "📝", {"en": "A quiz", "ru": "Вопрос", "tg": "Саволи"}[language])
    return zarina, room


@pytest.mark.parametrize("language", LANGUAGES)
async def test_group_is_asked_by_a_poll_in_its_language(
    world: World, database: Database, rivers: Bank, language: Language
) -> None:
    zarina, room = await polled(world, language)
    await a_day(world)
    poll = room.last.poll
    assert poll is not None
    assert (poll["question"], poll["type"], poll["is_anonymous"]) == (QUESTION[language], "quiz", False)
    [right] = poll["correct_option_ids"]
    assert poll["options"][right]["text"] == "1901"
    statement, source = poll["explanation"].split("\n")
    assert statement == rivers.facts[0].statement.to(language)
    assert source.startswith(SOURCE[language])
    [kept] = await rows(database, "polls")
    [quiz] = await rows(database, "quizzes")
    assert (kept.poll_id, kept.quiz_id, kept.position) == (poll["id"], quiz.id, 0)
    [item] = quiz.plan
    found = look_up(rivers, item["fact"], item["question"])
    assert found is not None
    assert [found[1].option(key).text.to(language) for key in item["options"]] == [  # type: ignore[union-attr]
        option["text"] for option in poll["options"]
    ]
    assert (quiz.chat_id, quiz.learner_id) == (room.chat.id, None)
    world.telegram.vote(zarina.person, room.last.id, [right], chat=room.chat)
    await world.settle()
    assert await rows(database, "answers") == []


async def test_both_are_the_same_fact_first_told_and_then_asked(world: World, rivers: Bank) -> None:
    zarina = world.person("Zarina")
    room = await group(world, zarina)
    await room.subscribe(zarina)
    await room.tap(zarina, "What comes", "A fact and a quiz question")
    await a_day(world)
    told, asked = room.from_bot[-2:]
    assert "spring of the river Olmara" in (told.text or "")
    assert asked.poll is not None
    assert asked.poll["question"] == QUESTION["en"]
    await a_day(world)
    told, asked = room.from_bot[-2:]
    assert "Vesk was measured" in (told.text or "")
    assert asked.poll is not None
    assert asked.poll["question"] == "How long is the Vesk?"


async def test_poll_in_a_channel_is_anonymous(world: World) -> None:
    zarina = await known(world, "Zarina")
    posts = await channel(world, zarina)
    await zarina.tap("Set up")
    await zarina.tap("08:00")
    await zarina.tap("What comes")
    await zarina.tap("A quiz question")
    world.clock.turn(hours=24)
    await world.beat()
    assert posts.last.poll is not None
    assert posts.last.poll["is_anonymous"] is True


async def test_where_polls_are_forbidden_the_fact_still_comes(world: World, database: Database) -> None:
    zarina = world.person("Zarina")
    room = await group(world, zarina, kind="supergroup")
    await room.subscribe(zarina)
    await room.tap(zarina, "What comes", "A fact and a quiz question")
    world.telegram.restrict(room.chat, "can_send_polls")
    await a_day(world)
    await a_day(world)
    assert "Vesk was measured" in room.text
    [subscription] = await rows(database, "subscriptions")
    assert (subscription.form, subscription.stopped_at) == ("fact", None)


async def test_a_paused_question_is_not_polled(world: World, database: Database, rivers: Bank) -> None:
    _, room = await polled(world)
    pause = ("springs/olmara-spring", "when-found")
    await run(database, lambda session: pauses.pause(session, pause, "admin", world.clock()))
    await a_day(world)
    asked = room.last.poll["question"] if room.last.poll else room.text
    assert asked != QUESTION["en"]


@pytest.mark.parametrize("kind", ["group", "channel"])
async def test_quiz_me_leads_whoever_is_known_to_a_question_in_private(
    world: World, database: Database, kind: str
) -> None:
    zarina = await known(world, "Zarina")
    pupil = await known(world, "Pupil")
    await pupil.tap("English")
    room = await (group if kind == "group" else channel)(world, zarina, pupil)
    if kind == "group":
        await room.subscribe(zarina)
    else:
        await zarina.tap("Set up")
        await zarina.tap("08:00")
        world.clock.turn(hours=23, minutes=30)
    await a_day(world)
    payload = payload_of(room.last)
    assert links(room.last)[0].startswith("https://t.me/hamkori_bot?start=")
    await pupil.say(f"/start {payload}")
    assert "Olmara" in pupil.text
    assert "Don’t know" in " ".join(pupil.labels)
    [came] = await rows(database, "arrivals")
    assert (came.chat_id, came.kind, came.times) == (room.chat.id, kind, 1)


async def test_a_newcomer_from_a_group_chooses_a_language_and_meets_the_fact(world: World) -> None:
    zarina = world.person("Zarina")
    room = await group(world, zarina)
    await room.subscribe(zarina)
    await a_day(world)
    newcomer = world.person("Newcomer", "ru")
    await newcomer.say(f"/start {payload_of(room.last)}")
    await newcomer.tap(NAMES["ru"])
    assert "Исток реки Олмара" in newcomer.text


async def test_a_newcomer_chooses_a_language_also_where_the_fact_is_gone(world: World) -> None:
    zarina = world.person("Zarina")
    room = await group(world, zarina)
    await room.subscribe(zarina)
    await a_day(world)
    newcomer = world.person("Newcomer", "ru")
    source = payload_of(room.last).partition("_")[0]
    await newcomer.say(f"/start {source}_springs_no-such-fact")
    assert NAMES["ru"] in newcomer.labels


async def test_the_operator_sees_how_many_came_from_where(world: World, database: Database) -> None:
    root = await administrator(world)
    await root.say("/admin")
    assert "Came from groups" not in root.text
    first, second = [await group(world, world.person(name), kind="supergroup") for name in ("A", "B")]
    for room, name in ((first, "A"), (second, "B")):
        await room.subscribe(world_member(world, room, name))
    await a_day(world)
    for room in (first, first, second):
        visitor = world.person("Visitor")
        await visitor.say(f"/start {payload_of(room.last)}")
    forged = f"gzzzzzzzzzzzzz_{payload_of(first.last).partition('_')[2]}"
    await root.say(f"/start {forged}")
    await root.say("/admin")
    assert "Came from groups: 3 (of 2 chats), from channels: 0 (of 0)" in root.text
    assert find_source(payload_of(first.last)) is not None


def world_member(world: World, room: Gathering, name: str) -> Talk:
    [person] = [each for each in world.telegram.people.values() if each.first_name == name]
    assert room.chat.standing(person.id).is_present
    return Talk(world, person)


async def test_after_an_outage_a_fact_waits_for_the_morning(world: World, database: Database) -> None:
    zarina = world.person("Zarina")
    room = await group(world, zarina)
    await room.subscribe(zarina, "18:30")
    private = world.person("Pupil")
    await private.say("/start")
    await private.tap("English")
    await private.say("/daily 18:30")
    world.clock.turn(hours=14, minutes=20)  # 22:20
    await world.app.beat()
    await world.beat()
    assert all("Fact of the day" not in each.text for each in (room, private))
    world.clock.turn(hours=8)  # 06:20
    await world.app.beat()
    await world.beat()
    assert all("Fact of the day" not in each.text for each in (room, private))
    world.clock.turn(minutes=41)
    await world.beat()
    assert all("Fact of the day" in each.text for each in (room, private))


async def test_a_fact_at_a_chosen_hour_of_the_night_comes_then(world: World) -> None:
    zarina = world.person("Zarina")
    room = await group(world, zarina)
    await room.subscribe(zarina, "23:00")
    world.clock.turn(hours=15, minutes=5)
    await world.beat()
    assert "Fact of the day" in room.text
