"""What a learner wishes of their daily fact: days, an era, a question, silence, a pause, a place."""

from __future__ import annotations

import asyncio

import pytest

from bot.taps.wishes import WishFormTap
from content.model import LANGUAGES, Bank, Language
from db.engine import Database
from tests.dialogs.conversation import Talk, World
from tests.dialogs.gathering import spy
from tests.dialogs.playing import NAMES, rows

FACT = "Fact of the day"
SAID = {
    "tg": (
        *("душанбе, 2 марти соли 2026, соати 08:30 (Душанбе)", "сешанбе, 3 марти соли 2026"),
        "Дар рӯзҳои дарс соати 08:30",
        *("саволе дар бораи он", "Бе овоз", "Таваққуф", "панҷшанбе, 5 марти соли 2026"),
    ),
    "ru": (
        *(
            "понедельник, 2 марта 2026 года, 08:30 (Душанбе)",
            "вторник, 3 марта 2026",
            "По учебным дням в 08:30",
        ),
        *("через час вопрос к нему", "без звука", "Пауза", "четверг, 5 марта 2026"),
    ),
    "en": (
        *("Monday, 2 March 2026, 08:30 (Dushanbe)", "Tuesday, 3 March 2026", "On school days at 08:30"),
        *("an hour later a question on it", "without a sound", "Paused", "Thursday, 5 March 2026"),
    ),
}
"""The first one that is promised, the second, and what was chosen."""


async def subscriber(world: World, time: str = "08:30") -> Talk:
    """It is a Monday, eight o'clock."""
    talk = world.person()
    await talk.say(f"/daily {time}")
    return talk


async def wish(talk: Talk, *labels: str) -> None:
    """Choose on the screen of wishes, which says it all at once again."""
    await talk.say("/daily")
    await talk.tap("More")
    for label in labels:
        await talk.tap(label)


async def next_fact(world: World, talk: Talk) -> str:
    """The statement of what comes tomorrow at half past eight."""
    before = talk.last.id
    world.clock.turn(days=1)
    await world.beat()
    assert talk.last.id > before
    return talk.text.partition(FACT)[2].split("\n\n")[1]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_wish_is_said_with_the_date_and_time_of_the_next_one(
    world: World, rivers: Bank, language: Language
) -> None:
    talk = world.person(language=language)
    await talk.say("/start")
    await talk.tap(NAMES[language])
    await talk.say("/daily 08:30")
    first, second, *chosen = SAID[language]
    assert first in talk.text
    world.clock.turn(hours=1)
    await world.beat()
    await talk.say("/daily")
    assert second in talk.text
    for data in ("wys:31", "weo:" + rivers.eras[0].id, "wko:both", "wz:0", "wpo:3"):
        await talk.press(talk.last, data)
    for said in (*chosen, rivers.eras[0].title.to(language)):
        assert said in talk.text


async def test_days_are_chosen_one_by_one_and_the_last_one_stays(world: World) -> None:
    talk = await subscriber(world)
    await wish(talk, "Days", "School days", "Days")
    await talk.press(talk.last, "wyo:0:0")
    assert "Next: Tuesday, 3 March 2026, 08:30 (Dushanbe)" in talk.text, "Monday's has not gone out yet"
    for day in ("Tue", "Wed", "Thu"):
        await talk.tap(day)
    await talk.press(talk.last, "wyo:4:0")
    assert "One day has to stay" in talk.alerts[-1]
    await talk.tap("Back")
    assert "Fri at 08:30: a fact." in talk.text
    assert "Next: Friday, 6 March 2026, 08:30" in talk.text
    world.clock.turn(days=3, hours=1)
    await world.beat()
    assert FACT not in talk.text
    world.clock.turn(days=1)
    await world.beat()
    assert FACT in talk.text


async def test_facts_of_an_era_come_without_a_repeat_and_then_begin_again(world: World, rivers: Bank) -> None:
    era = min(rivers.eras, key=lambda each: len(rivers.facts_of(each.id)))
    own = {fact.statement.en for fact in rivers.facts_of(era.id)}
    talk = await subscriber(world)
    await wish(talk, "About what", era.title.en)
    world.clock.turn(hours=1 - 24)
    told = [await next_fact(world, talk) for _ in own]
    assert set(told) == own
    assert "It begins again" not in talk.text
    assert await next_fact(world, talk) == told[0]
    assert talk.text.startswith("🔁 That was everything you chose. It begins again.")
    await next_fact(world, talk)
    assert "It begins again" not in talk.text
    await wish(talk, "About what", "Everything")
    assert await next_fact(world, talk) not in own


async def test_a_question_is_asked_in_place_of_the_fact_and_its_answer_moves_the_memory(
    world: World, rivers: Bank, database: Database
) -> None:
    talk = await subscriber(world)
    await wish(talk, "What comes", "A question")
    assert "Every day at 08:30: a question." in talk.text
    world.clock.turn(hours=1)
    await world.beat()
    assert talk.text.startswith("❓ Question of the day")
    asked, labels = talk.last, talk.labels
    [row] = await rows(database, "deliveries")
    statement = rivers.find_fact(row.fact_id).statement.en  # type: ignore[union-attr]
    assert statement not in talk.text
    await talk.tap("⋯")
    assert talk.labels == ["⚙️ Time and zone", "‹ Back"], "nothing that would tell the answer"
    await talk.tap("Back")
    assert talk.labels == labels
    assert await rows(database, "memories") == []
    first, other = (f"wa:{row.id}:{number}" for number in (1, 2))
    await talk.press(asked, first)
    assert statement in talk.text
    assert talk.last.id == asked.id, "where it was asked"
    await talk.press(asked, other)
    [answer] = await rows(database, "answers")
    assert answer.fact_id == row.fact_id, "the first answer counts"
    assert len(await rows(database, "memories")) == 1
    await world.person("Bob").say("/start")
    bob = world.person("Carol")
    await bob.say("/start")
    await bob.press(bob.last, first)
    assert "old" in bob.alerts[-1] or "no longer" in bob.alerts[-1], "nobody else's"


async def test_a_fact_and_its_question_come_an_hour_apart_and_stopping_calls_both_off(
    world: World, database: Database
) -> None:
    talk = await subscriber(world)
    await talk.press(talk.last, WishFormTap("both").encode())
    world.clock.turn(minutes=30)
    await world.beat()
    assert FACT in talk.text
    world.clock.turn(minutes=59)
    await world.beat()
    assert FACT in talk.text
    world.clock.turn(minutes=1)
    await world.beat()
    assert "Question of the day" in talk.text
    await talk.tap("Don’t know")
    assert len({row.fact_id for row in await rows(database, "deliveries")}) == 1
    world.clock.turn(days=1, hours=-1)
    await world.beat()
    assert FACT in talk.text
    await talk.say("/daily")
    await talk.tap("Stop the daily fact")
    world.clock.turn(hours=2)
    await world.beat()
    assert "Question of the day" not in talk.text


async def test_what_is_wished_without_a_sound_comes_without_one(world: World) -> None:
    talk = await subscriber(world)
    await wish(talk, "Without a sound")
    sent = spy(world)
    world.clock.turn(hours=1)
    await world.beat()
    assert [fields.get("disable_notification") for fields in sent] == ["true"]
    await wish(talk, "With a sound")
    world.clock.turn(days=1)
    await world.beat()
    assert sent[-1].get("disable_notification") is None
    assert FACT in talk.text


async def test_a_pause_is_tapped_or_typed_and_can_be_ended(world: World) -> None:
    talk = await subscriber(world)
    await wish(talk, "Pause", "3 days")
    assert "Paused. It goes on again on Thursday, 5 March 2026" in talk.text
    assert "Next: Thursday, 5 March 2026, 08:30" in talk.text
    world.clock.turn(days=2, hours=1)
    await world.beat()
    assert FACT not in talk.text
    world.clock.turn(days=1)
    await world.beat()
    assert FACT in talk.text
    await wish(talk, "Pause")
    await talk.say("until Sunday")
    assert "from 1 to 30" in talk.text
    await talk.say("two weeks")
    assert "Next: Thursday, 19 March 2026, 08:30" in talk.text
    await talk.tap("End the pause")
    assert "Next: Friday, 6 March 2026, 08:30" in talk.text


async def test_another_time_keeps_every_other_wish(world: World) -> None:
    talk = await subscriber(world)
    await wish(talk, "Days", "School days")
    await wish(talk, "Without a sound")
    await talk.say("/daily 20:00")
    assert "On school days at 20:00: a fact." in talk.text
    assert "without a sound" in talk.text
    await talk.tap("Stop the daily fact")
    await talk.tap("07:00")
    assert "On school days at 07:00: a fact." in talk.text, "also when it begins again"


async def test_preview_shows_what_comes_next_and_takes_nothing_from_it(world: World) -> None:
    talk = await subscriber(world)
    await wish(talk, "Show one now")
    assert talk.text.startswith("👀 This is what comes next:")
    seen = talk.text.partition(FACT)[2]
    world.clock.turn(hours=1)
    await world.beat()
    assert talk.text.partition(FACT)[2] == seen


async def test_changing_time_or_zone_gives_no_date_a_second_fact_and_leaves_none_out(
    world: World, database: Database
) -> None:
    talk = await subscriber(world)
    world.clock.turn(hours=1)
    await world.beat()
    await talk.say("/daily 23:00")
    assert "Next: Tuesday, 3 March 2026, 23:00" in talk.text, "Monday has had its fact"
    await talk.press(talk.last, "z:America/Chicago")  # westward: it is Sunday evening there
    assert "Next: Sunday, 1 March 2026, 23:00 (Chicago)" in talk.text
    await talk.press(talk.last, "z:Asia/Dushanbe")
    assert "Next: Tuesday, 3 March 2026, 23:00 (Dushanbe)" in talk.text
    for _ in range(4):
        world.clock.turn(days=1)
        await world.beat()
    dates = [row.occasion for row in await rows(database, "deliveries") if row.state == "sent"]
    assert dates == [f"2026-03-0{day}" for day in range(2, 6)]


async def test_a_shared_place_gives_its_time_zone_and_is_kept_nowhere(
    world: World, database: Database
) -> None:
    talk = await subscriber(world)
    world.telegram.send(talk.person, "abroad")
    await asyncio.wait_for(world.settle(), 20)
    assert "Time zone: Vienna, where it is 04:00 now" in talk.text
    assert "08:30 (Vienna)" in talk.text
    kept = str(
        [await rows(database, table) for table in ("inbox", "learners", "subscriptions", "expectations")]
    )
    assert "48.2" not in kept
    world.telegram.send(talk.person, "forward")
    await world.settle()
    await talk.say("/daily")
    assert "Time zone: Vienna" in talk.text


async def test_any_message_takes_up_what_ended_as_blocked_but_nothing_that_was_stopped(
    world: World, database: Database
) -> None:
    talk, other = await subscriber(world), await subscriber(world)
    await other.tap("Stop the daily fact")
    talk.person.is_blocking = True  # and Telegram tells nobody
    world.clock.turn(hours=1)
    await world.beat()
    assert {row.stop_reason for row in await rows(database, "subscriptions")} == {"blocked", "asked"}
    talk.person.is_blocking = False
    for each in (talk, other):
        await each.say("hello")
    world.clock.turn(days=1)
    await world.beat()
    assert FACT in talk.text
    assert FACT not in other.text


async def test_a_button_of_wishes_that_is_old_or_forged_changes_nothing(
    world: World, database: Database
) -> None:
    talk = await subscriber(world)
    before = await rows(database, "subscriptions")
    for data in ("wko:poem", "wys:0", "wyo:7:1", "weo:atlantis", "wpo:99", "wa:999:1"):
        await talk.press(talk.last, data)
    assert await rows(database, "subscriptions") == before
    await talk.tap("Stop the daily fact")
    for data in ("w", "wko:poll", "wp", "wv"):
        await talk.press(talk.last, data)
    assert len(talk.alerts) == 10
    assert await rows(database, "expectations") == []
