"""What a person does in the page, as acts on the in-memory Telegram."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from bot.playground.bodies import Act, content, flag, number, numbers, one_of, optional_number, refusal, words
from bot.playground.state import Json, Upload
from bot.playground.telegram import Chat, Person, Telegram, Topic
from bot.playground.viewing import Controls

LANGUAGES = ("tg", "ru", "en")
KINDS = ("sticker", "photo", "voice", "location", "abroad")
CHATS = ("group", "supergroup", "forum", "channel")
MESSAGE_LIMIT = 4096
"""UTF-16 units."""
INLINE_PATIENCE = 10.0
"""Seconds."""
LONGEST_TEXT = 20_000
LONGEST_NAME = 64
LONGEST_FILE_NAME = 255
LARGEST_FILE = 2_000_000
"""Bytes: more than the bot takes, so that it can be seen to refuse."""
LONGEST_MOVE = timedelta(days=366)

_Deed = Callable[[Telegram, Person, Chat, Json], object]


def _topic(chat: Chat, body: Json) -> Topic:
    return chat.topics[number(body, "topic")]


def _open_topic(telegram: Telegram, person: Person, chat: Chat, body: Json) -> object:
    return telegram.open_topic(person, chat, words(body, "name", longest=LONGEST_NAME))


DEEDS: Mapping[str, _Deed] = {
    "add-bot": lambda telegram, person, chat, _: telegram.add_bot(person, chat),
    "remove-bot": lambda telegram, person, chat, _: telegram.kick(person, chat),
    "promote-bot": lambda telegram, person, chat, _: telegram.promote_bot(person, chat),
    "demote-bot": lambda telegram, person, chat, _: telegram.demote_bot(person, chat),
    "hide": lambda telegram, person, chat, _: telegram.hide(person, chat),
    "unhide": lambda telegram, person, chat, _: telegram.hide(person, chat, False),
    "migrate": lambda telegram, person, chat, _: telegram.migrate(chat),
    "make-forum": lambda telegram, person, chat, _: telegram.make_forum(person, chat),
    "open-topic": _open_topic,
    "close-topic": lambda telegram, person, chat, body: telegram.close_topic(
        person, chat, _topic(chat, body)
    ),
    "reopen-topic": lambda telegram, person, chat, body: telegram.close_topic(
        person, chat, _topic(chat, body), is_closed=False
    ),
    "delete-topic": lambda telegram, person, chat, body: telegram.delete_topic(
        person, chat, _topic(chat, body)
    ),
    "leave": lambda telegram, person, chat, _: telegram.leave(person, chat),
}
"""What a person does to a group, by the word for it."""


def pieces(text: str) -> list[str]:
    """What a client makes of a text that is longer than one message."""
    units = text.encode("utf-16-le")
    found, start = [], 0
    while start < len(units):
        piece = units[start : start + 2 * MESSAGE_LIMIT].decode("utf-16-le", "ignore")
        found.append(piece)
        start += len(piece.encode("utf-16-le"))
    return [piece for piece in found if piece.strip()]


class Acts:
    """Each takes the JSON that the page sent and gives that of its answer."""

    def __init__(self, telegram: Telegram, controls: Controls) -> None:
        self.telegram = telegram
        self.controls = controls

    def table(self) -> Mapping[str, Act]:
        """By the last part of their address."""
        return {
            "people": self.add_person,
            "groups": self.add_group,
            "group": self.change_group,
            "say": self.say,
            "send": self.send,
            "hand": self.hand,
            "tap": self.tap,
            "inline": self.inline,
            "choose": self.choose,
            "vote": self.vote,
            "block": self.block,
            "delete": self.delete,
            "clock": self.clock,
            "reset": self.reset,
        }

    async def add_person(self, body: Json) -> Json:
        name = words(body, "name", longest=LONGEST_NAME).strip()
        person = self.telegram.add_person(name, one_of(body, "language", LANGUAGES))
        return {"person": person.id}

    async def add_group(self, body: Json) -> Json:
        """With everybody in it and with the bot."""
        person = self._person(body)
        title = words(body, "title", longest=LONGEST_NAME).strip()
        kind = one_of(body, "kind", CHATS)
        members = [person, *(each for each in self.telegram.people.values() if each != person)]
        if kind == "channel":
            return {"chat": self.telegram.add_channel(title, members).id}
        is_forum = kind == "forum"
        made = "supergroup" if kind == "supergroup" else "group"
        chat = self.telegram.add_group(title, members, kind=made, is_forum=is_forum)  # type: ignore[arg-type]
        return {"chat": chat.id}

    async def change_group(self, body: Json) -> Json:
        person, chat = self._person(body), self._chat(body)
        deed = DEEDS[one_of(body, "deed", tuple(DEEDS))]
        done = self._do(deed, self.telegram, person, chat, body)
        return {"topic": done.id} if isinstance(done, Topic) else {}

    async def say(self, body: Json) -> Json:
        person, text = self._person(body), words(body, "text", longest=LONGEST_TEXT).strip()
        reply_to = optional_number(body, "reply_to")
        for piece in pieces(text):
            self._do(self.telegram.say, person, piece, reply_to=reply_to, **self._place(body))
        return {}

    async def send(self, body: Json) -> Json:
        kind = one_of(body, "kind", KINDS)
        self._do(self.telegram.send, self._person(body), kind, **self._place(body))
        return {}

    async def hand(self, body: Json) -> Json:
        """A file from this machine, to the bot alone."""
        name = words(body, "name", longest=LONGEST_FILE_NAME)
        file = Upload(name, "application/octet-stream", content(body, "content", largest=LARGEST_FILE))
        self._do(self.telegram.hand, self._person(body), file)
        return {}

    async def tap(self, body: Json) -> Json:
        person, message_id = self._person(body), number(body, "message_id")
        data = words(body, "data", longest=64)
        return {"query": self._do(self.telegram.tap, person, message_id, data, chat=self._chat(body))}

    async def inline(self, body: Json) -> Json:
        """What the bot offers whoever calls it; nothing if it does not answer in time."""
        asked = self.telegram.call_inline(self._person(body), words(body, "query", longest=256))
        try:
            async with asyncio.timeout(INLINE_PATIENCE):
                while asked.results is None:
                    await self.telegram.changed()
        except TimeoutError:
            return {"query": asked.id, "results": []}
        shown = [{"id": each["id"], "title": each["title"]} for each in asked.results]
        return {"query": asked.id, "results": shown}

    async def choose(self, body: Json) -> Json:
        query, result = words(body, "query", longest=64), words(body, "result", longest=64)
        self._do(self.telegram.choose_inline, self._person(body), query, result, **self._place(body))
        return {}

    async def vote(self, body: Json) -> Json:
        options, chat = numbers(body, "options"), self._chat(body)
        self._do(self.telegram.vote, self._person(body), number(body, "message_id"), options, chat=chat)
        return {}

    async def block(self, body: Json) -> Json:
        self._do(self.telegram.block, self._person(body), flag(body, "is_blocking"))
        return {}

    async def delete(self, body: Json) -> Json:
        person, message_id = self._person(body), number(body, "message_id")
        self._do(self.telegram.delete_message, person, message_id, chat=self._chat(body))
        return {}

    async def clock(self, body: Json) -> Json:
        if body.get("to") == "next-morning":
            return {"now": (await self.controls.next_morning()).isoformat()}
        move = timedelta(hours=number(body, "hours"))
        if not timedelta() < move <= LONGEST_MOVE:
            raise refusal(
                f'Give "hours" from 1 to {LONGEST_MOVE // timedelta(hours=1)}: the clock never goes back.'
            )
        return {"now": (await self.controls.move_clock(move)).isoformat()}

    async def reset(self, body: Json) -> Json:
        await self.controls.reset()
        return {}

    def _person(self, body: Json) -> Person:
        person = self.telegram.people.get(number(body, "person"))
        if person is None:
            raise refusal("There is no such person; load the page again.", "gone")
        return person

    def _chat(self, body: Json) -> Chat:
        """The chat that is named, or the person's own with the bot."""
        wanted = optional_number(body, "chat")
        chat = self.telegram.chats.get(self._person(body).id if wanted is None else wanted)
        is_others = chat is not None and chat.kind == "private" and chat.id != self._person(body).id
        if chat is None or is_others:
            raise refusal("There is no such chat; load the page again.", "gone")
        return chat

    def _place(self, body: Json) -> dict[str, Any]:
        return {"chat": self._chat(body), "topic_id": optional_number(body, "topic")}

    def _do(self, verb: Callable[..., Any], *values: Any, **named: Any) -> Any:
        try:
            return verb(*values, **named)
        except KeyError:
            raise refusal("That message, button or option is no longer there.", "gone") from None
        except ValueError as error:
            raise refusal(f"Telegram refuses this: {error}.", "refused") from None
