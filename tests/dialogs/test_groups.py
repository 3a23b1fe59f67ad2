"""A group, one topic of it, or a channel subscribes to the daily fact; only its administrators settle it."""

from __future__ import annotations

from typing import Any

import pytest
from telegram.error import NetworkError

from content.model import LANGUAGES, Language
from db.engine import Database
from tests.dialogs.conversation import Talk, World, data_of
from tests.dialogs.gathering import CLASS, Gathering, channel, forum, group, spy
from tests.dialogs.playing import rows

HELLO = {
    "en": "Hello! I can post a fact a day here",
    "ru": "Здравствуйте! Я могу каждый день присылать сюда факт",
    "tg": "Салом! Ман метавонам ҳар рӯз ба ин ҷо як далел",
}
WEEK = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
OPEN = {"en": "Set up a fact a day", "ru": "Настроить факт дня", "tg": "Танзими далели рӯз"}
ON = {"en": "A fact · Every day · 08:00", "ru": "Факт · Каждый день · 08:00", "tg": "Далел · Ҳар рӯз · 08:00"}
ONLY = {
    "en": "Only administrators of this chat can change this.",
    "ru": "Изменить это могут только администраторы чата.",
    "tg": "Инро танҳо маъмурони чат тағйир дода метавонанд.",
}


async def known(world: World, name: str, language: str = "en") -> Talk:
    """Somebody who has begun a chat with the bot."""
    talk = world.person(name, language)
    await talk.say("/start")
    return talk


async def setup(database: Database) -> Any:
    [row] = await rows(database, "subscriptions")
    return row


@pytest.mark.parametrize("language", LANGUAGES)
async def test_one_line_on_being_added_leads_to_a_fact_a_day(world: World, language: Language) -> None:
    zarina, pupil = world.person("Zarina", language), world.person("Pupil", language)
    room = await group(world, zarina, pupil)
    assert len(room.from_bot) == 1
    assert room.text.startswith(HELLO[language])
    assert room.labels == [f"☀️ {OPEN[language]}"]
    await room.tap(pupil, OPEN[language])
    assert pupil.alerts == [ONLY[language]]
    await room.tap(zarina, OPEN[language], "08:00")
    assert ON[language] in room.text
    assert len(room.from_bot) == 1, "all in one message"


async def test_group_hears_its_commands_and_nothing_else(world: World) -> None:
    zarina = world.person("Zarina")
    room = await group(world, zarina)
    for text in ("/quiz@hamkori_bot", "hello", "/daily@other_bot", "/progress"):
        await room.say(zarina, text)
    assert len(room.from_bot) == 1
    await room.say(zarina, "/help@hamkori_bot")
    await room.say(zarina, "/daily")
    assert len(room.from_bot) == 3
    assert "When shall it come?" in room.text


async def test_a_member_is_told_how_it_stands_and_by_whom_it_is_changed(world: World) -> None:
    zarina, pupil = world.person("Zarina"), world.person("Pupil")
    room = await group(world, zarina, pupil)
    await room.say(pupil, "/daily 09:00")
    assert "An administrator of this chat can set it up" in room.text
    await room.subscribe(zarina)
    await room.say(pupil, "/daily 11:00")
    assert "A fact · Every day · 08:30" in room.text
    assert not room.labels


async def test_fact_comes_in_the_groups_own_language_and_zone(world: World) -> None:
    zarina = world.person("Zarina", "en")
    room = await group(world, zarina)
    await room.tap(zarina, "Set up", "Language", "Русский", "Часовой пояс", "Москва", "07:00")
    assert "Москва" in room.text
    world.clock.turn(minutes=59)  # 06:59 in Moscow
    await world.beat()
    assert len(room.from_bot) == 1
    world.clock.turn(minutes=1)
    await world.beat()
    assert "Факт дня" in room.text
    assert "Исток реки Олмара" in room.text


async def test_each_topic_has_a_fact_of_its_own(world: World, database: Database) -> None:
    zarina = world.person("Zarina")
    topic = await forum(world, zarina)
    await topic.subscribe(zarina)
    everyone = Gathering(world, topic.chat)
    await everyone.subscribe(zarina, "09:30")
    world.clock.turn(minutes=30)
    await world.beat()
    assert "Fact of the day" in topic.text
    assert "Fact of the day" not in everyone.text
    world.clock.turn(hours=1)
    await world.beat()
    assert "spring of the river Olmara" in everyone.text
    assert {row.topic_id for row in await rows(database, "subscriptions")} == {0, topic.topic_id}


async def test_an_anonymous_administrator_is_one_and_another_chats_voice_is_not(
    world: World, database: Database
) -> None:
    zarina = world.person("Zarina")
    room = await group(world, zarina, kind="supergroup")
    world.telegram.hide(zarina.person, room.chat)
    await room.say(zarina, "/daily 08:30")
    assert (await setup(database)).local_time == "08:30"
    await room.tap(zarina, "08:30", "20:00")
    assert (await setup(database)).local_time == "20:00"
    posted = world.telegram.say(zarina.person, "/daily 10:00", chat=room.chat)
    world.telegram.queue.pending[-1]["message"]["sender_chat"] = posted.json["sender_chat"] | {"id": -100_777}
    await world.settle()
    assert (await setup(database)).local_time == "20:00"


async def test_whoever_was_administrator_is_none_a_minute_later(world: World, database: Database) -> None:
    zarina, umed = world.person("Zarina"), world.person("Umed")
    room = await group(world, zarina, umed, kind="supergroup")
    world.telegram.promote(zarina.person, room.chat, umed.person)
    await room.subscribe(umed)
    world.telegram.demote(zarina.person, room.chat, umed.person)
    world.clock.turn(seconds=61)
    await room.tap(umed, "Stop the daily fact")
    assert umed.alerts == [ONLY["en"]]
    assert (await setup(database)).stopped_at is None


async def test_telegram_is_asked_once_a_minute_who_is_an_administrator(world: World) -> None:
    zarina = world.person("Zarina")
    room = await group(world, zarina)
    await room.tap(zarina, "Set up", "08:00", "Days", "Back", "Without a sound")
    assert [call.method for call in world.telegram.calls].count("getChatMember") == 1
    world.clock.turn(seconds=61)
    await room.tap(zarina, "With a sound")
    assert [call.method for call in world.telegram.calls].count("getChatMember") == 2


async def test_where_telegram_does_not_answer_it_is_said_politely(
    world: World, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    zarina = world.person("Zarina")
    room = await group(world, zarina)

    async def away(*_: object, **__: object) -> bool:
        raise NetworkError("Bad Gateway")

    monkeypatch.setattr(world.app.house.standing, "is_admin", away)
    await room.tap(zarina, "Set up")
    assert "Please try again in a minute" in zarina.alerts[-1]
    await room.say(zarina, "/daily 08:30")
    assert "Please try again in a minute" in room.text
    assert await rows(database, "subscriptions") == []


async def test_school_days_leave_the_weekend_out(world: World) -> None:
    zarina = world.person("Zarina")
    room = await group(world, zarina)
    await room.subscribe(zarina)
    await room.tap(zarina, "Days", "School days")
    assert "School days, Mon–Fri" in room.text
    told = []
    for _ in range(8):  # from a Monday on
        world.clock.turn(minutes=45)
        before = len(room.from_bot)
        await world.beat()
        told.append(len(room.from_bot) - before)
        world.clock.turn(hours=23, minutes=15)
    assert told == [1, 1, 1, 1, 1, 0, 0, 1]


async def test_days_are_chosen_one_by_one_and_one_stays(world: World, database: Database) -> None:
    zarina = world.person("Zarina")
    room = await group(world, zarina)
    await room.subscribe(zarina)
    await room.tap(zarina, "Days", *(f"☑ {day}" for day in WEEK))
    assert zarina.alerts == ["One day has to stay. To end it all, stop the daily fact."]
    row = await setup(database)
    assert (row.days, row.next_on) == (0b1000000, "2026-03-08")
    await room.tap(zarina, "☐ Sat", "Back")
    assert "Weekends, Sat and Sun" in room.text


async def test_a_pause_is_quiet_and_ends_by_itself(world: World) -> None:
    zarina = world.person("Zarina")
    room = await group(world, zarina)
    await room.subscribe(zarina)
    await room.tap(zarina, "Pause", "3 days")
    assert "It goes on again on Thursday, 5 March 2026" in room.text
    for _ in range(3):
        world.clock.turn(hours=1)
        await world.app.beat()
        assert len(room.from_bot) == 2
        world.clock.turn(hours=23)
    world.clock.turn(hours=1)
    await world.app.beat()
    await world.beat()
    assert "Fact of the day" in room.text


async def test_a_pause_can_be_ended(world: World, database: Database) -> None:
    zarina = world.person("Zarina")
    room = await group(world, zarina)
    await room.subscribe(zarina)
    await room.tap(zarina, "Pause", "30 days")
    assert (await setup(database)).next_on == "2026-04-01"
    await world.app.beat()  # what was stored for a month ahead is not taken for the work of a wrong clock
    assert (await setup(database)).next_on == "2026-04-01"
    await room.tap(zarina, "End the pause")
    assert (await setup(database)).next_on == "2026-03-02"


async def test_it_comes_without_a_sound_if_so_chosen(world: World) -> None:
    zarina = world.person("Zarina")
    room = await group(world, zarina)
    await room.subscribe(zarina)
    sent = spy(world)
    await room.tap(zarina, "Without a sound")
    world.clock.turn(minutes=45)
    await world.beat()
    assert [fields.get("disable_notification") for fields in sent] == ["true"]
    await room.say(zarina, "/daily")
    assert "It comes without a sound." in room.text
    await room.tap(zarina, "With a sound")
    world.clock.turn(days=1)
    await world.beat()
    assert sent[-1].get("disable_notification") is None


async def test_stopping_ends_it_and_the_settings_stay(world: World, database: Database) -> None:
    zarina = world.person("Zarina")
    room = await group(world, zarina)
    await room.subscribe(zarina, "20:15")
    await room.tap(zarina, "What comes", "A quiz question", "Stop the daily fact")
    assert "When shall it come?" in room.text
    assert (await setup(database)).stop_reason == "asked"
    await room.tap(zarina, "18:00")
    row = await setup(database)
    assert (row.form, row.local_time, row.stopped_at) == ("poll", "18:00", None)


async def test_being_removed_ends_it_and_only_the_command_begins_it_again(
    world: World, database: Database
) -> None:
    zarina = world.person("Zarina")
    room = await group(world, zarina)
    await room.subscribe(zarina)
    world.telegram.kick(zarina.person, room.chat)
    await world.settle()
    assert (await setup(database)).stop_reason == "blocked"
    world.telegram.add_bot(zarina.person, room.chat)
    await world.settle()
    assert room.text.startswith(HELLO["en"])
    assert (await setup(database)).stopped_at is not None
    await room.say(zarina, "/daily")
    assert "A fact · Every day · 08:30" in room.text
    assert (await setup(database)).stopped_at is None


async def test_a_group_that_becomes_a_supergroup_keeps_everything(world: World, database: Database) -> None:
    zarina = world.person("Zarina")
    room = await group(world, zarina)
    await room.tap(zarina, "Set up", "Language", "Тоҷикӣ", "08:00")
    await room.tap(zarina, "Рӯзҳои оянда", "1", "Далели дигар")
    promised = [(row.fact_id, row.occasion) for row in await rows(database, "planned_facts")]
    moved = Gathering(world, world.telegram.migrate(room.chat))
    await world.settle()
    assert [row.chat_id for row in await rows(database, "chats")] == [moved.chat.id]
    assert {row.chat_id for row in await rows(database, "planned_facts")} == {moved.chat.id}
    assert [(row.fact_id, row.occasion) for row in await rows(database, "planned_facts")] == promised
    await moved.say(zarina, "/daily")
    assert "Далел · Ҳар рӯз · 08:00" in moved.text


async def test_a_group_that_moves_in_the_midst_of_a_wave_gets_its_fact_once(
    world: World, database: Database
) -> None:
    zarina = world.person("Zarina")
    room = await group(world, zarina)
    await room.subscribe(zarina)
    await room.tap(zarina, "What comes", "A fact and a quiz question")
    moved = Gathering(world, world.telegram.migrate(room.chat))  # and the bot has not heard of it yet
    world.clock.turn(minutes=45)
    await world.beat()
    world.clock.turn(minutes=5)
    await world.beat()
    assert [("Fact of the day" in (m.text or ""), m.poll is not None) for m in moved.from_bot] == [
        (True, False),
        (False, True),
    ]
    assert [row.chat_id for row in await rows(database, "chats")] == [moved.chat.id]
    await world.settle()
    assert {row.chat_id for row in await rows(database, "deliveries")} == {moved.chat.id}
    assert [row.chat_id for row in await rows(database, "subscriptions")] == [moved.chat.id]


async def test_a_button_in_a_group_that_has_moved_is_answered_where_it_is_now(world: World) -> None:
    zarina = world.person("Zarina")
    room = await group(world, zarina)
    tap = data_of(room.last, "Set up")
    world.telegram.tap(zarina.person, room.last.id, tap, chat=room.chat)
    moved = Gathering(world, world.telegram.migrate(room.chat))
    await world.settle()
    assert "When shall it come?" in moved.text


async def test_a_late_tap_in_the_group_that_was_changes_nothing_of_the_one_that_is(
    world: World, database: Database
) -> None:
    zarina = world.person("Zarina")
    room = await group(world, zarina)
    await room.tap(zarina, "Set up", "Language", "Русский")
    moved = Gathering(world, world.telegram.migrate(room.chat))
    await world.settle()
    world.clock.turn(minutes=5)
    world.telegram.tap(zarina.person, room.last.id, "g:", chat=room.chat, is_late=True)
    await world.settle()
    [chat] = await rows(database, "chats")
    assert (chat.chat_id, chat.language) == (moved.chat.id, "ru")
    assert "Когда присылать?" in moved.text


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_channel_is_set_up_in_private_by_whoever_let_the_bot_post(
    world: World, database: Database, language: Language
) -> None:
    zarina = await known(world, "Zarina", language)
    posts = await channel(world, zarina)
    assert "Rivers daily" in zarina.text
    await zarina.tap(OPEN[language])
    await zarina.tap("08:00")
    assert ON[language] in zarina.text
    assert "Rivers daily" in zarina.text
    row = await setup(database)
    assert (row.chat_id, row.learner_id, row.language) == (posts.chat.id, None, language)
    world.clock.turn(hours=24)
    await world.beat()
    assert len(posts.from_bot) == 1


async def test_a_channel_is_settled_by_those_who_are_its_administrators_now(
    world: World, database: Database
) -> None:
    zarina, umed, tom = [await known(world, name) for name in ("Zarina", "Umed", "Tom")]
    posts = await channel(world, zarina, umed)
    settings = data_of(zarina.last, "Set up")
    world.telegram.promote(zarina.person, posts.chat, umed.person)
    await umed.press(umed.last, settings)
    await umed.tap("07:00")
    assert (await setup(database)).local_time == "07:00"
    world.telegram.demote(zarina.person, posts.chat, umed.person)
    await umed.tap("Stop the daily fact")
    assert umed.alerts == [ONLY["en"]]
    await tom.press(tom.last, settings)
    assert tom.alerts == [ONLY["en"]]
    assert (await setup(database)).stopped_at is None


async def test_a_channel_where_the_bot_may_not_post_is_not_set_up(world: World) -> None:
    zarina = await known(world, "Zarina")
    chat = world.telegram.add_channel("Rivers daily", [zarina.person], has_bot=False)
    world.telegram.add_bot(zarina.person, chat, rights=["can_edit_messages"])
    await world.settle()
    assert "Rivers daily" not in zarina.text
    world.telegram.promote_bot(zarina.person, chat)
    await world.settle()
    assert "Rivers daily" in zarina.text


async def test_a_stranger_who_adds_the_bot_to_a_channel_cannot_be_written_to(world: World) -> None:
    stranger = world.person("Stranger")
    await channel(world, stranger)
    assert stranger.from_bot == []


async def test_a_chat_that_is_not_the_bots_has_no_settings(world: World) -> None:
    zarina = await known(world, "Zarina")
    for where in ("-100999", "", "5", "x"):
        await zarina.press(zarina.last, f"g:{where}")
        assert "no longer works" in zarina.alerts[-1]
    room = await group(world, zarina)
    forged = data_of(room.last, "Set up") + "-100999"
    world.telegram.tap(zarina.person, room.last.id, forged, chat=room.chat, is_late=True)
    await world.settle()
    assert room.text.startswith(HELLO["en"])
    assert room.chat.title == CLASS
