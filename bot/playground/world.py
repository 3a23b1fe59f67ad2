"""The state of the in-memory Telegram: who is there, what was said, and what the bot is to be told."""

from __future__ import annotations

import asyncio
import copy
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from telegram.constants import UpdateType

from bot.playground.checks import Values
from bot.playground.profile import Profile
from bot.playground.state import (
    Alert,
    Call,
    CallbackQuery,
    Chat,
    Fault,
    Json,
    Message,
    Person,
    Poll,
    Upload,
    member,
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
        self._change = asyncio.Event()
        self.queue = UpdateQueue(first_id)
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.polls: dict[str, Poll] = {}
        self.files: dict[str, Upload] = {}
        self.queries: dict[str, CallbackQuery] = {}
        self.alerts: list[Alert] = []
        self.calls: list[Call] = []
        self.profile = Profile(own_name=name)
        self.webhook: Json = {}
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
        self.alerts.clear()
        self.queue.pending.clear()
        self.touch()

    def close(self) -> None:
        """Lets a waiting getUpdates return, so that a server can stop at once."""
        self.queue.close()

    def add_message(self, chat: Chat, sender: Json, content: Json) -> Message:
        """A new message in ``chat``; ``content`` is its part of the Bot API's Message."""
        now = self.clock()
        message_id = self.next_id()
        head = {"message_id": message_id, "from": sender, "chat": chat.json, "date": int(now.timestamp())}
        message = Message(message_id, chat.id, sender["id"], now, head | content)
        chat.messages[message_id] = message
        self.touch()
        return message

    def change_bot_status(self, chat: Chat, by: Json, old: str, new: str) -> None:
        """Tells the bot that its own membership changed."""
        self.tell(
            UpdateType.MY_CHAT_MEMBER,
            {
                "chat": chat.json,
                "from": by,
                "date": int(self.clock().timestamp()),
                "old_chat_member": member(self.me, old),
                "new_chat_member": member(self.me, new),
            },
        )

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
