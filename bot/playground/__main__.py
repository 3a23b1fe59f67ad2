"""The host of the playground: the bot, an in-memory Telegram and the chat page, with a clock to turn."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from aiohttp import web as aiohttp_web
from pydantic import SecretStr

from bot import web
from bot.acts import run
from bot.app import build
from bot.clock import utc_now
from bot.operations.serve import opened, stop_on_signals
from bot.playground import bot_api, chat
from bot.playground.telegram import Telegram
from bot.running import App
from bot.services import clock as clock_service
from bot.services import deliveries, learners, subscriptions
from bot.settings import Settings
from bot.tasks import spawn
from content.loader import ContentError, Problem, load, version_of
from content.model import Bank
from db.engine import Database

log = logging.getLogger(__name__)

DATABASE = Path("data/playground.db")
"""The playground's own: never the bot's."""
TOKEN = "1000000:playground-token-of-nobody-at-all-000"  # noqa: S105 - it opens nothing but this process
PEOPLE = ((7_000_000_001, "Зарина", "tg"), (7_000_000_002, "Даниил", "ru"), (7_000_000_003, "Alice", "en"))
"""Their ids stay the same, so that what they learned is still known after a restart."""
MORNING, SMALL_HOURS_END = time(9, 0), time(5, 0)
MOST_STOPS = 100
"""A turned clock stops at so many facts on its way at most."""
SENDING_LOOKS, SENDING_PAUSE = 60, 0.05
"""How often, and every how many seconds, a turned clock looks whether its facts are out."""
WATCHING = 1.0
"""Seconds between two looks at the content files."""


@dataclass
class Playground:
    """What the page's tools act on."""

    database: Database
    telegram: Telegram
    ahead: timedelta
    zone: ZoneInfo
    problems: list[str] = field(default_factory=list)
    app: App | None = None

    def now(self) -> datetime:
        return utc_now() + self.ahead

    async def move_clock(self, by: timedelta) -> datetime:
        """Turn the clock ahead and beat on the way, so that what falls due by then arrives in its time."""
        goal = self.now() + by
        ahead = await run(self.database, partial(clock_service.turn, by=by))
        for _ in range(MOST_STOPS):
            if not await self._turn_to_the_next_fact(goal):
                break
        self.ahead = ahead
        await self._beat()
        self.telegram.touch()
        return self.now()

    async def _turn_to_the_next_fact(self, goal: datetime) -> bool:
        """Whether a fact falls due before ``goal``; then it is that moment now, and it goes out."""
        due_at = await run(self.database, subscriptions.next_at)
        if due_at is None or due_at >= goal:
            return False
        self.ahead = max(self.ahead, due_at - utc_now())
        await self._beat()
        return True

    async def _beat(self) -> None:
        assert self.app is not None
        if await self.app.sender.beat():
            await self._until_sent()

    async def _until_sent(self) -> None:
        """Let the facts planned go out before the clock runs on and makes them too late."""
        for _ in range(SENDING_LOOKS):
            if await run(self.database, deliveries.next_at) is None:
                return
            await asyncio.sleep(SENDING_PAUSE)

    async def next_morning(self) -> datetime:
        """Turn the clock to the next morning; whoever is still up in the small hours waits for it too."""
        now = self.now()
        local = now.astimezone(self.zone)
        day = local.date() + timedelta(days=local.time() >= SMALL_HOURS_END)
        morning = datetime.combine(day, MORNING, tzinfo=self.zone).astimezone(UTC)
        return await self.move_clock(morning - now)

    async def reset(self) -> None:
        """Everybody and everything said is gone; the clock stays where it is."""
        people = list(self.telegram.people)
        self.telegram.reset()
        for person_id in people:
            await run(self.database, partial(learners.forget, learner_id=person_id))
        await self.populate()

    async def populate(self) -> None:
        """Bring the first people in; whom the bot knows from an earlier run, it may write to."""
        for person_id, name, language in PEOPLE:
            person = self.telegram.add_person(name, language, person_id=person_id)
            is_known = partial(learners.is_known, learner_id=person_id)
            person.has_started = await run(self.database, is_known)

    def told_problems(self) -> Sequence[str]:
        return self.problems


async def play(settings: Settings) -> None:
    """Run the playground until a signal ends it."""
    stopping = asyncio.Event()
    stop_on_signals(stopping)
    settings = settings.model_copy(update={"database_url": f"sqlite+aiosqlite:///{DATABASE}"})
    async with opened(settings) as (database, bank):
        await _play(settings, database, bank, stopping)


async def _play(settings: Settings, database: Database, bank: Bank, stopping: asyncio.Event) -> None:
    ahead = await run(database, clock_service.ahead)
    zone = ZoneInfo(settings.default_zone)
    # Ids go on from the wall clock, so that no button of an earlier run fits a message of this one.
    first_id = int(utc_now().timestamp())
    telegram = Telegram(token=TOKEN, clock=lambda: host.now(), first_id=first_id)
    host = Playground(database, telegram, ahead, zone)
    await host.populate()
    async with web.serve(_site(host, settings), "127.0.0.1", settings.port) as address:
        settings = settings.model_copy(
            update={"bot_token": SecretStr(TOKEN), "bot_api_url": address, "telegram_proxy": None}
        )
        host.app = build(settings, bank, database, host.now)
        print(f"No BOT_TOKEN is set, so here is the playground: open {address} in a browser.", flush=True)
        watch = spawn(_watch(host, settings.content_dir, bank), name="content watch")
        try:
            await host.app.serve(stopping)
        finally:
            watch.cancel()
            telegram.close()


def _site(host: Playground, settings: Settings) -> aiohttp_web.Application:
    site = aiohttp_web.Application(middlewares=[chat.loopback_only])
    controls = chat.Controls(
        now=host.now,
        next_morning=host.next_morning,
        move_clock=host.move_clock,
        reset=host.reset,
        zone=settings.default_zone,
        problems=host.told_problems,
    )
    site.add_routes([*bot_api.routes(host.telegram), *chat.routes(host.telegram, controls)])
    return site


def _refuse_other_id(fresh: Bank, bank: Bank) -> None:
    """Raises ContentError: what is remembered belongs to the bank by its id."""
    if fresh.id != bank.id:
        sentence = f'the id was "{bank.id}" and is now "{fresh.id}": put "{bank.id}" back'
        raise ContentError([Problem("bank.yaml", 1, "", sentence)])


async def _watch(host: Playground, directory: Path, bank: Bank) -> None:
    """Take saved content into use; if it has problems, the page tells them and the last good bank stays."""
    version = bank.version
    while True:
        await asyncio.sleep(WATCHING)
        try:
            found = await asyncio.to_thread(version_of, directory)
            if found == version:
                continue
            version = found
            fresh = await asyncio.to_thread(load, directory)
            _refuse_other_id(fresh, bank)
        except ContentError as error:
            host.problems = [str(problem) for problem in error.problems]
            continue
        host.problems = []
        assert host.app is not None
        host.app.house.bank = fresh
        log.info("the saved content is in use: %d facts", len(fresh.facts))
