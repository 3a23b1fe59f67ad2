"""A sender with everything around it, and a Telegram that answers as it is told to."""

from __future__ import annotations

import asyncio
import json
import math
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, cast

import aiohttp
from aiohttp.client_reqrep import ConnectionKey
from cryptography.fernet import Fernet
from telegram import Bot
from telegram.error import NetworkError
from telegram.request import BaseRequest, RequestData

from bot.context import House
from bot.delivery.sender import IN_FLIGHT, Sender
from bot.leading import Leading
from bot.screens.screen import Screen
from bot.services.deliveries import Delivery
from bot.settings import Settings
from bot.texts import Markup
from bot.vault import Vault
from bot.wire.answers import judge
from bot.wire.pacer import Pacer
from bot.wire.voice import Voice
from db.engine import Database
from tests.delivery.waves import DUE, bank_of, rows, subscribe_all
from tests.patience import PATIENCE

PERSON = 1001
TOKEN = "123456789:" + "a_token_of_no_bot_" * 2

Said = tuple[int, dict[str, Any] | str]
"""A status with its JSON, or with a body that is none."""

Answer = Said | Exception


@dataclass
class Hands:
    """The clock of the house and of its pacer, turned by hand."""

    now: datetime = DUE

    def read(self) -> datetime:
        return self.now

    def pacer(self) -> Pacer:
        async def sleep(seconds: float) -> None:
            self.now += timedelta(microseconds=math.ceil(seconds * 1e6))
            await asyncio.sleep(0)

        return Pacer(monotonic=lambda: (self.now - DUE).total_seconds(), sleep=sleep)


class FakeTelegram(BaseRequest):
    """Answers each send with the next answer scripted for its chat, and then well."""

    read_timeout = 1.0

    def __init__(self) -> None:
        self.script: defaultdict[int, list[Answer]] = defaultdict(list)
        self.me: Said = 200, {"ok": True, "result": {"id": 1, "is_bot": True, "first_name": "Hamkori"}}
        self.sends: list[dict[str, Any]] = []
        self.shown: Counter[int] = Counter()  # messages that each chat really got
        self.in_flight = 0
        self.most_in_flight = 0
        self.gate = asyncio.Event()  # answers wait for it
        self.gate.set()
        self.is_full = asyncio.Event()  # as many in flight as there may be
        self.on_send: Callable[[], None] = lambda: None

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        if url.endswith("/getMe"):
            return self._judged(self.me)
        assert request_data is not None
        self.sends.append(request_data.parameters)
        chat_id = cast(int, request_data.parameters["chat_id"])
        self.on_send()
        self.in_flight += 1
        self.most_in_flight = max(self.most_in_flight, self.in_flight)
        if self.in_flight == IN_FLIGHT:
            self.is_full.set()
        try:
            await asyncio.sleep(0)
            await self.gate.wait()
        finally:
            self.in_flight -= 1
        answer = self.script[chat_id].pop(0) if self.script[chat_id] else _well(chat_id)
        if isinstance(answer, Exception):
            raise answer
        self.shown[chat_id] += answer[0] == 200
        return self._judged(answer)

    def _judged(self, answer: Said) -> tuple[int, bytes]:
        status, body = answer
        payload = body.encode() if isinstance(body, str) else json.dumps(body).encode()
        judge(status, payload)
        return status, payload


def _well(chat_id: int) -> Said:
    chat = {"id": chat_id, "type": "private"}
    return 200, {"ok": True, "result": {"message_id": 77, "date": 1, "chat": chat}}


def no(status: int, description: str, **parameters: int) -> Said:
    body: dict[str, Any] = {"ok": False, "error_code": status, "description": description}
    return status, body | ({"parameters": parameters} if parameters else {})


def lost(kind: type[NetworkError], cause: Exception) -> NetworkError:
    error = kind(str(cause))
    error.__cause__ = cause
    return error


def nobody_answers() -> NetworkError:
    """What the request raises while no connection can be made."""
    key = ConnectionKey("api.telegram.org", 443, True, True, None, None, None)
    return lost(NetworkError, aiohttp.ClientConnectorError(key, OSError(111, "refused")))


@dataclass
class Bench:
    """A sender with everything around it."""

    database: Database
    hands: Hands = field(default_factory=Hands)
    telegram: FakeTelegram = field(default_factory=FakeTelegram)
    sender: Sender = field(init=False)
    house: House = field(init=False)

    def __post_init__(self) -> None:
        nothing = cast(Any, None)
        self.house = House(
            settings=Settings(),
            database=self.database,
            bank=bank_of(["one", "two", "three"]),
            texts=nothing,
            clock=self.hands.read,
            vault=Vault([Fernet.generate_key().decode()]),
            voice=Voice(Bot(TOKEN, request=self.telegram), self.hands.pacer()),
        )
        self.sender = self.another()

    def alone(self) -> Leading:
        """As the only process: nobody else can take over."""
        leading = Leading(self.database, "this one", lambda _: None)
        leading.is_alone = True
        return leading

    def another(self) -> Sender:
        return Sender(self.house, self.render, self.alone())

    def render(self, delivery: Delivery) -> Screen:
        return Screen(Markup(f"<b>{delivery.fact_id}</b> &amp; {delivery.occasion}"))

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        async with asyncio.TaskGroup() as group:
            group.create_task(self.sender.run())
            await asyncio.sleep(0)
            yield
            await self.sender.stop()

    async def send_at(self, now: datetime) -> None:
        """Turn the clock, beat, and wait until nothing can be sent any more."""
        self.hands.now = max(now, self.hands.now)
        await self.sender.beat()
        async with asyncio.timeout(PATIENCE):
            await self.sender.until_idle()

    async def states(self) -> list[tuple[Any, ...]]:
        return await rows(self.database, "state", "attempts", "reason")

    async def send_one(self, *answers: Answer, chat_id: int = PERSON) -> None:
        """One due fact, whose sending is answered like this."""
        await subscribe_all(self.database, [chat_id])
        self.telegram.script[chat_id] = list(answers)
        await self.send_at(DUE)
