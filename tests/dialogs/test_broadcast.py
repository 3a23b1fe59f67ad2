"""Writing to many: chosen people, one text each, once, never at night; and it can be stopped."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.learning import broadcast as rules
from bot.services import broadcasts as services
from bot.services import deliveries, subscriptions
from bot.taps.broadcast import (
    BroadcastTap,
    FiguresTap,
    PreviewTap,
    SendTap,
    StopSendingTap,
    WhomTap,
    WriteTap,
)
from bot.vault import Vault
from content.model import LANGUAGES, Language
from db.engine import Database
from tests.dialogs.administration import administrator
from tests.dialogs.conversation import World, data_of
from tests.dialogs.playing import rows
from tests.dialogs.writing import WORDS, broadcasts, drafts, go_by, got, learner, sends, writes

FROM = {
    "tg": "Аз масъулони ин бот",
    "ru": "От тех, кто ведёт этого бота",
    "en": "From the people who run this bot",
}
OLD = "This button no longer works. Send /quiz or /start."
SECRET = "closed & dark"


async def owed(database: Database) -> list[Any]:
    return [row for row in await rows(database, "deliveries") if row.kind == "broadcast"]


async def test_text_reaches_everybody_once_as_it_was_typed(world: World, database: Database) -> None:
    people = [await learner(world, name) for name in ("Alice", "Bob")]
    await broadcasts(world)
    for _ in range(3):
        await go_by(world, minutes=1)
    for talk in people:
        assert got(talk, WORDS) == 1, "as it was typed, and no markup"
        assert not talk.labels
    [row] = await rows(database, "broadcasts")
    assert (row.state, row.planned_to) == ("done", None)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_everybody_is_told_in_their_language_or_else_by_the_text_for_all(
    world: World, language: Language
) -> None:
    talk = await learner(world, language=language)
    other = await learner(world, "Bob", "en" if language != "en" else "ru")
    root = await administrator(world)
    await drafts(root)
    await writes(root, "for all")
    own = world.app.house.texts.to(language).plain("language-name")
    await writes(root, "for few", f"Text: {own}")
    await sends(root)
    await go_by(world, minutes=1)
    assert FROM[language] in talk.text
    assert got(talk, "for few") == got(other, "for all") == 1


async def test_count_and_duration_are_told_before_anything_is_sent(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "A_BEAT", 2)
    for name in ("Alice", "Bob", "Carol", "Dave"):
        await learner(world, name)
    root = await administrator(world)
    await root.say("/broadcast")
    assert "Recipients at present: 5, in about 3 min." in root.text
    await root.tap("Write the text")
    assert not [label for label in root.labels if "Send" in label], "nothing is written yet"
    await writes(root, WORDS)
    await root.tap("Send …")
    assert "recipients: 5. It takes about 3 min." in root.text
    await root.tap("Back")
    await root.tap("Preview")
    assert got(root, WORDS) == 1, "as its readers will see it"
    assert "Preview" in root.labels, "and the draft again"


async def test_it_is_for_those_who_read_a_language_were_there_or_have_reported(world: World) -> None:
    root = await administrator(world)
    absent = await learner(world, "Alice")
    await absent.say("/suggest An older bridge")
    world.clock.turn(days=10)
    there, foreign = await learner(world, "Bob"), await learner(world, "Carol", "tg")
    await drafts(root, "Тоҷикӣ", "7 days")
    assert "(Русский, English), recipients: 2" in root.text
    await writes(root, "for some")
    await sends(root)
    await drafts(root, "Those who reported or asked")
    await writes(root, "for reporters")
    await sends(root)
    await go_by(world, minutes=1)
    assert [got(talk, "for some") for talk in (absent, there, foreign)] == [0, 1, 0]
    assert [got(talk, "for reporters") for talk in (absent, there, foreign)] == [1, 0, 0]


@pytest.mark.parametrize("question", ["When was the bridge built?", "What is a quokka made of?"])
async def test_whoever_asked_a_question_can_be_written_to_without_its_words(
    world: World, database: Database, question: str
) -> None:
    asker, silent = await learner(world, "Asker"), await learner(world, "Silent")
    await silent.say("Thank you!")
    for _ in range(2):
        await asker.say(question)
    [row] = await rows(database, "lookups")
    assert (row.learner_id, row.kind, row.times) == (asker.person.id, "asked", 1)
    assert row.since.day == 1, "the month alone: by the moment the question could be found"
    root = await administrator(world)
    await drafts(root, "Those who reported or asked")
    assert "recipients: 1" in root.text
    await writes(root, WORDS)
    await sends(root)
    await go_by(world, minutes=1)
    assert [got(talk, WORDS) for talk in (asker, silent)] == [1, 0]


async def test_each_language_needs_a_text_where_there_is_none_for_all(world: World) -> None:
    root = await administrator(world)
    await drafts(root, "Тоҷикӣ")
    await writes(root, "по-русски", "Text: Русский")
    assert "Send …" not in root.labels
    await root.press(root.last, SendTap(1, 1).encode())
    assert root.alerts[-1] == OLD
    await writes(root, "in English", "Text: English")
    assert "Send …" in root.labels


async def test_nobody_is_written_to_at_night_but_in_their_own_morning(
    world: World, database: Database
) -> None:
    talk = await learner(world)
    world.clock.turn(hours=14)  # 22:00 in Dushanbe
    await broadcasts(world)
    await go_by(world, minutes=1)
    await go_by(world, hours=8, minutes=58)
    assert got(talk, WORDS) == 0
    await go_by(world, minutes=1)
    assert got(talk, WORDS) == 1


async def test_what_the_night_overtakes_waits_for_the_morning(world: World, database: Database) -> None:
    talk = await learner(world)
    world.clock.turn(hours=13, minutes=58)
    await broadcasts(world)
    with database.begin() as session:
        deliveries.pause(session, world.clock().replace(minute=59, second=30))
    await go_by(world, minutes=1)
    assert len(await owed(database)) == 2, "owed while it was evening"
    await go_by(world, minutes=1)
    await go_by(world, minutes=5)
    assert got(talk, WORDS) == 0
    await go_by(world, hours=9)
    assert got(talk, WORDS) == 1


async def test_text_is_sealed_and_gone_at_the_end(world: World, database: Database) -> None:
    await learner(world)
    await broadcasts(world)
    await world.app.beat()
    kept = await rows(database, "broadcast_texts")
    assert [world.app.house.vault.open(row.text) for row in kept] == [WORDS]
    for table in ("broadcast_texts", "broadcasts", "deliveries", "expectations", "inbox"):
        assert SECRET not in str(await rows(database, table)), table
    await go_by(world, minutes=1)
    await go_by(world, minutes=1)
    assert await rows(database, "broadcast_texts") == []


async def test_only_so_many_wait_at_once_and_the_next_follow_at_the_next_beat(
    world: World, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "A_BEAT", 3)
    monkeypatch.setattr(services, "PLAN_CHUNK", 2)
    people = [await learner(world, f"P{number}") for number in range(6)]
    await broadcasts(world)
    with database.begin() as session:
        deliveries.pause(session, world.clock().replace(hour=4))
    for _ in range(2):
        await world.app.beat()
    assert len(await owed(database)) == 3
    world.clock.turn(hours=1)
    for _ in range(3):
        await go_by(world, minutes=1)
    assert [got(talk, WORDS) for talk in people] == [1] * 6


async def test_who_is_asleep_takes_nobodys_place(
    world: World, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "A_BEAT", 2)
    for number in range(4):
        await learner(world, f"P{number}")
    world.clock.turn(hours=14)
    await broadcasts(world)
    await world.app.beat()
    assert len(await owed(database)) == 5, "it is night for all of them"


async def test_process_that_dies_while_it_plans_and_sends_loses_nobody(
    world: World, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "PLAN_CHUNK", 2)
    people = [await learner(world, f"P{number}") for number in range(4)]
    await broadcasts(world)
    with database.begin() as session:
        assert services.plan(session, world.clock()) == 2
        bank, lease = world.app.house.bank, timedelta(minutes=5)
        taken = deliveries.claim(session, bank, world.clock(), 1, lease)
    with database.begin() as session:  # and then a new process
        assert deliveries.recover(session, world.clock()) == len(taken) == 1
    for _ in range(2):
        await go_by(world, minutes=1)
    assert [got(talk, WORDS) for talk in people] == [1] * 4


async def test_progress_is_edited_seldom_and_tells_the_end(world: World, database: Database) -> None:
    alice = await learner(world)
    root = await broadcasts(world)
    shown = root.last
    assert "Sent: 0\nTo go: 2" in root.text
    await world.app.beat()
    await world.app.sender.until_idle()
    await world.app.broadcasts.show()
    assert "Sent: 0" in (root.chat.messages[shown.id].text or ""), "not yet"
    world.clock.turn(seconds=5)
    await world.app.broadcasts.show()
    assert "Sent: 2\nTo go: 0" in (root.chat.messages[shown.id].text or "")
    await go_by(world, minutes=1)
    await world.app.broadcasts.show()
    assert "has been sent" in (root.chat.messages[shown.id].text or "")
    assert got(alice, WORDS) == 1
    assert await rows(database, "broadcast_views") == []


async def test_stopping_sends_no_more(world: World, database: Database) -> None:
    talk = await learner(world)
    root = await broadcasts(world)
    with database.begin() as session:
        deliveries.pause(session, world.clock().replace(hour=4))
    await world.app.beat()
    stop = data_of(root.last, "Stop")
    await root.tap("Stop sending")
    assert "Sending was stopped\n\nSent: 0\nNot sent: 2" in root.text
    await go_by(world, hours=2)
    assert got(talk, WORDS) == 0
    assert await rows(database, "broadcast_texts") == []
    await root.press(root.last, stop)
    assert "Sending was stopped" in root.text


async def test_confirming_twice_sends_once(world: World, database: Database) -> None:
    talk = await learner(world)
    root = await administrator(world)
    await drafts(root)
    await writes(root, WORDS)
    await root.tap("Send …")
    sure = data_of(root.last, "Yes")
    await root.tap("Yes, send it")
    await go_by(world, minutes=1)
    await root.press(root.last, sure)
    await go_by(world, minutes=1)
    await root.press(root.last, sure)
    await go_by(world, minutes=1)
    assert got(talk, WORDS) == 1
    assert "has been sent" in root.text
    assert [row.what for row in await rows(database, "audits")] == ["send-broadcast"]


async def test_who_has_blocked_the_bot_is_left_out_and_who_blocks_it_now_is_counted(
    world: World, database: Database
) -> None:
    gone = await learner(world, "Gone")
    await gone.say("/daily")
    await gone.tap("08:00")
    with database.begin() as session:
        subscriptions.stop(session, gone.person.id, world.clock(), "blocked", kind=None)
    shut = await learner(world, "Shut")
    root = await administrator(world)
    await drafts(root)
    assert "recipients: 2" in root.text
    await writes(root, WORDS)
    await sends(root)
    shown = root.last
    world.telegram.block(shut.person)
    await go_by(world, minutes=1)
    await go_by(world, minutes=1)
    await world.app.broadcasts.show()
    assert "Sent: 1\nNot reached: 1" in (root.chat.messages[shown.id].text or "")


async def test_whoever_is_forgotten_is_written_to_no_more(world: World, database: Database) -> None:
    talk = await learner(world)
    await broadcasts(world)
    with database.begin() as session:
        deliveries.pause(session, world.clock().replace(hour=4))
    await world.app.beat()
    await talk.say("/forget")
    await talk.tap("Delete everything")
    await go_by(world, hours=2)
    assert got(talk, WORDS) == 0
    assert talk.person.id not in [row.chat_id for row in await owed(database)]


async def test_text_that_is_too_long_is_asked_for_again(world: World, database: Database) -> None:
    root = await administrator(world)
    await drafts(root)
    await writes(root, "x" * 2001)
    assert root.text == "That is too long. Please keep to 2000 characters."
    await root.say("😀" * 2000)
    assert "Send …" in root.labels
    await sends(root)
    await go_by(world, minutes=1)
    assert got(root, "😀" * 2000) == 1, "the longest text fits a message"


async def test_what_a_lost_key_sealed_is_sent_to_nobody(world: World, database: Database) -> None:
    talk = await learner(world)
    await broadcasts(world)
    world.app.house.vault = Vault(["A" * 43 + "="])
    await go_by(world, minutes=1)
    assert got(talk, FROM["en"]) == 0
    assert {row.state for row in await owed(database)} == {"failed"}


async def test_draft_that_nobody_sends_is_deleted_with_its_text(world: World, database: Database) -> None:
    root = await administrator(world)
    await drafts(root)
    await writes(root, WORDS)
    draft = data_of(root.last, "Preview")
    await go_by(world, days=1, minutes=1)
    assert await rows(database, "broadcasts") == await rows(database, "broadcast_texts") == []
    await root.press(root.last, draft)
    assert "Please begin anew: /broadcast" in root.alerts[-1]


async def test_nobody_but_administrators_writes_to_anybody(world: World, database: Database) -> None:
    root = await administrator(world)
    await drafts(root)
    await writes(root, WORDS)
    bob = await learner(world, "Bob")
    await bob.say("/broadcast")
    unknown = bob.text
    await bob.say("/nonsense")
    assert bob.text == unknown
    taps = (BroadcastTap(1), WriteTap(1, 0), PreviewTap(1), SendTap(1, 1), StopSendingTap(1))
    for number, tap in enumerate((WhomTap(7, 0), FiguresTap(), *taps), 1):
        await bob.press(bob.last, tap.encode())
        assert bob.alerts == [OLD] * number
    assert [row.state for row in await rows(database, "broadcasts")] == ["draft"]


async def test_forged_choices_are_refused(world: World) -> None:
    root = await administrator(world)
    for tap in (WhomTap(8, 0), WhomTap(7, 7)):
        await root.press(root.last, tap.encode())
        assert root.alerts[-1] == OLD


async def test_a_message_that_is_on_its_way_is_found_again(world: World) -> None:
    root = await broadcasts(world)
    await root.say("/broadcast")
    await root.tap("On its way: no. 1")
    assert "To go: 1" in root.text
    assert "Stop sending" in root.labels
