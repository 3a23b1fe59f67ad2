"""A message as the page draws it for one person: only what that person's client would know."""

from __future__ import annotations

from bot.playground.state import Json
from bot.playground.telegram import Message, Person, Telegram, Upload

PICTURES = {"image/png", "image/jpeg", "image/webp", "image/gif"}
KINDS = ("sticker", "voice", "photo", "document", "location", "poll")
EVENTS = (
    "group_chat_created",
    "supergroup_chat_created",
    "channel_chat_created",
    "new_chat_members",
    "left_chat_member",
    "forum_topic_created",
    "forum_topic_closed",
    "forum_topic_reopened",
    "migrate_to_chat_id",
    "migrate_from_chat_id",
)
GLIMPSE = 120
"""Characters."""


def pictured(upload: Upload) -> bool:
    """Whether a browser may show this file inside the page; anything else is only offered for saving."""
    return upload.content_type in PICTURES


def drawn(telegram: Telegram, message: Message, person: Person) -> Json:
    """``entities`` are of ``text`` (or the caption), in UTF-16 units; ``date`` is Unix time in seconds."""
    return {
        "id": message.id,
        "is_mine": message.sender_id == person.id and message.json["chat"]["type"] != "channel",
        "date": message.json["date"],
        "is_edited": message.is_edited,
        "kind": _kind(message),
        "text": message.text or message.caption or "",
        "entities": message.entities,
        "buttons": message.buttons,
        "picture": _picture(telegram, message),
        "file": _file(telegram, message),
        "poll": _poll(telegram, message, person),
        "topic": message.topic_id,
        "from": _sender(telegram, message),
        "reply": _reply(message),
        "event": _event(message),
    }


def glimpse(message: Message, person: Person) -> Json:
    """What a list of chats says of its last message."""
    said = message.text or message.caption or (message.poll or {}).get("question", "")
    return {
        "is_mine": message.sender_id == person.id,
        "date": message.json["date"],
        "kind": _kind(message),
        "text": said[:GLIMPSE],
    }


def _kind(message: Message) -> str:
    if _event(message) is not None:
        return "event"
    return next((kind for kind in KINDS if kind in message.json), "text")


def name_of(user: Json) -> str:
    """Of a User, or the title of a Chat."""
    return user.get("title") or " ".join(filter(None, (user.get("first_name"), user.get("last_name"))))


def _sender(telegram: Telegram, message: Message) -> Json | None:
    """Who a message in a group is from; in a private chat there are only two."""
    if message.json["chat"]["type"] == "private":
        return None
    sender = message.json.get("sender_chat") or message.json["from"]
    return {"id": sender["id"], "name": name_of(sender), "is_bot": sender["id"] == telegram.bot_id}


def _reply(message: Message) -> Json | None:
    replied = message.json.get("reply_to_message")
    if replied is None or "forum_topic_created" in replied:
        return None
    said = replied.get("text") or replied.get("caption") or replied.get("poll", {}).get("question", "")
    sender = replied.get("sender_chat") or replied["from"]
    return {"id": replied["message_id"], "name": name_of(sender), "text": said[:GLIMPSE]}


def _event(message: Message) -> Json | None:
    """A service message: what happened, by whom, and to whom or what."""
    found = next((event for event in EVENTS if event in message.json), None)
    if found is None:
        return None
    value = message.json[found]
    by = name_of(message.json.get("sender_chat") or message.json["from"])
    users = value if isinstance(value, list) else [value] if found == "left_chat_member" else []
    name = value.get("name", "") if isinstance(value, dict) else ""
    return {"kind": found, "by": by, "who": [name_of(user) for user in users], "name": name}


def _picture(telegram: Telegram, message: Message) -> Json | None:
    for size in reversed(message.photo or []):
        upload = telegram.files.get(size["file_id"])
        if upload is not None and pictured(upload):
            return {
                "url": f"/chat/file/{size['file_id']}",
                "width": size["width"],
                "height": size["height"],
            }
    return None


def _file(telegram: Telegram, message: Message) -> Json | None:
    document = message.document
    if document is None:
        return None
    is_known = document["file_id"] in telegram.files
    return {
        "name": document.get("file_name", ""),
        "size": document.get("file_size", 0),
        "url": f"/chat/file/{document['file_id']}" if is_known else None,
    }


def _poll(telegram: Telegram, message: Message, person: Person) -> Json | None:
    """The right options, the explanation and the figures stay hidden until the person has voted."""
    if message.poll is None:
        return None
    poll = message.poll
    stored = telegram.polls[poll["id"]]
    chosen = stored.votes.get(person.id, [])
    is_open = not chosen and not telegram.is_closed(stored)
    figures = {
        "right": poll.get("correct_option_ids", []),
        "explanation": poll.get("explanation"),
        "explanation_entities": poll.get("explanation_entities", []),
        "voters": [option["voter_count"] for option in poll["options"]],
    }
    return {
        "question": poll["question"],
        "is_quiz": poll["type"] == "quiz",
        "takes_several": poll["allows_multiple_answers"],
        "is_open": is_open,
        "options": [option["text"] for option in poll["options"]],
        "total": poll["total_voter_count"],
        "chosen": chosen,
        **({} if is_open else figures),
    }
