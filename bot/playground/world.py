"""The state of the in-memory Telegram: who is there, what was said, and what the bot is to be told."""

from __future__ import annotations

import asyncio
import copy
import secrets
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from telegram.constants import UpdateType

from bot.playground.checks import Values
from bot.playground.profile import Profile
from bot.playground.standing import GONE, Standing
from bot.playground.state import (
    GROUP_ANONYMOUS_BOT,
    Alert,
    Call,
    CallbackQuery,
    Chat,
    Fault,
    InlineQuery,
    Json,
    Message,
    Person,
    Poll,
    Topic,
    Upload,
)
from bot.playground.updates import UpdateQueue


class World:
    """``clock`` gives aware UTC. Ids of messages, updates and callback queries start at ``first_id``: a
    restart passes the former ``next_free_id``, so that none repeats. ``edit_window`` is the age after which
    a message of the bot cannot be edited any more (None: never, as with messages that have buttons).
    """

    def __init__(
        self,
        *,
        token: str,
        clock: Callable[[], datetime],
        first_id: int = 1,
        edit_window: timedelta | None = None,
        name: str = "Hamkori",
        username: str = "hamkori_bot",
    ) -> None:
        self.token = token
        self.clock = clock
        self.edit_window = edit_window
        self.reads_all_group_messages = False
        """Off, as in Telegram: of a group's messages the bot sees commands and replies to it only."""
        self.username = username
        self.bot_id = int(token.partition(":")[0]) if token.partition(":")[0].isdecimal() else 1
        self._next_id = first_id
        self.version = 0
        self.birth = secrets.token_hex(4)
        """Another one after a reset: what a page keeps about this world belongs to it."""
        self._change = asyncio.Event()
        self.queue = UpdateQueue(first_id)
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.polls: dict[str, Poll] = {}
        self.files: dict[str, Upload] = {}
        self.queries: dict[str, CallbackQuery] = {}
        self.inline_queries: dict[str, InlineQuery] = {}
        self.alerts: list[Alert] = []
        self.calls: list[Call] = []
        self.profile = Profile(own_name=name)
        self.webhook: Json = {}
        self.webhook_secret = ""
        self.webhook_error: Json = {}
        """As getWebhookInfo tells it."""
        self.faults: dict[str, list[Fault]] = {}

    @property
    def me(self) -> Json:
        """The bot as the Bot API's User."""
        name = self.profile.wording("name", "")
        return {"id": self.bot_id, "is_bot": True, "first_name": name, "username": self.username}

    @property
    def next_free_id(self) -> int:
        """Larger than every id that was given out."""
        return max(self._next_id, self.queue.next_id)

    def next_id(self) -> int:
        self._next_id += 1
        return self._next_id - 1

    def touch(self) -> None:
        """Something visible changed."""
        self.version += 1
        self._change.set()
        self._change = asyncio.Event()

    async def changed(self) -> None:
        """Returns at the next visible change."""
        await self._change.wait()

    def reset(self) -> None:
        """Nobody ever met the bot; ids go on, and what the bot said about itself stays."""
        for kept in (self.people, self.chats, self.polls, self.files, self.queries):
            kept.clear()
        self.inline_queries.clear()
        self.alerts.clear()
        self.queue.pending.clear()
        self.birth = secrets.token_hex(4)
        self.touch()

    def skip_ids(self, first_id: int) -> None:
        """Every id given out from now on is ``first_id`` or larger."""
        self._next_id = max(self._next_id, first_id)
        self.queue.next_id = max(self.queue.next_id, first_id)

    def close(self) -> None:
        """Lets a waiting getUpdates return, so that a server can stop at once."""
        self.queue.close()

    def add_message(self, chat: Chat, head: Json, content: Json, *, author_id: int) -> Message:
        """A new message in ``chat``: ``head`` says who it is from, ``content`` is the rest of it."""
        now = self.clock()
        message_id = self._next_message_id(chat)
        place = {"message_id": message_id, "chat": chat.json, "date": int(now.timestamp())}
        message = Message(message_id, chat.id, author_id, now, place | head | content)
        chat.messages[message_id] = message
        self.touch()
        return message

    def _next_message_id(self, chat: Chat) -> int:
        if chat.kind in {"private", "group"}:
            return self.next_id()
        chat.last_message_id += 1
        return chat.last_message_id

    def note(self, chat: Chat, person: Person | None, content: Json) -> Message:
        """A service message; the bot is told of every one in a chat where it is, or has just been."""
        head = self.signed(chat, person) if person else self.from_bot(chat)
        message = self.add_message(chat, head, content, author_id=person.id if person else self.bot_id)
        is_told = chat.has_bot or content.get("left_chat_member") == self.me
        if is_told and chat.kind != "channel":
            self.tell(UpdateType.MESSAGE, message.json)
        return message

    def signed(self, chat: Chat, person: Person) -> Json:
        """Who a message of ``person`` is from, as the Bot API tells it."""
        if chat.kind == "channel":
            return {"sender_chat": chat.json}
        if chat.standing(person.id).is_anonymous:
            return {"from": GROUP_ANONYMOUS_BOT, "sender_chat": chat.json}
        return {"from": person.json}

    def from_bot(self, chat: Chat) -> Json:
        """Who a message of the bot is from: in a channel the channel speaks."""
        return {"sender_chat": chat.json} if chat.kind == "channel" else {"from": self.me}

    def in_topic(self, chat: Chat, topic: Topic | None) -> Json:
        """The fields of a message in a topic. What answers nothing answers the message that opened it."""
        if topic is None:
            return {}
        opening = chat.messages.get(topic.id)
        answered = {"reply_to_message": copy.deepcopy(opening.json)} if opening else {}
        return {"message_thread_id": topic.id, "is_topic_message": True} | answered

    def change_bot_standing(self, chat: Chat, by: Json, new: Standing) -> None:
        """Tells the bot that its own membership changed."""
        old, chat.bot = chat.bot, new
        self.tell(UpdateType.MY_CHAT_MEMBER, self._changed_member(chat, by, self.me, old, new))

    def bot_leaves(self, chat: Chat) -> None:
        self.change_bot_standing(chat, self.me, GONE)
        if chat.kind != "channel":
            self.note(chat, None, {"left_chat_member": self.me})

    def change_standing(self, chat: Chat, by: Json, person: Person, new: Standing) -> None:
        """The bot hears of others only where it is an administrator, and only on request."""
        old = chat.standing(person.id)
        chat.standings[person.id] = new
        self.touch()
        if chat.bot.is_admin:
            self.tell(UpdateType.CHAT_MEMBER, self._changed_member(chat, by, person.json, old, new))

    def _changed_member(self, chat: Chat, by: Json, user: Json, old: Standing, new: Standing) -> Json:
        return {
            "chat": chat.json,
            "from": by,
            "date": int(self.clock().timestamp()),
            "old_chat_member": old.json(user, chat.kind),
            "new_chat_member": new.json(user, chat.kind),
        }

    def close_overdue_polls(self) -> None:
        """Telegram closes a poll when its time is over, and tells the bot."""
        for poll in self.polls.values():
            if not poll.json["is_closed"] and self.is_closed(poll):
                poll.json["is_closed"] = True
                self.tell_poll(poll)

    def tell_poll(self, poll: Poll) -> None:
        """Tells the bot the state of a poll of its own."""
        self.tell(UpdateType.POLL, poll.json)

    def is_closed(self, poll: Poll) -> bool:
        is_over = poll.closes_at is not None and self.clock() >= poll.closes_at
        return poll.json["is_closed"] or is_over

    def tell(self, kind: UpdateType, content: Json) -> None:
        self.queue.add(kind, copy.deepcopy(content))
        self.touch()


Method = Callable[[World, Values], Awaitable[object]]
"""A played method of the Bot API: its checked fields to its JSON-able result; raises ApiError."""
