"""A message as the page draws it for one person: only what that person's client would know."""

from __future__ import annotations

from bot.playground.state import Json
from bot.playground.telegram import Message, Person, Telegram, Upload

PICTURES = {"image/png", "image/jpeg", "image/webp", "image/gif"}
KINDS = ("sticker", "voice", "photo", "document", "poll")


def pictured(upload: Upload) -> bool:
    """Whether a browser may show this file inside the page; anything else is only offered for saving."""
    return upload.content_type in PICTURES


def drawn(telegram: Telegram, message: Message, person: Person) -> Json:
    """``entities`` are of ``text`` (or the caption), in UTF-16 units; ``date`` is Unix time in seconds."""
    return {
        "id": message.id,
        "is_mine": message.sender_id == person.id,
        "date": message.json["date"],
        "is_edited": message.is_edited,
        "kind": next((kind for kind in KINDS if kind in message.json), "text"),
        "text": message.text or message.caption or "",
        "entities": message.entities,
        "buttons": message.buttons,
        "picture": _picture(telegram, message),
        "file": _file(telegram, message),
        "poll": _poll(telegram, message, person),
    }


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
