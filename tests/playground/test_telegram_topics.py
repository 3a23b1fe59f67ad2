"""Forums and channels: where the bot writes, as whom, and what it is told."""

from typing import Any

import pytest
import telegram as ptb

from bot.playground.telegram import ApiError, Chat, Message, Person, Telegram, Topic


@pytest.fixture
def daniil(playground: Telegram) -> Person:
    return playground.add_person("Daniil", "ru")


@pytest.fixture
def forum(playground: Telegram, zarina: Person, daniil: Person) -> Chat:
    return playground.add_group("School", [zarina, daniil], is_forum=True)


@pytest.fixture
def topic(playground: Telegram, zarina: Person, forum: Chat) -> Topic:
    topic = playground.open_topic(zarina, forum, "History")
    playground.queue.pending.clear()
    return topic


@pytest.fixture
def channel(playground: Telegram, zarina: Person, daniil: Person) -> Chat:
    return playground.add_channel("News", [zarina, daniil])


async def refusal(playground: Telegram, method: str, fields: dict[str, str]) -> str:
    with pytest.raises(ApiError) as caught:
        await playground.call(method, fields)
    return str(caught.value)


async def sent(playground: Telegram, chat: Chat, **fields: str) -> Message:
    answer: Any = await playground.call("sendMessage", {"chat_id": str(chat.id), "text": "Hi"} | fields)
    return chat.messages[answer["message_id"]]


async def told(playground: Telegram) -> list[ptb.Update]:
    updates: Any = await playground.call("getUpdates", {})
    playground.queue.pending.clear()
    return [ptb.Update.de_json(update, None) for update in updates]


def in_topic(topic: Topic) -> dict[str, str]:
    return {"message_thread_id": str(topic.id)}


async def test_a_topic_is_the_message_that_opened_it(
    playground: Telegram, zarina: Person, forum: Chat
) -> None:
    playground.queue.pending.clear()
    topic = playground.open_topic(zarina, forum, "History")
    (opened,) = await told(playground)
    assert opened.message is not None
    assert opened.message.forum_topic_created is not None
    assert opened.message.chat.is_forum
    assert opened.message.message_id == opened.message.message_thread_id == topic.id
    assert opened.message.forum_topic_created.name == "History"


async def test_what_is_said_in_a_topic_carries_it_and_answers_its_opening(
    playground: Telegram, daniil: Person, forum: Chat, topic: Topic
) -> None:
    playground.say(daniil, "/quiz", chat=forum, topic_id=topic.id)
    playground.say(daniil, "/quiz", chat=forum)
    inside, general = [update.message for update in await told(playground)]
    assert inside is not None
    assert general is not None
    assert (inside.message_thread_id, inside.is_topic_message) == (topic.id, True)
    assert inside.reply_to_message is not None
    assert inside.reply_to_message.forum_topic_created is not None
    assert (general.message_thread_id, general.is_topic_message) == (None, None)


async def test_the_bot_writes_into_a_topic_by_name_or_by_answering(
    playground: Telegram, daniil: Person, forum: Chat, topic: Topic
) -> None:
    inside = await sent(playground, forum, **in_topic(topic))
    theirs = playground.say(daniil, "/quiz", chat=forum, topic_id=topic.id)
    answer = await sent(playground, forum, reply_parameters=f'{{"message_id": {theirs.id}}}')
    general = await sent(playground, forum)
    assert [each.topic_id for each in (inside, answer, general)] == [topic.id, topic.id, None]
    assert await playground.call(
        "sendChatAction", {"chat_id": str(forum.id), "action": "typing"} | in_topic(topic)
    )


@pytest.mark.parametrize("number", ["1", "999"])
async def test_the_general_topic_and_one_that_is_not_there_are_not_found(
    playground: Telegram, forum: Chat, topic: Topic, number: str
) -> None:
    fields = {"chat_id": str(forum.id), "text": "x", "message_thread_id": number}
    assert await refusal(playground, "sendMessage", fields) == "400 Bad Request: message thread not found"


async def test_a_private_chat_has_no_such_topic_and_a_group_does_not_look(
    playground: Telegram, zarina: Person
) -> None:
    fields = {"chat_id": str(zarina.id), "text": "x", "message_thread_id": "5"}
    assert "message thread not found" in await refusal(playground, "sendMessage", fields)
    group = playground.add_group("Class 9", [zarina])
    assert (await sent(playground, group, message_thread_id="5")).topic_id is None


async def test_a_closed_topic_is_for_administrators(
    playground: Telegram, zarina: Person, daniil: Person, forum: Chat, topic: Topic
) -> None:
    playground.close_topic(zarina, forum, topic)
    (closed,) = await told(playground)
    assert closed.message is not None
    assert closed.message.forum_topic_closed is not None
    fields = {"chat_id": str(forum.id), "text": "x"} | in_topic(topic)
    assert await refusal(playground, "sendMessage", fields) == "400 Bad Request: TOPIC_CLOSED"
    with pytest.raises(ValueError, match="may not write"):
        playground.say(daniil, "hello", chat=forum, topic_id=topic.id)
    playground.say(zarina, "hello", chat=forum, topic_id=topic.id)
    playground.promote_bot(zarina, forum, rights=["can_manage_topics"])
    await sent(playground, forum, **in_topic(topic))
    playground.demote_bot(zarina, forum)
    playground.close_topic(zarina, forum, topic, is_closed=False)
    await sent(playground, forum, **in_topic(topic))


async def test_a_deleted_topic_is_gone_with_its_messages(
    playground: Telegram, zarina: Person, forum: Chat, topic: Topic
) -> None:
    inside, outside = await sent(playground, forum, **in_topic(topic)), await sent(playground, forum)
    playground.delete_topic(zarina, forum, topic)
    assert inside.id not in forum.messages
    assert outside.id in forum.messages
    fields = {"chat_id": str(forum.id), "text": "x"} | in_topic(topic)
    assert "message thread not found" in await refusal(playground, "sendMessage", fields)


async def test_a_supergroup_becomes_a_forum_and_a_group_does_not(
    playground: Telegram, zarina: Person
) -> None:
    supergroup = playground.add_group("Class 9", [zarina], kind="supergroup")
    playground.make_forum(zarina, supergroup)
    assert playground.open_topic(zarina, supergroup, "History").name == "History"
    group = playground.add_group("Class 8", [zarina])
    with pytest.raises(ValueError, match="only a supergroup"):
        playground.make_forum(zarina, group)
    with pytest.raises(ValueError, match="only a forum"):
        playground.open_topic(zarina, group, "History")


async def test_a_channel_makes_the_bot_an_administrator_and_says_nothing_else(
    playground: Telegram, channel: Chat
) -> None:
    (came,) = await told(playground)
    assert came.my_chat_member is not None
    now = came.my_chat_member.new_chat_member
    assert isinstance(now, ptb.ChatMemberAdministrator)
    assert (now.can_post_messages, now.can_pin_messages) == (True, None)
    assert came.my_chat_member.chat.type == "channel"


async def test_a_post_is_from_the_channel_and_from_nobody(
    playground: Telegram, zarina: Person, daniil: Person, channel: Chat
) -> None:
    post = await sent(playground, channel)
    assert "from" not in post.json
    assert post.json["sender_chat"]["id"] == channel.id
    playground.queue.pending.clear()
    theirs = playground.say(zarina, "hello", chat=channel)
    playground.edit(zarina, theirs.id, "hello again", chat=channel)
    posted, edited = await told(playground)
    assert posted.channel_post is not None
    assert (posted.channel_post.text, posted.effective_user) == ("hello", None)
    assert edited.edited_channel_post is not None
    with pytest.raises(ValueError, match="may not write"):
        playground.say(daniil, "hello", chat=channel)
    edit = {"chat_id": str(channel.id), "message_id": str(post.id), "text": "new"}
    await playground.call("editMessageText", edit)


async def test_without_the_right_to_post_the_bot_does_not(
    playground: Telegram, zarina: Person, channel: Chat
) -> None:
    playground.promote_bot(zarina, channel, rights=["can_edit_messages"])
    fields = {"chat_id": str(channel.id), "text": "x"}
    assert await refusal(playground, "sendMessage", fields) == (
        "400 Bad Request: need administrator rights in the channel chat"
    )
    playground.kick(zarina, channel)
    assert await refusal(playground, "sendMessage", fields) == (
        "403 Forbidden: bot was kicked from the channel chat"
    )


async def test_polls_of_a_channel_are_anonymous(playground: Telegram, channel: Chat) -> None:
    poll = {"chat_id": str(channel.id), "question": "When?", "options": '[{"text": "a"}, {"text": "b"}]'}
    assert await refusal(playground, "sendPoll", poll | {"is_anonymous": "false"}) == (
        "400 Bad Request: non-anonymous polls can't be sent to channel chats"
    )
    assert await playground.call("sendPoll", poll)
