"""The host of the playground: the bot, an in-memory Telegram and the chat page, with a clock to turn."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from aiohttp.web import HTTPServiceUnavailable

from bot import web
from bot.acts import run
from bot.app import build
from bot.clock import utc_now
from bot.counted import counted
from bot.measuring import Daily
from bot.operations import audited, seeing, table
from bot.operations.serve import cache_of, opened, stop_on_signals
from bot.playground.courier import courier_of
from bot.playground.keeping import Store, parts_of, restore
from bot.playground.site import site
from bot.playground.telegram import Telegram
from bot.playground.viewing import Controls
from bot.running import App
from bot.services import clock as clock_service
from bot.services import deliveries, learners, subscriptions
from bot.settings import Secret, Settings
from bot.tasks import spawn
from bot.updates.health import Health
from bot.updates.webhook import Webhook
from content.keeping import index_of
from content.loader import ContentError, Problem, load, version_of
from content.model import Bank
from db.address import make_room
from db.engine import Database

log = logging.getLogger(__name__)

DATABASE = Path("data/playground.db")
"""The playground's own: never the bot's."""
CHATS = Path("data/playground-telegram.db")
"""What the in-memory Telegram holds, kept over a restart."""
FIRST_START = "Step 3 of 3: reading the content and making data/playground.db, about ten seconds …"
BOT_ID = 1_000_000
PEOPLE = ((7_000_000_001, "Зарина", "tg"), (7_000_000_002, "Даниил", "ru"), (7_000_000_003, "Alice", "en"))
"""Their ids stay the same, so that what they learned is still known after a restart."""
MORNING, SMALL_HOURS_END = time(9, 0), time(5, 0)
MOST_STOPS = 100
"""A turned clock stops at so many facts on its way at most."""
SENDING_LOOKS, SENDING_PAUSE = 60, 0.05
"""How often, and every how many seconds, a turned clock looks whether its facts are out."""
WATCHING = 1.0
"""Seconds between two looks at the content files, and at polls whose time may be over."""
KEEPING = 0.3
"""Seconds from a change to its writing: what changes together is written together."""


@dataclass
class Playground:
    """What the page's tools act on."""

    database: Database
    telegram: Telegram
    ahead: timedelta
    zone: ZoneInfo
    problems: list[str] = field(default_factory=list)
    app: App | None = None

    def watched(self) -> tuple[App, Health]:
        """The bot, as it is asked about by a monitor; the site is there a moment before it."""
        if self.app is None:
            raise HTTPServiceUnavailable
        return self.app, health_of(self.app)

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
        """Bring in the first people who are not there; whom the bot knows already, it may write to."""
        for person_id, name, language in PEOPLE:
            if person_id in self.telegram.people:
                continue
            person = self.telegram.add_person(name, language, person_id=person_id)
            is_known = partial(learners.is_known, learner_id=person_id)
            person.has_started = await run(self.database, is_known)

    @property
    def controls(self) -> Controls:
        return Controls(
            now=self.now,
            next_morning=self.next_morning,
            move_clock=self.move_clock,
            reset=self.reset,
            zone=self.zone.key,
            problems=lambda: self.problems,
        )


async def play(settings: Settings) -> None:
    """Run the playground until a signal ends it."""
    stopping = asyncio.Event()
    stop_on_signals(stopping)
    store = _begin()
    settings = replace(settings, database_url=f"sqlite+aiosqlite:///{DATABASE}")
    async with opened(settings) as (database, bank):
        await _play(settings, database, bank, store, stopping)


def _begin() -> Store:
    """At a first start says what takes so long. A bot that remembers nobody knows no old chats."""
    store = Store(CHATS)
    make_room(DATABASE)
    if not DATABASE.exists():
        store.forget()
        print(FIRST_START, flush=True)
    return store


async def _play(
    settings: Settings, database: Database, bank: Bank, store: Store, stopping: asyncio.Event
) -> None:
    ahead = await run(database, clock_service.ahead)
    zone = ZoneInfo(settings.default_zone)
    # Ids go on from the wall clock, so that no button of an earlier run fits a message of this one. The
    # token is another one at each start, so that nobody who learned of one speaks for the bot.
    token = f"{BOT_ID}:{secrets.token_urlsafe(32)}"
    telegram = Telegram(token=token, clock=lambda: host.now(), first_id=int(utc_now().timestamp()))
    restore(telegram, store.load())
    host = Playground(database, telegram, ahead, zone)
    await host.populate()
    page = site(telegram, host.controls)
    page.add_routes([table.route(database, bank), audited.route(database)])
    page.add_routes([*web.health_pages(lambda: host.watched()[1]), *seeing.routes(host.watched)])
    async with web.serve(page, "127.0.0.1", settings.port) as address:
        settings = replace(
            settings, bot_token=Secret(token), bot_api_url=address, telegram_proxy=None, send_rate=0
        )
        host.app = app = build(settings, bank, database, host.now, cache=cache_of(settings))
        measuring = Daily(database, lambda: app.house.bank)
        app.chores.append(measuring.beat)
        print(f"No BOT_TOKEN is set, so here is the playground: open {address} in a browser.", flush=True)
        watch = spawn(_watch(host, settings.content_dir, bank), name="content watch")
        keep = spawn(_keep(telegram, store), name="chats kept")
        try:
            async with _posting(telegram, host.app):
                await host.app.serve(stopping)
        finally:
            watch.cancel()
            keep.cancel()
            await measuring.stop()
            telegram.close()
            store.save(parts_of(telegram))


@asynccontextmanager
async def _posting(telegram: Telegram, app: App) -> AsyncIterator[None]:
    """With WEBHOOK_URL, Telegram posts to the bot's own server: nobody else listens at that address."""
    if not isinstance(app.way_in, Webhook):
        yield
        return
    own = web.application(health_of(app), web.posted_to(app.way_in))
    async with web.serve(own, "127.0.0.1", 0) as door:
        posts = spawn(courier_of(telegram, door).run(), name="posts to the webhook")
        try:
            yield
        finally:
            posts.cancel()


def health_of(app: App) -> Health:
    return Health(app.way_in.pulse, app.intake, app.house.database, app.house.clock)


async def _keep(telegram: Telegram, store: Store) -> None:
    """Write down what changes, soon after it did."""
    while True:
        version = telegram.version
        store.save(parts_of(telegram))
        if telegram.version == version:
            await telegram.changed()
        await asyncio.sleep(KEEPING)


def _refuse_other_id(fresh: Bank, bank: Bank) -> None:
    """Raises ContentError: what is remembered belongs to the bank by its id."""
    if fresh.id != bank.id:
        sentence = f'the id was "{bank.id}" and is now "{fresh.id}": put "{bank.id}" back'
        raise ContentError([Problem("bank.yaml", 1, "", sentence)])


async def _watch(host: Playground, directory: Path, bank: Bank) -> None:
    """Take saved content into use; if it has problems, the page tells them and the last good bank stays.

    Whatever happens, it looks again: an author who saw nothing change would believe all is well.
    """
    seen: str | None = bank.version
    while True:
        await asyncio.sleep(WATCHING)
        try:
            host.telegram.close_overdue_polls()
            found = await asyncio.to_thread(_find_version, directory)
            if found != seen:
                seen = found
                await _take_up(host, directory, bank)
        except ContentError as error:
            host.problems = [str(problem) for problem in error.problems]
        except Exception as error:
            host.problems = [
                f"{directory}: the content cannot be read ({error!r}); save it again when mended"
            ]
            log.exception("the saved content could not be looked at")


def _find_version(directory: Path) -> str | None:
    """None if there is no bank."""
    with suppress(ContentError):
        return version_of(directory)
    return None


async def _take_up(host: Playground, directory: Path, bank: Bank) -> None:
    fresh = await asyncio.to_thread(load, directory, cache=DATABASE.parent / "cache")
    _refuse_other_id(fresh, bank)
    host.problems = []
    assert host.app is not None
    host.app.house.take_up(fresh, await asyncio.to_thread(index_of, fresh, host.app.house.cache))
    log.info("the saved content is in use: %s", counted(len(fresh.facts), "fact"))
