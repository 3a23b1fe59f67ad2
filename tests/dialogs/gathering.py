"""A group, a topic or a channel in a dialog: what the bot says there, and who presses what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.playground.telegram import Chat, Message
from tests.dialogs.conversation import Talk, World, data_of, labels

CLASS = "Class 9b"


@dataclass
class Gathering:
    """``topic_id`` is of a forum; None is its general topic, or a chat without any."""

    world: World
    chat: Chat
    topic_id: int | None = None

    @property
    def from_bot(self) -> list[Message]:
        bot = self.world.telegram.bot_id
        said = [each for each in self.chat.messages.values() if each.sender_id == bot]
        return [each for each in said if each.topic_id == self.topic_id]

    @property
    def last(self) -> Message:
        return self.from_bot[-1]

    @property
    def text(self) -> str:
        return self.last.text or ""

    @property
    def labels(self) -> list[str]:
        return labels(self.last)

    async def say(self, who: Talk, text: str) -> None:
        self.world.telegram.say(who.person, text, chat=self.chat, topic_id=self.topic_id)
        await self.world.settle()

    async def tap(self, who: Talk, *path: str) -> None:
        """Press the buttons with these labels, one after the other, under the bot's last message."""
        for label in path:
            self.world.telegram.tap(who.person, self.last.id, data_of(self.last, label), chat=self.chat)
            await self.world.settle()

    async def subscribe(self, who: Talk, at: str = "08:30") -> None:
        await self.say(who, f"/daily@hamkori_bot {at}")


async def group(world: World, admin: Talk, *others: Talk, kind: str = "group") -> Gathering:
    """The first one makes it, and is its administrator."""
    members = [admin.person, *(each.person for each in others)]
    chat = world.telegram.add_group(CLASS, members, kind=kind)  # type: ignore[arg-type]
    await world.settle()
    return Gathering(world, chat)


async def forum(world: World, admin: Talk) -> Gathering:
    """One topic of it."""
    chat = world.telegram.add_group(CLASS, [admin.person], is_forum=True)
    topic = world.telegram.open_topic(admin.person, chat, "History")
    await world.settle()
    return Gathering(world, chat, topic.id)


async def channel(world: World, admin: Talk, *others: Talk) -> Gathering:
    members = [admin.person, *(each.person for each in others)]
    chat = world.telegram.add_channel("Rivers daily", members)
    await world.settle()
    return Gathering(world, chat)


def links(message: Message) -> list[str]:
    return [button["url"] for row in message.buttons for button in row if "url" in button]


def payload_of(message: Message) -> str:
    """What the link under a message says to /start."""
    [address] = links(message)
    return address.partition("?start=")[2]


def spy(world: World) -> list[dict[str, str]]:
    """The fields of every message that is sent from now on."""
    sent: list[dict[str, str]] = []
    call = world.telegram.call

    async def watched(method: str, fields: Any, *more: Any) -> Any:
        if method.startswith("send"):
            sent.append(dict(fields))
        return await call(method, fields, *more)

    world.telegram.call = watched  # type: ignore[method-assign, assignment]
    return sent
