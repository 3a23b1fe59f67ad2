"""What is left of an update: all that the bot reads, and nothing that the library could fail to read."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import CallbackQuery, Message, Update

from bot.playground.attachments import ATTACHMENTS
from bot.updates.polling import ALLOWED_UPDATES
from bot.updates.slim import KINDS, slim

ALICE = {"id": 5, "is_bot": False, "first_name": "Alice", "language_code": "en", "is_premium": "very"}
CHAT = {"id": 5, "type": "private", "first_name": "Alice"}
HELLO = {"message_id": 9, "date": 1_700_000_000, "chat": CHAT, "from": ALICE, "text": "hello"}


def read(kind: str, content: object) -> Update:
    update = Update.de_json(slim({"update_id": 1, kind: content}), None)
    assert update is not None
    return update


def message(**more: object) -> Message:
    found = read("message", {**HELLO, **more}).message
    assert found is not None
    return found


def tap(**more: object) -> CallbackQuery:
    content = {"id": "3", "from": ALICE, "chat_instance": "1", "data": "a:1", "message": HELLO, **more}
    found = read("callback_query", content).callback_query
    assert found is not None
    return found


def member(status: str, **rights: object) -> dict[str, object]:
    return {"user": ALICE, "status": status, **rights}


def test_every_kind_that_is_asked_for_is_kept() -> None:
    assert set(KINDS) == set(ALLOWED_UPDATES)


@pytest.mark.parametrize(
    "news",
    [
        {"gift": {"of": "next year"}},
        {"unique_gift": []},
        {"poll": {"id": 7}},
        {"checklist": "x"},
        {"entities": [{"type": "bot_command"}, {"type": "of_next_year", "offset": 0, "length": 5}, 7]},
        {"reply_markup": {"inline_keyboard": [[{"glow": 1}]]}},
        {"reply_to_message": {**HELLO, "gift": {"of": "next year"}, "poll": {}, "photo": 7}},
        {"reply_to_message": {"message_id": "x"}},
        {"pinned_message": {"poll": 1}},
        {"forward_origin": {"type": "of next year"}},
        {"new_chat_members": [{"id": None}]},
        {"media_group_id": 7},
        {"from": {**ALICE, "username": ["alice"]}},
    ],
)
def test_a_message_is_read_without_what_the_library_cannot_read(news: dict[str, object]) -> None:
    found = message(**news)
    assert (found.text, found.message_id, found.chat.id) == ("hello", 9, 5)
    assert found.from_user is not None
    assert found.from_user.language_code == "en"


def test_what_the_bot_reads_of_a_message_is_there() -> None:
    found = message(
        message_thread_id=77,
        is_topic_message=True,
        media_group_id="album",
        entities=[{"type": "bold", "offset": 0, "length": 5, "of": "next year"}],
        reply_to_message={**HELLO, "message_id": 8},
        sender_chat={"id": -7, "type": "channel", "title": "News"},
    )
    assert (found.message_thread_id, found.is_topic_message, found.media_group_id) == (77, True, "album")
    assert [(each.type, each.offset, each.length) for each in found.entities] == [("bold", 0, 5)]
    assert found.reply_to_message is not None
    assert found.reply_to_message.message_id == 8
    assert found.reply_to_message.from_user == found.from_user
    assert found.reply_to_message.text is None
    assert found.sender_chat is not None


@pytest.mark.parametrize("kind", ["photo", "voice", "sticker", "video", "video_note", "audio", "animation"])
def test_of_a_file_is_left_that_there_is_one(kind: str) -> None:
    assert getattr(message(**{kind: [{"quality": "of next year"}]}), kind)
    assert not getattr(message(), kind)


@pytest.mark.parametrize("kind", ATTACHMENTS)
def test_whatever_a_person_sends_is_read(kind: str) -> None:
    found = message(**ATTACHMENTS[kind]("x", 1))
    assert bool(found.forward_origin) == (kind == "forward")


QUIZ = {
    "question": "Which?",
    "options": [{"text": "a", "glow": 1}, {"text": "b", "voter_count": "of next year"}],
    "type": "quiz",
    "correct_option_ids": [1],
    "explanation": "b",
    "explanation_entities": "of next year",
}


def test_words_of_a_quiz_that_is_sent_on_are_left_and_what_is_right_if_it_is_told() -> None:
    found = message(poll=QUIZ).poll
    assert found is not None
    assert (found.question, [each.text for each in found.options]) == ("Which?", ["a", "b"])
    assert (found.correct_option_ids, found.explanation, found.description) == ((1,), "b", None)
    older = {name: value for name, value in QUIZ.items() if name != "correct_option_ids"}
    found = message(poll=older | {"correct_option_id": 0, "media": {"of": "next year"}}).poll
    assert found is not None
    assert found.correct_option_ids == (0,)
    assert found.description, "something stood beside the question"
    found = message(poll=older).poll
    assert found is not None
    assert found.correct_option_ids == ()


def test_of_a_document_is_left_where_it_can_be_fetched() -> None:
    file = {"file_id": "f", "file_unique_id": "u", "file_name": "a.csv", "file_size": 7, "thumbnail": "x"}
    found = message(document=file).document
    assert found is not None
    assert (found.file_id, found.file_name, found.file_size, found.thumbnail) == ("f", "a.csv", 7, None)
    assert message(document={"quality": "of next year"}).document


@pytest.mark.parametrize("sent", [{"poll": QUIZ}, {"document": {"file_id": "f", "file_unique_id": "u"}}])
def test_what_is_sent_in_a_group_is_nobodys_business(sent: dict[str, object]) -> None:
    found = message(**sent, chat={"id": -5, "type": "group", "title": "9B"})
    assert found.poll is None
    assert found.photo or found.document
    assert "'f'" not in str(found)


@pytest.mark.parametrize(
    "broken", [{"options": "x"}, {"options": [{"text": "a"}, {}]}, {"question": None}, {"type": 7}]
)
def test_poll_of_which_something_cannot_be_read_is_no_text_like_any_other(broken: dict[str, object]) -> None:
    found = message(poll={**QUIZ, **broken})
    assert found.poll is None
    assert found.photo


def test_of_a_tapped_message_is_left_where_it_is_and_whether_it_is_a_picture() -> None:
    found = tap(message={**HELLO, "photo": [{}], "entities": [], "message_thread_id": 3})
    assert isinstance(found.message, Message)
    assert (found.id, found.data, found.from_user.id) == ("3", "a:1", 5)
    assert (found.message.message_id, found.message.message_thread_id) == (9, 3)
    assert found.message.photo
    assert found.message.text is None


def test_a_tap_on_a_message_too_old_to_be_shown_is_read() -> None:
    found = tap(message={"message_id": 9, "date": 0, "chat": CHAT})
    assert found.message is not None
    assert (found.message.message_id, found.message.chat.id) == (9, 5)


@pytest.mark.parametrize("status", ["member", "left", "kicked", "administrator", "restricted", "creator"])
def test_a_membership_is_read_whichever_rights_this_version_tells(status: str) -> None:
    new = member(status, can_dance=True, can_pin_messages=True, is_anonymous="no", until_date="for ever")
    content = {
        "chat": CHAT,
        "from": ALICE,
        "date": 1,
        "old_chat_member": member("left"),
        "new_chat_member": new,
    }
    found = read("my_chat_member", content).my_chat_member
    assert found is not None
    assert found.new_chat_member.status == status
    assert found.new_chat_member.user.id == 5


def test_only_where_a_person_says_they_are_is_kept_of_places() -> None:
    at = {"latitude": 48.2, "longitude": 16, "horizontal_accuracy": "about"}
    found = message(text=None, location=at).location
    assert found is not None
    assert (found.latitude, found.longitude) == (48.2, 16)
    for odd in ({"latitude": 48.2}, {**at, "longitude": 181}, {**at, "latitude": True}):
        assert message(text=None, location=odd).location is None
    others: list[dict[str, Any]] = [{"venue": {"location": at}}, {"forward_origin": {}}, {"edit_date": 1}]
    for elsewhere in others:
        kept = slim({"update_id": 1, "message": {**HELLO, "location": at, **elsewhere}})
        assert "48.2" not in str(kept)


def test_a_vote_is_read() -> None:
    found = read("poll_answer", {"poll_id": "4", "user": ALICE, "option_ids": [2], "weight": {}}).poll_answer
    assert found is not None
    assert (found.poll_id, found.option_ids) == ("4", (2,))


def test_doing_it_twice_changes_nothing_more_and_the_update_stays_as_it_came() -> None:
    update = {"update_id": 1, "message": {**HELLO, "voice": {"of": 1}, "reply_to_message": HELLO}}
    before = copy.deepcopy(update)
    assert slim(slim(update)) == slim(update)
    assert update == before


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
TELLING: dict[str, Any] = {
    "message": HELLO | {"reply_to_message": HELLO, "entities": [{"type": "bold", "offset": 0, "length": 1}]},
    "callback_query": {"id": "3", "from": ALICE, "chat_instance": "1", "data": "a", "message": HELLO},
    "edited_message": HELLO | {"location": {"latitude": 1.5, "longitude": 2}},
    "poll_answer": {"poll_id": "4", "user": ALICE, "option_ids": [1]},
    "inline_query": {"id": "5", "from": ALICE, "query": "five", "offset": ""},
    "my_chat_member": {
        "chat": CHAT,
        "from": ALICE,
        "date": 1,
        "old_chat_member": member("left"),
        "new_chat_member": member("administrator"),
    },
}


@given(st.data())
def test_one_part_may_be_anything_and_the_library_reads_the_rest(data: st.DataObject) -> None:
    place: Any = copy.deepcopy(TELLING)
    update = place
    while True:
        key = data.draw(
            st.sampled_from(sorted(place, key=str) if isinstance(place, dict) else range(len(place)))
        )
        if not isinstance(place[key], dict | list) or not place[key] or data.draw(st.booleans()):
            break
        place = place[key]
    place[key] = data.draw(json_values)
    Update.de_json(slim({"update_id": 1, **update}), None)
