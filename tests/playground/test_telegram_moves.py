"""A group that becomes a supergroup: another id, the same people, and refusals that name the new one."""

from typing import Any

import pytest
import telegram as ptb

from bot.playground.telegram import ApiError, Chat, Message, Person, Telegram


@pytest.fixture
def daniil(playground: Telegram) -> Person:
    return playground.add_person("Daniil", "ru")


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


async def test_a_group_moves_with_its_people_and_tells_so_on_both_sides(
    playground: Telegram, zarina: Person, daniil: Person
) -> None:
    group = playground.add_group("Class 9", [zarina, daniil])
    await sent(playground, group)
    playground.queue.pending.clear()
    new = playground.migrate(group)
    away, came, here = await told(playground)
    assert away.message is not None
    assert (away.message.chat.id, away.message.migrate_to_chat_id) == (group.id, new.id)
    assert came.my_chat_member is not None
    assert (came.my_chat_member.chat.id, statuses(came)) == (new.id, ("left", "member"))
    assert here.message is not None
    assert (here.message.chat.id, here.message.migrate_from_chat_id) == (new.id, group.id)
    assert here.message.message_id == 1
    assert (new.members, new.standing(zarina.id).status) == ([zarina.id, daniil.id], "creator")
    await sent(playground, new)


@pytest.mark.parametrize(
    ("method", "fields"),
    [
        ("sendMessage", {"text": "x"}),
        ("sendChatAction", {"action": "typing"}),
        ("getChatMemberCount", {}),
        ("getChatAdministrators", {}),
    ],
)
async def test_a_group_that_moved_names_its_new_id(
    playground: Telegram, zarina: Person, method: str, fields: dict[str, str]
) -> None:
    group = playground.add_group("Class 9", [zarina])
    new = playground.migrate(group)
    with pytest.raises(ApiError) as caught:
        await playground.call(method, {"chat_id": str(group.id)} | fields)
    assert str(caught.value) == "400 Bad Request: group chat was upgraded to a supergroup chat"
    assert caught.value.parameters == {"migrate_to_chat_id": new.id}
    with pytest.raises(ValueError, match="only once"):
        playground.migrate(group)
    with pytest.raises(ValueError, match="has become a supergroup"):
        playground.say(zarina, "hello?", chat=group)
