"""A broadcast under SIGKILL of the real process: who was told, and how often.

Half of it goes to learners and half to groups. The process is killed while it plans and while it sends, and
started again on the same database.
"""

from __future__ import annotations

import asyncio
import base64
import random
import time
from collections import Counter
from datetime import UTC, datetime

from bot.learning.broadcast import Audience, Whom
from bot.services import arrival, broadcasts, chats
from bot.vault import Vault
from db.engine import Database
from db.upgrade import upgrade
from tests.end_to_end.grounds import Ground
from tests.end_to_end.kill_facts import (
    ANSWER_DELAY,
    Tally,
    distinct,
    more_are_shown,
    slowly,
    unrecorded,
)
from tests.end_to_end.process import BotProcess
from tests.end_to_end.stand_in import WELL, StandIn

KEY = base64.urlsafe_b64encode(bytes(32)).decode()
FIRST_LEARNER, FIRST_GROUP = 20_001, -30_001
TEXT = "The library is closed until Monday."


async def run(ground: Ground, *, chats_of_each: int, kills: int, seed: int) -> Tally:
    """Write to so many learners and as many groups while the bot is killed ``kills`` times."""
    chance, whole = random.Random(seed), 2 * chats_of_each
    tally, started = Tally("broadcast", whole), time.monotonic()
    async with StandIn(fate=slowly(lambda _: WELL)) as server:
        environment = ground.environment(server, DATA_KEY=KEY)
        await asyncio.to_thread(_begin, ground.url, chats_of_each)
        bot = BotProcess(server, environment, ground.directory / "bot.log")
        while tally.kills < kills and distinct(server) < whole:
            await bot.start()
            if not await more_are_shown(server, ground, chance.randint(1, max(whole // (kills + 1), 1))):
                break
            await asyncio.sleep(chance.uniform(0, ANSWER_DELAY))
            await bot.kill()
            tally.kills += 1
            tally.unrecorded.append(unrecorded(ground, server, bot))
        if not bot.is_running:
            await bot.start()
        while distinct(server) < whole and await more_are_shown(server, ground):
            pass
        await bot.stop()
        sent = (call for call in server.sent("sendMessage") if TEXT in str(call.fields))
        tally.copies = Counter(call.chat_id for call in sent)
    tally.seconds = time.monotonic() - started
    return tally


def _begin(url: str, count: int) -> None:
    """Learners and groups by whose clocks it is noon, and a confirmed broadcast to each kind."""
    upgrade(url, backup_dir=None)
    now = datetime.now(UTC)  # noqa: TID251 - the bot under test has the machine's clock
    zone = _zone_of_noon(now)
    database, vault = Database(url), Vault([KEY])
    with database.begin() as session:
        for number in range(count):
            arrival.arrive(session, FIRST_LEARNER + number, code="en", zone=zone, now=now)
            chats.enter(session, FIRST_GROUP - number, "en", zone, now)
        audiences: tuple[Whom, ...] = ("all", "groups")
        for whom in audiences:
            broadcast_id = broadcasts.draft(session, Audience(whom=whom), origin=whom, now=now)
            broadcasts.write(session, broadcast_id, 0, vault.seal(TEXT), now)
            broadcasts.start(session, broadcast_id, now)
    database.close()


def _zone_of_noon(now: datetime) -> str:
    """Where it is about noon: a broadcast goes out in nobody's night."""
    ahead = 12 - now.hour
    return f"Etc/GMT{-ahead:+d}" if ahead else "UTC"
