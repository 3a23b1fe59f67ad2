"""What one bot sees of the stand-in: updates by long polling, and an answer to every method it needs."""

from __future__ import annotations

import asyncio
import re
import time
from collections import deque
from collections.abc import Callable
from typing import Any

import orjson

Reply = Callable[[int, bytes], None]

BOT = {"id": 123456789, "is_bot": True, "first_name": "Hamkori", "username": "hamkori_test_bot"}
POLL_TRIP = 0.02
"""Seconds that a poll takes at least, as over a network: else nearly every update has a poll of its own."""
POLL_LIMIT = 100
EMPTY_PROFILE: dict[str, Any] = {
    "MyCommands": [],
    "MyName": {"name": ""},
    "MyDescription": {"description": ""},
    "MyShortDescription": {"short_description": ""},
}
TAGS = re.compile(r"<[^>]+>")
# What Telegram makes of an answered question's HTML: a bold heading, the quoted fact, its source.
ENTITIES = [
    {"type": "bold", "offset": 0, "length": 10},
    {"type": "blockquote", "offset": 11, "length": 10},
    {"type": "text_link", "offset": 22, "length": 10, "url": "https://example.org/"},
]


class BotApi:
    """The methods of one bot. ``on_delivery`` hears of updates handed out, ``on_call`` of calls."""

    def __init__(self) -> None:
        self.polled = asyncio.Event()
        self.surprises: list[str] = []
        self.on_delivery: Callable[[dict[str, Any], float], None] = lambda update, at: None
        self.on_call: Callable[[str, dict[str, str], Any, float], None] = lambda method, fields, result, at: (
            None
        )
        self._sent = 0
        self._awaited: dict[int, asyncio.Future[None]] = {}
        self._updates: deque[dict[str, Any]] = deque()
        self._last_update = 700_000_000
        self._poll: Reply | None = None
        self._poll_opens_at = 0.0
        self._profile: dict[tuple[str, str], Any] = {}

    def push(self, update: dict[str, Any]) -> None:
        self._last_update += 1
        self._updates.append({"update_id": self._last_update, **update})
        if self._poll is not None and time.perf_counter() >= self._poll_opens_at:
            self._hand_out(self._poll)

    def sent_to(self, chat_id: int) -> asyncio.Future[None]:
        """Done when the next message goes to this chat."""
        self._awaited[chat_id] = asyncio.get_running_loop().create_future()
        return self._awaited[chat_id]

    def call(self, method: str, fields: dict[str, str], reply: Reply) -> None:
        if method == "getUpdates":
            self._open_poll(fields, reply)
            return
        at = time.perf_counter()
        result = self._result(method, fields)
        if result is None:
            self.surprises.append(method)
            reply(404, orjson.dumps({"ok": False, "error_code": 404, "description": "Not Found"}))
            return
        reply(200, orjson.dumps({"ok": True, "result": result}))
        if method.startswith("send"):
            self._tell_awaiting(int(fields["chat_id"]))
        self.on_call(method, fields, result, at)

    def _tell_awaiting(self, chat_id: int) -> None:
        awaited = self._awaited.pop(chat_id, None)
        if awaited is not None and not awaited.done():
            awaited.set_result(None)

    def _open_poll(self, fields: dict[str, str], reply: Reply) -> None:
        offset = int(fields.get("offset", "0"))
        while self._updates and self._updates[0]["update_id"] < offset:
            self._updates.popleft()
        loop = asyncio.get_running_loop()
        self._poll = reply
        self._poll_opens_at = time.perf_counter() + POLL_TRIP
        loop.call_later(POLL_TRIP, self._hand_out, reply)
        loop.call_later(max(float(fields.get("timeout", "0")), POLL_TRIP), self._hand_out, reply, True)
        self.polled.set()

    def _hand_out(self, poll: Reply, at_any_rate: bool = False) -> None:
        if poll is not self._poll or not (self._updates or at_any_rate):
            return
        self._poll = None
        updates = [self._updates[index] for index in range(min(len(self._updates), POLL_LIMIT))]
        poll(200, orjson.dumps({"ok": True, "result": updates}))
        at = time.perf_counter()
        for update in updates:
            self.on_delivery(update, at)

    def _result(self, method: str, fields: dict[str, str]) -> Any:
        if method == "editMessageText":
            return edited(fields)
        if method in ("sendMessage", "sendPhoto"):
            self._sent += 1
            text = {"text": fields.get("text", ""), "message_id": str(1000 + self._sent)}
            return edited({**fields, **text})
        if method == "answerCallbackQuery" or method == "deleteWebhook":
            return True
        if method == "getMe":
            return BOT
        key = (method[3:], fields.get("language_code", ""))
        if method.startswith("getMy"):
            return self._profile.get(key, EMPTY_PROFILE[method[3:]])
        if method.startswith("setMy"):
            self._profile[key] = _kept(fields)
            return True
        return None


def edited(fields: dict[str, str]) -> dict[str, Any]:
    """The message as Telegram gives it back."""
    person = int(fields["chat_id"])
    message: dict[str, Any] = {
        "message_id": int(fields["message_id"]),
        "date": 1_795_000_000,
        "edit_date": 1_795_000_060,
        "chat": {"id": person, "type": "private", "first_name": "Somebody"},
        "from": BOT,
        "text": TAGS.sub("", fields["text"]),
    }
    if "parse_mode" in fields:
        message["entities"] = ENTITIES
    if "reply_markup" in fields:
        message["reply_markup"] = orjson.loads(fields["reply_markup"])
    return message


def _kept(fields: dict[str, str]) -> Any:
    """What the get method answers after this set method."""
    if "commands" in fields:
        return orjson.loads(fields["commands"])
    return {
        name: value for name, value in fields.items() if name in ("name", "description", "short_description")
    }
