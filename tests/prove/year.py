"""A year of daily facts without sleeping: people travel, block and come back, the bot is killed, away, and
misled by its clock; then every local date of every chat is accounted for."""

from __future__ import annotations

import asyncio
import heapq
import itertools
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

from bot.learning.timetable import Days, Occurrence, next_occurrence
from bot.services import planning
from bot.services.deliveries import Delivery
from db import learners
from db.engine import Database
from db.upgrade import upgrade
from tests.delivery.waves import bank_of
from tests.prove.acting import Bot, Fate
from tests.prove.book import Account, Span, Verdict, judge
from tests.prove.paper import Found, Notes

BEGIN = datetime(2027, 1, 1, 12, 0, tzinfo=UTC)
ZONES = (
    *("Asia/Dushanbe", "Asia/Tashkent", "Asia/Kathmandu", "Europe/Moscow", "Europe/Vienna", "Europe/London"),
    *("Africa/Cairo", "America/New_York", "America/Los_Angeles", "America/Nuuk", "Australia/Lord_Howe"),
    "Pacific/Auckland",
)
TIMES = ("00:00", "02:30", "08:00", "23:30")
FACTS = [f"fact-{number}" for number in range(120)]

ODDS: tuple[tuple[Fate, float], ...] = (
    *(("flood", 1 / 3000), ("away", 1 / 3000), ("server error", 1 / 500), ("lost", 1 / 1000)),
    *(("answer lost", 1 / 1000), ("refused", 1 / 5000), ("killed before", 1 / 2000)),
    ("killed after", 1 / 2000),
)
A_DAY = {"travels": 1.5 / 365, "changes the time": 1 / 365, "blocks": 0.6 / 365, "stops": 0.3 / 365}


@dataclass
class Year:
    """``people`` and ``chats`` (groups) over so many days."""

    bot: Bot
    rng: random.Random
    people: int
    chats: int
    days: int
    blocking: set[int] = field(default_factory=set)
    away: list[Span] = field(default_factory=list)
    events: list[tuple[datetime, int, Callable[[], None]]] = field(default_factory=list)
    happened: dict[str, int] = field(default_factory=dict)
    _number: itertools.count[int] = field(default_factory=itertools.count)

    def run(self) -> Verdict:
        self.bot.fate = self._fate
        self._lay_out()
        end = BEGIN + timedelta(days=self.days)
        while self.bot.true_now < end:
            wake = self._wake()
            if self.events and self.events[0][0] <= min(wake, end):
                at, _, happen = heapq.heappop(self.events)
                self._turn(max(at, self.bot.true_now))
                happen()
            else:
                self._turn(min(wake, end))
                self.bot.beat()
                self.bot.send()
        with self.bot.database.begin() as session:
            return judge(session, self.bot.accounts, self.bot.true_now, self.away)

    def _wake(self) -> datetime:
        """The next full minute, true time, at which a beat finds something to do."""
        wakes_at = self.bot.wakes_at()
        wake = wakes_at - self.bot.drift if wakes_at else self.bot.true_now + timedelta(days=1)
        wake = max(wake, self.bot.true_now + timedelta(seconds=1))
        return (wake + timedelta(seconds=59, microseconds=999_999)).replace(second=0, microsecond=0)

    def _turn(self, true_now: datetime) -> None:
        self.bot.now = true_now + self.bot.drift

    def _fate(self, delivery: Delivery) -> Fate:
        if delivery.chat_id in self.blocking:
            return "forbidden"
        lot = self.rng.random()
        for fate, odds in ODDS:
            lot -= odds
            if lot < 0:
                return fate
        return "well"

    def _lay_out(self) -> None:
        ids = [*range(1, self.people + 1), *range(-1, -self.chats - 1, -1)]
        for chat_id in ids:
            zone, local_time = self.rng.choice(ZONES), self.rng.choice(TIMES)
            if chat_id > 0:
                with self.bot.database.begin() as session:
                    learners.insert(session, chat_id, "en", zone, self.bot.now)
            joins = self.rng.choice((0.0, 0.0, self.rng.uniform(0, self.days / 2)))
            self._plan(joins, "joins", partial(self._join, chat_id, zone, local_time))
            for what, a_day in A_DAY.items():
                at = joins
                while (at := at + self.rng.expovariate(a_day)) < self.days:
                    self._plan(at, what, partial(self._live, chat_id, what))
        for week in range(self.days // 7):
            self._plan(week * 7 + self.rng.random(), "the bot is restarted", self.bot.start)
        if self.days > 300:
            self._plan(100.3, "the bot is away for a week", self._be_away)
            self._plan(200.4, "its clock runs 40 days ahead for 30 minutes", lambda: self._mislead(40, 0.5))
            self._plan(250.4, "its clock is 3 days behind for 12 hours", lambda: self._mislead(-3, 12))

    def _plan(self, day: float, what: str, happen: Callable[[], None]) -> None:
        def noted() -> None:
            self.happened[what] = self.happened.get(what, 0) + 1
            happen()

        at = BEGIN + timedelta(seconds=round(day * 86_400))
        heapq.heappush(self.events, (at, next(self._number), noted))

    def _later(self, days: float, what: str, happen: Callable[[], None]) -> None:
        self._plan((self.bot.true_now - BEGIN) / timedelta(days=1) + days, what, happen)

    def _join(self, chat_id: int, zone: str, local_time: str) -> None:
        self.bot.subscribe(chat_id, zone, local_time, chat_id if chat_id > 0 else None)

    def _live(self, chat_id: int, what: str) -> None:
        account = self.bot.accounts[chat_id]
        if what == "blocks":
            self.blocking.add(chat_id)
            self._later(self.rng.uniform(0.1, 60), "comes back", lambda: self._come_back(chat_id))
        elif chat_id in self.blocking or not account.is_on:
            return
        elif what == "travels":
            self.bot.move(chat_id, self.rng.choice(ZONES))
        elif what == "changes the time":
            self._join(chat_id, account.zone, self.rng.choice(TIMES))
        else:
            self.bot.stop(chat_id)
            again = lambda: self._join(chat_id, account.zone, account.local_time)  # noqa: E731
            self._later(self.rng.uniform(0.1, 60), "takes it up again", again)

    def _come_back(self, chat_id: int) -> None:
        self.blocking.discard(chat_id)
        self.bot.come_back(chat_id)

    def _be_away(self) -> None:
        gone_at = self.bot.true_now
        self._turn(gone_at + timedelta(days=7))
        self.away.append((gone_at, self.bot.true_now))
        self.bot.start()

    def _mislead(self, days: float, hours: float) -> None:
        since = self.bot.true_now
        self._set_clock(timedelta(days=days))
        self._later(hours / 24, "its clock is right again", lambda: self._set_clock(timedelta(0)))
        self.away.append((since, since + timedelta(hours=hours)))

    def _set_clock(self, drift: timedelta) -> None:
        true_now, self.bot.drift = self.bot.true_now, drift
        self._turn(true_now)
        self.bot.start()


def simulate(directory: Path, *, people: int, chats: int, days: int, seed: int = 1) -> tuple[Year, Verdict]:
    url = f"sqlite+aiosqlite:///{directory / 'year.db'}"
    upgrade(url, backup_dir=None)
    database = Database(url)
    try:
        bot = Bot(database, bank_of(FACTS), BEGIN, lambda _: "well")
        year = Year(bot, random.Random(seed), people, chats, days)
        return year, year.run()
    finally:
        database.close()


def a_day_later(after: datetime, local_time: str, zone: str, days: Days) -> Occurrence:
    """The control: the next fact 24 hours after the last, as if no clock were ever changed."""
    due = next_occurrence(after, local_time, "UTC", days)
    return Occurrence(due.at, due.on)


HEADS = ("", "number")
SHARDS = 2
"""Of the people, each with a database of its own: so many processes simulate at once."""


async def prove(notes: Notes, people: int) -> Found:
    loop, share = asyncio.get_running_loop(), people // SHARDS

    with ProcessPoolExecutor(SHARDS) as processes:

        async def shard(seed: int) -> dict[str, Any]:
            return await loop.run_in_executor(processes, counted, share, share // 20, 365, seed)

        shards = await asyncio.gather(
            *(notes.once(f"shard {seed}", partial(shard, seed)) for seed in range(SHARDS))
        )
    careless = mistimed()
    found = Found(HEADS)
    for name, count in _sum(each["counts"] for each in shards).items():
        found.add(name, f"{count:,}")
    found.broken += [problem for each in shards for problem in each["wrong"]][:5]
    if not careless["wrong"]:
        found.broken.append("the careless timetable was not caught")
    found.remark = (
        f"{people:,} people and {people // 20} chats in {len(ZONES)} zones for a year, simulated in "
        f"{sum(each['seconds'] for each in shards):.0f} s of processor time. The control is a timetable that "
        f"adds 24 hours: {len(careless['wrong'])} dates wrong for 24 people in 60 days."
    )
    return found


def mistimed(people: int = 24, days: int = 60) -> dict[str, Any]:
    """What the accounts find where the timetable is that of the control."""
    with patch.object(planning, "next_occurrence", a_day_later):
        return counted(people, 0, days, 0)


def _sum(shards: Iterable[dict[str, int]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for counts in shards:
        total.update(counts)
    return total


def counted(people: int, chats: int, days: int, seed: int) -> dict[str, Any]:
    """A simulated year, as plain numbers."""
    began = time.process_time()
    with tempfile.TemporaryDirectory() as name:
        year, verdict = simulate(Path(name), people=people, chats=chats, days=days, seed=seed)
    accounts = year.bot.accounts.values()
    counts = {"local dates due": sum(len(account.due) for account in accounts)}
    counts |= {f"of them {end}": count for end, count in sorted(verdict.ends.items())}
    counts["**missing without a reason on record, or otherwise wrong**"] = len(verdict.wrong)
    counts["**shown twice, and the bot could know**"] = sum(map(_known_twice, accounts))
    counts["shown twice, in flight at a kill or without an answer"] = sum(map(_repeated, accounts))
    counts["shown for another date, by the wrong clock"] = sum(len(each.untimely) for each in accounts)
    counts["kills in the midst of sending"] = year.bot.kills
    counts |= dict(sorted(year.happened.items()))
    return {"counts": counts, "wrong": verdict.wrong, "seconds": time.process_time() - began}


def _known_twice(account: Account) -> int:
    return sum(count > 1 + account.in_doubt[day] for day, count in account.shown.items())


def _repeated(account: Account) -> int:
    return sum(count - 1 for count in account.shown.values())
