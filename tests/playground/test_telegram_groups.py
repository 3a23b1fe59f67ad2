"""Groups and supergroups: who is there, what the bot hears of it, and what it may do."""

import json
from typing import Any

import pytest
import telegram as ptb

from bot.playground.telegram import ApiError, Chat, Message, Person, Telegram

GROUPS = pytest.mark.parametrize("kind", ["group", "supergroup"])


@pytest.fixture
def daniil(playground: Telegram) -> Person:
    return playground.add_person("Daniil", "ru")


async def refusal(playground: Telegram, method: str, fields: dict[str, str]) -> str:
    with pytest.raises(ApiError) as caught:
        await playground.call(method, fields)
    return str(caught.value)


async def sent(playground: Telegram, chat: Chat, **fields: str) -> Message:
    answer: Any = await playground.call("sendMessage", {"chat_id": str(chat.id), "text": "Hi"} | fields)
    return chat.messages[answer["message_id"]]


async def told(playground: Telegram) -> list[ptb.Update]:
    """The pending updates as the library reads them."""
    updates: Any = await playground.call("getUpdates", {})
    playground.queue.pending.clear()
    return [ptb.Update.de_json(update, None) for update in updates]


def statuses(update: ptb.Update) -> tuple[str, str]:
    change = update.my_chat_member or update.chat_member
    assert change is not None
    return change.old_chat_member.status, change.new_chat_member.status


@GROUPS
async def test_a_group_tells_that_the_bot_came_and_went(
    playground: Telegram, zarina: Person, kind: Any
) -> None:
    group = playground.add_group("Class 9", [zarina], kind=kind)
    playground.kick(zarina, group)
    came, joined, went, left = await told(playground)
    assert (statuses(came), statuses(went)) == (("left", "member"), ("member", "kicked"))
    assert joined.message is not None
    assert [user.id for user in joined.message.new_chat_members] == [42]
    assert left.message is not None
    assert left.message.left_chat_member is not None
    assert left.message.left_chat_member.id == 42
    playground.say(zarina, "/quiz", chat=group)
    assert await told(playground) == []


@GROUPS
async def test_a_group_that_put_the_bot_out_cannot_be_reached(
    playground: Telegram, zarina: Person, kind: Any
) -> None:
    group = playground.add_group("Class 9", [zarina], kind=kind)
    playground.kick(zarina, group)
    fields = {"chat_id": str(group.id), "text": "x"}
    assert await refusal(playground, "sendMessage", fields) == (
        f"403 Forbidden: bot was kicked from the {kind} chat"
    )
    playground.add_bot(zarina, group)
    await sent(playground, group)


@GROUPS
async def test_a_group_that_was_left_cannot_be_reached(
    playground: Telegram, zarina: Person, kind: Any
) -> None:
    group = playground.add_group("Class 9", [zarina], kind=kind)
    playground.queue.pending.clear()
    chat = {"chat_id": str(group.id)}
    assert await playground.call("leaveChat", chat)
    assert await refusal(playground, "sendMessage", chat | {"text": "x"}) == (
        f"403 Forbidden: bot is not a member of the {kind} chat"
    )
    change, message = await told(playground)
    assert statuses(change) == ("member", "left")
    assert message.effective_user is not None
    assert message.effective_user.id == 42
    assert "in private chats" in await refusal(playground, "leaveChat", {"chat_id": str(zarina.id)})


async def test_what_is_closed_to_strangers_is_a_supergroup_and_not_a_group(
    playground: Telegram, zarina: Person
) -> None:
    for kind, is_closed in (("group", False), ("supergroup", True)):
        group = playground.add_group("Class 9", [zarina], kind=kind, has_bot=False)  # type: ignore[arg-type]
        chat = {"chat_id": str(group.id)}
        if is_closed:
            assert "not a member" in await refusal(playground, "getChat", chat)
        else:
            assert await playground.call("getChat", chat)
        assert "not a member" in await refusal(playground, "getChatAdministrators", chat)


async def test_of_a_groups_talk_the_bot_sees_what_is_meant_for_it(
    playground: Telegram, zarina: Person
) -> None:
    group = playground.add_group("Class 9", [zarina])
    question = await sent(playground, group)
    playground.queue.pending.clear()
    for text in ("hello all", "/quiz@other_bot", "/quiz", "/quiz@Hamkori_bot 5"):
        playground.say(zarina, text, chat=group)
    playground.say(zarina, "1994", chat=group, reply_to=question.id)
    seen = [update.message for update in await told(playground)]
    assert [message.text for message in seen if message] == ["/quiz", "/quiz@Hamkori_bot 5", "1994"]
    playground.reads_all_group_messages = True
    playground.say(zarina, "hello again", chat=group)
    assert len(await told(playground)) == 1


async def test_an_administrator_bot_sees_everything_and_hears_of_others_if_it_asked(
    playground: Telegram, zarina: Person, daniil: Person
) -> None:
    group = playground.add_group("Class 9", [zarina], kind="supergroup")
    playground.promote_bot(zarina, group)
    await playground.call("getUpdates", {"allowed_updates": '["chat_member", "message"]'})
    playground.queue.pending.clear()
    playground.join(daniil, group)
    playground.say(daniil, "hello all", chat=group)
    change, joined, said = await told(playground)
    assert statuses(change) == ("left", "member")
    assert joined.message is not None
    assert joined.message.new_chat_members[0].first_name == "Daniil"
    assert said.message is not None
    assert said.message.text == "hello all"


async def test_rights_of_the_bot_are_told_by_name(playground: Telegram, zarina: Person) -> None:
    group = playground.add_group("Class 9", [zarina], kind="supergroup")
    playground.promote_bot(zarina, group, rights=["can_pin_messages"])
    *_, promoted = await told(playground)
    assert promoted.my_chat_member is not None
    now = promoted.my_chat_member.new_chat_member
    assert isinstance(now, ptb.ChatMemberAdministrator)
    assert (now.can_pin_messages, now.can_delete_messages, now.can_post_messages) == (True, False, None)
    assert now.api_kwargs == {}
    playground.demote_bot(zarina, group)
    (demoted,) = await told(playground)
    assert statuses(demoted) == ("administrator", "member")


async def member(playground: Telegram, chat: Chat, user_id: int) -> Any:
    return await playground.call("getChatMember", {"chat_id": str(chat.id), "user_id": str(user_id)})


async def test_members_are_what_they_are(playground: Telegram, zarina: Person, daniil: Person) -> None:
    group = playground.add_group("Class 9", [zarina, daniil], kind="supergroup")
    stranger = playground.add_person("Tom", "en")
    assert (await member(playground, group, zarina.id))["status"] == "creator"
    assert (await member(playground, group, daniil.id))["status"] == "member"
    assert (await member(playground, group, stranger.id))["status"] == "left"
    assert (await member(playground, group, 42))["status"] == "member"
    fields = {"chat_id": str(group.id), "user_id": "5"}
    assert await refusal(playground, "getChatMember", fields) == "400 Bad Request: user not found"
    playground.promote(zarina, group, daniil, rights=["can_delete_messages"])
    assert (await member(playground, group, daniil.id))["can_delete_messages"] is True
    playground.demote(zarina, group, daniil)
    playground.leave(daniil, group)
    assert (await member(playground, group, daniil.id))["status"] == "left"


async def test_administrators_are_listed_with_the_bot_if_it_is_one(
    playground: Telegram, zarina: Person, daniil: Person
) -> None:
    group = playground.add_group("Class 9", [zarina, daniil], kind="supergroup")
    chat = {"chat_id": str(group.id)}
    listed: Any = await playground.call("getChatAdministrators", chat)
    assert [each["user"]["first_name"] for each in listed] == ["Zarina"]
    playground.promote(zarina, group, daniil, is_anonymous=True)
    playground.promote_bot(zarina, group)
    listed = await playground.call("getChatAdministrators", chat)
    assert [(each["status"], each["is_anonymous"]) for each in listed] == [
        ("creator", False),
        ("administrator", True),
        ("administrator", False),
    ]
    assert "no administrators in the private chat" in await refusal(
        playground, "getChatAdministrators", {"chat_id": str(zarina.id)}
    )


async def test_an_anonymous_administrator_speaks_as_the_group(
    playground: Telegram, zarina: Person, daniil: Person
) -> None:
    group = playground.add_group("Class 9", [zarina, daniil], kind="supergroup")
    playground.hide(zarina, group)
    playground.queue.pending.clear()
    playground.say(zarina, "/settings", chat=group)
    (update,) = await told(playground)
    message = update.message
    assert message is not None
    assert message.from_user is not None
    assert message.sender_chat is not None
    assert (message.from_user.id, message.from_user.username) == (1_087_968_824, "GroupAnonymousBot")
    assert (message.from_user.is_bot, message.sender_chat.id) == (True, group.id)
    assert (await member(playground, group, 1_087_968_824))["status"] == "left"
    playground.hide(zarina, group, False)
    playground.say(zarina, "/settings", chat=group)
    (update,) = await told(playground)
    assert update.effective_user is not None
    assert update.effective_user.id == zarina.id


async def test_an_anonymous_administrator_taps_under_their_own_name(
    playground: Telegram, zarina: Person
) -> None:
    group = playground.add_group("Class 9", [zarina], kind="supergroup")
    playground.hide(zarina, group)
    markup = json.dumps({"inline_keyboard": [[{"text": "Two", "callback_data": "two"}]]})
    message = await sent(playground, group, reply_markup=markup)
    playground.queue.pending.clear()
    playground.tap(zarina, message.id, "two", chat=group)
    (update,) = await told(playground)
    assert update.callback_query is not None
    assert update.callback_query.from_user.id == zarina.id


async def test_only_administrators_of_supergroups_can_hide(
    playground: Telegram, zarina: Person, daniil: Person
) -> None:
    group = playground.add_group("Class 9", [zarina, daniil], kind="supergroup")
    small = playground.add_group("Class 8", [zarina])
    for person, chat in ((daniil, group), (zarina, small)):
        with pytest.raises(ValueError, match="anonymous"):
            playground.hide(person, chat)


async def test_what_members_may_not_the_bot_may_not(playground: Telegram, zarina: Person) -> None:
    group = playground.add_group("Class 9", [zarina], kind="supergroup")
    playground.restrict(group, "can_send_messages", "can_send_polls", "can_send_photos")
    chat = {"chat_id": str(group.id)}
    poll = chat | {"question": "When?", "options": '[{"text": "a"}, {"text": "b"}]'}
    for method, fields, thing in (
        ("sendMessage", chat | {"text": "x"}, "text messages"),
        ("sendPhoto", chat | {"photo": "x"}, "photos"),
        ("sendPoll", poll, "polls"),
    ):
        assert await refusal(playground, method, fields) == (
            f"400 Bad Request: not enough rights to send {thing} to the chat"
        )
    full: Any = await playground.call("getChat", chat)
    assert (full["permissions"]["can_send_polls"], full["permissions"]["can_send_documents"]) == (False, True)
    playground.promote_bot(zarina, group, rights=[])
    await playground.call("sendPoll", poll)


async def test_who_is_not_in_a_group_does_nothing_there(
    playground: Telegram, zarina: Person, daniil: Person
) -> None:
    group = playground.add_group("Class 9", [zarina])
    with pytest.raises(ValueError, match="may not write"):
        playground.say(daniil, "hello", chat=group)
    with pytest.raises(ValueError, match="may not do this"):
        playground.kick(daniil, group)
    playground.join(daniil, group)
    playground.say(daniil, "hello", chat=group)
    with pytest.raises(ValueError, match="may not do this"):
        playground.kick(daniil, group)


async def test_messages_of_members_are_deleted_by_a_bot_with_that_right(
    playground: Telegram, zarina: Person
) -> None:
    group = playground.add_group("Class 9", [zarina], kind="supergroup")
    theirs = playground.say(zarina, "hello", chat=group)
    fields = {"chat_id": str(group.id), "message_id": str(theirs.id)}
    assert "can't be deleted for everyone" in await refusal(playground, "deleteMessage", fields)
    playground.promote_bot(zarina, group, rights=["can_delete_messages"])
    assert await playground.call("deleteMessage", fields)


async def test_supergroups_count_their_messages_themselves(playground: Telegram, zarina: Person) -> None:
    first, second = (playground.add_group(f"Class {n}", [zarina], kind="supergroup") for n in (8, 9))
    assert (await sent(playground, first)).id == (await sent(playground, second)).id
    small = playground.add_group("Class 7", [zarina])
    assert (await sent(playground, small)).id != playground.say(zarina, "/start").id
