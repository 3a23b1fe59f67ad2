"""`python -m benchmarks.rush`: 2,000 people start at once, before a Telegram that keeps its limits.

The stand-in refuses a fourth message to a chat, and a 31st in all, within any second, and asks for a pause of
a second then. The control is the same bot without its limiter.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from collections import Counter, deque
from pathlib import Path
from statistics import quantiles
from typing import Any

import orjson
import uvloop

from benchmarks.bot_api import BotApi, Reply, edited
from benchmarks.people import FIRST_PERSON
from benchmarks.processes import ROOT, Measured, start_bot
from benchmarks.server import serve

TOKEN = f"123456789:{'x' * 35}"
TO_CHAT, IN_ALL = 3, 30
QUIET = 3.0  # seconds after the last answer in which one that comes twice would come


class Limited(BotApi):
    """One bot's Telegram, which counts messages and edits."""

    def __init__(self) -> None:
        super().__init__()
        self.refused = 0
        self.answered: dict[int, float] = {}  # when each person had the first message
        self.messages: Counter[int] = Counter()
        self.news = asyncio.Event()
        self._told: deque[tuple[float, int]] = deque()

    def call(self, method: str, fields: dict[str, str], reply: Reply) -> None:
        if not method.startswith(("send", "edit")):
            super().call(method, fields, reply)
            return
        now, chat_id = time.perf_counter(), int(fields["chat_id"])
        while self._told and now - self._told[0][0] >= 1.0:
            self._told.popleft()
        if len(self._told) >= IN_ALL or sum(chat == chat_id for _, chat in self._told) >= TO_CHAT:
            self.refused += 1
            reply(429, FLOOD)
            return
        self._told.append((now, chat_id))
        self.answered.setdefault(chat_id, now)
        self.messages[chat_id] += 1
        super().call(method, fields, reply)
        self.news.set()

    def _result(self, method: str, fields: dict[str, str]) -> Any:
        if method == "sendMessage":
            return edited({**fields, "message_id": str(sum(self.messages.values()))})
        return super()._result(method, fields)


FLOOD = orjson.dumps(
    {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 1",
        "parameters": {"retry_after": 1},
    }
)


def start_update(person: int) -> dict[str, Any]:
    somebody = {"id": person, "is_bot": False, "first_name": "Somebody", "language_code": "en"}
    chat = {"id": person, "type": "private", "first_name": "Somebody"}
    message = {"message_id": 1, "date": 1_795_000_000, "chat": chat, "from": somebody, "text": "/start"}
    return {"message": message | {"entities": [{"type": "bot_command", "offset": 0, "length": 6}]}}


async def rush(people: int, send_rate: int, patience: float, directory: Path) -> None:
    """One rush; prints its row."""
    async with serve() as server:
        api = server.bots[TOKEN] = Limited()
        bot = start_bot(directory, server.url, TOKEN, send_rate)
        try:
            async with asyncio.timeout(60):
                await api.polled.wait()
            began = time.perf_counter()
            for person in range(FIRST_PERSON, FIRST_PERSON + people):
                api.push(start_update(person))
            await _until_answered(api, bot, people, patience)
        finally:
            bot.stop()
    waits = [at - began for at in api.answered.values()]
    cuts = quantiles(waits, n=100)
    twice = sum(count > 1 for count in api.messages.values())
    print(
        f"| {send_rate or 'none (control)'} | {people} | {people - len(waits)} | {twice} | {api.refused} "
        f"| {cuts[49]:.1f} | {cuts[98]:.1f} | {max(waits):.1f} |",
        flush=True,
    )


async def _until_answered(api: Limited, bot: Measured, people: int, patience: float) -> None:
    try:
        async with asyncio.timeout(patience):
            while len(api.answered) < people:
                api.news.clear()
                await api.news.wait()
                bot.check()
    except TimeoutError:
        return
    await asyncio.sleep(QUIET)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--people", type=int, default=2000)
    parser.add_argument("--control", action="store_true", help="run the bot without its limiter as well")
    arguments = parser.parse_args()
    print(f"the shortest there can be for the last one: {arguments.people / IN_ALL:.0f} s\n")
    print("| SEND_RATE | people | no answer | two answers | refusals | p50 s | p99 s | last s |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    cache = ROOT / ".cache"
    cache.mkdir(exist_ok=True)
    for send_rate in (30, 0) if arguments.control else (30,):
        with tempfile.TemporaryDirectory(prefix="rush-", dir=cache) as directory:
            patience = 3 * arguments.people / IN_ALL + 10
            with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
                runner.run(rush(arguments.people, send_rate, patience, Path(directory)))


if __name__ == "__main__":
    main()
