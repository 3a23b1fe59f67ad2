"""A wave of facts under SIGKILL: `python -m tests.end_to_end.kill_facts --kills 20` prints what was lost.

The real process sends to the stand-in over HTTP. It is killed at random moments in the middle of the wave
and started again on the same database; then every fact that the stand-in showed is counted.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import func, select

from bot.delivery.sender import IN_FLIGHT
from bot.services import subscriptions
from bot.services.subscriptions import Wish
from db.engine import Database
from db.models import deliveries
from db.models import subscriptions as timetable
from db.upgrade import upgrade
from tests.end_to_end.crew import Crew
from tests.end_to_end.grounds import Ground, on_a_file
from tests.end_to_end.process import BotProcess
from tests.end_to_end.stand_in import WELL, Call, Fate, StandIn
from tests.patience import PATIENCE

FIRST_CHAT = 10_001
ANSWER_DELAY = 0.1
"""Seconds Telegram takes to answer: long enough that sends are in flight at any moment."""

QUIET = 1.0
"""Seconds without a message after which, if the database owes none either, what is missing counts as lost."""


@dataclass
class Tally:
    """What became of a wave. ``unrecorded`` counts, over all kills, facts shown without a receipt stored."""

    variant: str
    facts: int
    kills: int = 0
    unrecorded: list[int] = field(default_factory=list)
    copies: Counter[int] = field(default_factory=Counter)  # chat -> messages it was shown
    seconds: float = 0.0

    @property
    def lost(self) -> int:
        return self.facts - len(self.copies)

    @property
    def repeated(self) -> int:
        return self.copies.total() - len(self.copies)

    @property
    def worst(self) -> int:
        return max(self.copies.values(), default=0)


async def run(
    ground: Ground,
    *,
    facts: int,
    kills: int,
    seed: int,
    careless: str | None = None,
    limits: Callable[[Call], Fate] = lambda _: WELL,
    more: Mapping[str, str] | None = None,
) -> Tally:
    """Send ``facts`` facts while the bot, with ``more`` in its environment, is killed ``kills`` times.

    Of several processes the kill strikes the one that leads.
    """
    chance = random.Random(seed)
    tally = Tally(careless or "as built", facts)
    started = time.monotonic()
    async with StandIn(fate=slowly(limits)) as server:
        await subscribe(ground.url, facts)
        module = ("tests.end_to_end.careless_sender", (careless,)) if careless else ("bot", ())
        crew = Crew(server, ground, ground.environment(server, **(more or {})), *module)
        while tally.kills < kills and distinct(server) < facts:
            await crew.start()
            # By what was sent and not by the clock: on a busy machine a wave takes longer.
            sends = chance.randint(1, max(facts // (kills + 1), 1))
            if not await more_are_shown(server, ground, sends):
                break
            await asyncio.sleep(chance.uniform(0, ANSWER_DELAY))
            bot = _leader(crew, server)
            await crew.kill(bot)
            tally.kills += 1
            tally.unrecorded.append(unrecorded(ground, server, bot))
        await crew.start()
        while distinct(server) < facts and await more_are_shown(server, ground):
            pass
        await crew.stop()
        tally.copies = Counter(call.chat_id for call in _shown(server))
    tally.seconds = time.monotonic() - started
    return tally


def _leader(crew: Crew, server: StandIn) -> BotProcess:
    """The process that sent last."""
    caller = _shown(server)[-1].caller
    return next(bot for bot in crew.bots if bot.name == caller)


def slowly(limits: Callable[[Call], Fate]) -> Callable[[Call], Fate]:
    """What the limits say, and Telegram takes its time with a message."""

    def fate(call: Call) -> Fate:
        said = limits(call)
        return replace(said, delay=ANSWER_DELAY) if call.method == "sendMessage" else said

    return fate


async def subscribe(url: str, count: int) -> None:
    """Subscriptions that have all been due for a minute when the bot starts."""
    await asyncio.to_thread(upgrade, url, backup_dir=None)
    now = datetime.now(UTC)  # noqa: TID251 - the bot under test has the machine's clock
    due = now - timedelta(minutes=1)
    database = Database(url)
    with database.begin() as session:
        for chat_id in range(FIRST_CHAT, FIRST_CHAT + count):
            subscriptions.subscribe(
                session, Wish(chat_id, "en", "UTC", f"{due:%H:%M}"), due - timedelta(minutes=2)
            )
    database.close()


def _shown(server: StandIn) -> list[Call]:
    return server.sent("sendMessage")


def distinct(server: StandIn) -> int:
    """How many chats were shown their fact."""
    return len({call.chat_id for call in _shown(server)})


async def more_are_shown(server: StandIn, ground: Ground, count: int = 1) -> bool:
    """Whether so many further messages were shown before the bot owed none any more."""
    enough, news = len(_shown(server)) + count, time.monotonic()
    async with asyncio.timeout(PATIENCE):
        while (shown := len(_shown(server))) < enough:
            await asyncio.sleep(0.005)
            if len(_shown(server)) > shown:
                news = time.monotonic()
            if time.monotonic() - news > QUIET:
                if not _owed(ground):
                    return False
                news = time.monotonic()
    return True


def _owed(ground: Ground) -> int:
    """How many messages are still to come by the bot's own books: planned, or due to be."""
    now = datetime.now(UTC)  # noqa: TID251 - the bot under test has the machine's clock
    planned = select(func.count()).where(deliveries.c.state.in_(("pending", "sending"))).scalar_subquery()
    due = select(func.count()).where(timetable.c.next_at <= now).scalar_subquery()
    [[count]] = ground.rows(select(planned + due))  # in one look: what is due becomes planned meanwhile
    return int(count)


def unrecorded(ground: Ground, server: StandIn, bot: BotProcess) -> int:
    """How many facts the killed process had delivered without having stored the receipt."""
    rows = ground.rows(select(deliveries.c.chat_id).where(deliveries.c.state != "sent"))
    waiting = {chat_id for [chat_id] in rows}
    return sum(bot.made(call) and call.chat_id in waiting for call in _shown(server))


HEADS = ("variant", "facts", "kills", "in flight at kills (most)", "lost", "twice", "worst copies", "s")


def line(tally: Tally) -> str:
    """One row of the table."""
    cells = (
        tally.variant,
        tally.facts,
        tally.kills,
        f"{sum(tally.unrecorded)} ({max(tally.unrecorded, default=0)})",
        tally.lost,
        tally.repeated,
        tally.worst,
        f"{tally.seconds:.0f}",
    )
    return f"| {' | '.join(map(str, cells))} |"


def is_kept(tally: Tally) -> bool:
    """Whether nothing was lost, and nothing came twice but what few were in flight."""
    few = max(tally.unrecorded, default=0) <= IN_FLIGHT
    return tally.lost == 0 and few and tally.repeated <= sum(tally.unrecorded)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--facts", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--control", action="store_true", help="run two careless variants as well")
    asked = parser.parse_args()
    say = partial(print, flush=True)
    say(f"| {' | '.join(HEADS)} |\n|{' --- |' * len(HEADS)}")
    tallies = []
    for careless in (None, "forgetful", "repeating") if asked.control else (None,):
        with tempfile.TemporaryDirectory() as directory:
            ground = on_a_file(Path(directory))
            wave = run(ground, facts=asked.facts, kills=asked.kills, seed=asked.seed, careless=careless)
            tallies.append(asyncio.run(wave))
        say(line(tallies[-1]))
    return 0 if is_kept(tallies[0]) else 1


if __name__ == "__main__":
    sys.exit(main())
