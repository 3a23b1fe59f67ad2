"""Talk and tap like a person: the real bot on an in-memory Telegram, buttons pressed by their labels."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.app import build
from bot.playground.telegram import Chat, Message, Person, Telegram
from bot.running import App
from bot.settings import Secret, Settings
from content.model import Bank
from db.engine import Database
from tests.memory_request import MemoryRequest

TOKEN = "1234567:a-token-for-tests-that-opens-nothing-000"
MORNING = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
"""Eight in the morning in Dushanbe."""


class TurnedClock:
    """A clock that stands until a test turns it."""

    def __init__(self, moment: datetime = MORNING) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment

    def turn(self, **by: float) -> None:
        self.moment += timedelta(**by)


@dataclass
class World:
    """The bot, its Telegram and a clock."""

    app: App
    telegram: Telegram
    clock: TurnedClock
    offset: int = field(default=0)

    def person(self, name: str = "Alice", language: str = "en") -> Talk:
        return Talk(self, self.telegram.add_person(name, language))

    async def settle(self) -> None:
        """Let the bot handle everything that was said and tapped."""
        while updates := await self._updates():
            self.offset = updates[-1]["update_id"] + 1
            await self.app.intake.take(updates)
            await self.app.intake.idle()

    async def _updates(self) -> list[dict[str, Any]]:
        fields = {"offset": str(self.offset), "timeout": "0"}
        updates = await self.telegram.call("getUpdates", fields)
        assert isinstance(updates, list)
        return updates

    async def beat(self) -> None:
        """What the scheduler does each minute, until every fact that is due has gone out."""
        await self.app.sender.beat()
        await self.app.sender.until_idle()


@dataclass
class Talk:
    """One person's private chat with the bot."""

    world: World
    person: Person

    @property
    def chat(self) -> Chat:
        return self.world.telegram.chats[self.person.id]

    @property
    def from_bot(self) -> list[Message]:
        return [message for message in self.chat.messages.values() if message.sender_id != self.person.id]

    @property
    def last(self) -> Message:
        return self.from_bot[-1]

    @property
    def text(self) -> str:
        """The text of the bot's last message, or the caption of its picture."""
        return self.last.text or self.last.caption or ""

    @property
    def labels(self) -> list[str]:
        return labels(self.last)

    async def say(self, text: str) -> None:
        self.world.telegram.say(self.person, text)
        await self.world.settle()

    async def tap(self, label: str, message: Message | None = None) -> None:
        """Press the button whose label contains ``label``."""
        message = message or self.last
        self.world.telegram.tap(self.person, message.id, data_of(message, label))
        await self.world.settle()

    async def press(self, message: Message, data: str) -> None:
        """Press a button by its data, as a client does that still shows it."""
        self.world.telegram.tap(self.person, message.id, data, is_late=True)
        await self.world.settle()

    @property
    def alerts(self) -> list[str]:
        """What the bot said over the chat."""
        return [a.text for a in self.world.telegram.alerts if a.person_id == self.person.id and a.text]


def buttons(message: Message) -> list[dict[str, str]]:
    rows = message.json.get("reply_markup", {}).get("inline_keyboard", [])
    return [button for row in rows for button in row]


def labels(message: Message) -> list[str]:
    return [button["text"] for button in buttons(message)]


def data_of(message: Message, label: str) -> str:
    exact = [button["callback_data"] for button in buttons(message) if label == button["text"]]
    found = exact or [button["callback_data"] for button in buttons(message) if label in button["text"]]
    assert found, f"no button {label!r} among {labels(message)} under {message.text!r}"
    return found[0]


@asynccontextmanager
async def world_of(bank: Bank, database: Database, first_id: int = 1) -> AsyncIterator[World]:
    """Ids begin at ``first_id``: larger in a second world on one database, as those of Telegram go on."""
    clock = TurnedClock()
    telegram = Telegram(token=TOKEN, clock=clock, first_id=first_id)
    settings = Settings(
        bot_token=Secret(TOKEN),
        operator_contact="teachers@example.org",
        send_rate=0,
    )
    app = build(settings, bank, database, clock, request=lambda _: MemoryRequest(telegram))
    app.leading.is_alone = True
    async with app.started():
        yield World(app, telegram, clock)
