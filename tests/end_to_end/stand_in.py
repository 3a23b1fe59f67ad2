"""A Bot API server for tests of the real process: hands out updates as Telegram does, notes every call."""

from __future__ import annotations

import asyncio
import json
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Literal, Self
from urllib.parse import urlsplit

import orjson
from aiohttp import web

from bot.playground.courier import Courier, Target
from tests.patience import PATIENCE

TOKEN = "123456789:" + "stand-in_token_of_no_bot_at_all_"[:35]
BOT = {"id": 123456789, "is_bot": True, "first_name": "Hamkori", "username": "hamkori_test_bot"}
POLL_LIMIT = 100
RESULTS: dict[str, Any] = {
    "getMe": BOT,
    "getMyCommands": [],
    "getMyName": {"name": ""},
    "getMyDescription": {"description": ""},
    "getMyShortDescription": {"short_description": ""},
}


@dataclass(slots=True)
class Call:
    """One call of a method. Instants are ``time.monotonic()``."""

    method: str
    fields: dict[str, str]
    arrived_at: float
    life: int  # how many processes had been declared dead when it arrived
    caller: str = ""  # what stands before "/bot" in the address that this process was given
    delivered: bool = False  # whether it took effect: Telegram would have shown the message
    answered_at: float | None = None  # when its answer was written to the socket; None = never

    @property
    def chat_id(self) -> int:
        return int(self.fields.get("chat_id", "0"))

    def was_in_flight(self, at: float) -> bool:
        """Whether the caller cannot have known at that instant that this call took effect."""
        return self.delivered and (self.answered_at is None or self.answered_at >= at)


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of one call: how long it takes, and what the caller gets."""

    delay: float = 0.0  # seconds before the answer
    status: int = 200
    description: str = ""
    retry_after: int | None = None
    drop: Literal["before", "after"] | None = None  # the connection breaks before or after it took effect
    body: bytes | None = None  # what is answered, with ``status``, by something in Telegram's place


WELL = Fate()
FLOOD = Fate(status=429, description="Too Many Requests: retry after 1", retry_after=1)
BAD_GATEWAY = Fate(status=502, description="Bad Gateway")
CONFLICT = Fate(status=409, description="Conflict: terminated by other getUpdates request")
WEBHOOK_IS_SET = Fate(
    status=409,
    description="Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first",
)
NOT_MODIFIED = Fate(status=400, description="Bad Request: message is not modified")
LOST = Fate(drop="before")
ANSWER_LOST = Fate(drop="after")


@dataclass
class Limits:
    """Telegram's limits, as a fate: so many messages and edits within any second, to a chat and in all."""

    per_chat: int = 3
    in_all: int = 30
    refused: int = 0

    def __post_init__(self) -> None:
        self._told: deque[tuple[float, int]] = deque()

    def __call__(self, call: Call) -> Fate:
        if not call.method.startswith(("send", "edit")):
            return WELL
        while self._told and call.arrived_at - self._told[0][0] >= 1.0:
            self._told.popleft()
        to_chat = sum(chat_id == call.chat_id for _, chat_id in self._told)
        if to_chat >= self.per_chat or len(self._told) >= self.in_all:
            self.refused += 1
            return FLOOD
        self._told.append((call.arrived_at, call.chat_id))
        return WELL


@dataclass
class StandIn:
    """The server. ``fate`` decides over every call but getUpdates, ``poll_fate`` over getUpdates.

    Use as ``async with StandIn() as server`` and give ``server.url`` to the bot as BOT_API_URL.
    """

    fate: Callable[[Call], Fate] = lambda call: WELL
    poll_fate: Callable[[Call], Fate] = lambda call: WELL
    calls: list[Call] = field(default_factory=list)  # every call but getUpdates, in order of arrival
    polls: list[Call] = field(default_factory=list)
    queue: list[dict[str, Any]] = field(default_factory=list)  # updates not yet acknowledged, in order
    messages: dict[tuple[int, int], dict[str, Any]] = field(
        default_factory=dict
    )  # (chat, message id) -> message
    shown: Callable[[dict[str, Any]], None] = lambda message: None  # called with each message as it appears
    has_long_polling: bool = True
    life: int = 0
    url: str = ""
    doors: list[str] = field(default_factory=list)
    """Where a reverse proxy brings what is posted to the webhook, in turn."""
    webhook: dict[str, Any] = field(default_factory=dict)
    guests: list[asyncio.subprocess.Process] = field(default_factory=list)
    """The processes that were given its address; none outlives a harness that breaks off."""
    host: str = "127.0.0.1"

    def __post_init__(self) -> None:
        self._next_update = 700_000_001
        self._next_message = 1
        self._news = asyncio.Event()
        self._polled = asyncio.Event()
        self._poller = 0
        self._runner: web.ServerRunner | None = None
        self._server: web.Server | None = None
        self._speaks: dict[object, str] = {}  # who does, at the other end of a connection
        self._courier = Courier(
            lambda: self.queue, self._accepted, self._target, first_pause=0.02, patience=3
        )
        self._posting: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        await self.come()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, *_: BaseException | TracebackType | None
    ) -> None:
        if kind is not None:
            for guest in self.guests:  # whoever was to stop them will not
                if guest.returncode is None:
                    guest.kill()
        await self.leave()

    # What the test does

    async def come(self) -> None:
        """Listen; after ``leave``, at the same address again."""
        self._server = web.Server(self._answer, access_log=None)
        self._runner = web.ServerRunner(self._server, shutdown_timeout=0.1)
        await self._runner.setup()
        port = int(self.url.rpartition(":")[2]) if self.url else 0
        await web.TCPSite(self._runner, self.host, port, reuse_address=True).start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"
        self._posting = asyncio.ensure_future(self._courier.run())

    async def leave(self) -> None:
        """Break every connection, and accept none."""
        assert self._runner is not None
        assert self._posting is not None
        self._posting.cancel()
        await asyncio.wait([self._posting])
        await self._runner.cleanup()

    def feed(self, *updates: dict[str, Any]) -> list[int]:
        """Queue updates, numbering them; gives their ids."""
        ids = []
        for update in updates:
            self.queue.append({"update_id": self._next_update, **update})
            ids.append(self._next_update)
            self._next_update += 1
        self._news.set()
        self._courier.wake()
        return ids

    async def wait_for_poll(self, patience: float = PATIENCE) -> None:
        """Wait until getUpdates is called once more."""
        self._polled.clear()
        async with asyncio.timeout(patience):
            await self._polled.wait()

    async def bury(self, caller: str = "") -> None:
        """Call when the bot's process is dead: all it had sent has arrived when this returns."""
        assert self._server is not None
        self._poller += 1
        self._news.set()  # the poll of the dead waits no longer
        async with asyncio.timeout(PATIENCE):
            while not self._is_left_by(caller, self._server.connections):  # noqa: ASYNC110 - aiohttp tells nobody
                await asyncio.sleep(0.005)
        await asyncio.sleep(0.01)
        self.life += 1

    def _is_left_by(self, caller: str, connections: list[Any]) -> bool:
        """Whether all connections are those of others: of one that has said nothing yet nobody knows."""
        self._speaks = {each: self._speaks[each] for each in connections if each in self._speaks}
        return all(self._speaks.get(each, caller) != caller for each in connections)

    def sent(self, *methods: str) -> list[Call]:
        """The calls of these methods that took effect."""
        return [call for call in self.calls if call.delivered and call.method in methods]

    def in_flight(self, at: float) -> list[Call]:
        """Calls of the present life that took effect without the caller knowing at that instant."""
        return [call for call in self.calls if call.life == self.life and call.was_in_flight(at)]

    # What the bot sees

    async def _answer(self, request: web.BaseRequest) -> web.StreamResponse:
        method, caller = request.path.rpartition("/")[2], request.path.partition("/bot")[0].strip("/")
        self._speaks[request.protocol] = caller
        fields = await _fields(request)
        call = Call(method, fields, time.monotonic(), self.life, caller)
        if method == "getUpdates":
            self.polls.append(call)
            self._polled.set()
            return await self._reply(request, call, self.poll_fate(call), self._updates)
        self.calls.append(call)
        return await self._reply(request, call, self.fate(call), self._effect)

    async def _reply(
        self, request: web.BaseRequest, call: Call, fate: Fate, effect: Callable[[Call], Any]
    ) -> web.StreamResponse:
        if fate.drop == "before":
            return _broken(request)
        if fate.status != 200 or fate.body is not None:
            await asyncio.sleep(fate.delay)
            body = orjson.dumps(_refusal(fate)) if fate.body is None else fate.body
            return await self._write(request, call, fate.status, body)
        result = effect(call)
        if asyncio.iscoroutine(result):
            result = await result
        call.delivered = not isinstance(result, Fate)
        await asyncio.sleep(fate.delay)
        if fate.drop == "after":
            return _broken(request)
        if isinstance(result, Fate):
            return await self._write(request, call, result.status, orjson.dumps(_refusal(result)))
        return await self._write(request, call, 200, orjson.dumps({"ok": True, "result": result}))

    async def _write(
        self, request: web.BaseRequest, call: Call, status: int, body: bytes
    ) -> web.StreamResponse:
        response = web.Response(status=status, body=body, content_type="application/json")
        with suppress(ConnectionResetError):
            await response.prepare(request)
            await response.write_eof()
            call.answered_at = time.monotonic()
        return response

    def _target(self) -> Target | None:
        if not self.webhook or not self.doors:
            return None
        self.doors.append(door := self.doors.pop(0))
        return Target(door + urlsplit(self.webhook["url"]).path, self.webhook.get("secret_token", ""))

    def _accepted(self, update: dict[str, Any]) -> None:
        self.queue = [each for each in self.queue if each["update_id"] != update["update_id"]]

    def _settle_webhook(self, call: Call) -> Any:
        if call.method == "getWebhookInfo":
            return {"url": self.webhook.get("url", ""), "pending_update_count": len(self.queue)}
        assert call.fields.get("drop_pending_updates") in (None, "false"), "updates would be lost"
        self.webhook = dict(call.fields) if call.method == "setWebhook" else {}
        self._courier.wake()
        return True

    async def _updates(self, call: Call) -> list[dict[str, Any]] | Fate:
        if self.webhook:
            return WEBHOOK_IS_SET
        self._poller += 1
        me = self._poller
        self._news.set()  # an older poll that still waits ends with a conflict
        offset = int(call.fields.get("offset", "0"))
        self.queue = [update for update in self.queue if update["update_id"] >= offset]
        wait = float(call.fields.get("timeout", "0")) if self.has_long_polling else 0.0
        ends_at = time.monotonic() + wait
        while not self.queue and (left := ends_at - time.monotonic()) > 0:
            self._news.clear()
            try:
                async with asyncio.timeout(left):
                    await self._news.wait()
            except TimeoutError:
                break
            if me != self._poller:
                return CONFLICT
        return self.queue[: int(call.fields.get("limit", POLL_LIMIT))]

    def _effect(self, call: Call) -> Any:
        if call.method.startswith("send"):
            return self._message(call, self._next_message)
        if call.method.startswith("edit") and "message_id" in call.fields:
            return self._message(call, int(call.fields["message_id"]))
        if call.method in ("setWebhook", "deleteWebhook", "getWebhookInfo"):
            return self._settle_webhook(call)
        return RESULTS.get(call.method, True)

    def _message(self, call: Call, message_id: int) -> dict[str, Any] | Fate:
        self._next_message = max(self._next_message, message_id + 1)
        message: dict[str, Any] = {
            "message_id": message_id,
            "date": 1_700_000_000,
            "chat": {"id": call.chat_id, "type": "private", "first_name": "Somebody"},
            "from": BOT,
            "text": call.fields.get("text", ""),
        }
        if "reply_markup" in call.fields:
            markup = json.loads(call.fields["reply_markup"])
            message |= {"reply_markup": markup} if "inline_keyboard" in markup else {}
        if self.messages.get((call.chat_id, message_id)) == message:
            return NOT_MODIFIED
        self.messages[call.chat_id, message_id] = message
        self.shown(message)
        return message


def text_update(person: int, text: str) -> dict[str, Any]:
    """A message that a person writes to the bot in private; to be numbered by ``feed``."""
    entities = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}]
    message = {
        "message_id": 1_000_000 + person % 1_000_000,
        "date": int(time.time()),
        "chat": {"id": person, "type": "private", "first_name": "Somebody"},
        "from": _person(person),
        "text": text,
    }
    return {"message": message | ({"entities": entities} if text.startswith("/") else {})}


def tap_update(person: int, message: dict[str, Any], data: str, tap_id: str) -> dict[str, Any]:
    """A tap on a button under a message of the bot."""
    query = {"id": tap_id, "from": _person(person), "message": message, "chat_instance": "1", "data": data}
    return {"callback_query": query}


def buttons(message: dict[str, Any]) -> dict[str, str]:
    """Label -> callback data of the buttons under a message."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return {
        button["text"]: button["callback_data"] for row in rows for button in row if "callback_data" in button
    }


def _person(person: int) -> dict[str, Any]:
    return {"id": person, "is_bot": False, "first_name": "Somebody", "language_code": "en"}


async def _fields(request: web.BaseRequest) -> dict[str, str]:
    if request.content_type.startswith("multipart/"):
        return {
            key: value if isinstance(value, str) else "(file)"
            for key, value in (await request.post()).items()
        }
    if request.content_type == "application/json":
        given = (await request.json()).items()
        return {key: value if isinstance(value, str) else json.dumps(value) for key, value in given}
    return {key: str(value) for key, value in (await request.post()).items()} | dict(request.query)


def _broken(request: web.BaseRequest) -> web.StreamResponse:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


def _refusal(fate: Fate) -> dict[str, Any]:
    refusal: dict[str, Any] = {"ok": False, "error_code": fate.status, "description": fate.description}
    if fate.retry_after is not None:
        refusal["parameters"] = {"retry_after": fate.retry_after}
    return refusal
