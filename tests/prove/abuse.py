"""Whoever hammers, floods and forges: memory stays flat, others are answered, what is too much is counted."""

from __future__ import annotations

import asyncio
import re
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import aiohttp

from tests.banks import write_bank
from tests.end_to_end.process import BotProcess, bot_environment
from tests.end_to_end.stand_in import StandIn, tap_update, text_update
from tests.prove.paper import Found, Notes

Json = dict[str, Any]

BYSTANDER = 4_000
FIRST = 5_000_000
GROUP = -1_001_000_000_001
AHEAD = 300
"""Updates that wait with Telegram at most: an attack comes as fast as the bot takes it."""
LONGEST_WAIT = 10.0
"""Seconds: longer nobody else may wait. A thousand updates may be in hand before theirs, and some hundreds
with Telegram, which a busy machine works off in six."""
MOST_GROWTH = 40.0
"""Megabytes that an attack may add, for good."""

HEADS = ("attack", "updates", "passed over", "words", "others' longest wait, s", "MB before", "MB after")


@dataclass
class Borne:
    """What an attack did."""

    updates: int
    passed_over: int
    words: int
    worst: float  # seconds that the bystander waited
    before: float  # megabytes
    after: float


def hammering(size: int) -> Iterator[Json]:
    """One person taps without a pause."""
    return (_tap(FIRST, "h", number) for number in range(size))


def walls(size: int) -> Iterator[Json]:
    """One person sends walls of 4,096 characters."""
    return (_text(FIRST + 1, ("who signed the bridge " * 200)[:4096], number) for number in range(size))


def crowd(size: int) -> Iterator[Json]:
    """Two hundred people tap in a group at once, again and again."""
    place = {"id": GROUP, "type": "supergroup", "title": "Class"}
    for number in range(size):
        update = _tap(FIRST + 10 + number % 200, f"g:{GROUP}", number)
        update["callback_query"]["message"]["chat"] = place
        yield update


def forged(size: int) -> Iterator[Json]:
    """A hundred people tap what they were never shown, and the same again."""
    data = ("a:1:0:0", "a:9223372036854775807:0:0", "qf:1", "yk:x", "x" * 64, "zz:1", "", "s::5:0", "fg")
    return (_tap(FIRST + 300 + number % 100, data[number % len(data)], number // 2) for number in range(size))


def links(size: int) -> Iterator[Json]:
    """A hundred people follow links to nowhere."""
    rubbish = ("c_AAAA-BBBB-CCCC", "f_" + "x" * 60, "s_" + "0" * 16, "%00", "q_\u2066", "g_9_f")
    return (
        _text(FIRST + 500 + number % 100, f"/start {rubbish[number % len(rubbish)]}", number)
        for number in range(size)
    )


def newcomers(size: int) -> Iterator[Json]:
    """Each update is of somebody new."""
    return (_text(FIRST + 1_000 + number, "/start", number) for number in range(size))


ATTACKS = {
    "one hammers a button": (hammering, 0.05),
    "one sends walls of 4,096 characters": (walls, 0.01),
    "two hundred tap in a group": (crowd, 0.05),
    "forged and replayed taps of a hundred": (forged, 0.05),
    "rubbish links of a hundred": (links, 0.05),
    "new ids that send /start": (newcomers, 1.0),
}
"""What each sends, and how much of the size."""


def _text(person: int, text: str, number: int) -> Json:
    update = text_update(person, text)
    update["message"]["message_id"] = 10 + number
    update["message"]["date"] += number * 5  # none goes on what the one before began
    return update


def _tap(person: int, data: str, number: int) -> Json:
    message = text_update(person, "shown")["message"]
    return tap_update(person, message, data, f"{person} tap {number}")


@dataclass
class Bystander:
    """Somebody else, who asks for help."""

    server: StandIn = field(init=False)
    _told: asyncio.Event = field(default_factory=asyncio.Event)

    def see(self, message: Json) -> None:
        if message["chat"]["id"] == BYSTANDER:
            self._told.set()

    async def is_answered(self) -> float:
        """Seconds until it is."""
        began = time.monotonic()
        self._told.clear()
        self.server.feed(text_update(BYSTANDER, "/help"))
        async with asyncio.timeout(120):
            await self._told.wait()
        return time.monotonic() - began


async def bear(directory: Path, attack: Iterator[Json]) -> Borne:
    """Begin the attack, and ask for help as somebody else every half a second until it is over."""
    bystander = Bystander()
    async with StandIn(shown=bystander.see) as server:
        bystander.server = server
        environment = bot_environment(server, directory, CONTENT_DIR=str(write_bank(directory / "rivers")))
        bot = BotProcess(server, environment, directory / "bot.log")
        await bot.start()
        try:
            await bystander.is_answered()  # what is loaded at the first answer is no growth
            before = _megabytes(bot)
            feeding = asyncio.ensure_future(_feed(server, attack))
            worst = 0.0
            while not feeding.done() or server.queue:
                worst = max(worst, await bystander.is_answered())
                await asyncio.sleep(0.5)
            worst = max(worst, await bystander.is_answered())
            passed, after = await _passed_over(bot), _megabytes(bot)
        finally:
            await bot.kill()
        words = [call for call in server.sent("sendMessage") if "pass over" in call.fields["text"]]
        return Borne(await feeding, passed, len(words), worst, before, after)


async def _feed(server: StandIn, attack: Iterator[Json]) -> int:
    count = 0
    for update in attack:
        server.feed(update)
        count += 1
        while len(server.queue) >= AHEAD:  # noqa: ASYNC110 - the stand-in tells nobody
            await asyncio.sleep(0.005)
    return count


def _megabytes(bot: BotProcess) -> float:
    status = Path(f"/proc/{bot.pid}/status").read_text(encoding="ascii")
    found = re.search(r"VmRSS:\s+(\d+)", status)
    assert found is not None
    return int(found[1]) / 1024


async def _passed_over(bot: BotProcess) -> int:
    found = re.search(r"(http://\S+)/healthz", bot.log.read_text(encoding="utf-8"))
    assert found is not None
    async with aiohttp.ClientSession() as client, client.get(f"{found[1]}/metrics") as answer:
        told = re.search(r"hamkori_updates_passed_over_total (\d\S*)", await answer.text())
    assert told is not None
    return int(float(told[1]))


async def prove(notes: Notes, size: int) -> Found:
    found = Found(HEADS)
    for name, (attack, part) in ATTACKS.items():
        borne = Borne(**await notes.once(name, partial(_plain, attack(round(size * part)))))
        numbers = (borne.updates, borne.passed_over, borne.words)
        is_kept = borne.worst <= LONGEST_WAIT and borne.after - borne.before <= MOST_GROWTH
        measured = (f"{borne.worst:.1f}", f"{borne.before:.0f}", f"{borne.after:.0f}")
        found.add(name, *numbers, *measured, is_kept=is_kept)
    found.remark = (
        f"Updates come as fast as the bot takes them, to a Telegram without limits; somebody else asks for "
        f"help twice a second. Kept: nobody else waits longer than {LONGEST_WAIT:.0f} s, and memory grows by "
        f"{MOST_GROWTH:.0f} MB at most."
    )
    return found


async def _plain(attack: Iterator[Json]) -> Json:
    with tempfile.TemporaryDirectory() as name:
        return asdict(await bear(Path(name), attack))
