"""What the in-memory Telegram holds outlives the process that held it."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.playground.keeping import Store, parts_of, restore
from bot.playground.telegram import Chat, Message, Person, Telegram, Upload

Reopen = Callable[[], Telegram]
BUTTONS = json.dumps({"inline_keyboard": [[{"text": "Two", "callback_data": "two"}]]})


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "chats.db"


@pytest.fixture
def reopened(playground: Telegram, file: Path) -> Reopen:
    """Keeps the world, and gives another one that was made of what had been kept."""

    store = Store(file)

    def reopen() -> Telegram:
        store.save(parts_of(playground))
        after = Telegram(token="42:another", clock=playground.clock)
        restore(after, Store(file).load())
        return after

    return reopen


async def sent(playground: Telegram, chat: Chat | Person, method: str = "sendMessage", **fields: str) -> Any:
    return await playground.call(method, {"chat_id": str(chat.id)} | fields)


def said(playground: Telegram, chat: Chat | Person) -> list[Message]:
    return list(playground.chats[chat.id].messages.values())


async def test_chats_come_back_as_they_were(playground: Telegram, zarina: Person, reopened: Reopen) -> None:
    await sent(playground, zarina, text="<b>Hi</b>", parse_mode="HTML", reply_markup=BUTTONS)
    after = reopened()
    assert said(after, zarina) == said(playground, zarina)
    assert after.people == playground.people
    assert after.tap(zarina, said(after, zarina)[-1].id, "two")


async def test_ids_go_on_after_those_that_were_given_out(
    playground: Telegram, zarina: Person, reopened: Reopen
) -> None:
    last = playground.say(zarina, "hello").id
    after = reopened()
    assert after.say(after.people[zarina.id], "again").id > last
    assert after.next_free_id > playground.next_free_id


async def test_what_the_bot_was_not_told_yet_is_told_then(
    playground: Telegram, zarina: Person, reopened: Reopen
) -> None:
    playground.say(zarina, "unheard")
    told: Any = await reopened().call("getUpdates", {})
    assert [update["message"]["text"] for update in told] == ["unheard"]


async def test_what_the_bot_never_asked_for_does_not_come_after_a_restart_either(
    playground: Telegram, zarina: Person, reopened: Reopen
) -> None:
    await playground.call("getUpdates", {"allowed_updates": '["message"]', "timeout": "0"})
    options = json.dumps([{"text": "one"}, {"text": "two"}])
    poll = await sent(playground, zarina, "sendPoll", question="How many?", options=options)
    after = reopened()
    after.vote(after.people[zarina.id], poll["message_id"], [0])
    assert after.queue.pending == []
    after.say(after.people[zarina.id], "hello")
    assert len(after.queue.pending) == 1


async def test_groups_keep_their_people_topics_and_the_bots_rights(
    playground: Telegram, zarina: Person, reopened: Reopen
) -> None:
    forum = playground.add_group("School", [zarina], is_forum=True)
    topic = playground.open_topic(zarina, forum, "History")
    playground.promote_bot(zarina, forum, rights=["can_pin_messages"])
    playground.restrict(forum, "can_send_polls")
    small = playground.add_group("Class 9", [zarina])
    moved = playground.migrate(small)
    after = reopened()
    kept = after.chats[forum.id]
    assert (kept.topics, kept.bot, kept.forbidden) == ({topic.id: topic}, forum.bot, forum.forbidden)
    assert kept.standing(zarina.id).status == "creator"
    assert after.chats[small.id].migrated_to == moved.id
    await sent(after, forum, text="x", message_thread_id=str(topic.id))
    assert said(after, forum)[-1].id > forum.last_message_id


async def test_a_poll_goes_on_with_the_votes_it_had(
    playground: Telegram, zarina: Person, reopened: Reopen, later: Callable[[timedelta], None]
) -> None:
    group = playground.add_group("Class 9", [zarina, playground.add_person("Daniil", "ru")])
    options = '[{"text": "a"}, {"text": "b"}]'
    poll = {"question": "When?", "options": options, "is_anonymous": "false", "open_period": "60"}
    message = (await sent(playground, group, "sendPoll", **poll))["message_id"]
    playground.vote(zarina, message, [1], chat=group)
    after = reopened()
    daniil = next(person for person in after.people.values() if person.first_name == "Daniil")
    after.vote(daniil, message, [1], chat=after.chats[group.id])
    drawn = after.chats[group.id].messages[message].poll
    assert drawn is not None
    assert drawn["options"][1]["voter_count"] == 2
    later(timedelta(seconds=61))
    with pytest.raises(KeyError, match="closed"):
        after.vote(zarina, message, [0], chat=after.chats[group.id])


async def test_pictures_are_kept_with_what_is_in_them(
    playground: Telegram, zarina: Person, reopened: Reopen
) -> None:
    upload = Upload("list.csv", "text/csv", b"a,b\n\xff")
    answer: Any = await playground.call("sendDocument", {"chat_id": str(zarina.id)}, {"document": upload})
    assert reopened().files[answer["document"]["file_id"]] == upload


async def test_nobody_comes_back_after_a_reset(
    playground: Telegram, zarina: Person, reopened: Reopen
) -> None:
    reopened()
    birth = playground.birth
    playground.reset()
    after = reopened()
    assert (after.people, after.chats) == ({}, {})
    assert after.birth == playground.birth != birth


def test_only_its_owner_reads_the_file(playground: Telegram, file: Path) -> None:
    file.touch(0o644)
    Store(file).save(parts_of(playground))
    assert file.stat().st_mode & 0o777 == 0o600


def test_only_what_changed_is_written(playground: Telegram, zarina: Person, file: Path) -> None:
    store = Store(file)
    store.save(parts_of(playground))
    before = file.stat().st_mtime_ns
    store.save(parts_of(playground))
    assert file.stat().st_mtime_ns == before
    playground.say(zarina, "hello")
    store.save(parts_of(playground))
    assert file.stat().st_mtime_ns > before


def test_people_and_chats_stay_in_their_order_whatever_changes(
    playground: Telegram, zarina: Person, file: Path
) -> None:
    playground.add_person("Daniil", "ru")
    store = Store(file)
    store.save(parts_of(playground))
    playground.block(zarina)
    playground.say(playground.add_person("Alice", "en"), "hello")
    store.save(parts_of(playground))
    after = Telegram(token="42:another", clock=playground.clock)
    restore(after, Store(file).load())
    assert list(after.people) == list(playground.people)
    assert list(after.chats) == list(playground.chats)


def test_a_file_that_cannot_be_read_is_told_and_begins_anew(
    playground: Telegram, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file.write_bytes(b"this is no database at all" * 100)
    store = Store(file)
    assert store.load() == {}
    assert "begin anew" in caplog.text
    store.save(parts_of(playground))
    assert Store(file).load() == parts_of(playground)
