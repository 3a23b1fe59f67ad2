"""What is seen of the running bot from outside: numbers, for a monitor or a person; no ids and no words."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from aiohttp import web
from msgspec import Struct

from bot.acts import run
from bot.learning.tally import Backlog
from bot.operations import metrics
from bot.operations.loopback import marked
from bot.running import App
from bot.services import tallies
from bot.times import Times
from bot.updates.health import DATABASE_PATIENCE, Health
from bot.web import private
from db.errors import UNAVAILABLE

METRICS, STATUS = "metrics", "status"


class Seen(Struct, frozen=True):
    """Ages and the lag are in seconds. ``outcomes`` are by kind and by what became of it, since the start."""

    ailment: str | None
    is_leading: bool
    last_poll: float | None  # None: not yet
    in_hand: int
    passed_over: int  # updates since the start that were more than anybody can mean
    backlog: Backlog | None  # None: the database does not answer
    oldest_due: float
    lag: float  # the worst of the last minute
    times: Times
    outcomes: Mapping[tuple[str, str], int]
    faults: int  # errors that nobody foresaw, since the start
    last_fault: str  # its number in the log


async def look(app: App, health: Health) -> Seen:
    backlog = await _backlog(app)
    waited = backlog.waited(app.house.clock()) if backlog else None
    return Seen(
        ailment=await health.ailment(),
        is_leading=app.leading.is_held,
        last_poll=health.pulse.age,
        in_hand=health.intake.in_hand,
        passed_over=health.intake.passed_over,
        backlog=backlog,
        oldest_due=waited.total_seconds() if waited else 0.0,
        lag=app.lag.worst,
        times=app.house.times,
        outcomes=dict(app.house.outcomes),
        faults=app.house.faults.count,
        last_fault=app.house.faults.last,
    )


async def _backlog(app: App) -> Backlog | None:
    try:
        async with asyncio.timeout(DATABASE_PATIENCE):
            return await run(app.house.database, partial(tallies.backlog, now=app.house.clock()))
    except (TimeoutError, *UNAVAILABLE):
        return None


Watched = Callable[[], tuple[App, Health]]
"""What is looked at, asked for at each request: the playground's site is there before its bot."""


def routes(watched: Watched) -> list[web.RouteDef]:
    """``GET /metrics`` and ``GET /status`` of the running bot, for this machine alone."""

    async def expose(_: web.Request) -> web.Response:
        seen = await look(*watched())
        # In a thread, since the first one imports the library.
        content_type, body = await asyncio.to_thread(metrics.exposition, _measures(seen), seen.times)
        return web.Response(body=body, headers={"Content-Type": content_type})

    async def status(_: web.Request) -> web.Response:
        seen = await look(*watched())
        code = 200 if seen.ailment is None else 503
        return web.Response(text=told(seen), status=code, headers=marked(STATUS))

    return [web.get(f"/{METRICS}", private(expose)), web.get(f"/{STATUS}", private(status))]


def _measures(seen: Seen) -> Iterator[metrics.Measure]:
    yield metrics.Measure("serving", "1 while the bot serves, as /healthz tells", float(seen.ailment is None))
    yield metrics.Measure("leading", "1 while this process plans and sends", float(seen.is_leading))
    if seen.last_poll is not None:
        yield metrics.Measure("last_poll_seconds", "Since Telegram last answered getUpdates", seen.last_poll)
    yield metrics.Measure("updates_in_hand", "Updates that wait or are being handled", seen.in_hand)
    told = "Updates that were more than anybody can mean, and not read"
    yield metrics.Measure("updates_passed_over", told, seen.passed_over, is_counter=True)
    yield metrics.Measure("faults", "Errors that nobody foresaw", seen.faults, is_counter=True)
    if seen.backlog is not None:
        yield metrics.Measure("due_messages", "Messages that could go out now", seen.backlog.due)
        yield metrics.Measure("oldest_due_seconds", "For how long the oldest of them is due", seen.oldest_due)
    yield metrics.Measure("loop_lag_seconds", "The worst lag of the event loop in the last minute", seen.lag)
    for (kind, outcome), number in sorted(seen.outcomes.items()):
        labels = {"kind": kind, "outcome": outcome}
        yield metrics.Measure("messages", "What became of messages", number, labels, is_counter=True)


def told(seen: Seen) -> str:
    """The same for a person, in a few lines."""
    return "".join(f"{line}\n" for line in _lines(seen))


def _lines(seen: Seen) -> Iterator[str]:
    yield f"ill: {seen.ailment}" if seen.ailment else "serving"
    yield "last poll: none yet" if seen.last_poll is None else f"last poll: {seen.last_poll:.0f} s ago"
    yield f"updates in hand: {seen.in_hand}"
    if not seen.is_leading:
        yield "another process plans and sends"
    if seen.passed_over:
        yield f"updates passed over: {seen.passed_over}, more than anybody can mean"
    if seen.faults:
        yield f"errors that nobody foresaw: {seen.faults}, the last one no. {seen.last_fault}"
    if seen.backlog is None:
        yield "messages due: the database does not answer"
    else:
        yield f"messages due: {seen.backlog.due}, the oldest for {seen.oldest_due:.0f} s"
    yield f"event loop: up to {seen.lag * 1000:.0f} ms late in the last minute"
    yield _handled(seen.times)
    by_kind: defaultdict[str, list[str]] = defaultdict(list)
    for (kind, outcome), number in sorted(seen.outcomes.items()):
        by_kind[kind].append(f"{outcome} {number}")
    for kind, outcomes in by_kind.items():
        yield f"{kind}: {', '.join(outcomes)}"


def _handled(times: Times) -> str:
    if not times.number:
        return "updates handled: 0"
    bounds = (("half", times.within(0.5)), ("99 %", times.within(0.99)))
    shares = (f"{share} within {bound:g} s" for share, bound in bounds if bound is not None)
    return ", ".join((f"updates handled: {times.number}", *shares))
