"""Writing to groups and channels: one post each, where and how its fact comes, and by day."""

from __future__ import annotations

import pytest

from bot.services import groups
from content.model import LANGUAGES, Language
from db.engine import Database
from tests.dialogs.administration import administrator
from tests.dialogs.conversation import World, data_of
from tests.dialogs.gathering import Gathering, channel, forum, group, spy
from tests.dialogs.playing import rows
from tests.dialogs.writing import WORDS, drafts, go_by, got, learner, sends, writes


def heard(room: Gathering) -> int:
    return sum(WORDS in (message.text or "") for message in room.from_bot)


async def write(world: World, *whom: str) -> None:
    root = await administrator(world)
    await drafts(root, *whom)
    await writes(root, WORDS)
    await sends(root)
    await go_by(world, minutes=1)


async def test_groups_and_channels_are_apart_and_neither_is_for_learners(world: World) -> None:
    zarina = await learner(world, "Zarina")
    room, posts = await group(world, zarina), await channel(world, zarina)
    await write(world, "Groups")
    assert (heard(room), heard(posts), got(zarina, WORDS)) == (1, 0, 0)
    await write(world, "Channels")
    assert (heard(room), heard(posts), got(zarina, WORDS)) == (1, 1, 0)
    for _ in range(3):
        await go_by(world, minutes=1)
    assert (heard(room), heard(posts)) == (1, 1)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_recipients_are_counted_by_the_language_that_is_set_there(
    world: World, language: Language
) -> None:
    zarina = await learner(world, "Zarina")
    rooms = [await group(world, await learner(world, each, each)) for each in LANGUAGES]
    root = await administrator(world)
    others = [world.app.house.texts.to(each).plain("language-name") for each in LANGUAGES if each != language]
    await drafts(root, "Groups", *others)
    assert "recipients: 1" in root.text
    await writes(root, WORDS, f"Text: {world.app.house.texts.to(language).plain('language-name')}")
    await sends(root)
    await go_by(world, minutes=1)
    assert [heard(room) for room in rooms] == [int(each == language) for each in LANGUAGES]
    assert got(zarina, WORDS) == 0


async def test_forum_hears_it_once_in_the_topic_where_its_fact_comes(world: World) -> None:
    zarina = await learner(world, "Zarina")
    topic = await forum(world, zarina)
    await topic.subscribe(zarina)
    await write(world, "Groups")
    assert heard(topic) == 1
    assert heard(Gathering(world, topic.chat)) == 0


async def test_it_waits_for_the_morning_of_the_group_and_comes_as_silently_as_its_fact(
    world: World, database: Database
) -> None:
    zarina = await learner(world, "Zarina")
    room = await group(world, zarina)
    await room.subscribe(zarina, "12:00")
    with database.begin() as session:
        groups.change(session, groups.Where(room.chat.id), world.clock(), is_silent=True)
    world.clock.turn(hours=14)  # 22:00 in Dushanbe
    await write(world, "Groups")
    await go_by(world, hours=8, minutes=58)
    sent = spy(world)
    assert heard(room) == 0
    await go_by(world, minutes=1)
    assert heard(room) == 1
    assert [fields["disable_notification"] for fields in sent if "library" in fields.get("text", "")] == [
        "true"
    ]


async def test_who_put_the_bot_out_or_wants_nothing_any_more_is_left_out(world: World) -> None:
    zarina = await learner(world, "Zarina")
    quiet, gone, open_ = [await group(world, zarina) for _ in range(3)]
    await quiet.subscribe(zarina)
    await quiet.say(zarina, "/daily@hamkori_bot")
    await quiet.tap(zarina, "Stop")
    world.telegram.kick(zarina.person, gone.chat)
    await world.settle()
    root = await administrator(world)
    await drafts(root, "Groups")
    assert "recipients: 1" in root.text
    await writes(root, WORDS)
    await sends(root)
    await go_by(world, minutes=1)
    assert [heard(room) for room in (quiet, gone, open_)] == [0, 0, 1]


async def test_group_that_becomes_a_supergroup_meanwhile_hears_it_once(
    world: World, database: Database
) -> None:
    zarina = await learner(world, "Zarina")
    room = await group(world, zarina)
    root = await administrator(world)
    await drafts(root, "Groups")
    await writes(root, WORDS)
    await sends(root)
    await world.app.beat()
    moved = world.telegram.migrate(room.chat)
    for _ in range(3):
        await go_by(world, minutes=1)
    assert heard(room) + heard(Gathering(world, moved)) == 1
    assert [row.chat_id for row in await rows(database, "deliveries")] == [moved.id]


async def test_preview_and_stop_are_the_same_for_groups(world: World) -> None:
    zarina = await learner(world, "Zarina")
    room = await group(world, zarina)
    root = await administrator(world)
    await drafts(root, "Groups")
    await writes(root, WORDS)
    await root.tap("Preview")
    assert (got(root, WORDS), heard(room)) == (1, 0)
    await sends(root)
    stop = data_of(root.last, "Stop sending")
    await root.press(root.last, stop)
    await go_by(world, minutes=1)
    assert heard(room) == 0
