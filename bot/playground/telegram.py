"""An in-memory Telegram with one bot: its people act through verbs, its bot through Bot API calls."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from bot.playground.state import (
    Alert,
    ApiError,
    Call,
    CallbackQuery,
    Chat,
    Json,
    Message,
    Person,
    Poll,
    Upload,
)

__all__ = [
    "Alert",
    "ApiError",
    "Call",
    "CallbackQuery",
    "Chat",
    "Message",
    "Person",
    "Poll",
    "Telegram",
    "Upload",
]


class Telegram:
    """``clock`` gives aware UTC; ids of messages, updates and callback queries start at ``first_id``."""

    def __init__(
        self,
        *,
        token: str,
        clock: Callable[[], datetime],
        first_id: int = 1,
        edit_window: timedelta | None = None,
    ) -> None:
        self.token = token
        self.clock = clock
        self.edit_window = edit_window
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.polls: dict[str, Poll] = {}
        self.files: dict[str, Upload] = {}
        self.queries: dict[str, CallbackQuery] = {}
        self.alerts: list[Alert] = []
        self.calls: list[Call] = []
        self.version = 0
        self._next_id = first_id
        self._change = asyncio.Event()

    async def changed(self) -> None:
        """Returns at the next visible change."""
        await self._change.wait()

    async def call(
        self, method: str, fields: Mapping[str, str], files: Mapping[str, Upload] | None = None
    ) -> object:
        raise NotImplementedError

    def add_person(
        self,
        first_name: str,
        language_code: str,
        *,
        last_name: str | None = None,
        username: str | None = None,
        person_id: int | None = None,
    ) -> Person:
        raise NotImplementedError

    def add_group(self, title: str, members: Sequence[Person]) -> Chat:
        raise NotImplementedError

    def say(self, person: Person, text: str, *, chat: Chat | None = None) -> Message:
        raise NotImplementedError

    def send(self, person: Person, kind: str) -> Message:
        raise NotImplementedError

    def edit(self, person: Person, message_id: int, text: str) -> None:
        raise NotImplementedError

    def tap(self, person: Person, message_id: int, data: str, *, chat: Chat | None = None) -> str:
        raise NotImplementedError

    def vote(self, person: Person, message_id: int, option_ids: Sequence[int]) -> None:
        raise NotImplementedError

    def block(self, person: Person, is_blocking: bool = True) -> None:
        raise NotImplementedError

    def delete_message(self, person: Person, message_id: int) -> None:
        raise NotImplementedError

    def commands_for(self, person: Person) -> list[Json]:
        raise NotImplementedError

    def profile_for(self, language_code: str) -> Json:
        raise NotImplementedError

    def reset(self) -> None:
        raise NotImplementedError

    def fail_next(
        self, method: str, code: int, description: str, *, retry_after: int | None = None, times: int = 1
    ) -> None:
        raise NotImplementedError

    def close(self) -> None:
        """Lets waiting getUpdates calls return, so that a server can stop at once."""
        raise NotImplementedError
