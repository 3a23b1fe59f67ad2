"""/metrics for a monitor and `python -m bot status` for a person: numbers, for this machine alone."""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
import threading
from argparse import Namespace
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families as read

from bot import web
from bot.lag import Lag
from bot.operations import audit, audited, seeing, status
from bot.operations.verbs import VERBS
from bot.services import audits, deliveries
from bot.settings import Settings
from bot.times import BOUNDS, Times
from bot.updates.health import Health
from db.engine import POOL_SIZE, Database
from tests.dialogs.conftest import world
from tests.dialogs.conversation import World
from tests.dialogs.writing import go_by, learner
from tests.test_items_command import settings_for

__all__ = ["world"]

SECRET = "xyzzy"


@asynccontextmanager
async def watched(world: World) -> AsyncIterator[str]:
    health = Health(world.app.way_in.pulse, world.app.intake, world.app.house.database, world.clock)
    pages = [audited.route(world.app.house.database), *seeing.routes(lambda: (world.app, health))]
    async with web.serve(web.application(health, pages), "127.0.0.1", 0) as address:
        yield address


def settings_of(database: Database, address: str) -> Settings:
    return settings_for(database.url.render_as_string(hide_password=False), address)


async def measured(address: str) -> tuple[str, dict[tuple[str, ...], float]]:
    """The whole page, and each sample by its name and labels."""
    async with aiohttp.ClientSession() as client, client.get(f"{address}/metrics") as answer:
        assert answer.status == 200
        assert answer.headers["Content-Type"].startswith("text/plain")
        page = await answer.text()
    samples = (sample for family in read(page) for sample in family.samples)
    return page, {(each.name, *each.labels.values()): each.value for each in samples}


async def subscribed(world: World) -> None:
    talk = await learner(world, SECRET)
    await talk.say(f"/ask {SECRET}")
    await talk.say("/daily")
    await talk.tap("12:00")
    world.clock.moment = world.clock().replace(hour=7)


async def test_metrics_tell_what_came_of_messages_and_how_long_updates_took(world: World) -> None:
    await subscribed(world)
    await go_by(world, minutes=1)
    async with watched(world) as address:
        page, found = await measured(address)
    assert found["hamkori_messages_total", "fact", "sent"] == 1
    assert found["hamkori_due_messages",] == 0
    assert found["hamkori_updates_in_hand",] == 0
    assert found["hamkori_serving",] == 0, "Telegram was not polled"
    assert found["hamkori_update_seconds_count",] == world.app.house.times.number == 5
    assert SECRET not in page
    assert not re.search(r"\d{7}", re.sub(r"\d\.\d+(e-\d+)?", "", page)), "no id of anybody"


async def test_errors_that_nobody_foresaw_are_counted(world: World) -> None:
    async with watched(world) as address:
        _, before = await measured(address)
        number = world.app.house.faults.add()
        _, found = await measured(address)
        async with aiohttp.ClientSession() as client, client.get(f"{address}/status") as answer:
            told = await answer.text()
    assert (before["hamkori_faults_total",], found["hamkori_faults_total",]) == (0, 1)
    assert f"errors that nobody foresaw: 1, the last one no. {number}" in told


async def test_metrics_tell_what_is_due_and_for_how_long(world: World, database: Database) -> None:
    await subscribed(world)
    with database.begin() as session:
        deliveries.pause(session, world.clock().replace(hour=9))
    await world.app.beat()
    world.clock.turn(seconds=90)
    world.app.way_in.pulse.beat(world.clock())
    async with watched(world) as address:
        _, found = await measured(address)
    assert found["hamkori_due_messages",] == 1
    assert found["hamkori_oldest_due_seconds",] == 90
    assert found["hamkori_serving",] == 1
    assert 0 <= found["hamkori_last_poll_seconds",] < 30


async def test_blocked_refused_and_stale_messages_are_told_apart(world: World, database: Database) -> None:
    await subscribed(world)
    with database.begin() as session:
        deliveries.pause(session, world.clock().replace(hour=20))
    await go_by(world)
    await go_by(world, hours=13)
    [person] = world.telegram.people.values()
    world.clock.turn(days=1)
    world.telegram.block(person)
    world.clock.moment = world.clock().replace(hour=7)
    await go_by(world, minutes=1)
    assert dict(world.app.house.outcomes) == {("fact", "stale"): 1, ("fact", "blocked"): 1}


async def test_what_is_not_of_this_machine_sees_nothing(world: World) -> None:
    async with watched(world) as address, aiohttp.ClientSession() as client:
        for path in ("/metrics", "/status", "/audit"):
            async with client.get(address + path, headers={"X-Forwarded-For": "198.51.100.7"}) as answer:
                assert answer.status == 404


async def test_status_says_the_same_for_a_person(
    world: World, database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    await subscribed(world)
    await go_by(world, minutes=1)
    world.app.way_in.pulse.beat(world.clock())
    async with watched(world) as address:
        assert await status.run(settings_of(database, address), Namespace()) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "serving"
    assert told[1:4] == ["last poll: 0 s ago", "updates in hand: 0", "messages due: 0, the oldest for 0 s"]
    assert re.fullmatch(r"event loop: up to \d+ ms late in the last minute", told[4])
    assert told[5].startswith("updates handled: 5, half within ")
    assert told[6:] == ["fact: sent 1"]


async def test_status_of_an_ill_bot_says_why_and_gives_1(
    world: World, database: Database, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seeing, "DATABASE_PATIENCE", 0.05)
    let_go = threading.Event()
    async with watched(world) as address:
        hanging = [database.submit(lambda _: let_go.wait(30)) for _ in range(POOL_SIZE)]
        assert await status.run(settings_of(database, address), Namespace()) == 1
        let_go.set()
        await asyncio.gather(*map(asyncio.wrap_future, hanging))
    told = capsys.readouterr().out
    assert told.startswith("ill: Telegram has not answered since the start\nlast poll: none yet\n")
    assert "messages due: the database does not answer\n" in told


async def test_status_where_no_bot_runs_gives_1(
    database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await status.run(settings_of(database, ""), Namespace()) == 1
    assert capsys.readouterr().out == "no bot answers at http://127.0.0.1:1\n"


async def test_audit_asks_the_running_bot(
    world: World, database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    async with watched(world) as address:
        settings = settings_of(database, address)
        assert await audit.run(settings, Namespace()) == 0
        assert capsys.readouterr().out == "Administrators have done nothing that is noted.\n"
        with database.begin() as session:
            audits.note(session, 7, "0123456789ab", "pause", "springs/keepers#how-many", world.clock())
            audits.note(session, 8, "0123456789ab", "resume-all", "", world.clock())
        assert await audit.run(settings, Namespace()) == 0
    assert capsys.readouterr().out.splitlines() == [
        "2026-03-02 03:00  0123456789ab  pause             springs/keepers#how-many",
        "2026-03-02 03:00  0123456789ab  resume-all",
    ]


def test_buckets_count_what_took_as_long_and_errors_too() -> None:
    seconds = iter([0.0, 0.005, 1.0, 1.02, 2.0, 32.0])
    times = Times(monotonic=lambda: next(seconds))
    assert (times.number, times.within(0.5)) == (0, None)
    for _ in range(2):
        with times.taken():
            pass
    with pytest.raises(ZeroDivisionError), times.taken():
        raise ZeroDivisionError
    assert times.counts == [1, 0, 1] + [0] * (len(BOUNDS) - 3) + [1]
    assert times.seconds == pytest.approx(30.025)
    assert (times.within(0.3), times.within(0.6), times.within(0.99)) == (0.005, 0.025, None)


async def test_lag_is_the_worst_of_the_last_minute() -> None:
    now, waits = 0.0, iter([0.5, 0.8] + [0.5] * 200)
    ended = asyncio.Event()

    async def sleep(_: float) -> None:
        nonlocal now
        try:
            now += next(waits)
        except StopIteration:
            ended.set()
            await asyncio.Event().wait()
        worst.append(lag.worst)

    worst: list[float] = []
    lag = Lag(monotonic=lambda: now, sleep=sleep)
    looking = asyncio.ensure_future(lag.run())
    await ended.wait()
    looking.cancel()
    assert max(worst) == pytest.approx(0.3)
    assert lag.worst == pytest.approx(0.0), "a minute later it is over"


def test_verbs_are_known() -> None:
    assert {"status", "audit"} <= VERBS.keys()


def test_library_of_the_monitor_is_not_imported_at_the_start() -> None:
    code = "import sys, bot.__main__; sys.exit('prometheus_client' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
