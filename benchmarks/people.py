"""The people at the other end: so many at a time tap a button and wait until the bot has answered."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import quantiles
from typing import Any

from benchmarks.bot_api import BotApi, edited

PATIENCE = 120.0
FIRST_PERSON = 5_000_000_000  # as today's ids of people are: beyond 32 bits
# The message whose button is tapped, in the shape of a question of the bot.
QUESTION = {
    "message_id": "77",
    "text": "<b>Where was the memorandum on the OSCE office in Tajikistan signed, and in which year?</b>",
    "parse_mode": "HTML",
    "reply_markup": '{"inline_keyboard":[[{"text":"Dushanbe","callback_data":"a:1:0:0"},'
    '{"text":"Khujand","callback_data":"a:1:0:1"}],[{"text":"Don\'t know","callback_data":"x:1:0"}]]}',
}


@dataclass(slots=True)
class Person:
    """Somebody with one message of the bot on the screen."""

    id: int
    message: dict[str, Any]

    def button(self, *kinds: str, at: int = 0) -> str:
        """The data of the button at ``at`` among those whose tap has one of these codes."""
        data = [
            button["callback_data"]
            for row in self.message["reply_markup"]["inline_keyboard"]
            for button in row
        ]
        fitting = [each for each in data if each.partition(":")[0] in kinds]
        assert fitting, f"the screen has {data} and none of {kinds}"
        return str(fitting[at % len(fitting)])


@dataclass(frozen=True, slots=True)
class Window:
    """A run of taps: seconds from the first delivery to the last answer, and seconds of waiting per tap."""

    seconds: float
    waits: list[float]

    def percentile(self, percent: int) -> float:
        return quantiles(self.waits, n=100)[percent - 1]


@dataclass(slots=True)
class _Tap:
    query_id: str
    person: Person
    delivered_at: float | None = None
    open: set[str] = field(default_factory=set)  # the calls that are still missing


class Crowd:
    """The people of one bot."""

    def __init__(self, api: BotApi, count: int) -> None:
        self.people = [
            Person(id_, edited(QUESTION | {"chat_id": str(id_)}))
            for id_ in range(FIRST_PERSON, FIRST_PERSON + count)
        ]
        self._api = api
        api.on_delivery = self._delivered
        api.on_call = self._called
        self._queries = 0
        self._waiting: deque[tuple[Person, str]] = deque()
        self._calls: tuple[str, ...] = ()
        self._by_query: dict[str, _Tap] = {}
        self._by_person: dict[int, _Tap] = {}
        self._started_at = 0.0
        self._waits: list[float] = []
        self._ended = asyncio.Event()

    async def tap(
        self,
        taps: Iterable[tuple[Person, str]],
        at_once: int,
        calls: tuple[str, ...] = ("answerCallbackQuery", "editMessageText"),
    ) -> Window:
        """Every tap, ``at_once`` people at a time; a tap ends when all of ``calls`` have come."""
        self._waiting, self._calls, self._waits = deque(taps), calls, []
        self._started_at = 0.0
        self._ended.clear()
        for _ in range(min(at_once, len(self._waiting))):
            self._tap_next()
        async with asyncio.timeout(PATIENCE):
            await self._ended.wait()
        assert not self._api.surprises, f"the bot called {self._api.surprises[:3]}"
        return Window(time.perf_counter() - self._started_at, self._waits)

    def _tap_next(self) -> None:
        person, data = self._waiting.popleft()
        self._queries += 1
        query_id = str(4_000_000_000_000_000_000 + self._queries)
        somebody = {"id": person.id, "is_bot": False, "first_name": "Somebody", "language_code": "en"}
        query = {
            "id": query_id,
            "from": somebody,
            "message": person.message,
            "chat_instance": "1",
            "data": data,
        }
        self._by_query[query_id] = self._by_person[person.id] = _Tap(query_id, person, open=set(self._calls))
        self._api.push({"callback_query": query})

    def _delivered(self, update: dict[str, Any], at: float) -> None:
        tap = self._by_query.get(update.get("callback_query", {}).get("id"))
        if tap is not None and tap.delivered_at is None:
            tap.delivered_at = at
            self._started_at = self._started_at or at

    def _called(self, method: str, fields: dict[str, str], result: Any, at: float) -> None:
        if method == "answerCallbackQuery":
            tap = self._by_query.get(fields["callback_query_id"])
        elif method == "editMessageText":
            tap = self._by_person.get(int(fields["chat_id"]))
            if tap is not None and "reply_markup" in result:
                tap.person.message = result
        else:
            return
        assert tap is not None, f"{method} answers nobody"
        tap.open.remove(method)
        if method == self._calls[-1]:
            assert tap.delivered_at is not None
            self._waits.append(at - tap.delivered_at)
        if not tap.open:
            self._close(tap)

    def _close(self, tap: _Tap) -> None:
        del self._by_person[tap.person.id]
        del self._by_query[tap.query_id]
        if self._waiting:
            self._tap_next()
        elif not self._by_query:
            self._ended.set()
