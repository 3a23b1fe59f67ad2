"""An intake on a real database, fed by hand or by a stand-in server over HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select
from telegram import Update
from telegram.ext import Application, ApplicationBuilder, CallbackContext, TypeHandler

from bot.updates.intake import LEASE, Intake
from bot.updates.polling import Polling
from bot.updates.trying import HamkoriApplication
from bot.vault import Vault
from bot.wire.request import AiohttpRequest
from db.engine import Database
from db.models import inbox
from tests.end_to_end.stand_in import TOKEN, StandIn
from tests.patience import PATIENCE

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
Reaction = Callable[[Update], Awaitable[None]]

VAULT = Vault([Fernet.generate_key().decode()])


@dataclass
class Bot:
    """A bot whose only handler notes each update and then does what the test says."""

    server: StandIn
    database: Database
    application: Application[Any, Any, Any, Any, Any, Any]
    intake: Intake
    poll: Polling
    reaction: Reaction
    begun: list[int] = field(default_factory=list)
    ended: list[int] = field(default_factory=list)
    errors: list[Exception | None] = field(default_factory=list)
    beginning: asyncio.Event = field(default_factory=asyncio.Event)
    now: datetime = NOON

    async def handle(self, update: Update, _: CallbackContext[Any, Any, Any, Any]) -> None:
        self.begun.append(update.update_id)
        self.beginning.set()
        await self.reaction(update)
        self.ended.append(update.update_id)

    async def note_error(self, _: object, context: CallbackContext[Any, Any, Any, Any]) -> None:
        self.errors.append(context.error)

    async def has_begun(self) -> None:
        """Wait until an update is being handled."""
        async with asyncio.timeout(PATIENCE):
            await self.beginning.wait()

    async def rows(self) -> list[Any]:
        """The inbox: update_id, chat_id, body, attempts, handled_at."""
        columns = (inbox.c.update_id, inbox.c.chat_id, inbox.c.body, inbox.c.attempts, inbox.c.handled_at)
        with self.database.begin() as session:
            return list((session.execute(select(*columns).order_by(inbox.c.update_id))).all())

    @asynccontextmanager
    async def polling(self) -> AsyncIterator[asyncio.Task[None]]:
        """The intake runs for the length of the block; its end is awaited."""
        run = asyncio.ensure_future(self.poll.run(self.intake))
        try:
            yield run
            await self.intake.stop()
            await run
        finally:
            run.cancel()
            await asyncio.gather(run, return_exceptions=True)


MakeBot = Callable[..., Awaitable[Bot]]


async def nothing(_: Update) -> None:
    pass


@pytest.fixture
async def server() -> AsyncIterator[StandIn]:
    async with StandIn() as server:
        yield server


@pytest.fixture
async def make_bot(server: StandIn, database: Database) -> AsyncIterator[MakeBot]:
    """Make a bot on the test's server and database; several are lives of the same bot, one after another.

    On PostgreSQL a life waits for the leases of the one before, so each begins when those have run out.
    """
    async with making(server) as make:
        begin = NOON

        async def live(reaction: Reaction = nothing, **options: Any) -> Bot:
            nonlocal begin
            bot = await make(database, reaction, **options)
            bot.now, begin = begin, begin + LEASE
            return bot

        yield live


@asynccontextmanager
async def making(server: StandIn) -> AsyncIterator[MakeBot]:
    """Make bots on a server, each on the database that it is given."""
    made = []

    async def make(database: Database, reaction: Reaction = nothing, **options: Any) -> Bot:
        request = AiohttpRequest()
        builder = ApplicationBuilder().application_class(HamkoriApplication).token(TOKEN)
        builder = builder.base_url(f"{server.url}/bot").request(request).get_updates_request(request)
        application = builder.updater(None).job_queue(None).build()
        bot = Bot(server, database, application, None, None, reaction)  # type: ignore[arg-type]
        bot.poll = Polling(application.bot, lambda: bot.now, options.pop("poll_timeout", 1))
        options.setdefault("retry_pauses", (0.01, 0.01))
        bot.intake = Intake(application, database, lambda: bot.now, VAULT, **options)
        application.add_handler(TypeHandler(Update, bot.handle))
        application.add_error_handler(bot.note_error)
        await application.initialize()
        made.append(application)
        return bot

    yield make
    for application in made:
        await application.shutdown()
