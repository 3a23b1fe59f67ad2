"""The values that the in-memory Telegram keeps, and the error its Bot API face raises."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.playground.standing import GONE, MEMBER, PERMISSIONS, ChatKind, Standing

Json = dict[str, Any]


GROUP_ANONYMOUS_BOT: Json = {
    "id": 1_087_968_824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}
"""Who a message of an anonymous administrator is from; its ``sender_chat`` is the group."""


class ApiError(Exception):
    """A refusal of the Bot API; ``code`` is also the HTTP status, ``retry_after`` (s) is a parameter."""

    def __init__(self, code: int, description: str, parameters: Mapping[str, int] | None = None) -> None:
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.parameters = dict(parameters or {})


def bad_request(reason: str) -> ApiError:
    return ApiError(400, f"Bad Request: {reason}")


@dataclass(frozen=True)
class Upload:
    """A file as it arrived in a request."""

    filename: str
    content_type: str
    content: bytes


@dataclass
class Person:
    id: int
    first_name: str
    language_code: str
    last_name: str | None = None
    username: str | None = None
    is_blocking: bool = False
    has_started: bool = False
    """Whether this person ever wrote in private: before that a bot cannot write to them."""

    @property
    def json(self) -> Json:
        """The Bot API's User."""
        optional = {
            "last_name": self.last_name,
            "username": self.username,
            "language_code": self.language_code or None,
        }
        known = {name: value for name, value in optional.items() if value is not None}
        return {"id": self.id, "is_bot": False, "first_name": self.first_name, **known}


@dataclass
class Message:
    """``json`` is the Bot API's Message, as a client would draw it."""

    id: int
    chat_id: int
    sender_id: int
    sent_at: datetime
    json: Json
    keyboard: Json | None = None
    """A markup that is no inline keyboard: a reply keyboard, its removal, a forced reply."""
    reactions: list[Json] = field(default_factory=list)
    """The bot's reactions."""

    @property
    def text(self) -> str | None:
        return self.json.get("text")

    @property
    def topic_id(self) -> int | None:
        """None in the general topic, and where there are no topics."""
        return self.json.get("message_thread_id")

    @property
    def entities(self) -> list[Json]:
        """Of the text or of the caption; offsets and lengths in UTF-16 units."""
        found: list[Json] = self.json.get("entities") or self.json.get("caption_entities") or []
        return found

    @property
    def reply_markup(self) -> Json | None:
        return self.json.get("reply_markup")

    @property
    def buttons(self) -> list[list[Json]]:
        """The inline keyboard, by rows."""
        rows: list[list[Json]] = (self.reply_markup or {}).get("inline_keyboard", [])
        return rows

    @property
    def poll(self) -> Json | None:
        return self.json.get("poll")

    @property
    def photo(self) -> list[Json] | None:
        return self.json.get("photo")

    @property
    def document(self) -> Json | None:
        return self.json.get("document")

    @property
    def caption(self) -> str | None:
        return self.json.get("caption")

    @property
    def is_edited(self) -> bool:
        return "edit_date" in self.json


@dataclass
class Topic:
    """Of a forum; its id is that of the message that opened it."""

    id: int
    name: str
    is_closed: bool = False


@dataclass
class Chat:
    id: int
    kind: ChatKind
    title: str
    json: Json
    """The Bot API's Chat."""
    messages: dict[int, Message] = field(default_factory=dict)
    """By id, oldest first."""
    standings: dict[int, Standing] = field(default_factory=dict)
    """Of people; without one, somebody was never there."""
    bot: Standing = MEMBER
    topics: dict[int, Topic] = field(default_factory=dict)
    forbidden: frozenset[str] = frozenset()
    """Permissions that plain members lack."""
    migrated_to: int | None = None
    """The supergroup that this group has become."""
    last_message_id: int = 0
    """Supergroups and channels count their messages themselves, from 1."""
    last_action: str | None = None
    """What the bot was last seen doing ("typing"), until its next message."""

    @property
    def has_bot(self) -> bool:
        return self.bot.is_present

    @property
    def members(self) -> list[int]:
        """The people who are there."""
        return [person for person, standing in self.standings.items() if standing.is_present]

    @property
    def is_forum(self) -> bool:
        return bool(self.json.get("is_forum"))

    @property
    def permissions(self) -> dict[str, bool]:
        """The Bot API's ChatPermissions."""
        return {name: name not in self.forbidden for name in PERMISSIONS}

    def standing(self, person_id: int) -> Standing:
        return self.standings.get(person_id, GONE)

    def lets_bot(self, permission: str) -> bool:
        return self.bot.is_admin or permission not in self.forbidden


@dataclass
class Poll:
    """Who voted for what; ``json`` is the Bot API's Poll, shared with its message."""

    id: str
    chat_id: int
    message_id: int
    json: Json
    votes: dict[int, list[int]] = field(default_factory=dict)
    closes_at: datetime | None = None


@dataclass
class CallbackQuery:
    id: str
    person_id: int
    asked_at: datetime
    is_answered: bool = False


@dataclass
class InlineQuery:
    """Somebody called the bot in a chat; ``results`` is None until it has answered."""

    id: str
    person_id: int
    results: list[Json] | None = None


@dataclass(frozen=True)
class Alert:
    """What a person sees on top of the chat after a tap: a short notice, or a box to be closed."""

    person_id: int
    text: str
    show_alert: bool
    query_id: str = ""


@dataclass(frozen=True)
class Call:
    method: str
    fields: Mapping[str, str]


@dataclass
class Fault:
    """The next ``times`` calls of a method fail so."""

    error: ApiError
    times: int
