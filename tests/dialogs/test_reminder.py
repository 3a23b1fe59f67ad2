"""Being reminded of what is due: asking for it, the reminder, silence when ignored, and every wrong turn."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from content.model import LANGUAGES, Bank, Language
from db.engine import Database
from tests.dialogs.conversation import Talk, World, world_of
from tests.dialogs.playing import miss_at_first, open_tap, play_to_the_end, rows, start_quiz

REMINDER = {"tg": "Ёдоварӣ", "ru": "Напоминание", "en": "Reminder"}
USUAL = {
    "tg": "Соати одатӣ (≈ 08:00)",
    "ru": "Как обычно (около 08:00)",
    "en": "At my usual hour (about 08:00)",
}
DUE = {
    "tg": "Имрӯз вақти такрори 5 далел расид.",
    "ru": "Сегодня пора повторить 5 фактов.",
    "en": "5 facts are due for review today.",
}
NOW = {"tg": "Ҳозир такрор кардан", "ru": "Повторить сейчас", "en": "Review now"}
PAUSED = {
    "tg": "Дигар ёдоварӣ намекунам.",
    "ru": "Больше не напоминаю.",
    "en": "I will not remind you any more.",
}
OTHER_TIME = {"tg": "Вақти дигар", "ru": "Другое…", "en": "Other time"}


async def practised(world: World, rivers: Bank, language: Language = "en") -> Talk:
    """Somebody who missed five questions at eight in the morning; all five are due on the next day."""
    talk = await start_quiz(world, language)
    await miss_at_first(talk, rivers)
    return talk


async def reminded(world: World, rivers: Bank, language: Language = "en") -> Talk:
    """Somebody who practised and wants to be reminded at the usual hour."""
    talk = await practised(world, rivers, language)
    await talk.say("/remind")
    await talk.tap("🔔")
    await talk.tap(USUAL[language])
    return talk


async def next_day(world: World) -> None:
    world.clock.turn(days=1)
    await world.beat()


def reminders_in(talk: Talk) -> list[str]:
    texts = [message.text or "" for message in talk.from_bot]
    return [text for text in texts if "due for review today" in text]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_reminder_comes_at_the_usual_hour_and_its_review_works(
    world: World, rivers: Bank, language: Language
) -> None:
    talk = await practised(world, rivers, language)
    await talk.say("/daily")
    await talk.tap(REMINDER[language])
    await talk.tap(USUAL[language])
    assert "08:00" in talk.text
    await talk.tap(REMINDER[language])
    assert any(label.startswith(f"✓ {USUAL[language]}") for label in talk.labels)
    await world.beat()
    assert DUE[language] not in talk.text
    await next_day(world)
    assert DUE[language] in talk.text
    await talk.tap(NOW[language])
    assert open_tap(talk) is not None
    await play_to_the_end(talk, rivers, right=lambda _: True)
    sent = len(talk.from_bot)
    await world.beat()
    assert len(talk.from_bot) == sent, "one reminder a day"


@pytest.mark.parametrize("language", LANGUAGES)
async def test_after_three_ignored_ones_it_is_said_once_that_there_will_be_no_more(
    world: World, rivers: Bank, language: Language
) -> None:
    talk = await reminded(world, rivers, language)
    sent = len(talk.from_bot)
    for _ in range(7):
        await next_day(world)
    texts = [message.text or "" for message in talk.from_bot[sent:]]
    assert len(texts) == 4
    assert all(DUE[language] in text for text in texts[:3])
    assert PAUSED[language] in texts[3]
    await talk.tap(NOW[language])
    assert open_tap(talk) is not None


async def test_any_message_wakes_it_without_a_word_for_the_next_day(world: World, rivers: Bank) -> None:
    talk = await reminded(world, rivers)
    for _ in range(6):
        await next_day(world)
    sent = len(talk.from_bot)
    world.clock.turn(hours=-1)  # an hour before it would have come
    await talk.say("hello")
    assert len(talk.from_bot) == sent + 1
    assert "remind" not in talk.text
    world.clock.turn(hours=1)
    await world.beat()
    assert len(talk.from_bot) == sent + 1, "whoever is here today need not be called today"
    await next_day(world)
    assert DUE["en"] in talk.text


async def test_on_a_day_with_nothing_due_there_is_no_reminder(world: World, rivers: Bank) -> None:
    talk = await reminded(world, rivers)
    await next_day(world)
    await talk.tap("Review now")
    await play_to_the_end(talk, rivers, right=lambda _: True)
    sent = len(talk.from_bot)
    await next_day(world)
    assert len(talk.from_bot) == sent


async def test_nobody_is_reminded_who_did_not_ask(world: World, rivers: Bank) -> None:
    talk = await practised(world, rivers)
    await talk.say("/remind")
    await talk.tap("🔔")
    sent = len(talk.from_bot)
    for _ in range(3):
        await next_day(world)
    assert len(talk.from_bot) == sent


async def test_snooze_in_the_reminder_puts_it_off_for_a_day(world: World, rivers: Bank) -> None:
    talk = await reminded(world, rivers)
    await next_day(world)
    await talk.tap("Snooze a day")
    assert "snoozed" in talk.text
    await next_day(world)
    assert DUE["en"] in talk.text


async def test_snooze_of_a_week_keeps_it_silent_for_a_week(world: World, rivers: Bank) -> None:
    talk = await reminded(world, rivers)
    await next_day(world)
    await talk.say("/review")
    await talk.tap("Snooze 7 days")
    sent = len(talk.from_bot)
    for _ in range(6):
        await next_day(world)
    assert len(talk.from_bot) == sent
    await next_day(world)
    assert len(talk.from_bot) == sent + 1


async def test_chosen_hour_may_lie_in_the_night(world: World, rivers: Bank) -> None:
    talk = await practised(world, rivers)
    await talk.say("/remind")
    await talk.tap("🔔")
    await talk.tap("Other time")
    await talk.say("2330")
    assert "I remind you at 23:30" in talk.text
    world.clock.turn(days=1, hours=15, minutes=30)
    await world.beat()
    assert DUE["en"] in talk.text


async def test_usual_hour_never_lies_in_the_night(world: World, rivers: Bank) -> None:
    world.clock.turn(hours=18)  # two in the morning
    talk = await practised(world, rivers)
    await talk.say("/remind")
    await talk.tap("🔔")
    assert "At my usual hour (about 07:00)" in talk.labels
    await talk.tap("At my usual hour")
    world.clock.turn(days=1)
    await world.beat()
    assert reminders_in(talk) == []
    world.clock.turn(hours=5)
    await world.beat()
    assert len(reminders_in(talk)) == 1


@pytest.mark.parametrize("language", LANGUAGES)
async def test_any_time_can_be_typed_and_what_is_none_is_explained(
    world: World, database: Database, language: Language
) -> None:
    talk = world.person(language=language)
    await talk.say("/remind")
    await talk.tap("🔔")
    await talk.tap(OTHER_TIME[language])
    for wrong in ("24:60", "half past", "8" * 100):
        await talk.say(wrong)
        assert "08:30" in talk.text, "an example of what is wanted"
    await talk.say("19.45")
    assert "19:45" in talk.text
    await talk.say("20:15")
    assert "20:15" not in talk.text, "nothing is awaited any more"
    [subscription] = await rows(database, "subscriptions")
    assert (subscription.kind, subscription.local_time) == ("review", "19:45")


async def test_command_with_a_time_sets_it_at_once(world: World, database: Database) -> None:
    talk = world.person()
    await talk.say("/remind 19:30")
    assert "19:30" in talk.text
    await talk.say("/remind some time")
    assert "could not read" in talk.text
    await talk.say("20")
    assert "20:00" in talk.text
    await talk.tap("Reminder")
    assert "✓ 20:00" in talk.labels
    assert len(await rows(database, "subscriptions")) == 1


@pytest.mark.parametrize("ending", ["/cancel", "button", "patience"])
async def test_waiting_for_a_time_ends(world: World, database: Database, ending: str) -> None:
    talk = world.person()
    await talk.say("/remind")
    await talk.tap("🔔")
    await talk.tap("Other time")
    if ending == "/cancel":
        await talk.say("/cancel")
    elif ending == "button":
        await talk.tap("Cancel")
        assert "Reminder to review" in talk.text
    else:
        world.clock.turn(minutes=16)
    await talk.say("06:45")
    assert "06:45" not in talk.text
    assert await rows(database, "subscriptions") == []


async def test_double_taps_change_nothing(world: World, rivers: Bank, database: Database) -> None:
    talk = await practised(world, rivers)
    await talk.say("/remind")
    await talk.tap("🔔")
    offer = talk.last
    for data in ("ra:1200", "ra:1200"):
        await talk.press(offer, data)
    assert len(await rows(database, "subscriptions")) == 1
    world.clock.turn(days=1, hours=4)
    await world.beat()
    reminder, quizzes = talk.last, len(await rows(database, "quizzes"))
    [delivery] = await rows(database, "deliveries")
    for _ in range(2):
        await talk.press(reminder, f"rn:d{delivery.id}:0")
    assert len(await rows(database, "quizzes")) == quizzes + 1
    for _ in range(2):
        await talk.press(offer, "rs")
    sent = len(talk.from_bot)
    await next_day(world)
    assert len(talk.from_bot) == sent


async def test_forged_time_is_refused(world: World, database: Database) -> None:
    talk = world.person()
    await talk.say("/remind")
    await talk.tap("🔔")
    await talk.press(talk.last, "ra:2560")
    assert any("could not read" in alert for alert in talk.alerts)
    assert await rows(database, "subscriptions") == []


async def test_stopping_takes_one_tap_and_leaves_the_daily_fact(world: World, rivers: Bank) -> None:
    talk = await reminded(world, rivers)
    await talk.say("/daily 08:00")
    await talk.say("/remind")
    await talk.tap("🔔")
    await talk.tap("Stop the reminder")
    assert "Off. On days when facts are due" in talk.text
    await next_day(world)
    assert "Fact of the day" in talk.text
    assert reminders_in(talk) == []


async def test_stopped_reminders_stay_stopped_at_a_touch(world: World, rivers: Bank) -> None:
    talk = await reminded(world, rivers)
    await talk.tap("🔔")
    await talk.tap("Stop the reminder")
    world.clock.turn(hours=5)
    await talk.say("/quiz")
    await next_day(world)
    assert reminders_in(talk) == []


async def test_fact_and_reminder_of_one_minute_both_come(world: World, rivers: Bank) -> None:
    talk = await reminded(world, rivers)
    await talk.say("/daily 08:00")
    await next_day(world)
    await world.beat()
    assert len(reminders_in(talk)) == 1
    assert any("Fact of the day" in (message.text or "") for message in talk.from_bot[-2:])


async def test_reminder_speaks_the_language_chosen_last(world: World, rivers: Bank) -> None:
    talk = await reminded(world, rivers)
    await talk.say("/language")
    await talk.tap("Тоҷикӣ")
    await next_day(world)
    assert DUE["tg"] in talk.text


async def test_zone_moves_the_reminder_with_its_wall_time(world: World, rivers: Bank) -> None:
    talk = await reminded(world, rivers)
    await talk.tap("Time zone")
    await talk.tap("Moscow")
    await next_day(world)  # eight in Dushanbe, six in Moscow
    assert reminders_in(talk) == []
    world.clock.turn(hours=2)
    await world.beat()
    assert len(reminders_in(talk)) == 1


async def test_blocking_stops_the_reminder_and_coming_back_revives_it(
    world: World, rivers: Bank, database: Database
) -> None:
    talk = await reminded(world, rivers)
    world.telegram.block(talk.person)
    await world.settle()
    assert [row.stop_reason for row in await rows(database, "subscriptions")] == ["blocked"]
    await next_day(world)
    assert reminders_in(talk) == []
    world.telegram.block(talk.person, False)
    await talk.say("/start")
    await next_day(world)
    assert len(reminders_in(talk)) == 1


async def test_forgotten_people_are_not_reminded(world: World, rivers: Bank, database: Database) -> None:
    talk = await reminded(world, rivers)
    await next_day(world)
    await talk.say("/forget")
    await talk.tap("Delete everything")
    sent = len(talk.from_bot)
    await next_day(world)
    assert len(talk.from_bot) == sent
    for table in ("subscriptions", "deliveries", "memories"):
        assert await rows(database, table) == [], table


async def test_text_only_reader_gets_no_signs(world: World, rivers: Bank, database: Database) -> None:
    talk = await reminded(world, rivers)
    with database.begin() as session:
        session.exec_driver_sql("UPDATE learners SET is_text_only = TRUE")
    await next_day(world)
    assert talk.text == DUE["en"]


async def test_fact_of_the_day_is_asked_in_a_day_or_two(world: World, database: Database) -> None:
    talk = world.person()
    await talk.say("/daily 08:30")
    await talk.say("/remind 20:00")
    world.clock.turn(minutes=30)
    await world.beat()
    [memory] = await rows(database, "memories")
    [delivery] = await rows(database, "deliveries")
    assert (memory.learner_id, memory.fact_id) == (talk.person.id, delivery.fact_id)
    await talk.say("/daily")
    await talk.tap("Stop the daily fact")
    for _ in range(2):
        world.clock.turn(days=1)
        world.clock.turn(hours=12)
        await world.beat()
        world.clock.turn(hours=-12)
    assert "1 fact is due for review today" in talk.text


async def test_reminder_survives_a_restart(rivers: Bank, database: Database) -> None:
    async with sending(rivers, database) as before:
        talk = await reminded(before, rivers)
    async with sending(rivers, database, first_id=1_000_000) as after:
        back = Talk(after, after.telegram.add_person("Alice", "en", person_id=talk.person.id))
        back.person.has_started = True
        after.clock.turn(days=1, hours=2)
        await after.beat()
        assert len(reminders_in(back)) == 1, "late, but still welcome"


@asynccontextmanager
async def sending(rivers: Bank, database: Database, first_id: int = 1) -> AsyncIterator[World]:
    async with world_of(rivers, database, first_id) as world, asyncio.TaskGroup() as tasks:
        tasks.create_task(world.app.sender.run())
        yield world
        await world.app.sender.stop()
