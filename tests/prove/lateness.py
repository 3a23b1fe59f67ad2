"""How late facts come when everybody wants theirs in the same minute, and how long a tap waits meanwhile."""

from __future__ import annotations

import asyncio
import random
import time
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from statistics import quantiles
from typing import Any

from bot.services import subscriptions
from bot.services.subscriptions import Wish
from db.engine import Database
from db.upgrade import upgrade
from tests.banks import write_bank
from tests.end_to_end.crew import Crew
from tests.end_to_end.grounds import Ground
from tests.end_to_end.kill_facts import FIRST_CHAT
from tests.end_to_end.player import Player
from tests.end_to_end.stand_in import Call, Limits, StandIn
from tests.patience import until
from tests.prove.paper import Found, Notes
from tests.prove.places import Place

PER_SECOND = 30
LEARNERS = range(5001, 5006)
THINKING = 2.0  # seconds
IDLE = 30.0  # seconds of practice before anything is due

HEADS = (
    *("due in one minute", "p50 s", "p95 s", "p99 s", "last s", "share of 30/s", "429", "never", "twice"),
    *("tap to answer p95 ms", "control: idle p95 ms"),
)


@dataclass
class Wave:
    """``late`` are seconds of each fact; the waits of taps are seconds, before and while facts go out."""

    people: int
    late: list[float] = field(default_factory=list)
    refused: int = 0
    twice: int = 0
    idle: list[float] = field(default_factory=list)
    busy: list[float] = field(default_factory=list)


class Timed(Player):
    """A player who thinks before each tap, and takes the time until the answer."""

    waits: list[float]
    _tapped_at: float | None = None

    def see(self, message: dict[str, Any]) -> None:
        if self._tapped_at is not None:
            self.waits.append(time.monotonic() - self._tapped_at)
            self._tapped_at = None
        asyncio.get_running_loop().call_later(THINKING, super().see, message)

    def _tap(self, message: dict[str, Any], data: str) -> None:
        self._tapped_at = time.monotonic()
        super()._tap(message, data)


async def wave(ground: Ground, people: int, idle: float = IDLE) -> Wave:
    """So many facts in the next minute that comes after ``idle`` seconds of practice."""
    made, limits, rng = Wave(people), Limits(), random.Random(1)
    async with StandIn(fate=limits) as server:
        content = write_bank(ground.directory / "rivers")
        environment = ground.environment(server, CONTENT_DIR=str(content), SEND_RATE=str(PER_SECOND))
        crew = Crew(server, ground, environment)
        await asyncio.to_thread(upgrade, ground.url, backup_dir=None, bank_id="rivers")
        due = await asyncio.to_thread(_subscribe, ground.url, people, idle)
        players = {number: Timed(number, server, rng) for number in LEARNERS}
        server.shown = lambda message: _hand(players, message)
        await crew.start()
        for player in players.values():
            player.waits = made.idle
            player.begin()
        until_due = due - time.time()
        await asyncio.sleep(until_due)
        for player in players.values():
            player.waits = made.busy
        await until(lambda: len(_facts(server, people)) >= people, people / 10 + 120, every=0.5)
        for player in players.values():
            player.may_begin = False
        await crew.stop()
        skew = time.time() - time.monotonic()
        made.late = sorted(call.arrived_at + skew - due for call in _facts(server, people))
        made.twice = len(made.late) - people
    made.refused = limits.refused
    return made


def _facts(server: StandIn, people: int) -> list[Call]:
    return [call for call in server.sent("sendMessage") if 0 <= call.chat_id - FIRST_CHAT < people]


def _hand(players: dict[int, Timed], message: dict[str, Any]) -> None:
    if player := players.get(message["chat"]["id"]):
        player.see(message)


def _subscribe(url: str, people: int, idle: float) -> float:
    """Everybody for the same minute, far enough ahead; gives its instant (Unix time)."""
    ahead = timedelta(seconds=idle + people / 150 + 75)
    now = datetime.now(UTC)  # noqa: TID251 - the bot under test has the machine's clock
    due = (now + ahead).replace(second=0, microsecond=0)
    database = Database(url)
    with database.begin() as session:
        for chat_id in range(FIRST_CHAT, FIRST_CHAT + people):
            subscriptions.subscribe(session, Wish(chat_id, "en", "UTC", f"{due:%H:%M}"), now)
    database.close()
    return due.timestamp()


async def prove(notes: Notes, most: int, place: Place) -> Found:
    """A tenth of ``most``, then ``most`` subscribers."""
    found = Found(HEADS)
    for people in (most // 10, most):
        plain = await notes.once(f"{people}", partial(_plain, place, people))
        made = Wave(**plain)
        cuts = quantiles(made.late, n=100)
        share = len(made.late) / (made.late[-1] - made.late[0]) / PER_SECOND
        found.add(
            f"{people:,}",
            *(f"{seconds:.0f}" for seconds in (cuts[49], cuts[94], cuts[98], made.late[-1])),
            f"{share:.0%}",
            made.refused,
            people - len(made.late) + made.twice,
            made.twice,
            *(f"{quantiles(waits, n=20)[18] * 1000:.0f}" for waits in (made.busy, made.idle)),
            is_kept=made.refused == 0 and made.twice == 0,
        )
    found.remark = (
        f"At thirty a second the last of 1,000 cannot come before 33 s, of 10,000 not before 333 s; "
        f"{len(LEARNERS)} people practise meanwhile and think for {THINKING:.0f} s before each tap."
    )
    return found


async def _plain(place: Place, people: int) -> dict[str, Any]:
    with place.fresh() as ground:
        return asdict(await wave(ground, people))
