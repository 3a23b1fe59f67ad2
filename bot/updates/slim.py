"""An update with only what the bot reads: the rest can neither fail to be read, nor cost, nor be kept."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any

from telegram import ChatMember

Read = Callable[[Any], Any]
"""A part of the JSON as the library surely reads it; None if it is not of its kind."""


def slim(update: Mapping[str, Any]) -> dict[str, Any]:
    """The update without what the bot does not use; doing it twice changes nothing more.

    The library reads all or nothing: one gift, poll or right of a later Bot API, and a message would be lost
    whose text is as plain as ever. And of a tapped message it would read text, entities and buttons, which
    nobody asks for.
    """
    return _UPDATE(update) or {}


def _parts(reads: Mapping[str, Read], *needed: str, sound: tuple[str, ...] = ()) -> Read:
    """An object with these parts, as far as it has them; None without those that are needed, or if one that
    must be sound is there and cannot be read."""

    def read(value: Any) -> dict[str, Any] | None:
        if not isinstance(value, Mapping):
            return None
        found = {name: read_part(value[name]) for name, read_part in reads.items() if name in value}
        parts = {name: part for name, part in found.items() if part is not None}
        is_sound = all(name in parts or value.get(name) is None for name in sound)
        return parts if is_sound and all(name in parts for name in needed) else None

    return read


def _each(read_one: Read) -> Read:
    def read(value: Any) -> list[Any] | None:
        if not isinstance(value, list):
            return None
        return [one for each in value if (one := read_one(each)) is not None]

    return read


def _present(as_read: Any) -> Read:
    """Only that something is there: what it is like, in whatever version, does not matter."""
    return lambda value: as_read if value else None


def _whole(value: Any) -> int | None:
    # Larger ones fit no column of a database. Python takes true and false for numbers.
    return value if type(value) is int and -(2**63) <= value < 2**63 else None


def _moment(value: Any) -> int | None:
    return value if type(value) is int and 0 <= value < 2**33 else None


def _degrees(value: Any) -> float | None:
    return value if type(value) in (int, float) and -180 <= value <= 180 else None


def _text(value: Any) -> str | None:
    if not isinstance(value, str):
        return None
    return value.replace("\0", "") if "\0" in value else value  # PostgreSQL keeps none, and nobody types one


def _flag(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


_NAMES = dict.fromkeys(("first_name", "last_name", "username", "language_code"), _text)
_USER = _parts({"id": _whole, "is_bot": _flag, **_NAMES}, "id", "is_bot", "first_name")
_CHAT = _parts({"id": _whole, "type": _text, "title": _text, "is_forum": _flag}, "id", "type")
_ENTITY = _parts({"type": _text, "offset": _whole, "length": _whole}, "type", "offset", "length")

# What the library wants of a file, of whichever kind.
_NUMBERS = dict.fromkeys(("width", "height", "length", "duration"), 1)
_SOME_FILE = {"file_id": "-", "file_unique_id": "-", "type": "regular", **_NUMBERS}
_SOME_FILE |= dict.fromkeys(("is_animated", "is_video"), False)
_FILES = ("animation", "audio", "document", "sticker", "video", "video_note", "voice")
_SOME_ORIGIN = {"type": "hidden_user", "date": 0, "sender_user_name": "-"}


def _message(more: Mapping[str, Read], sound: tuple[str, ...] = ()) -> Read:
    where = {"chat": _CHAT, "message_thread_id": _whole, "is_topic_message": _flag}
    return _parts(
        {"message_id": _whole, "date": _moment, **where, **more}, "message_id", "date", "chat", sound=sound
    )


_PHOTO = _present([_SOME_FILE])
_SENT = (
    "contact",
    "dice",
    "game",
    "location",
    "story",
    "venue",
    "checklist",
    "paid_media",
    "invoice",
)
"""What else a person may send, besides files. Whatever is none of these is Telegram's own notice: a pinned
message, a timer, a boost."""


_SENT_FILE = _parts(
    {"file_id": _text, "file_unique_id": _text, "file_name": _text, "file_size": _whole},
    "file_id",
    "file_unique_id",
)
_OPTION = _parts({"text": _text}, "text")
_POLL = _parts(
    {
        "question": _text,
        "options": _each(_OPTION),
        "type": _text,
        "allows_multiple_answers": _flag,
        "correct_option_ids": _each(_whole),
        "correct_option_id": _whole,
        "explanation": _text,
        # Beside the words; what they show is not read.
        **dict.fromkeys(("media", "explanation_media", "description"), _present(True)),
    },
    "question",
    "options",
    "type",
)


def _poll(value: Any) -> dict[str, Any] | None:
    """A quiz that a person sends on: its words, and what is right if Telegram tells it."""
    poll: dict[str, Any] | None = _POLL(value)
    if poll is None or len(poll["options"]) != len(value["options"]):
        return None
    shown = any(poll.pop(name, False) for name in ("media", "explanation_media", "description"))
    right = [poll.pop("correct_option_id")] if "correct_option_id" in poll else []  # before Bot API 9.6
    # What the library demands, and nobody reads.
    options = [{**option, "persistent_id": "-", "voter_count": 0} for option in poll["options"]]
    fixed = {"id": "-", "total_voter_count": 0, "is_closed": False, "is_anonymous": True}
    fixed |= {"allows_revoting": False, "members_only": False}
    known = {"allows_multiple_answers": False, "correct_option_ids": right, **poll}
    beside = {"description": "-"} if shown else {}
    return {**fixed, **known, "options": options, **beside}


_NOT_HERE = ("venue", "forward_origin", "edit_date")
"""With these a location is some place that people speak of, somebody else's, or one more of many."""


def _written(value: Any) -> dict[str, Any] | None:
    message: dict[str, Any] | None = _WRITTEN_PARTS(value)
    if message is not None and any(name in value for name in _NOT_HERE):
        message.pop("location", None)
    if message is None or "location" in message:
        return message
    is_talk = message["chat"]["type"] == "private"
    for name, read in (("poll", _poll), ("document", _SENT_FILE)) if is_talk else ():
        if (sent := read(value.get(name))) is not None:
            return {**message, name: sent}
    if not any(name in value for name in (*_SENT, "poll")):
        return message
    return {"photo": [_SOME_FILE], **message}  # all that matters is that it is no text


_WRITTEN_PARTS = _message(
    {
        "from": _USER,
        "sender_chat": _CHAT,
        "text": _text,
        "entities": _each(_ENTITY),
        "reply_to_message": _message({"from": _USER}),
        "via_bot": _USER,
        "forward_origin": _present(_SOME_ORIGIN),
        "media_group_id": _text,
        "photo": _PHOTO,
        "location": _parts({"latitude": _degrees, "longitude": _degrees}, "latitude", "longitude"),
        **dict.fromkeys(_FILES, _present(_SOME_FILE)),
        "migrate_to_chat_id": _whole,
        "migrate_from_chat_id": _whole,
    },
    sound=("from", "text"),
)
_TAP = _parts(
    {
        "id": _text,
        "from": _USER,
        "data": _text,
        "message": _message({"photo": _PHOTO}),
        "chat_instance": _text,
    },
    "id",
    "from",
    "chat_instance",
    sound=("data", "message"),
)
_VOTE = _parts(
    {"poll_id": _text, "user": _USER, "voter_chat": _CHAT, "option_ids": _each(_whole)},
    "poll_id",
    "option_ids",
)


def _vote(value: Any) -> dict[str, Any] | None:
    vote: dict[str, Any] | None = _VOTE(value)
    # The library demands these since Bot API 9.6; a server of before has none.
    return None if vote is None else {"option_persistent_ids": [], **vote}


_INLINE = _parts(
    {"id": _text, "from": _USER, "query": _text, "offset": _text}, "id", "from", "query", "offset"
)
_BARE_MEMBER = _parts({"user": _USER, "status": _text, "until_date": _moment}, "user", "status")
# The library reads no member who lacks a right that its own version knows; Telegram tells those of another.
_NO_RIGHTS = {
    name: False
    for kind in ChatMember.__subclasses__()
    for name in inspect.signature(kind.__init__).parameters
    if name.startswith(("is_", "can_"))
}


def _member(value: Any) -> dict[str, Any] | None:
    member: dict[str, Any] | None = _BARE_MEMBER(value)
    if member is None:
        return None
    rights = {name: value[name] for name in _NO_RIGHTS if isinstance(value.get(name), bool)}
    return {"until_date": 0, **_NO_RIGHTS, **rights, **member}


_MEMBERSHIP = _parts(
    {"chat": _CHAT, "from": _USER, "date": _moment, "old_chat_member": _member, "new_chat_member": _member},
    "chat",
    "from",
    "date",
    "old_chat_member",
    "new_chat_member",
)

KINDS: Mapping[str, Read] = {
    "message": _written,
    "edited_message": _written,
    "callback_query": _TAP,
    "poll_answer": _vote,
    "inline_query": _INLINE,
    "my_chat_member": _MEMBERSHIP,
}
"""Every kind of update that is asked for."""

_UPDATE = _parts({"update_id": _whole, **KINDS})
